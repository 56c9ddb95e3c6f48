"""What a region's steward decides about looking after the region's pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from raitti.directory.models import Portal

_CHECKS = ((6, _("every 6 months")), (12, _("once a year")))
_HIDING = (("6", _("after 6 months")), ("12", _("after 12 months")), ("24", _("after 24 months")), ("", _("never")))


def _choose(sentence: Any) -> dict[str, Any]:
    """One sentence of its own for each question, so that a list of them tells which is meant."""
    return {"required": sentence, "invalid_choice": sentence}


class RegionForm(forms.Form):
    """Whether new pages are looked at first, how often pages are confirmed, and when the unconfirmed are hidden."""

    looks_first = forms.TypedChoiceField(
        label=_("When someone makes a page for a new association"),
        choices=(("yes", _("one of us looks at it before everyone sees it")), ("no", _("everyone sees it at once"))),
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
        error_messages=_choose(_("Choose what happens to new pages.")),
    )
    check_months = forms.TypedChoiceField(
        label=_("Associations are asked whether their page is still right"),
        choices=_CHECKS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=_choose(_("Choose how often pages are confirmed.")),
    )
    hide_after_months = forms.TypedChoiceField(
        label=_("If nobody answers, the page is hidden"),
        help_text=_(
            "Counted from our first letter. A hidden page is never deleted: it is back when somebody confirms it."
        ),
        choices=_HIDING,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages=_choose(_("Choose when pages that nobody confirms are hidden.")),
    )

    def __init__(self, portal: Portal, *args: Any, **kwargs: Any) -> None:
        hide = portal.hide_after_months
        kwargs["initial"] = {
            "looks_first": "yes" if portal.looks_first else "no",
            "check_months": portal.check_months,
            "hide_after_months": "" if hide is None else str(hide),
        }
        super().__init__(*args, **kwargs)
        # A region may have come with another number of months; it stays until somebody chooses.
        if hide is not None and str(hide) not in dict(_HIDING):
            own = (str(hide), _("after %(months)s months") % {"months": hide})
            self.fields["hide_after_months"].choices = [own, *_HIDING]  # type: ignore[attr-defined]
