"""An association hears of what others did on its behalf: one letter for an hour's changes, with a link to undo them.

What was done by a letter's link, without signing in, is told in the same way and at once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from raitti.core.addresses import full_address, slug_of
from raitti.core.daily import daily
from raitti.core.jobs import job
from raitti.core.links import read, sign
from raitti.core.mail import send_letter_later
from raitti.core.texts import pick
from raitti.directory.actions.mandate_letters import name_of, send
from raitti.directory.differences import Difference, differences
from raitti.directory.models import Organisation, Revision
from raitti.directory.queries.addressees import (
    Addressee,
    addressees_of,
    everyone_reached,
    is_address,
    language_of,
)
from raitti.directory.queries.confirmers import BY_LINK, doer_words
from raitti.directory.queries.history import after_of

# Changes that come within this time of the first are told of in one letter.
GATHERED = timedelta(hours=1)
# A link must outlive the promise it carries; the rule says when the promise ends.
_LINK_LIVES = timedelta(days=40)


@dataclass(frozen=True)
class ToldChange:
    """One change as its letter and its page tell of it; without differences the entry is new."""

    revision: Revision
    name: str
    differences: list[Difference]

    @property
    def is_new(self) -> bool:
        return not self.revision.before


def tell_of_change(revision: Revision, *, now: datetime) -> None:
    """See that an organisation hears of a change on its behalf; called by every save, in its transaction."""
    if revision.organisation_id is None or revision.undo_until is None:
        return
    if not _untold(revision.organisation_id).exclude(pk=revision.pk).exists():
        _tell.using(run_after=now + GATHERED).enqueue(revision.organisation_id)


def _untold(organisation: int) -> QuerySet[Revision]:
    return Revision.objects.filter(organisation=organisation, told=None, undone=None).exclude(undo_until=None)


@job
def _tell(organisation: int) -> None:
    tell_now(organisation, now=timezone.now())


@transaction.atomic
def tell_now(organisation: int, *, now: datetime) -> int:
    """Write the letters about everything an organisation has not been told of; how many changes there were."""
    found = list(_untold(organisation).select_for_update().order_by("at", "pk"))
    if not found:
        return 0
    Revision.objects.filter(pk__in=[one.pk for one in found]).update(told=now)
    told_to = Organisation.objects.get(pk=organisation)
    by_link = [one for one in found if one.actor == BY_LINK]
    for changes in (by_link, [one for one in found if one.actor != BY_LINK]):
        for addressee in _whom_to_tell(told_to, changes, by_link=changes is by_link, now=now) if changes else ():
            _write(told_to, changes, addressee, by_link=changes is by_link)
    return len(found)


def _whom_to_tell(
    organisation: Organisation, found: list[Revision], *, by_link: bool, now: datetime
) -> list[Addressee]:
    """Who hears of changes. Nobody keeps them from an association by changing its address: the former one hears too."""
    to = everyone_reached(organisation, now=now) if by_link else addressees_of(organisation, now=now)
    if by_link or not any(one.person for one in to):
        known = {one.address.lower() for one in to}
        before = [one.before.get("email", "") for one in found if one.thing_uid == organisation.uid]
        former = {address.lower() for address in before if is_address(address)} - known
        to += [Addressee(address, language_of(organisation), None) for address in sorted(former)]
    return to


def _write(organisation: Organisation, found: list[Revision], to: Addressee, *, by_link: bool) -> None:
    with override(to.language):
        name = organisation.name_in(to.language).value
        context = {
            "organisation": name,
            "who": ", ".join(dict.fromkeys(doer_words(one.actor) for one in found)),
            "changes": [told(one, to.language) for one in found],
            "undo_address": full_address("undo", to.language, token=undo_token(organisation, found, to)),
            "until": max(one.undo_until for one in found if one.undo_until is not None),
            "by_link": by_link,
        }
        if by_link:
            subject = _("The page of %(name)s was changed by the link in our letter") % {"name": name}
        else:
            subject = _("The page of %(name)s was changed on your behalf") % {"name": name}
        send_letter_later(to.address, subject, template="changed_for_you", language=to.language, context=context)


def tell_of_new_page(revision: Revision, *, now: datetime) -> None:
    """Tell an association, by the address on it, who has made its page, and how it is taken away again."""
    organisation = revision.organisation
    if organisation is None or revision.undo_until is None or not is_address(organisation.email):
        return
    revision.told = now
    revision.save(update_fields=["told"])
    language = language_of(organisation)
    with override(language):
        name = {"organisation": name_of(organisation, language), "who": doer_words(revision.actor)}
        until = date_format(timezone.localtime(revision.undo_until), "j.n.Y")
        token = undo_token(organisation, [revision], Addressee(organisation.email, language, None))
        send(
            organisation.email,
            language,
            _("Your association has a page now: %(organisation)s") % name,
            _("%(who)s, who looks after your area, has made a page for %(organisation)s on its behalf.") % name,
            _("Take the keys, and you keep it yourselves: it takes two minutes, twice a year."),
            _("If you do not want the page, you can take it away until %(day)s without signing in.") % {"day": until},
            button=(_("See the page"), full_address("organisation", language, slug=slug_of(organisation, language))),
            other=(_("Take the page away"), full_address("undo", language, token=token)),
            why=_("You get this letter because this address is on the page."),
        )


def told(revision: Revision, language: str) -> ToldChange:
    """A change as it is told in a language, without contacts that are not public."""
    after = after_of(revision)
    name = pick(after.get("name") or revision.before.get("name"), language).value
    with override(language):
        return ToldChange(revision, name, differences(revision.before, after) if revision.before else [])


def undo_token(organisation: Organisation, found: list[Revision], to: Addressee) -> str:
    return sign(
        "undo", {"of": str(organisation.uid), "ids": [one.pk for one in found], "by": to.person.pk if to.person else 0}
    )


def read_undo_token(token: str) -> tuple[list[Revision], int] | None:
    """The changes a letter's link is about and the id of whom it was sent to (0: the entry's own address)."""
    said: Any = read("undo", token, max_age=_LINK_LIVES)
    if said is None:
        return None
    found = Revision.objects.filter(pk__in=said["ids"], organisation__uid=said["of"]).select_related("organisation")
    return list(found.order_by("-at", "-pk")), said["by"]


@daily("tell associations what was done for them")
def tell_the_rest(now: datetime) -> None:
    """Catch up with changes whose letter never came to be written."""
    late = Revision.objects.filter(told=None, undone=None, at__lt=now - 2 * GATHERED).exclude(undo_until=None)
    for organisation in set(late.exclude(organisation=None).values_list("organisation_id", flat=True)):
        tell_now(organisation, now=now)
