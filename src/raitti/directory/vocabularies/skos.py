"""SKOS in any of RDF's spellings."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _
from rdflib import OWL, RDF, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from raitti.core.languages import CONTENT_CODES
from raitti.directory.facts import TopicFacts, VocabularyFacts
from raitti.directory.vocabularies.reading import BrokenFile, Reading

_DCT = Namespace("http://purl.org/dc/terms/")
_SAME = (SKOS.exactMatch, OWL.sameAs)


def read(data: bytes, key: str, spelling: str) -> Reading:
    """The concepts of a graph; deprecated ones and those without a label in our languages are left out."""
    graph = Graph()
    try:
        with _quiet():
            graph.parse(data=data, format=spelling)
    except BadSyntax as error:
        raise BrokenFile(_("Line %(line)d: %(why)s.") % {"line": error.lines + 1, "why": error._why}) from error
    except Exception as error:
        raise BrokenFile(_broken(error)) from error
    concepts = sorted(node for node in graph.subjects(RDF.type, SKOS.Concept, unique=True) if isinstance(node, URIRef))
    topics = [facts for concept in concepts if (facts := _concept(graph, concept))]
    if not topics:
        raise BrokenFile(_("There is no SKOS concept with a label in Finnish, Swedish or English."))
    return Reading(_vocabulary(graph, key), lambda: iter(topics), len(topics))


def _vocabulary(graph: Graph, key: str) -> VocabularyFacts:
    scheme = min(graph.subjects(RDF.type, SKOS.ConceptScheme), key=str, default=None)
    if scheme is None:
        return VocabularyFacts(key=key, name=key.upper() if len(key) < 5 else key.capitalize())
    labels: dict[str, str] = {}
    for term in (SKOS.prefLabel, _DCT.title, URIRef("http://www.w3.org/2000/01/rdf-schema#label")):
        for label in graph.objects(scheme, term):
            if isinstance(label, Literal):
                labels.setdefault(label.language or "", str(label))
    name = next((labels[code] for code in ("fi", "sv", "en", "") if code in labels), key)
    licence = str(next(graph.objects(scheme, _DCT.license), ""))[:100]
    return VocabularyFacts(key=key, name=name[:200], source=str(scheme)[:300], licence=licence)


def _concept(graph: Graph, concept: URIRef) -> TopicFacts | None:
    if any(str(value).lower() in {"true", "1"} for value in graph.objects(concept, OWL.deprecated)):
        return None
    name = {code: words[0] for code, words in _labels(graph, concept, SKOS.prefLabel).items()}
    if not name:
        return None
    other = _labels(graph, concept, SKOS.altLabel)
    for code, hidden in _labels(graph, concept, SKOS.hiddenLabel).items():
        other[code] = [*other.get(code, []), *hidden]
    broader = {*graph.objects(concept, SKOS.broader), *graph.subjects(SKOS.narrower, concept)}
    return TopicFacts(
        uri=str(concept),
        notation=min(map(str, graph.objects(concept, SKOS.notation)), default=""),
        name=name,
        other={code: tuple(dict.fromkeys(words)) for code, words in other.items()},
        broader=_uris(broader),
        same_as=_uris({same for link in _SAME for same in graph.objects(concept, link)}),
    )


def _labels(graph: Graph, concept: URIRef, kind: URIRef) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for label in sorted(graph.objects(concept, kind), key=str):
        if isinstance(label, Literal) and label.language in CONTENT_CODES:
            found.setdefault(label.language, []).append(str(label))
    return found


def _uris(nodes: set[Node]) -> tuple[str, ...]:
    return tuple(sorted(str(node) for node in nodes if isinstance(node, URIRef)))


def _broken(error: Exception) -> str:
    words = str(error)
    line = re.search(r"line (\d+)|:(\d+):(\d+)", words)
    if line:
        return _("Line %(line)s: %(why)s.") % {"line": line[1] or line[2], "why": words.splitlines()[0][:200]}
    return _("The file cannot be read: %s.") % words[:200]


@contextmanager
def _quiet() -> Iterator[None]:
    """rdflib logs a traceback for every literal it cannot convert, which is no fault of the labels."""
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before
