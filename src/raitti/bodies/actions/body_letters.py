"""Letters about bodies: to whoever is said to appoint one, and to those who must act."""

from datetime import datetime

from django.utils.translation import gettext, ngettext, override

from raitti.bodies.models import Body
from raitti.bodies.queries.keepers import appointers_reached
from raitti.bodies.queries.waiting import Waits
from raitti.core.addresses import full_address
from raitti.core.texts import pick
from raitti.directory.actions.mandate_letters import name_of, send
from raitti.directory.queries.addressees import Addressee

# The kind of the letters that tell what others did or left undone (`core.addressees`).
NEWS = "notice"


def tell_setter(body: Body, *, now: datetime) -> None:
    """Write to an organisation that is said to appoint a body: what that means, and where to say that it is not so."""
    for to in appointers_reached(body, now=now, kind=NEWS):
        with override(to.language):
            words = _words(body, to.language)
            send(
                to.address,
                to.language,
                gettext("%(setter)s appoints %(body)s") % words,
                gettext("%(steward)s has opened %(body)s and says that %(setter)s appoints its members.") % words,
                gettext("You see its seats and can appoint to them. If this is not so, tell %(steward)s.") % words,
                button=(gettext("Open its page"), full_address("own_body", to.language, body=body.uid)),
                why=gettext("You get this letter because you act for %(setter)s.") % words,
                kind=NEWS,
            )


def tell_of_waiting(body: Body, waits: list[Waits], to: Addressee) -> None:
    """Tell one of those who must act what waits in a body, all of it in one letter."""
    with override(to.language):
        words = _words(body, to.language) | {"number": len(waits)}
        send(
            to.address,
            to.language,
            ngettext("%(number)d matter waits: %(body)s", "%(number)d matters wait: %(body)s", len(waits)) % words,
            *(wait.sentence for wait in waits),
            button=(gettext("See what waits"), full_address("own_body", to.language, body=body.uid)),
            why=gettext("You get this letter because you look after this body or appoint it.") % words,
            kind=NEWS,
        )


def _words(body: Body, language: str) -> dict[str, str | int]:
    return {
        "body": pick(body.name, language).value,
        "setter": name_of(body.setter, language),
        "steward": name_of(body.steward, language),
    }
