"""Letters about getting in: to candidates, to who nominated them, and to who looks after the body."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from raitti.bodies.models import Call, Candidate, Holding, Nomination
from raitti.bodies.queries.calls import keepers_of, speakers_of
from raitti.core.addresses import full_address, slug_of
from raitti.core.links import sign
from raitti.core.texts import pick
from raitti.directory.actions.mandate_letters import name_of, send
from raitti.directory.models import Organisation

To = Iterable[tuple[str, str]]
Button = tuple[Promise, str, dict[str, Any]]
CANDIDATE = "candidate of a call"
_OF_CANDIDATES = _("You get this letter because %(organisation)s has nominated you.")
_OF_NOMINATORS = _("You get this letter because %(organisation)s has nominated in this call.")
_OF_KEEPERS = _("You get this letter because you look after this body or appoint it.")


def token_of(candidate: Candidate) -> str:
    """What a candidate's link holds."""
    return sign(CANDIDATE, str(candidate.uid))


def ask_consent(candidate: Candidate, *, is_reminder: bool = False) -> None:
    """Ask a candidate for their own yes or no, and whether their name may be seen."""
    nomination = candidate.nomination
    is_deputy = candidate.as_what == Holding.Place.DEPUTY
    _write(
        [_of(candidate)],
        _("A reminder: are you willing to be a candidate for %(body)s?")
        if is_reminder
        else _("Are you willing to be a candidate for %(body)s?"),
        _("%(organisation)s nominates you as a personal deputy in “%(call)s”.")
        if is_deputy
        else _("%(organisation)s nominates you as a member in “%(call)s”."),
        _("Nobody is appointed without their own yes. Tell us yes or no; you need no account for it."),
        _("You are also asked whether your name may be public if you are appointed. Nothing of candidates is public."),
        call=nomination.call,
        organisation=nomination.organisation,
        button=(_("Answer yes or no"), "candidate", {"token": token_of(candidate)}),
        why=_OF_CANDIDATES,
    )


def tell_taken_back(candidates: Iterable[Candidate], nomination: Nomination) -> None:
    """Tell candidates who had been asked that nothing waits for them any more."""
    _write(
        [_of(each) for each in candidates if each.asked is not None and each.email],
        _("You are no longer a candidate for %(body)s"),
        _("%(organisation)s has taken your candidacy in “%(call)s” back. You need not answer."),
        call=nomination.call,
        organisation=nomination.organisation,
        why=_OF_CANDIDATES,
    )


def send_receipt(nomination: Nomination, *, actor: Any, is_change: bool, now: datetime) -> None:
    """Confirm to the association that its nomination has come in."""
    to = dict(speakers_of(nomination.organisation, on=timezone.localdate(now)))
    if getattr(actor, "email", ""):
        to[actor.email] = actor.language
    _write(
        to.items(),
        _("We have your changed nomination: %(body)s") if is_change else _("We have your nomination: %(body)s"),
        _("The nomination of %(organisation)s in “%(call)s” has come in. Thank you!"),
        _("Each candidate has been asked by mail whether they are willing. Nobody is appointed without their own yes."),
        _("You can change or take back the nomination until %(closes)s."),
        call=nomination.call,
        organisation=nomination.organisation,
        button=_to_nomination(nomination),
        why=_("You get this letter because you act for %(organisation)s."),
    )


def tell_of_no(candidate: Candidate, *, now: datetime) -> None:
    """Tell the association, and who looks after the body, that a candidate is not willing any more or never was."""
    nomination, on = candidate.nomination, timezone.localdate(now)
    is_open = nomination.call.stage(now) == Call.Stage.OPEN
    _write(
        speakers_of(nomination.organisation, on=on),
        _("Not a candidate: %(name)s"),
        _("%(name)s is not willing to be a candidate of %(organisation)s in “%(call)s”."),
        *([_("You can nominate somebody else until %(closes)s.")] if is_open else []),
        call=nomination.call,
        organisation=nomination.organisation,
        button=_to_nomination(nomination) if is_open else None,
        why=_OF_NOMINATORS,
        name=candidate.name,
    )
    if not is_open:
        _tell_keepers(candidate, now=now)


def _tell_keepers(candidate: Candidate, *, now: datetime) -> None:
    nomination = candidate.nomination
    _write(
        keepers_of(nomination.call.body, on=timezone.localdate(now)),
        _("A candidate has withdrawn: %(body)s"),
        _("%(name)s, nominated by %(organisation)s, is not willing any more. The seat they were chosen for is open."),
        call=nomination.call,
        organisation=nomination.organisation,
        button=(_("Open the call"), "own_call", _place(nomination.call)),
        why=_OF_KEEPERS,
        name=candidate.name,
    )


def tell_of_leaving(candidate: Candidate, *, now: datetime) -> None:
    """Tell who looks after the body, who appoints it and who nominated that somebody appointed has withdrawn."""
    nomination, on = candidate.nomination, timezone.localdate(now)
    to = dict(keepers_of(nomination.call.body, on=on)) | dict(speakers_of(nomination.organisation, on=on))
    _write(
        to.items(),
        _("A seat has fallen empty: %(body)s"),
        _("Somebody who was appointed on the nomination of %(organisation)s has withdrawn. Their seat is empty."),
        call=nomination.call,
        organisation=nomination.organisation,
        why=_("You get this letter because you look after this body, or because your association nominated."),
    )


