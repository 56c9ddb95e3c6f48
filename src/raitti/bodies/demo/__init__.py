"""The demo's bodies: boards, a partnership table, an expert group with its ten support groups, all invented."""

from raitti.bodies.demo.calls import load_calls
from raitti.bodies.demo.loading import LOADERS, load_demo

LOADERS.append(load_calls)

__all__ = ["load_demo"]
