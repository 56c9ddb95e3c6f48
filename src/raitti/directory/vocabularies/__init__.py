"""Reading vocabularies as others publish them: SKOS, PTV's code lists, ontologies in JSON, and plain tables."""

from raitti.directory.vocabularies.reading import BrokenFile, Reading, read_vocabulary

__all__ = ["BrokenFile", "Reading", "read_vocabulary"]
