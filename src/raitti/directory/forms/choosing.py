"""Lists to choose from: our own topics and target groups, languages, kinds."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django import forms

from raitti.core.kept import kept
from raitti.core.texts import pick, sort_key
from raitti.directory.languages import LANGUAGE_NAMES
from raitti.directory.models import Topic

THEMES, TARGET_GROUPS = "raitti", "raitti-kohderyhmat"


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    is_chosen: bool
    other_words: str = ""


@dataclass(frozen=True)
class Group:
    """Choices that belong together, under the name of the broader one."""

    label: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> int:
        return sum(choice.is_chosen for choice in self.choices)


@dataclass(frozen=True)
class KnownTopic:
    """A topic of one of our own lists; `broader` is another one's URI."""

    uri: str
    names: dict[str, str]
    others: dict[str, list[str]]
    broader: str


def _known(vocabulary: str) -> list[KnownTopic]:
    rows = Topic.objects.filter(vocabulary__key=vocabulary).prefetch_related("broader").order_by("sort_fi", "pk")
    return [
        KnownTopic(
            topic.uri,
            {code: pick(topic.name, code).value for code in ("fi", "sv", "en")},
            topic.other_labels,
            next((broader.uri for broader in topic.broader.all()), ""),
        )
        for topic in rows
    ]


def known_topics(vocabulary: str) -> list[KnownTopic]:
    return kept(f"topics to choose {vocabulary}", lambda: _known(vocabulary))


def topic_groups(vocabulary: str, chosen: set[str], *, language: str) -> list[Group]:
    """The topics of one of our own lists, the narrower under the broader, in the order of the alphabet."""
    found = sorted(known_topics(vocabulary), key=lambda topic: sort_key(topic.names[language]))
    uris = {topic.uri for topic in found}
    heads = [topic for topic in found if topic.broader not in uris]
    groups = []
    for head in heads:
        members = [head, *(topic for topic in found if topic.broader == head.uri)]
        choices = tuple(
            Choice(
                topic.uri, topic.names[language], topic.uri in chosen, " ".join(topic.others.get(language, ())).lower()
            )
            for topic in members
        )
        groups.append(Group(head.names[language], choices))
    if all(len(group.choices) == 1 for group in groups):
        return [Group("", tuple(group.choices[0] for group in groups))] if groups else []
    return groups


class TicksField(forms.MultipleChoiceField):
    """Ticks of which some of the values have none; those say nothing."""

    def __init__(self, choices: Any, *, label: Any) -> None:
        super().__init__(required=False, choices=choices, widget=forms.CheckboxSelectMultiple, label=label)

    def offered(self) -> set[str]:
        return {str(value) for value, _label in self.widget.choices}

    def clean(self, value: Any) -> list[str]:
        # A topic may be ticked both in the list and where it was offered.
        return list(dict.fromkeys(super().clean(value)))

    def has_changed(self, initial: Collection[Any] | None, data: Collection[Any] | None) -> bool:
        return set(initial or ()) & self.offered() != set(data or ()) & self.offered()


def topics_field(vocabulary: str, *, label: Any) -> TicksField:
    """Ticks for the topics of one of our own lists."""
    return TicksField(lambda: [(topic.uri, topic.names["fi"]) for topic in known_topics(vocabulary)], label=label)


def languages_field(*, label: Any) -> TicksField:
    """Ticks for the languages people are served in."""
    return TicksField(list(LANGUAGE_NAMES.items()), label=label)
