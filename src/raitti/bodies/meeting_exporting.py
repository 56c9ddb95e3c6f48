"""A meeting to take along: its notice and its minutes as tagged PDF, its decisions as a workbook."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from raitti.bodies.meeting_telling import ToldMeeting, tell_meeting
from raitti.bodies.meeting_wording import day_of, outcome_in_words
from raitti.bodies.models import AgendaItem, Body, Meeting
from raitti.core.texts import pick
from raitti.core.verdicts import Refused, Verdict
from raitti.render.pdf import pdf_from
from raitti.render.tables import Column, Table

# By its path below the static files, where the writer of PDF looks for it.
PAPER_STYLE = "/static/css/plan-paper.css"
NOTICE, MINUTES = "notice", "minutes"


def meeting_pdf(meeting: Meeting, what: str, language: str, *, is_public: bool) -> bytes:
    """The notice or the minutes as PDF/UA. Raises `NoWriter` where Pango is missing."""
    return pdf_from(meeting_paper(meeting, what, language, is_public=is_public))


def meeting_paper(meeting: Meeting, what: str, language: str, *, is_public: bool) -> str:
    """The notice or the minutes as a page for paper; to everyone, only what everyone may read."""
    with override(language):
        told = tell_meeting(meeting, language, is_public=is_public)
        if told is None or (what == MINUTES and told.minutes is None):
            raise Refused(Verdict("not_public", _("There is nothing to read yet.")))
        return render_to_string("bodies/meeting_paper.html", _context(told, what, language))


def _context(told: ToldMeeting, what: str, language: str) -> dict[str, object]:
    kind = _("Minutes") if what == MINUTES else _("Call and agenda")
    is_draft = told.minutes is not None and what == MINUTES and told.minutes.published is None
    return {
        "language": language,
        "title": f"{told.title}: {kind}",
        "css": PAPER_STYLE,
        "told": told,
        "is_minutes": what == MINUTES,
        "is_draft": is_draft,
        "late_reason": "" if told.is_public else told.meeting.late_reason,
    }


def decisions_workbook(body: Body, items: Sequence[AgendaItem], language: str) -> bytes:
    """Decisions of many meetings as a workbook, a line each."""
    # Late, as it takes 35 MB.
    from raitti.render.xlsx import workbook

    return workbook(decisions_table(items, language), properties={"title": pick(body.name, language).value})


def decisions_table(items: Sequence[AgendaItem], language: str) -> Table:
    columns = [
        Column(_("Meeting"), 12),
        Column(_("Day"), 14),
        Column("§", 6),
        Column(_("Matter"), 44),
        Column(_("What became of it"), 30),
        Column(_("Decision"), 70),
    ]
    rows = [
        [
            f"{item.meeting.number}/{item.meeting.year}",
            day_of(item.meeting.starts),
            str(item.position),
            pick(item.title, language).value,
            outcome_in_words(item),
            pick(item.decision, language).value,
        ]
        for item in items
    ]
    return Table(_("Decisions"), columns, rows)
