"""What happens to mandates and claims as time goes by: reminders, ends, and forgetting."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from raitti.core.addressees import is_bounced
from raitti.core.addresses import full_address
from raitti.core.audit import System, record
from raitti.core.daily import daily
from raitti.directory.actions.check_rounds import queue_at_once
from raitti.directory.actions.claims import send_waiting_links
from raitti.directory.actions.mandate_letters import name_of, send
from raitti.directory.actions.mandates import close, lock, tell_of_end
from raitti.directory.models import Claim, Invitation, Mandate, Role
from raitti.directory.queries.addressees import Addressee, addressees_of, everyone_reached
from raitti.directory.queries.invitations import CAME_BACK, invitations_come_back

AHEAD = timedelta(days=30)
# How long a role that nobody has renewed goes on; an owner's goes on until someone takes it over.
GRACE = timedelta(days=30)
_KEEP_ANSWERED = timedelta(days=90)
_KEEP_DECIDED = timedelta(days=365)
_TIMEKEEPER = System("time")
# The kind of the letters that tell what others did or left undone (`core.addressees`).
_NEWS = "notice"


@daily("remind of mandates")
def remind_of_mandates(now: datetime) -> None:
    """One letter before a role runs out or wants renewing, one when it should have been, one when it ends."""
    soon = timezone.localdate(now) + AHEAD
    held = Mandate.objects.filter(ended_on=None).filter(Q(until__lte=soon) | Q(renew_by__lte=soon))
    for pk in held.order_by("pk").values_list("pk", flat=True):
        _look_at(pk, now=now)


@transaction.atomic
def _look_at(pk: int, *, now: datetime) -> None:
    mandate = Mandate.objects.select_related("organisation", "person").get(pk=pk)
    lock(mandate.organisation)
    mandate.refresh_from_db(fields=["ended_on", "until", "renew_by", "reminded_on"])
    today = timezone.localdate(now)
    if mandate.ended_on is not None:
        return
    if _is_over(mandate, now=now):
        close(mandate, actor=_TIMEKEEPER, now=now)
        tell_of_end(mandate)
    elif _is_to_remind(mandate, now=now):
        mandate.reminded_on = today
        mandate.save(update_fields=["reminded_on"])
        if is_bounced(mandate.person.email):
            _ask_others(mandate, now=now)
        else:
            _remind(mandate, now=now)


def _is_over(mandate: Mandate, *, now: datetime) -> bool:
    today = timezone.localdate(now)
    if mandate.role == Role.OWNER:
        return False
    ran_out = mandate.until is not None and mandate.until < today
    return ran_out or (mandate.renew_by is not None and mandate.renew_by + GRACE < today)


def _is_to_remind(mandate: Mandate, *, now: datetime) -> bool:
    """Whether a day of a mandate's is near, or past, and the holder has not been told so."""
    today, told = timezone.localdate(now), mandate.reminded_on
    days = [day for day in (mandate.until, mandate.renew_by) if day is not None]
    is_near = any(day - AHEAD <= today <= day and (told is None or told < day - AHEAD) for day in days)
    renew_by = mandate.renew_by
    return is_near or (renew_by is not None and renew_by < today and (told is None or told <= renew_by))


def _remind(mandate: Mandate, *, now: datetime) -> None:
    language = mandate.person.language
    with override(language):
        words = {"role": mandate.get_role_display(), "organisation": name_of(mandate.organisation, language)}
        page = full_address("mandate", language, uid=mandate.uid)
        until, renew_by = mandate.until, mandate.renew_by
        if until is not None and (renew_by is None or until <= renew_by):
            words |= {"day": date_format(until, "j.n.Y")}
            subject, button = _("Your role ends on %(day)s: %(organisation)s") % words, _("See your role")
            sentences = [
                _("You act for %(organisation)s as %(role)s until %(day)s.") % words,
                _("If you are to go on, ask whoever gave you the role to give it again."),
            ]
        else:
            words |= {"day": date_format(renew_by, "j.n.Y") if renew_by else ""}
            subject, button = _("Is this role still yours? %(organisation)s") % words, _("Renew or hand over")
            sentences = [
                _("You act for %(organisation)s as %(role)s. Once a year we ask whether that is still right.") % words,
                _("Please renew your role by %(day)s. One press of a button is enough.") % words,
                _("If someone else does this now, hand the keys over to them or give the role up."),
            ]
        send(
            mandate.person.email,
            language,
            subject,
            *sentences,
            button=(button, page),
            why=_("You got this letter because you have a role on Raitti."),
        )


