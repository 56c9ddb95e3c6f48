"""What the index holds of meetings: published minutes, without anything confidential."""

from collections.abc import Iterator

from raitti.bodies.meeting_wording import day_of
from raitti.bodies.models import Meeting, Minutes
from raitti.bodies.queries.meetings import name_of_meeting, public_part_of
from raitti.core.languages import INTERFACE_CODES
from raitti.core.texts import pick, versions
from raitti.search.entries import Entry, register_source


def entries_of(meeting: Meeting) -> list[Entry]:
    """A meeting's minutes in each language they are written in; none before they are published."""
    public = public_part_of(meeting)
    if public is None or public.minutes is None:
        return []
    texts = [text for item in public.items for text in (item.title, item.proposal, item.decision, item.record)]
    written = [code for code in INTERFACE_CODES if any(code in versions(text) for text in texts)]
    return [
        Entry(
            kind="meeting",
            object_id=str(meeting.uid),
            language=language,
            title=name_of_meeting(meeting, language),
            summary=day_of(meeting.starts),
            body="\n".join(words for text in texts if (words := pick(text, language).value)),
            keywords=[pick(meeting.body.name, language).value],
            data={
                "id": str(meeting.uid),
                "slugs": {code: f"{meeting.body.slug_in(code)}/{meeting.year}/{meeting.number}" for code in written},
                "is_example": meeting.is_example,
            },
            changed=public.minutes.published,
        )
        for language in written
    ]


def list_meetings() -> Iterator[list[Entry]]:
    """Every meeting whose minutes are published."""
    published = Meeting.objects.public().filter(minutes__state=Minutes.State.PUBLISHED)
    for meeting in published.select_related("body").order_by("pk"):
        if found := entries_of(meeting):
            yield found


def register() -> None:
    register_source("meeting", list_meetings)
