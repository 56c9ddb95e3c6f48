"""Where the shapes of a new programme are compared."""

from raitti.core.addresses import Paths

SHAPES: Paths = {
    "shapes": (
        "oma/ohjelmat/<uuid:programme>/mallit/",
        "mina-sidor/program/<uuid:programme>/modeller/",
        "my/programmes/<uuid:programme>/shapes/",
    ),
    "shape_new": (
        "oma/ohjelmat/<uuid:programme>/mallit/uusi/",
        "mina-sidor/program/<uuid:programme>/modeller/ny/",
        "my/programmes/<uuid:programme>/shapes/new/",
    ),
    "shape_study": (
        "oma/mallilaskelmat/<uuid:study>/",
        "mina-sidor/modellkalkyler/<uuid:study>/",
        "my/shape-studies/<uuid:study>/",
    ),
    "shape_remove": (
        "oma/mallilaskelmat/<uuid:study>/poista/",
        "mina-sidor/modellkalkyler/<uuid:study>/ta-bort/",
        "my/shape-studies/<uuid:study>/remove/",
    ),
    "shape_file": (
        "oma/mallilaskelmat/<uuid:study>/mallit.<slug:form>",
        "mina-sidor/modellkalkyler/<uuid:study>/modeller.<slug:form>",
        "my/shape-studies/<uuid:study>/shapes.<slug:form>",
    ),
}
