"""The demo's programme: three projects whose money was cut, after public notices of 2020."""

from raitti.programmes.demo.loading import load_demo

__all__ = ["load_demo"]
