"""The demo's bodies, all invented."""
