"""Believable examples of what happens in bodies, all invented."""
