"""Letters about claims: to the entry's own address, to its owners, and to whoever asked."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from raitti.accounts.models import Person
from raitti.core.addresses import full_address
from raitti.directory.actions.mandate_letters import called, name_of, send
from raitti.directory.models import Claim
from raitti.directory.queries.addressees import language_of
from raitti.directory.queries.invitations import claim_token
from raitti.directory.queries.mandates import owners_of
from raitti.directory.queries.waiting import OWNERS_FIRST


def send_link(claim: Claim) -> None:
    """Ask at the entry's own address whether the one who claims it is known there."""
    language = language_of(claim.organisation)
    with override(language):
        words = {
            "person": called(claim.person),
            "organisation": name_of(claim.organisation, language),
            "position": claim.position,
        }
        known_as = [_("They say that they are: %(position)s.") % words] if claim.position else []
        send(
            claim.organisation.email,
            language,
            _("Someone asks to look after your page: %(organisation)s") % words,
            _("%(person)s asks to look after the page of %(organisation)s in Raitti.") % words,
            *known_as,
            _("If that is you, or someone you trust, open the link. It works for the one who asked, when signed in."),
            _("If it is not right, open the link and say so. You need no account for that."),
            quote=claim.message,
            button=(_("Open the link"), full_address("claim_link", language, token=claim_token(claim))),
            why=_("You got this letter because this is the e-mail address on the association’s page."),
        )


def ask_owners(claim: Claim, *, now: datetime) -> None:
    """Tell a page's owners that someone else asks for it; they answer before anyone else does."""
    for owner in owners_of(claim.organisation, on=timezone.localdate(now)):
        language = owner.language
        with override(language):
            words = {
                "person": called(claim.person),
                "organisation": name_of(claim.organisation, language),
                "day": date_format(timezone.localtime(claim.created + OWNERS_FIRST), "j.n.Y"),
            }
            send(
                owner.email,
                language,
                _("Someone asks to look after your page: %(organisation)s") % words,
                _("%(person)s asks to look after the page of %(organisation)s beside you.") % words,
                _("Say yes or no by %(day)s. After that the question goes to those who look after your area.") % words,
                quote=claim.message,
                button=(
                    _("See who asks, and answer"),
                    full_address("claims", language, organisation=claim.organisation.uid),
                ),
                why=_("You got this letter because you look after the page."),
            )


def tell_owners(claim: Claim, *, now: datetime) -> None:
    """Tell the owners a page had before that there is one more."""
    for owner in owners_of(claim.organisation, on=timezone.localdate(now)).exclude(pk=claim.person_id):
        language = owner.language
        with override(language):
            words = {"person": called(claim.person), "organisation": name_of(claim.organisation, language)}
            keys = full_address("keys", language, organisation=claim.organisation.uid)
            send(
                owner.email,
                language,
                _("Your page has one more owner: %(organisation)s") % words,
                _("%(person)s now owns the page of %(organisation)s beside you.") % words,
                _("If that is not right, you can end their role on the page of keys."),
                button=(_("Who looks after the page"), keys),
                why=_("You got this letter because you look after the page."),
            )


def tell_decision(claim: Claim) -> None:
    """Tell whoever asked what became of the claim."""
    language = claim.person.language
    with override(language):
        words = {"organisation": name_of(claim.organisation, language)}
        if claim.state == Claim.State.ACCEPTED:
            send(
                claim.person.email,
                language,
                _("The page is yours to look after: %(organisation)s") % words,
                _("You are now an owner of the page of %(organisation)s. Check that all on it is right.") % words,
                button=(_("Open my desk"), full_address("desk", language)),
            )
        else:
            send(
                claim.person.email,
                language,
                _("Your request was not accepted: %(organisation)s") % words,
                _("You asked to look after the page of %(organisation)s. This is the answer:") % words,
                quote=claim.reason,
                button=(_("See your request"), full_address("claim", language, uid=claim.uid)),
            )


def in_language_of(person: Person, sentence: str | Promise) -> str:
    with override(person.language):
        return str(sentence)
