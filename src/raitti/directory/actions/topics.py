"""Saving vocabularies: many concepts at a time, only what differs written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from raitti.core.audit import record
from raitti.core.shelf import content_changed
from raitti.core.slugs import assign_slugs_many
from raitti.core.texts import translated, versions
from raitti.core.verdicts import Refused
from raitti.directory import entries
from raitti.directory.actions import checks, words
from raitti.directory.actions.indexing import refresh_tagged
from raitti.directory.facts import TopicFacts, VocabularyFacts
from raitti.directory.lookup import OWN_VOCABULARIES
from raitti.directory.models import Topic, TopicRole, Vocabulary
from raitti.search import actions as search

_BATCH = 1000
_FIELDS = ["name", "sort_fi", "sort_sv", "sort_en", "notation", "other_labels", "same_as"]
Progress = Callable[[int], None]


@dataclass
class SavedTopics:
    """How many concepts were written, and which were refused and why: `(uri, verdict)`."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[tuple[str, Refused]] = field(default_factory=list)


@transaction.atomic
def save_topics(
    vocabulary: VocabularyFacts,
    topics: Iterable[TopicFacts],
    *,
    actor: Any,
    now: datetime,
    progress: Progress | None = None,
) -> SavedTopics:
    """Make a vocabulary's concepts what the facts say; those it no longer names stay.

    A concept another vocabulary brought before is only added to: what it lacks, never what it has.
    A concept without a name, or with a URI too long, is refused alone. `progress` is told how many
    concepts each batch had.
    """
    home = _save_vocabulary(vocabulary)
    done = SavedTopics()
    broader: dict[str, tuple[str, ...]] = {}
    touched: list[Topic] = []
    coming = iter(topics)
    while batch := list(islice(coming, _BATCH)):
        good = list(_checked(batch, done))
        touched += _save_batch(home, good, done)
        broader.update((facts.uri, facts.broader) for facts in good)
        if progress:
            progress(len(batch))
    relinked = _save_broader(home, broader)
    done.updated += len(relinked - {topic.pk for topic in touched})
    done.unchanged -= len(relinked - {topic.pk for topic in touched})
    if touched or relinked:
        _tell_search(home, touched, relinked)
        record(actor, "saved vocabulary", home, now=now, changes={"created": done.created, "updated": done.updated})
        content_changed()
    return done


def _save_vocabulary(facts: VocabularyFacts) -> Vocabulary:
    checks.choice("role", facts.role, TopicRole.values)
    wanted = {"name": facts.name, "role": facts.role, "source": facts.source, "licence": facts.licence}
    checks.short(Vocabulary, {"key": facts.key, **wanted})
    vocabulary, _is_new = Vocabulary.objects.update_or_create(key=facts.key, defaults=wanted)
    return vocabulary


def _checked(batch: Iterable[TopicFacts], done: SavedTopics) -> Iterable[TopicFacts]:
    seen: set[str] = set()
    for facts in batch:
        try:
            checks.name(facts.name)
            checks.short(Topic, {"uri": facts.uri, "notation": facts.notation})
        except Refused as refused:
            done.refused.append((facts.uri, refused))
            continue
        if facts.uri not in seen:
            seen.add(facts.uri)
            yield facts


def _save_batch(home: Vocabulary, batch: Sequence[TopicFacts], done: SavedTopics) -> list[Topic]:
    known = {topic.uri: topic for topic in Topic.objects.filter(uri__in=[facts.uri for facts in batch])}
    new, changed = [], []
    for facts in batch:
        topic = known.get(facts.uri)
        wanted = _wanted(facts) if topic is None or topic.vocabulary_id == home.pk else _added(topic, facts)
        if topic is None:
            topic = Topic(vocabulary=home, uri=facts.uri)
            new.append(topic)
        elif _as_kept(topic) != wanted:
            changed.append(topic)
        else:
            done.unchanged += 1
            continue
        topic.name = translated(**wanted["name"])
        topic.notation, topic.other_labels = wanted["notation"], wanted["other_labels"]
        topic.same_as = wanted["same_as"]
        topic.set_sort_keys()
    Topic.objects.bulk_create(new, batch_size=_BATCH)
    Topic.objects.bulk_update(changed, _FIELDS, batch_size=200)
    done.created += len(new)
    done.updated += len(changed)
    return new + changed


def _as_kept(topic: Topic) -> dict[str, Any]:
    return {
        "name": versions(topic.name),
        "notation": topic.notation,
        "other_labels": topic.other_labels,
        "same_as": topic.same_as,
    }


def _wanted(facts: TopicFacts) -> dict[str, Any]:
    other = {language: checks.words("other", labels) for language, labels in facts.other.items()}
    return {
        "name": checks.texts("name", facts.name),
        "notation": facts.notation,
        "other_labels": {language: labels for language, labels in other.items() if labels},
        "same_as": checks.words("same_as", facts.same_as),
    }


def _added(topic: Topic, facts: TopicFacts) -> dict[str, Any]:
    """What a concept of another vocabulary is with what these facts add to it."""
    wanted = _wanted(facts)
    other = dict(topic.other_labels)
    for language, labels in wanted["other_labels"].items():
        other[language] = list(dict.fromkeys([*other.get(language, []), *labels]))
    return {
        "name": wanted["name"] | versions(topic.name),
        "notation": topic.notation or wanted["notation"],
        "other_labels": other,
        "same_as": list(dict.fromkeys([*topic.same_as, *wanted["same_as"]])),
    }


def _save_broader(home: Vocabulary, broader: Mapping[str, tuple[str, ...]]) -> set[int]:
    """Link concepts to their broader ones; the ids of those whose links changed."""
    link = Topic.broader.through
    uris = set(broader) | {uri for above in broader.values() for uri in above}
    rows = Topic.objects.filter(uri__in=uris) if len(uris) < _BATCH else Topic.objects.all()
    known = {uri: (pk, owner) for uri, pk, owner in rows.values_list("uri", "pk", "vocabulary_id") if uri in uris}
    wanted = {
        (known[uri][0], known[each][0])
        for uri, above in broader.items()
        for each in above
        if uri in known and each in known and uri != each
    }
    ids = {pk for uri, (pk, _owner) in known.items() if uri in broader}
    mine = {pk for uri, (pk, owner) in known.items() if uri in broader and owner == home.pk}
    existing = {
        (below, above): pk
        for pk, below, above in link.objects.values_list("pk", "from_topic_id", "to_topic_id")
        if below in ids
    }
    gone = [pair for pair in existing if pair not in wanted and pair[0] in mine]
    fresh = sorted(wanted - existing.keys())
    link.objects.filter(pk__in=[existing[pair] for pair in gone]).delete()
    link.objects.bulk_create(
        [link(from_topic_id=below, to_topic_id=above) for below, above in fresh], batch_size=_BATCH
    )
    return {below for below, _above in [*gone, *fresh]}


def _tell_search(home: Vocabulary, touched: Sequence[Topic], relinked: set[int]) -> None:
    """Addresses and entries for our own topics, which have pages; what they describe; words for every vocabulary."""
    if home.key in OWN_VOCABULARIES:
        assign_slugs_many(touched, "topic")
        ids = {topic.pk for topic in touched} | relinked
        shown = Topic.objects.filter(pk__in=ids).select_related("vocabulary").prefetch_related("broader")
        search.put(entry for topic in shown for entry in entries.topic_entries(topic))
    refresh_tagged({topic.pk for topic in touched} | relinked)
    owners = {home.pk, *(topic.vocabulary_id for topic in touched)}
    for vocabulary in Vocabulary.objects.filter(pk__in=owners):
        words.teach(vocabulary)