def tell_of_change(call: Call, *, is_prolonged: bool, now: datetime) -> None:
    """Tell everyone who nominates that a call has been changed."""
    for nomination in _nominations(call):
        _write(
            speakers_of(nomination.organisation, on=timezone.localdate(now)),
            _("More time to nominate: %(body)s") if is_prolonged else _("A call has been changed: %(body)s"),
            _("“%(call)s” is open until %(closes)s.")
            if is_prolonged
            else _(
                "“%(call)s” has been changed. Look whether your nomination still fits: it is open until %(closes)s."
            ),
            call=call,
            organisation=nomination.organisation,
            button=_to_nomination(nomination),
            why=_OF_NOMINATORS,
        )


def tell_of_withdrawal(call: Call, *, now: datetime) -> None:
    """Tell everyone who nominated, and every candidate who was asked, that a call has been withdrawn and why."""
    for nomination in _nominations(call):
        shared: dict[str, Any] = {"call": call, "organisation": nomination.organisation, "quote": True}
        sentence = _("“%(call)s” has been withdrawn. Nobody is appointed from it. This is the reason:")
        subject = _("A call has been withdrawn: %(body)s")
        on = timezone.localdate(now)
        _write(speakers_of(nomination.organisation, on=on), subject, sentence, why=_OF_NOMINATORS, **shared)
        asked = [_of(each) for each in nomination.candidates.all() if each.asked is not None]
        _write(asked, subject, sentence, why=_OF_CANDIDATES, **shared)


def tell_of_decision(call: Call, *, now: datetime) -> None:
    """Tell those appointed, those not, and the associations that nominated them."""
    for nomination in _nominations(call):
        shared: dict[str, Any] = {"call": call, "organisation": nomination.organisation}
        people = list(nomination.candidates.all())
        for each in people:
            if each.holding is not None:
                _tell_appointed(each, **shared)
            elif each.is_willing or each.consent == Candidate.Consent.ASKED:
                _write(
                    [_of(each)],
                    _("Not appointed this time: %(body)s"),
                    _("The members of %(body)s have been appointed. This time you were not among them."),
                    _("Thank you for being willing. What we know of you as a candidate is removed after half a year."),
                    why=_OF_CANDIDATES,
                    **shared,
                )
        names = ", ".join(each.name for each in people if each.holding is not None)
        _write(
            speakers_of(nomination.organisation, on=timezone.localdate(now)),
            _("The members have been appointed: %(body)s"),
            _("Of those nominated by %(organisation)s these were appointed: %(names)s.")
            if names
            else _("Of those nominated by %(organisation)s nobody was appointed this time."),
            button=(_("See the result"), "call", _public_place(call)),
            why=_OF_NOMINATORS,
            names=names,
            **shared,
        )


def _tell_appointed(candidate: Candidate, *, call: Call, organisation: Organisation) -> None:
    holding = candidate.holding
    assert holding is not None  # noqa: S101 - asked by the caller
    is_deputy = holding.place == Holding.Place.DEPUTY
    _write(
        [_of(candidate)],
        _("You have been appointed: %(body)s"),
        _("You have been appointed as a personal deputy to the seat “%(seat)s”, from %(since)s.")
        if is_deputy
        else _("You have been appointed as a member to the seat “%(seat)s”, from %(since)s."),
        _("Keep this letter: by the link you can change whether your name is public, or withdraw."),
        call=call,
        organisation=organisation,
        button=(_("Your own choices"), "candidate", {"token": token_of(candidate)}),
        why=_OF_CANDIDATES,
        seat=holding.seat.name,
        since=_day_of(holding.since),
    )


def _nominations(call: Call) -> Iterable[Nomination]:
    found = call.nominations.exclude(state=Nomination.State.WITHDRAWN).select_related("organisation", "call__body")
    return found.prefetch_related("candidates__holding__seat").order_by("pk")


def _of(candidate: Candidate) -> tuple[str, str]:
    return candidate.email, candidate.language


def _to_nomination(nomination: Nomination) -> Button:
    words = {"organisation": nomination.organisation.uid, "call": nomination.call.uid}
    return _("Open the nomination"), "nominate", words


def _place(call: Call) -> dict[str, Any]:
    return {"body": call.body.uid, "number": call.number}


def _public_place(call: Call) -> dict[str, Any]:
    return {"slug": call.body.slugs, "number": call.number}


def _day_of(day: Any) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def closing_words(call: Call) -> str:
    """The moment a call closes: 30.11.2026 16.00."""
    at = timezone.localtime(call.closes)
    return f"{_day_of(at)} {at.hour}.{at.minute:02}"


def _write(
    to: To,
    subject: Any,
    *sentences: Any,
    call: Call,
    organisation: Organisation,
    why: Any,
    button: Button | None = None,
    quote: bool = False,
    **more: Any,
) -> None:
    """One letter to each address in its language; sentences may name the body, the call, its closing and more."""
    for email, language in to:
        with override(language):
            words = {
                "body": pick(call.body.name, language).value,
                "call": call.name_in(language).value,
                "organisation": name_of(organisation, language),
                "closes": closing_words(call),
            }
            words |= {name: _in(value, language) for name, value in more.items()}
            place = None
            if button is not None:
                label, page, known = button
                at = {name: slug_of(value, language) if name == "slug" else value for name, value in known.items()}
                place = (str(label), full_address(page, language, **at))
            send(
                email,
                language,
                str(subject) % words,
                *(str(sentence) % words for sentence in sentences),
                quote=pick(call.end_words, language).value if quote else "",
                button=place,
                why=str(why) % words,
            )


def _in(value: Any, language: str) -> str:
    return value if isinstance(value, str) else pick(value, language).value
