"""What a vocabulary's labels teach the search: other words for the same, and narrower ones."""

from collections import defaultdict
from collections.abc import Iterator

from raitti.core.languages import INTERFACE_CODES
from raitti.core.texts import versions
from raitti.directory.lookup import OWN_VOCABULARIES
from raitti.directory.models import Topic, Vocabulary
from raitti.search import actions as search
from raitti.search.entries import Term


def teach(vocabulary: Vocabulary) -> None:
    """Give the search all words of a vocabulary, in place of those it gave before."""
    search.put_terms(vocabulary.key, _terms(vocabulary))


def _terms(vocabulary: Vocabulary) -> Iterator[Term]:
    rows = Topic.objects.filter(vocabulary=vocabulary).order_by("pk").values_list("pk", "name", "other_labels")
    names: dict[int, dict[str, str]] = {}
    others: dict[int, dict[str, list[str]]] = {}
    for pk, name, other in rows:
        names[pk], others[pk] = versions(name), other
    narrower: dict[int, list[int]] = defaultdict(list)
    for lower, above in Topic.broader.through.objects.values_list("from_topic_id", "to_topic_id").order_by("pk"):
        if above in names and lower in names:
            narrower[above].append(lower)
    is_own = vocabulary.key in OWN_VOCABULARIES
    for pk, labels in names.items():
        for language in INTERFACE_CODES:
            label = labels.get(language)
            if label is None:
                continue
            also = tuple(others[pk].get(language, ()))
            below = tuple(names[each][language] for each in narrower[pk] if language in names[each])
            if is_own:
                # The words of our own topics are what people say, often narrower than the topic:
                # each leads to the topic, but not to the topic's other words.
                yield Term(label=label, language=language, narrower=below)
                yield from (Term(label=word, language=language, also=(label,)) for word in also)
            else:
                yield Term(label=label, language=language, also=also, narrower=below)
