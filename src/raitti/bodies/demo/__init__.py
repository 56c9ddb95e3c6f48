"""The demo of bodies: boards and groups, all invented."""
