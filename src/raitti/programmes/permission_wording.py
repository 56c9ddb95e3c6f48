"""Asking the funder's permission in words: the grounds, and a draft of the application."""

from collections.abc import Iterable

from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raitti.core.texts import pick
from raitti.programmes.models import EntryKind, Grant, PlanVersion
from raitti.programmes.permission import BORROWED, MOVED, CostKind, Ground, together
from raitti.programmes.queries.money import in_force, latest
from raitti.programmes.queries.permission import Check
from raitti.programmes.wording import euros_in_words

CHANGED: dict[str, str | Promise] = {
    "purpose": gettext_lazy("The purpose of the grant changes"),
    "conditions": gettext_lazy("The conditions of the grant change"),
    "target_groups": gettext_lazy("The target groups change"),
    "aims": gettext_lazy("The main aims change"),
    "other": gettext_lazy("Permission is asked for another reason"),
}
KINDS: dict[CostKind, str | Promise] = {
    "pay": gettext_lazy("Pay"),
    "overhead": gettext_lazy("Premises and administration"),
    "activities": gettext_lazy("Costs of activities"),
}


def ground_in_words(ground: Ground) -> str:
    """ "30 000 € (14 % of the costs) moves from one kind of costs to another"."""
    if ground.code == BORROWED:
        borrowed = {"euros": euros_in_words(ground.euros), "money": ground.money}
        return _("%(euros)s given for another project (%(money)s) is used for this project’s costs") % borrowed
    if ground.code != MOVED:
        return str(CHANGED.get(ground.code, ground.code))
    share = number_format(ground.share * 100, decimal_pos=1, use_l10n=True)
    words = {"euros": euros_in_words(ground.euros), "share": share}
    return _("%(euros)s (%(share)s %% of the costs) moves from one kind of costs to another") % words


def draft_application(
    grant: Grant, version: PlanVersion, check: Check, *, grounds: Iterable[Ground], language: str
) -> str:
    """The application's text: what is asked of which grant, why, and what it does to the costs."""
    with translation.override(language):
        return "\n\n".join(_paragraphs(grant, version, check, grounds=list(grounds), language=language))


def _paragraphs(grant: Grant, version: PlanVersion, check: Check, *, grounds: list[Ground], language: str) -> list[str]:
    project = version.project
    names = {"project": pick(project.name, language).value, "host": pick(project.host.name, language).value}
    found = [_("Application to change the use of a grant"), f"{names['host']}\n{names['project']}\n{_grant(grant)}"]
    purpose = pick(grant.purpose, language).value
    if purpose:
        found.append(_("The grant was given for this: %(purpose)s") % {"purpose": purpose})
    found.append("\n".join([_("We ask for permission, as:"), *(f"- {ground_in_words(each)}." for each in grounds)]))
    found += dict.fromkeys(each.words for each in grounds if each.words)
    found.append(_("Why the plan was changed: %(reason)s") % {"reason": version.reason})
    found.append(_costs(check))
    found.append(_("We do not act on the new plan before we have your permission."))
    return found


def _grant(grant: Grant) -> str:
    decided = latest(in_force(grant), EntryKind.DECIDED)
    if decided is None:
        return grant.name
    words = {"name": grant.name, "euros": euros_in_words(decided.amount), "day": date_format(decided.on, "j.n.Y")}
    line = _("%(name)s: %(euros)s, decided on %(day)s") % words
    return f"{line} ({grant.reference})" if grant.reference else line


def _costs(check: Check) -> str:
    new, old = check.new, check.old
    total = euros_in_words(together(new))
    if old is None:
        lines = [f"- {KINDS[kind]}: {euros_in_words(euros)}" for kind, euros in new.items()]
    else:
        lines = [f"- {KINDS[kind]}: {euros_in_words(old[kind])} → {euros_in_words(new[kind])}" for kind in new]
        total = f"{euros_in_words(together(old))} → {total}"
    return "\n".join([_held_against(check), *lines, _("Together: %s") % total])


def _held_against(check: Check) -> str:
    if check.budget is None:
        return _("Costs:")
    if check.budget.kind == EntryKind.DECIDED:
        return _("Costs by the budget of the decision, and by the plan:")
    return _("Costs by the budget of the application, and by the plan:")
