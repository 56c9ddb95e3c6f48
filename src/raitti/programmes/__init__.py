"""Programmes, projects, their grants and plans."""
