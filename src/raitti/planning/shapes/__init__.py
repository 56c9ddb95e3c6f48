"""The shape of a new programme: one national project, or many regional ones with a coordinating one.

Both are given the same money. What each host costs and what coordination takes is set aside, the rest pays staff in
the field, and that is shared out among the regions by need: by three rules of apportionment, and so that the region
served least is served best. Everything is exact, and the same terms always give the same shares.
"""

from raitti.planning.shapes.compared import Compared, Lack, Shaped, Share, Split, compare_shapes
from raitti.planning.shapes.terms import USUAL_MEASURES, Measure, Region, Shape, Terms, faults_of

__all__ = [
    "USUAL_MEASURES",
    "Compared",
    "Lack",
    "Measure",
    "Region",
    "Shape",
    "Shaped",
    "Share",
    "Split",
    "Terms",
    "compare_shapes",
    "faults_of",
]
