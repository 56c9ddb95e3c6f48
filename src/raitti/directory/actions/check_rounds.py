"""Asking organisations whether their entries are still right, step by step, until someone answers.

Letter, reminder, queue, mark on the public page, hidden by the portal's policy: each step is one transaction with
its mark and its letters, so that doing it again, or being killed between, sends nothing twice.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from raitti.core import links
from raitti.core.addressees import row_of
from raitti.core.addresses import full_address, slug_of
from raitti.core.audit import System, record
from raitti.core.daily import daily
from raitti.core.jobs import CAN_WAIT, job
from raitti.core.mail import send_letter_later
from raitti.core.models import MailAddress
from raitti.core.shelf import content_changed
from raitti.core.texts import pick
from raitti.core.verdicts import Refused, Verdict
from raitti.directory.actions.freshness import end_round
from raitti.directory.actions.matters import open_for
from raitti.directory.actions.publishing import set_publication
from raitti.directory.models import CheckRound, Hiding, Organisation, OrganisationStatus, Publication, ThingKind
from raitti.directory.queries.addressees import (
    Addressee,
    everyone_reached,
    language_of,
    own_address,
    where_letters_came_back,
)
from raitti.directory.queries.confirmers import YEARLY_CHECK
from raitti.directory.queries.freshness import (
    DEFAULT_POLICY,
    LETTERS,
    PATIENCE,
    asked_about,
    is_left_to_source,
    open_rounds,
    policies,
    policy_of,
    round_of,
    running_services,
    settled_elsewhere,
    to_be_asked,
)

logger = logging.getLogger(__name__)
# How long the link of a letter leads to its round.
LINK_HOLDS = timedelta(days=90)
_PURPOSE = "check"
# So many steps failing one after the other are no matter of single entries any more.
_MOST_FAILURES = 10
# So many steps are taken in a row, a few seconds' work.
_AT_ONCE = 50
_CHORE = System(YEARLY_CHECK)
_SUBJECTS = {
    "ask": _("Is the page of %(name)s still right?"),
    "remind": _("A reminder: is the page of %(name)s still right?"),
    "hidden": _("The page of %(name)s is no longer shown"),
}


def check_token(found: CheckRound, to: str) -> str:
    """What proves that we asked: for the link of a letter about one round to one address."""
    return links.sign(_PURPOSE, [str(found.uid), row_of(to).pk])


def round_of_token(token: str) -> tuple[CheckRound | None, MailAddress | None]:
    """The round a letter's link is about, and whom the letter went to; no round when the link is not ours or too old.

    Links of letters written before they said whom they went to are good too.
    """
    value = links.read(_PURPOSE, token, max_age=LINK_HOLDS)
    uid, key = value if isinstance(value, list) and len(value) == 2 else (value, None)
    if not isinstance(uid, str):
        return None, None
    found = CheckRound.objects.select_related("organisation__home_municipality").filter(uid=uid).first()
    return found, MailAddress.objects.filter(pk=key).first() if key is not None else None


@daily("ask whether entries are still right")
def check_entries(now: datetime) -> None:
    """Take every entry one step further, where its time has come."""
    today = timezone.localdate(now)
    _each(settled_elsewhere(today=today).values_list("pk", flat=True), _settle, now=now)
    came_back = where_letters_came_back(open_rounds().filter(queued=None))
    _each(came_back.values_list("pk", flat=True), _try_others, now=now)
    reminded = open_rounds().filter(reminded__lte=now - PATIENCE, queued=None)
    _in_turn("queue", reminded, now=now)
    asked = open_rounds().filter(asked__lte=now - PATIENCE, reminded=None, queued=None)
    _in_turn("remind", asked, now=now)
    _in_turn("ask", to_be_asked(now=now, today=today).order_by("next_check_due", "pk"), now=now)
    waited = open_rounds().filter(queued__lte=now - PATIENCE, marked=None)
    _in_turn("mark", waited, now=now)
    _in_turn("hide", open_rounds().filter(pk__in=_to_hide(now)), now=now)


def _in_turn(name: str, rows: QuerySet[Any], *, now: datetime) -> None:
    """Take a step for the first rows, and leave thousands of others to jobs, between which other work gets its turn."""
    ids = list(rows.values_list("pk", flat=True))
    _take_steps(name, ids[:_AT_ONCE], now)
    for begins in range(_AT_ONCE, len(ids), _AT_ONCE):
        _take_later.enqueue(name, ids[begins : begins + _AT_ONCE], now.isoformat())


@job(priority=CAN_WAIT)
def _take_later(name: str, ids: list[int], moment: str) -> None:
    _take_steps(name, ids, datetime.fromisoformat(moment))


def _take_steps(name: str, ids: Iterable[int], now: datetime) -> None:
    steps = {"queue": _queue, "remind": _remind, "ask": _ask, "mark": _mark, "hide": _hide}
    _each(ids, steps[name], now=now)


def _each(ids: Iterable[int], step: Callable[[int, datetime], object], *, now: datetime) -> None:
    """Take a step for each; what one cannot do does not hold up the others, and is tried again tomorrow.

    Where nothing works any more, as when the database is away, the error is for the worker: it tries again today.
    """
    in_a_row = 0
    for key in list(ids):
        try:
            step(key, now)
        except Exception:
            in_a_row += 1
            if in_a_row > _MOST_FAILURES:
                raise
            logger.exception("The step %s could not be taken for row %s.", step.__name__.strip("_"), key)
        else:
            in_a_row = 0


def _still_open(pk: int) -> CheckRound | None:
    """A round that waits for its answer, held for one step; looked at anew, since somebody may just have answered."""
    found = open_rounds().select_for_update(of=("self",)).filter(pk=pk)
    return found.select_related("organisation__home_municipality").first()


@transaction.atomic
def _settle(pk: int, now: datetime) -> None:
    found = CheckRound.objects.select_related("organisation").get(pk=pk)
    is_closed = found.organisation.status != OrganisationStatus.ACTIVE
    answer = CheckRound.Answer.CLOSED if is_closed else CheckRound.Answer.CONFIRMED
    end_round(found.organisation, answer, actor=_CHORE, now=now)


@transaction.atomic
def _ask(pk: int, now: datetime) -> None:
    today = timezone.localdate(now)
    organisation = to_be_asked(now=now, today=today).select_for_update(of=("self",)).filter(pk=pk).first()
    if organisation is not None and round_of(organisation) is None:
        _begin(organisation, actor=_CHORE, now=now)


def _begin(organisation: Organisation, *, actor: Any, now: datetime) -> CheckRound | None:
    """Begin a round with a letter; without an address it goes to the queue at once, unless a register keeps it."""
    found = CheckRound(organisation=organisation, began=now)
    to = everyone_reached(organisation, now=now, kind=LETTERS)
    if not to:
        if is_left_to_source(organisation):
            return None
        found.save()
        _put_into_queue(found, actor=actor, now=now)
        return found
    found.asked = now
    found.save()
    _write(found, "ask", to, now=now)
    record(actor, "asked organisation", organisation, now=now)
    return found


@transaction.atomic
def _try_others(pk: int, now: datetime) -> None:
    """Where a letter has come back: to the next address of the organisation's, and when there is none, to the queue."""
    found = _still_open(pk)
    if found is None or found.queued is not None:
        return
    written = found.reminded or found.asked
    to = everyone_reached(found.organisation, now=now, kind=LETTERS)
    if written is None or not to:
        _put_into_queue(found, actor=_CHORE, now=now)
        return
    used = own_address(found.organisation, before=written)
    fresh = [one for one in to if one.person is None and one.address != used]
    if not fresh:
        return
    # Whoever is asked only now has as long to answer as the others had.
    step, field = ("remind", "reminded") if found.reminded else ("ask", "asked")
    setattr(found, field, now)
    found.save(update_fields=[field])
    _write(found, step, fresh, now=now)
    record(_CHORE, "asked organisation elsewhere", found.organisation, now=now)


