"""Initiatives: sent by associations with a receipt, taken up, put on an agenda, answered with reasons, shown or not."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from raitti.bodies.actions.statements import person_of
from raitti.bodies.facts.statements import InitiativeFacts
from raitti.bodies.models import AgendaItem, Body, Initiative
from raitti.bodies.rules import (
    may_answer_initiative,
    may_send_initiative,
    may_show_initiative,
    may_take_up_initiative,
)
from raitti.bodies.rules.standing import at_work
from raitti.core.addresses import full_address
from raitti.core.audit import record
from raitti.core.languages import INTERFACE_CODES
from raitti.core.shelf import content_changed
from raitti.core.texts import pick
from raitti.core.verdicts import Refused, Verdict, require
from raitti.directory.actions import checks
from raitti.directory.actions.behalf import acting_for
from raitti.directory.actions.mandate_letters import name_of, send
from raitti.directory.models import Organisation
from raitti.directory.queries.addressees import addressees_of

LONGEST_TEXT = 20_000


@transaction.atomic
def send_initiative(
    body: Body, facts: InitiativeFacts, *, organisation: Organisation, actor: Any, now: datetime
) -> Initiative:
    """Send a body an initiative in an association's name; the association gets a receipt, the keepers a letter."""
    organisation.refresh_from_db()
    require(may_send_initiative(actor, organisation, now=now))
    require(at_work(body))
    if not body.is_public:
        raise Refused(Verdict("unknown", _("There is no such body.")))
    title, text = checks.text("title", facts.title), checks.text("text", facts.text)
    if not title:
        checks.refuse("title", "", _("Give the initiative a title."), code="missing")
    if not text:
        checks.refuse("text", "", _("Write what you want the body to take up, and why."), code="missing")
    if len(text) > LONGEST_TEXT:
        checks.refuse("text", text, _("This is too long: at most 20 000 characters fit."), code="long")
    behalf = acting_for(actor, organisation, timezone.localdate(now))
    fields = {
        "title": title,
        "text": text,
        "language": checks.choice("language", facts.language, INTERFACE_CODES),
    }
    initiative = Initiative.objects.create(
        body=body,
        organisation=organisation,
        person=person_of(actor),
        is_on_behalf=behalf is not None,
        is_example=facts.is_example,
        sent=now,
        **checks.short(Initiative, fields),
    )
    record(actor, "sent initiative", initiative, now=now, on_behalf_of=behalf)
    _give_receipt(initiative, now=now)
    _tell_keepers(initiative, now=now)
    return initiative


def locked(initiative: Initiative) -> Initiative:
    """The initiative as it is now, to oneself until the transaction ends."""
    held = Initiative.objects.select_for_update(of=("self",))
    return held.select_related("body__steward", "organisation").get(pk=initiative.pk)


@transaction.atomic
def take_up_initiative(initiative: Initiative, *, actor: Any, now: datetime) -> Initiative:
    """Say that the body deals with an initiative; it waits for a meeting from now on."""
    initiative = locked(initiative)
    require(may_take_up_initiative(actor, initiative, now=now))
    if initiative.state == Initiative.State.SENT:
        initiative.state, initiative.taken_up = Initiative.State.TAKEN_UP, now
        initiative.save(update_fields=["state", "taken_up"])
        record(actor, "took up initiative", initiative, now=now)
        _tell_sender(initiative, now=now)
    return initiative


@transaction.atomic
def put_on_agenda(
    initiative: Initiative, *, meeting: str, item: AgendaItem | None = None, actor: Any, now: datetime
) -> Initiative:
    """Say in which meeting an initiative is dealt with, in words, and by which item where the meeting is in Raitti."""
    initiative = locked(initiative)
    require(may_take_up_initiative(actor, initiative, now=now))
    words = checks.text("meeting", meeting)
    if not words:
        checks.refuse("meeting", "", _("Say which meeting deals with it."), code="missing")
    fields = checks.short(Initiative, {"agenda": words})
    initiative.state, initiative.agenda = Initiative.State.ON_AGENDA, fields["agenda"]
    initiative.taken_up, initiative.item = initiative.taken_up or now, item
    initiative.save(update_fields=["state", "agenda", "taken_up", "item"])
    record(actor, "put initiative on agenda", initiative, now=now)
    _tell_sender(initiative, now=now)
    if initiative.is_public:
        content_changed()
    return initiative