def _ask_others(mandate: Mandate, *, now: datetime) -> None:
    """Where mail to a holder does not arrive, others of the organisation are asked; if none, a person looks."""
    organisation = mandate.organisation
    others = [to for to in everyone_reached(organisation, now=now, kind=_NEWS) if to.person != mandate.person]
    for to in others:
        with override(to.language):
            words = {
                "person": str(mandate.person),
                "role": mandate.get_role_display(),
                "organisation": name_of(organisation, to.language),
            }
            send(
                to.address,
                to.language,
                _("Mail to %(person)s does not arrive: %(organisation)s") % words,
                _("%(person)s acts for %(organisation)s as %(role)s. Mail to the address we know comes back.") % words,
                _("If you know them, ask them to sign in and give another address."),
                _("If someone else does this now, see to it on the page of keys that they have the role."),
                button=(
                    _("Who looks after the page"),
                    full_address("keys", to.language, organisation=organisation.uid),
                ),
                why=_("You got this letter because this address is the organisation’s, or you look after its page."),
                kind=_NEWS,
            )
    if not others:
        queue_at_once(organisation, actor=_TIMEKEEPER, now=now)


@daily("tell of invitations that came back")
def tell_of_returned(now: datetime) -> None:
    """Tell those who invited someone that the letter came back; nobody else would ever know."""
    for pk in list(invitations_come_back(now=now).values_list("pk", flat=True)):
        _tell_of_returned(pk, now=now)


@transaction.atomic
def _tell_of_returned(pk: int, *, now: datetime) -> None:
    invitation = invitations_come_back(now=now).filter(pk=pk).first()
    if invitation is None:
        return
    lock(invitation.organisation)
    record(_TIMEKEEPER, CAME_BACK, invitation, now=now)
    organisation, giver = invitation.organisation, invitation.given_by
    if giver is not None and giver.is_active and not is_bounced(giver.email):
        to = [Addressee(giver.email, giver.language, giver)]
    else:
        to = addressees_of(organisation, now=now, kind=_NEWS)
    for one in to:
        with override(one.language):
            words = {
                "email": invitation.email,
                "organisation": name_of(organisation, one.language),
                "role": invitation.get_role_display(),
            }
            send(
                one.address,
                one.language,
                _("The invitation did not arrive: %(organisation)s") % words,
                _("The letter to %(email)s came back. It invited them to this role: %(role)s.") % words,
                _("Check the address and invite them anew, or ask them for another one."),
                button=(
                    _("Who looks after the page"),
                    full_address("keys", one.language, organisation=organisation.uid),
                ),
            )
    if not to:
        queue_at_once(organisation, actor=_TIMEKEEPER, now=now)


@daily("send links of claims")
def send_links_of_claims(now: datetime) -> None:
    """Where a page's owners have not answered in time, the question goes to the page's own address."""
    send_waiting_links(now=now)


@daily("forget old invitations and claims")
def forget_old(now: datetime) -> None:
    """Drop the addresses and words of those who were invited or asked, when nobody needs them any more."""
    over = Q(answered__lt=now - _KEEP_ANSWERED) | Q(state=Invitation.State.OPEN, expires__lt=now - _KEEP_ANSWERED)
    Invitation.objects.filter(over).delete()
    Claim.objects.exclude(state=Claim.State.OPEN).filter(decided__lt=now - _KEEP_DECIDED).delete()