@transaction.atomic
def _remind(pk: int, now: datetime) -> None:
    found = _still_open(pk)
    if found is not None and found.reminded is None and found.queued is None:
        _send_reminder(found, actor=_CHORE, now=now)


def _send_reminder(found: CheckRound, *, actor: Any, now: datetime) -> None:
    """The second letter; where letters have begun to come back, a person is to look at once."""
    to = everyone_reached(found.organisation, now=now, kind=LETTERS)
    if not to:
        _put_into_queue(found, actor=actor, now=now)
        return
    found.reminded = now
    found.save(update_fields=["reminded"])
    _write(found, "remind", to, now=now)
    record(actor, "reminded organisation", found.organisation, now=now)


@transaction.atomic
def _queue(pk: int, now: datetime) -> None:
    found = _still_open(pk)
    if found is not None and found.queued is None:
        _put_into_queue(found, actor=_CHORE, now=now)


def _put_into_queue(found: CheckRound, *, actor: Any, now: datetime) -> None:
    found.queued = now
    found.save(update_fields=["queued"])
    open_for(found)
    record(actor, "queued organisation", found.organisation, now=now)


@transaction.atomic
def queue_at_once(organisation: Organisation, *, actor: Any, now: datetime) -> CheckRound | None:
    """Have a person look at an organisation nobody of which is reached; `None` when its page is not shown anyway."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not asked_about().filter(pk=organisation.pk).exists():
        return None
    found = round_of(organisation) or CheckRound(organisation=organisation, began=now)
    if found.queued is None:
        found.save()
        _put_into_queue(found, actor=actor, now=now)
    return found


@transaction.atomic
def _mark(pk: int, now: datetime) -> None:
    found = _still_open(pk)
    if found is not None and found.marked is None:
        found.marked = now
        found.save(update_fields=["marked"])
        record(_CHORE, "marked organisation", found.organisation, now=now)
        content_changed()


def _to_hide(now: datetime) -> list[int]:
    """The rounds whose portal's patience is over."""
    known = policies()
    found = []
    rows = open_rounds().exclude(marked=None).values_list("pk", "began", "organisation__home_municipality")
    for pk, began, home in rows:
        months = known.get(home or 0, DEFAULT_POLICY).hide_after_months
        if months is not None and began + relativedelta(months=months) <= now:
            found.append(pk)
    return found


