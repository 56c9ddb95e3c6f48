"""What has been learnt of e-mail addresses: which ones letters come back from, and what is not wanted where.

Letters are of two sorts. Necessary ones (codes, what concerns security, answers to what one did) have no kind.
Of the others one may say for each kind that it shall not come; rooms name the kinds with `register_kind`.
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.core import links
from raitti.core.models import MailAddress
from raitti.core.personal import Holding, register_holding

KINDS: dict[str, str | Promise] = {}
# A letter says where to choose; the choice must still be open when the letter is found again.
_LINK_HOLDS = timedelta(days=730)
# A mailbox may have been mended: a necessary letter tries again after this.
_TRY_AGAIN = timedelta(days=7)
# Enhanced status codes (RFC 3463) that tell of the address and not of the letter: no such mailbox, domain or user.
_OF_THE_ADDRESS = re.compile(r"5\.(?:1\.\d+|2\.1|4\.1|0\.0)\b")
_STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")


def register_kind(key: str, name: str | Promise) -> None:
    """Name a kind of letters that people may do without."""
    KINDS[key] = name


register_kind("reminder", _("Reminders, such as to check whether a page is still right"))
register_kind("notice", _("News of your pages: changes others made, suggestions, answers"))
register_kind("queue", _("On Mondays: what waits in the queue, for those who look after a region or municipality"))


def about_address(status: str, reply: int = 550) -> bool:
    """Whether a refusal means that the address itself is no good; `status` may hold text around the code.

    Without an enhanced code the plain replies 550, 551 and 553 of RFC 5321 count.
    """
    found = _STATUS.search(status)
    return bool(_OF_THE_ADDRESS.fullmatch(found[0])) if found else reply in {550, 551, 553}


def _known(address: str) -> MailAddress | None:
    return MailAddress.objects.filter(address=address.lower()).first()


def bounces_of(addresses: Iterable[str]) -> dict[str, MailAddress]:
    """What is known of those addresses that letters come back from, by the address in lower case."""
    asked = {address.lower() for address in addresses if address}
    marked = MailAddress.objects.filter(address__in=asked, bounced__isnull=False) if asked else []
    return {known.address: known for known in marked}


def bounce_of(address: str) -> MailAddress | None:
    """When and why letters to an address came back; `None` while they arrive."""
    return bounces_of([address]).get(address.lower())


def is_bounced(address: str) -> bool:
    """Whether letters to an address come back. Whoever relies on it should be told."""
    return bounce_of(address) is not None


def mark_bounced(address: str, reason: str, *, now: datetime) -> None:
    """Note that an address does not exist or takes nothing any more; letters to it are held back from now on."""
    values = {"bounced": now, "bounce_reason": " ".join(reason.split())[:300]}
    MailAddress.objects.update_or_create(address=address.lower(), defaults=values)


def forget_bounce(address: str) -> bool:
    """Let letters go to an address again; whether there was a mark."""
    marked = MailAddress.objects.filter(address=address.lower(), bounced__isnull=False)
    return bool(marked.update(bounced=None, bounce_reason=""))


def is_wanted(address: str, kind: str, *, now: datetime) -> bool:
    """Whether a letter of a kind should go to an address. Necessary letters try a bounced one again in a week."""
    return bool(wanted_at([address], kind, now=now))


def wanted_at(addresses: Iterable[str], kind: str, *, now: datetime) -> frozenset[str]:
    """Those of many addresses that a letter of a kind should go to, in lower case."""
    asked = {address.lower() for address in addresses}
    known = MailAddress.objects.filter(address__in=asked)
    return frozenset(asked - {one.address for one in known if _is_spared(one, kind, now=now)})


def _is_spared(known: MailAddress, kind: str, *, now: datetime) -> bool:
    if known.bounced and (kind or now - known.bounced < _TRY_AGAIN):
        return True
    return kind in known.refused_kinds


def row_of(address: str) -> MailAddress:
    """The row by which links speak of an address without saying it."""
    known, _made = MailAddress.objects.get_or_create(address=address.lower())
    return known


def choice_token(address: str, kind: str) -> str:
    """What proves in a link that its bearer may choose for an address, without saying the address."""
    return links.sign("letters", [row_of(address).pk, kind])


def chooser(token: str) -> tuple[MailAddress, str] | None:
    """The address a token is about and the kind of the letter it came in; `None` when it proves nothing."""
    value = links.read("letters", token, max_age=_LINK_HOLDS)
    if not isinstance(value, list) or len(value) != 2:
        return None
    known = MailAddress.objects.filter(pk=value[0]).first()
    return (known, str(value[1])) if known is not None else None


@transaction.atomic
def refuse_kinds(known: MailAddress, kinds: set[str]) -> MailAddress:
    """Have letters of these kinds, and of no others, stay away from an address."""
    known = MailAddress.objects.select_for_update().get(pk=known.pk)
    known.refused_kinds = sorted(kinds & set(KINDS))
    known.save(update_fields=["refused_kinds"])
    return known


def _show(person: Any) -> list[dict[str, Any]]:
    known = _known(person.email)
    if known is None:
        return []
    came_back = known.bounced.isoformat() if known.bounced else None
    unwanted = [str(KINDS.get(kind, kind)) for kind in known.refused_kinds]
    return [{"address": known.address, "came_back": came_back, "not_wanted": unwanted}]


def _erase(person: Any, now: datetime) -> list[str | Promise]:
    MailAddress.objects.filter(address=person.email.lower()).delete()
    return []


register_holding("letters", Holding(_("Which letters you want"), _show, _erase))