@transaction.atomic
def answer_initiative(initiative: Initiative, *, answer: str, actor: Any, now: datetime) -> Initiative:
    """Answer the association, with the reasons; the answer goes to it by letter."""
    initiative = locked(initiative)
    require(may_answer_initiative(actor, initiative, now=now))
    words = checks.text("answer", answer)
    if not words:
        checks.refuse("answer", "", _("Write the answer with its reasons: the association reads it."), code="missing")
    if len(words) > LONGEST_TEXT:
        checks.refuse("answer", words, _("This is too long: at most 20 000 characters fit."), code="long")
    initiative.state, initiative.answer, initiative.answered = Initiative.State.ANSWERED, words, now
    initiative.save(update_fields=["state", "answer", "answered"])
    record(actor, "answered initiative", initiative, now=now)
    _tell_sender(initiative, now=now)
    if initiative.is_public:
        content_changed()
    return initiative


@transaction.atomic
def show_initiative(initiative: Initiative, *, show: bool, actor: Any, now: datetime) -> Initiative:
    """Let everyone read an initiative on the body's pages, or no longer."""
    initiative = locked(initiative)
    require(may_show_initiative(actor, initiative, now=now))
    if initiative.is_public != show:
        initiative.is_public = show
        initiative.save(update_fields=["is_public"])
        record(actor, "showed initiative" if show else "hid initiative", initiative, now=now)
        content_changed()
    return initiative


def _give_receipt(initiative: Initiative, *, now: datetime) -> None:
    for address, language, _person in addressees_of(initiative.organisation, now=now):
        with override(language):
            words = _words(initiative, language)
            send(
                address,
                language,
                gettext("Your initiative has been sent: %(title)s") % words,
                gettext("%(organisation)s has sent the initiative “%(title)s” to %(body)s.") % words,
                gettext("You can follow what becomes of it on its page."),
                quote=initiative.text,
                button=(gettext("Follow the initiative"), _address(initiative, language)),
            )


def _tell_keepers(initiative: Initiative, *, now: datetime) -> None:
    for address, language, _person in addressees_of(initiative.body.steward, now=now):
        with override(language):
            words = _words(initiative, language)
            send(
                address,
                language,
                gettext("A new initiative: %(title)s") % words,
                gettext("%(organisation)s has sent the initiative “%(title)s” to %(body)s.") % words,
                gettext("Take it up for a meeting, or answer it with your reasons."),
                quote=initiative.text,
                button=(gettext("Open the initiative"), _address(initiative, language)),
            )


def _tell_sender(initiative: Initiative, *, now: datetime) -> None:
    for address, language, _person in addressees_of(initiative.organisation, now=now):
        with override(language):
            words = _words(initiative, language)
            said = {
                Initiative.State.TAKEN_UP: gettext("%(body)s has taken up the initiative “%(title)s”."),
                Initiative.State.ON_AGENDA: gettext("“%(title)s” is on the agenda of %(body)s: %(agenda)s."),
                Initiative.State.ANSWERED: gettext("%(body)s has answered the initiative “%(title)s”."),
            }[Initiative.State(initiative.state)]
            send(
                address,
                language,
                gettext("Your initiative: %(title)s") % words,
                said % words,
                quote=initiative.answer,
                button=(gettext("Open the initiative"), _address(initiative, language)),
            )


def _words(initiative: Initiative, language: str) -> dict[str, str]:
    return {
        "body": pick(initiative.body.name, language).value,
        "organisation": name_of(initiative.organisation, language),
        "title": initiative.title,
        "agenda": initiative.agenda,
    }


def _address(initiative: Initiative, language: str) -> str:
    return full_address("own_initiative", language, initiative=initiative.uid)
