"""The demo's bodies: boards, a partnership table, an expert group with its ten support groups, all invented."""

from raitti.bodies.demo import meetings, statements
from raitti.bodies.demo.calls import load_calls
from raitti.bodies.demo.elections import load_elections
from raitti.bodies.demo.groups import load_groups
from raitti.bodies.demo.loading import LOADERS, load_demo

LOADERS += [load_calls, load_elections, load_groups, meetings.load, statements.load]

__all__ = ["load_demo"]
