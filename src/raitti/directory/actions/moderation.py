"""Content that is reported, hidden with a reason, appealed and given back; everyone concerned hears of it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.accounts.queries import made_by
from raitti.core.addresses import full_address
from raitti.core.audit import System, record
from raitti.core.daily import daily
from raitti.core.links import read, sign
from raitti.core.mail import send_letter_later
from raitti.core.personal import Holding, register_holding
from raitti.core.verdicts import Refused, Verdict
from raitti.directory.actions.matters import close_matter, open_for
from raitti.directory.actions.publishing import set_publication
from raitti.directory.actions.saving import hold
from raitti.directory.models import Hiding, MatterKind, Publication, Report, Thing
from raitti.directory.queries.addressees import Addressee, addressees_of
from raitti.directory.queries.confirmers import OWN_ADDRESS
from raitti.directory.queries.history import keeper_of
from raitti.directory.queries.things import thing_by_uid

# How long after the answer a reporter's address is kept, and how long their words are.
KEPT, WORDS_KEPT = timedelta(days=30), timedelta(days=365)
# How long the link in the letter about a hidden entry leads to its appeal.
_LINK_LIVES = timedelta(days=365)


@transaction.atomic
def report_content(
    thing: Thing, *, why: str, message: str, now: datetime, email: str = "", language: str = "fi", actor: Any = None
) -> Report:
    """Take in that something is wrong with an entry; it waits for the region's steward."""
    report = Report.objects.create(
        organisation=keeper_of(thing),
        thing_kind=thing._meta.model_name or "",
        thing_uid=thing.uid,
        why=Report.Why(why),
        message=message.strip(),
        email=email,
        language=language,
        person=actor if isinstance(actor, Person) else None,
        created=now,
    )
    open_for(report)
    record(actor or System("visitor"), f"reported {report.thing_kind}", thing, now=now)
    return report