@transaction.atomic
def _hide(pk: int, now: datetime) -> None:
    """Take an entry from public view until it is confirmed; nothing of it is lost."""
    found = _still_open(pk)
    if found is None or found.hidden is not None:
        return
    organisation = found.organisation
    with override(language_of(organisation)):
        reason = gettext(
            "We asked several times whether the page is still right, and nobody answered. It is shown again as soon "
            "as you confirm it."
        )
    about = {"organisation": organisation, "thing_kind": ThingKind.ORGANISATION, "thing_uid": organisation.uid}
    Hiding.objects.create(**about, reason=reason, hidden_by=str(_CHORE), at=now, before=organisation.publication)
    found.hidden = now
    found.save(update_fields=["hidden"])
    set_publication(organisation, Publication.HIDDEN, actor=_CHORE, now=now)
    _write(found, "hidden", everyone_reached(organisation, now=now), now=now)


@transaction.atomic
def ask_now(organisation: Organisation, *, actor: Any, now: datetime) -> CheckRound:
    """Have someone write to an organisation now: the first letter, or the reminder when that is all there has been.

    Raises `Refused` when there is no address to write to, or both letters have gone out.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not asked_about().filter(pk=organisation.pk).exists():
        raise Refused(
            Verdict("not_shown", _("We ask only those whose page everyone can see and who are still active."))
        )
    to = everyone_reached(organisation, now=now, kind=LETTERS)
    if not to:
        raise Refused(Verdict("no_address", _("There is no e-mail address that letters arrive at. Give them a call.")))
    found = round_of(organisation)
    if found is None:
        return _begin(organisation, actor=actor, now=now)  # type: ignore[return-value]
    if found.asked is None:
        found.asked = now
        found.save(update_fields=["asked"])
        _write(found, "ask", to, now=now)
        record(actor, "asked organisation", organisation, now=now)
    elif found.reminded is None:
        _send_reminder(found, actor=actor, now=now)
    else:
        raise Refused(Verdict("asked", _("Two letters have gone out already. A call helps more than a third one.")))
    return found


def _write(found: CheckRound, step: str, to: list[Addressee], *, now: datetime) -> None:
    """Queue the letters of one step, each in its receiver's language."""
    organisation = found.organisation
    policy = policy_of(organisation)
    services = running_services(organisation).count()
    for receiver in to:
        language = receiver.language
        name = pick(organisation.name, language).value
        with override(language):
            subject = str(_SUBJECTS[step]) % {"name": name}
        send_letter_later(
            receiver.address,
            subject,
            template="check",
            language=language,
            context={
                "step": step,
                "name": name,
                "organisation": organisation,
                "services": services,
                "answer_address": full_address("check", language, token=check_token(found, receiver.address)),
                "page_address": full_address("organisation", language, slug=slug_of(organisation, language)),
                "contact_email": policy.contact_email,
                "contact_phone": policy.contact_phone,
            },
            reply_to=policy.contact_email,
            # That a page is no longer shown its keepers are told whether they want reminders or not.
            kind="" if step == "hidden" else LETTERS,
        )
