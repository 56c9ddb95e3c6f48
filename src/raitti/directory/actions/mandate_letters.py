"""Letters about mandates and claims: a few sentences and one button, in the receiver's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext, override

from raitti.accounts.models import Person
from raitti.core.addresses import full_address
from raitti.core.mail import send_letter_later
from raitti.directory.models import Mandate, Organisation


def send(
    to: str,
    language: str,
    subject: str,
    *sentences: str,
    quote: str = "",
    button: tuple[str, str] | None = None,
    other: tuple[str, str] | None = None,
    why: str = "",
    kind: str = "",
) -> None:
    """Queue one letter. `quote` is what someone wrote themselves; `button` a text and a whole address,
    `other` a second one, less to be looked for.

    `why` says how the letter came to the reader, where it is not by something they did themselves; `kind` names the
    letters people may do without (`core.addressees`).

    Call it with the language switched on, so that the sentences are in it.
    """
    context = {"sentences": sentences, "quote": quote, "button": button, "other": other, "why": why}
    send_letter_later(to, subject, template="mandate", language=language, context=context, kind=kind)


def tell_holder(mandate: Mandate, subject: Promise, *sentences: Promise) -> None:
    """Write to whoever holds a role, in their language; the texts may name the `role` and the `organisation`."""
    language = mandate.person.language
    with override(language):
        words = {"role": mandate.get_role_display(), "organisation": name_of(mandate.organisation, language)}
        said = [str(sentence) % words for sentence in (subject, *sentences)]
        send(mandate.person.email, language, *said, button=(gettext("Open my desk"), full_address("desk", language)))


def name_of(organisation: Organisation, language: str) -> str:
    return organisation.name_in(language).value


def called(person: Person) -> str:
    """A person's name with the address, so that the reader can tell who it is."""
    return f"{person.name} ({person.email})" if person.name else person.email