@transaction.atomic
def answer_report(report: Report, *, answer: str, actor: Any, now: datetime, hide_because: str | None = None) -> Report:
    """Settle a report: hide the entry for a reason, or leave it, and answer whoever left an address."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.answered is not None:
        raise Refused(Verdict("done", _("This has been settled already.")))
    if not answer.strip():
        raise Refused(Verdict("missing", _("Write what was decided and why."), {"field": "answer"}))
    if hide_because is not None:
        thing = thing_by_uid(report.thing_kind, report.thing_uid)
        if thing is None:
            raise Refused(Verdict("gone", _("The page is no longer here.")))
        hide(thing, reason=hide_because, actor=actor, now=now)
    report.answer, report.answered = answer.strip(), now
    report.save(update_fields=["answer", "answered"])
    outcome = _("hidden") if hide_because is not None else _("not hidden")
    close_matter(kind=MatterKind.REPORT, about_uid=report.uid, by=actor, outcome=outcome, words=report.answer, now=now)
    record(actor, "answered report", report, now=now)
    if report.email:
        with override(report.language):
            about = thing_by_uid(report.thing_kind, report.thing_uid) or report.organisation
            name = about.name_in(report.language).value if about is not None else ""
            subject = gettext("Your report: %(name)s") % {"name": name}
            context = {"name": name, "answer": report.answer, "kept": now + KEPT}
            send_letter_later(
                report.email, subject, template="report_answered", language=report.language, context=context
            )
    return report


@transaction.atomic
def hide(thing: Thing, *, reason: str, actor: Any, now: datetime) -> Hiding:
    """Take an entry from public view for a reason; its keepers get the reason and the way to appeal."""
    if not reason.strip():
        raise Refused(
            Verdict("missing", _("Say why: those who keep the page will read it."), {"field": "hide_because"})
        )
    hold(thing)
    if current_hiding(thing) is not None:
        raise Refused(Verdict("hidden", _("The page is hidden already.")))
    hiding = Hiding.objects.create(
        organisation=keeper_of(thing),
        thing_kind=thing._meta.model_name or "",
        thing_uid=thing.uid,
        reason=reason.strip(),
        hidden_by=str(actor)[:200],
        at=now,
        before=thing.publication,
    )
    set_publication(thing, Publication.HIDDEN, actor=actor, now=now)
    record(actor, f"hid {hiding.thing_kind}", thing, now=now)
    _tell(hiding, thing, "hidden", _("%(name)s was taken from public view"), now=now)
    return hiding


@transaction.atomic
def appeal(hiding: Hiding, text: str, *, actor: Any, now: datetime) -> Hiding:
    """Say why a hidden entry should be seen; the steward finds it in the queue."""
    if not text.strip():
        raise Refused(Verdict("missing", _("Write why the page should be seen again."), {"field": "text"}))
    hiding = Hiding.objects.select_for_update().get(pk=hiding.pk)
    if hiding.appealed is not None or hiding.ended is not None:
        raise Refused(Verdict("waiting", _("An appeal has been made, and the answer is on its way.")))
    hiding.appeal, hiding.appealed = text.strip(), now
    hiding.save(update_fields=["appeal", "appealed"])
    open_for(hiding)
    record(actor, "appealed hiding", hiding, now=now)
    return hiding


@transaction.atomic
def answer_appeal(hiding: Hiding, *, give_back: bool, answer: str, actor: Any, now: datetime) -> Hiding:
    """Give a hidden entry back, or say why it stays hidden; its keepers get the answer."""
    hiding = Hiding.objects.select_for_update().get(pk=hiding.pk)
    if hiding.ended is not None or hiding.answer:
        raise Refused(Verdict("done", _("This has been settled already.")))
    if not answer.strip():
        raise Refused(Verdict("missing", _("Write what was decided and why."), {"field": "answer"}))
    if give_back:
        return end_hiding(hiding, answer=answer, actor=actor, now=now)
    hiding.answer = answer.strip()
    hiding.save(update_fields=["answer"])
    _close_appeal(hiding, _("stays hidden"), actor=actor, now=now)
    record(actor, "kept hidden after appeal", hiding, now=now)
    if (thing := thing_by_uid(hiding.thing_kind, hiding.thing_uid)) is not None:
        _tell(hiding, thing, "appeal_answered", _("%(name)s stays hidden"), now=now)
    return hiding


def _close_appeal(hiding: Hiding, outcome: str | Promise, *, actor: Any, now: datetime) -> None:
    close_matter(kind=MatterKind.APPEAL, about_uid=hiding.uid, by=actor, outcome=outcome, words=hiding.answer, now=now)


@transaction.atomic
def end_hiding(hiding: Hiding, *, actor: Any, now: datetime, answer: str = "") -> Hiding:
    """Give a hidden entry back, as it was shown before. Why an appeal was once refused holds no longer."""
    hiding = Hiding.objects.select_for_update().get(pk=hiding.pk)
    if hiding.ended is not None:
        raise Refused(Verdict("done", _("The page is no longer hidden.")))
    hiding.ended, hiding.ended_by, hiding.answer = now, str(actor)[:200], answer.strip()
    hiding.save(update_fields=["ended", "ended_by", "answer"])
    _close_appeal(hiding, _("shown again"), actor=actor, now=now)
    record(actor, "ended hiding", hiding, now=now)
    thing = thing_by_uid(hiding.thing_kind, hiding.thing_uid)
    if thing is not None:
        set_publication(thing, hiding.before, actor=actor, now=now)
        _tell(hiding, thing, "appeal_answered", _("%(name)s can be seen again"), now=now)
    return hiding


def current_hiding(thing: Thing) -> Hiding | None:
    return Hiding.objects.filter(thing_kind=thing._meta.model_name, thing_uid=thing.uid, ended=None).first()


def _tell(hiding: Hiding, thing: Thing, template: str, subject: Any, *, now: datetime) -> None:
    organisation = keeper_of(thing)
    if organisation is None:
        return
    for to in addressees_of(organisation, now=now):
        with override(to.language):
            name = thing.name_in(to.language).value
            context = {"name": name, "hiding": hiding, "address": appeal_address(hiding, to)}
            send_letter_later(
                to.address, str(subject) % {"name": name}, template=template, language=to.language, context=context
            )


def appeal_address(hiding: Hiding, to: Addressee) -> str:
    """Where whoever got the letter appeals, without signing in."""
    token = sign("appeal", {"hiding": str(hiding.uid), "by": to.person.pk if to.person else 0})
    return full_address("appeal", to.language, token=token)


def read_appeal_token(token: str) -> tuple[Hiding, Person | System | None] | None:
    """The hiding a letter's link is about, and who acts by it."""
    said: Any = read("appeal", token, max_age=_LINK_LIVES)
    hiding = Hiding.objects.filter(uid=said["hiding"]).select_related("organisation").first() if said else None
    return (hiding, holder_of(said["by"])) if hiding is not None else None


def holder_of(person: int) -> Person | System | None:
    """Who acts by a letter's link: the person it was sent to, or (0) whoever reads the entry's own mail."""
    return Person.objects.filter(pk=person).first() if person else System(OWN_ADDRESS)


@daily("forget who reported what")
def forget_reporters(now: datetime) -> None:
    """Remove who they were whose reports were answered a while ago, and later what they wrote."""
    known = Q(person__isnull=False) | ~Q(email="")
    Report.objects.filter(known, answered__lt=now - KEPT).update(email="", person=None)
    Report.objects.filter(answered__lt=now - WORDS_KEPT).exclude(message="").update(message="")


def _show(person: Person) -> list[dict[str, Any]]:
    return [
        {
            "about": f"{one.get_thing_kind_display()} {one.thing_uid}",
            "why": one.get_why_display(),
            "message": one.message,
            "email": one.email,
            "made": one.created.isoformat(),
            "answer": one.answer,
        }
        for one in Report.objects.filter(made_by(person)).order_by("created", "pk")
    ]


def _erase(person: Person, now: datetime) -> list[str | Promise]:
    """What a report says of an entry stays until it is answered, without the one who made it."""
    mine = Report.objects.filter(made_by(person))
    waits = mine.filter(answered=None).exists()
    mine.exclude(answered=None).update(message="")
    mine.update(person=None, email="")
    return (
        [_("What you have reported of a page stays until it has been looked at, without your name.")] if waits else []
    )


register_holding("reports", Holding(_("What you have reported"), _show, _erase))
