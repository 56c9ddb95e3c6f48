"""The demo's bodies: boards, a partnership table, an expert group with its ten support groups, all invented."""

from raitti.bodies.demo.loading import load_demo

__all__ = ["load_demo"]
