"""Packages in which a project's structures, or all of a project, go to another service of this kind and back."""
