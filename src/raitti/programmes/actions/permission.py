"""Asking the funder's permission for a plan: begun when a plan needs it, sent, and answered."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from raitti.core.audit import record
from raitti.core.shelf import content_changed
from raitti.core.verdicts import Refused, Verdict, require
from raitti.programmes.actions import checks
from raitti.programmes.models import ChangeApplication, PlanVersion
from raitti.programmes.permission import SAID
from raitti.programmes.permission_wording import draft_application
from raitti.programmes.queries.permission import check_of
from raitti.programmes.rules import may_ask_permission

State = ChangeApplication.State
# What may follow what; an answer can be mended while no other plan stands on it.
_NEXT = {
    State.DRAFT: {State.SENT},
    State.SENT: {State.APPROVED, State.REFUSED, State.DRAFT},
    State.APPROVED: {State.SENT},
    State.REFUSED: {State.SENT},
}


def begin_if_needed(
    version: PlanVersion, *, changed: Sequence[str], explanation: str, now: datetime
) -> ChangeApplication | None:
    """Begin an application where a plan just accepted needs one; part of accepting it."""
    check = check_of(version, changed=changed, words=explanation)
    if check.grant is None or not check.grounds:
        return None
    return ChangeApplication.objects.create(
        grant=check.grant,
        version=version,
        grounds=[ground.as_row() for ground in check.grounds],
        text=draft_application(
            check.grant,
            version,
            check,
            grounds=check.grounds,
            language="sv" if translation.get_language() == "sv" else "fi",
        ),
        created=now,
    )


@transaction.atomic
def begin(
    version: PlanVersion, *, changed: Sequence[str], explanation: str, actor: Any, now: datetime
) -> ChangeApplication:
    """Begin an application for a plan accepted earlier: its costs need one, or something is said to have changed."""
    require(may_ask_permission(actor, version, now=now))
    PlanVersion.objects.select_for_update().get(pk=version.pk)
    if not set(changed) & set(SAID) and not check_of(version).grounds:
        checks.refuse("changed", "", _("Tick what changes."), code="missing")
    if version.change_applications.exists():
        raise Refused(Verdict("twice", _("There is an application for this plan already.")))
    made = begin_if_needed(version, changed=changed, explanation=checks.text("explanation", explanation), now=now)
    if made is None:
        raise Refused(Verdict("undecided", _("Nothing has been decided yet that this plan could change.")))
    record(actor, "began change application", version.project, now=now, changes={"version": [None, version.number]})
    content_changed()
    return made


@transaction.atomic
def write_text(application: ChangeApplication, text: str, *, actor: Any, now: datetime) -> None:
    """Keep the text as it is now; once it has been sent, it stays."""
    application = _held(application, actor, now=now)
    if application.state != State.DRAFT:
        raise Refused(Verdict("sent", _("The application has been sent: its text stays as it was.")))
    application.text = checks.text("text", text)
    application.save(update_fields=["text"])


@transaction.atomic
def move_on(
    application: ChangeApplication, state: str, *, on: date | None, answer: str = "", actor: Any, now: datetime
) -> None:
    """Say that an application was sent, or what the funder answered, and on which day; or take that back."""
    application = _held(application, actor, now=now)
    wanted = State(checks.choice("state", state, State.values))
    if wanted not in _NEXT[State(application.state)]:
        raise Refused(Verdict("order", _("Someone has moved this application on. Look at it anew.")))
    goes_back = wanted == State.DRAFT or (wanted == State.SENT and application.state != State.DRAFT)
    if not goes_back:
        _check_day(application, wanted, on, now=now)
    before = application.state
    if wanted == State.DRAFT:
        application.sent_on = None
    elif wanted == State.SENT:
        application.sent_on = application.sent_on if goes_back else on
        application.answered_on, application.answer = None, ""
    else:
        application.answered_on, application.answer = on, checks.text("answer", answer)
    application.state = wanted
    application.save(update_fields=["state", "sent_on", "answered_on", "answer"])
    changes = {"state": [before, wanted.value]}
    record(actor, "moved change application", application.version.project, now=now, changes=changes)
    content_changed()


def _held(application: ChangeApplication, actor: Any, *, now: datetime) -> ChangeApplication:
    known = ChangeApplication.objects.select_for_update(of=("self",)).select_related("version__project__host")
    held = known.get(pk=application.pk)
    require(may_ask_permission(actor, held.version, now=now))
    return held


def _check_day(application: ChangeApplication, wanted: str, on: date | None, *, now: datetime) -> None:
    if on is None:
        checks.refuse("on", "", _("Give the day."), code="missing")
    if on > timezone.localdate(now):
        checks.refuse("on", on, _("This day has not come yet."), code="future")
    if wanted != State.SENT and application.sent_on is not None and on < application.sent_on:
        checks.refuse("on", on, _("The answer comes after the application was sent."), code="order")
