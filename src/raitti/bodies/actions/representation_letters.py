"""Letters about representatives: to whoever is named, to those who appoint the other body, and to the keepers."""

from datetime import datetime

from django.utils.translation import gettext, override

from raitti.bodies.actions.statement_letters import day_in_words
from raitti.bodies.models import Representation, Representative
from raitti.core.addresses import full_address
from raitti.core.texts import pick
from raitti.directory.actions.mandate_letters import name_of, send
from raitti.directory.queries.addressees import addressees_of


def ask(representative: Representative, *, token: str, now: datetime) -> None:
    """Ask somebody whether they will represent the body."""
    holder = representative.holder
    with override(holder.language):
        words = _words(representative.representation, holder.language)
        subject = gettext("Will you represent %(body)s?")
        said = (
            gettext("%(body)s has named you its representative: %(where)s.")
            if representative.place == "member"
            else gettext("%(body)s has named you the deputy of its representative: %(where)s.")
        )
        since = gettext("It begins on %(since)s.")
        button = (gettext("Look and answer"), full_address("representation_answer", holder.language, token=token))
        send(
            holder.email,
            holder.language,
            subject % words,
            said % words,
            since % words,
            button=button,
            why=gettext("You get this letter because %(body)s gave your address.") % words,
        )


def ask_setter(representation: Representation, *, now: datetime) -> None:
    """Ask those who appoint the body the seat belongs to whether they take the representative in."""
    assert representation.seat is not None  # noqa: S101 - outside groups are not asked
    for address, language, _person in addressees_of(representation.seat.body.setter, now=now):
        with override(language):
            words = _words(representation, language)
            send(
                address,
                language,
                gettext("A representative has been named: %(where)s") % words,
                gettext("%(body)s has named a representative: %(where)s.") % words,
                gettext("They sit there once you have confirmed it."),
                button=(
                    gettext("Look and confirm"),
                    full_address("representation_confirm", language, representation=representation.uid),
                ),
                why=gettext("You get this letter because you act for %(organisation)s.")
                % {"organisation": name_of(representation.seat.body.setter, language)},
            )


def tell_keepers_of_answer(representative: Representative, *, now: datetime) -> None:
    """Tell those who look after the body what was answered."""
    body = representative.representation.body
    for address, language, _person in addressees_of(body.steward, now=now, kind="notice"):
        with override(language):
            words = _words(representative.representation, language) | {"name": str(representative.holder)}
            said = (
                gettext("%(name)s has said yes: %(where)s.")
                if representative.accepted
                else gettext("%(name)s has said no: %(where)s. You can name somebody else.")
            )
            send(
                address,
                language,
                gettext("An answer from your representative: %(where)s") % words,
                said % words,
                button=(gettext("Open the representatives"), full_address("representations", language, body=body.uid)),
                kind="notice",
            )


def _words(representation: Representation, language: str) -> dict[str, str]:
    seat = representation.seat
    where = (
        f"{pick(seat.body.name, language)}, {pick(seat.name, language)}"
        if seat is not None
        else pick(representation.outside, language).value
    )
    return {
        "body": pick(representation.body.name, language).value,
        "where": where,
        "since": day_in_words(representation.since),
    }
