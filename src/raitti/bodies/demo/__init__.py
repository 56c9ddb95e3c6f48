"""The demo’s bodies."""
