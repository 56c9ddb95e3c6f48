"""What is asked of the optimiser, what would be otherwise, and why a plan is accepted."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.directory.forms.fields import DayField
from raitti.planning.months import month_of, written
from raitti.planning.problem import Money, Project
from raitti.planning.what_if import WhatIf
from raitti.programmes.forms.fields import EurosField, MonthField
from raitti.programmes.models import Priority
from raitti.programmes.permission_wording import CHANGED
from raitti.programmes.telling import Names, name_in
from raitti.programmes.wording import month_in_words


class AskForm(forms.Form):
    """From when to when a plan is wanted, and by which day's knowledge of the money."""

    name = forms.CharField(
        label=_("Name of the plan"),
        max_length=120,
        help_text=_("For example: nine months, or: by the decision."),
        error_messages={"required": _("Give the plan a name by which you know it.")},
    )
    start = MonthField(label=_("From the beginning of"))
    end = MonthField(label=_("To the end of, at the latest"))
    closes = forms.BooleanField(label=_("The project may end earlier than that"), required=False, initial=True)
    on = DayField(label=_("By what was known of the money on"))


class WhatIfForm(forms.Form):
    """A plan's question with every figure one may want to turn: its fields follow from the question."""

    def __init__(self, problem: Project, names: Names, language: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problem = problem
        months = [(written(month), month_in_words(month)) for month in problem.months]
        self.fields["end"] = forms.ChoiceField(label=_("Ends at the latest in"), choices=months, initial=months[-1][0])
        for number, money in enumerate(problem.money):
            self.fields[f"amount-{number}"] = EurosField(label=money.name, initial=money.amount)
            if money.kind == "grant":
                self.fields[f"covered-{number}"] = forms.IntegerField(
                    label=_("%(money)s: months it covers") % {"money": money.name},
                    initial=self._covered(money),
                    min_value=0,
                    max_value=len(problem.months),
                    widget=forms.NumberInput(attrs={"type": "range", "min": 0, "max": len(problem.months), "step": 1}),
                )
        leaving = [("", _("no fixed end")), *months]
        for number, staff in enumerate(problem.staff):
            self.fields[f"until-{number}"] = forms.ChoiceField(
                label=name_in(names, staff.name, language),
                choices=leaving,
                required=False,
                initial="" if staff.until is None else written(staff.until),
            )
        priorities = [*Priority.choices, ("", _("is left out"))]
        for number, activity in enumerate(problem.activities):
            self.fields[f"priority-{number}"] = forms.ChoiceField(
                label=name_in(names, activity.name, language),
                choices=priorities,
                required=False,
                initial=activity.priority,
            )

    def _covered(self, money: Money) -> int:
        """How many of the months an amount covers, of what was applied for."""
        asked = money.amount if money.applied is None else money.applied
        whole = len(self.problem.months)
        return min(whole, round(money.amount * whole / asked)) if asked else 0

    def what_if(self) -> WhatIf:
        """What is otherwise than in the question; an amount that was turned counts before the months it covers."""
        given: Mapping[str, Any] = self.cleaned_data
        money = list(enumerate(self.problem.money))
        covered = {
            each.name: given[f"covered-{number}"]
            for number, each in money
            if f"covered-{number}" in given
            and given[f"covered-{number}"] != self._covered(each)
            and given[f"amount-{number}"] == each.amount
        }
        activities = list(enumerate(self.problem.activities))
        return WhatIf(
            end=month_of(given["end"]),
            amounts={
                each.name: given[f"amount-{number}"]
                for number, each in money
                if each.name not in covered and given[f"amount-{number}"] != each.amount
            },
            covered=covered,
            leaving={
                each.name: month_of(text) if text else None
                for number, each in enumerate(self.problem.staff)
                if (text := given[f"until-{number}"]) != ("" if each.until is None else written(each.until))
            },
            priorities={
                each.name: given[f"priority-{number}"] for number, each in activities if given[f"priority-{number}"]
            },
            dropped=frozenset(each.name for number, each in activities if not given[f"priority-{number}"]),
        )

    def fields_of(self, kind: str) -> list[forms.BoundField]:
        """The fields of one kind: `amount`, `covered`, `until` or `priority`."""
        return [field for field in self if field.name.startswith(f"{kind}-")]

    @property
    def money_fields(self) -> list[tuple[forms.BoundField, forms.BoundField | None]]:
        """Each amount with the months it covers, where it is a grant."""
        return [
            (self[f"amount-{number}"], self[f"covered-{number}"] if f"covered-{number}" in self.fields else None)
            for number in range(len(self.problem.money))
        ]

    @property
    def until_fields(self) -> list[forms.BoundField]:
        return self.fields_of("until")

    @property
    def priority_fields(self) -> list[forms.BoundField]:
        return self.fields_of("priority")


class AcceptForm(forms.Form):
    """Why this plan; `seen` is the number of the plan in force when the page was opened."""

    reason = forms.CharField(
        label=_("Why this plan?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        help_text=_("One or two sentences. Others will read them with the plan, also years from now."),
        error_messages={"required": _("Say why this plan: others will read it later.")},
    )
    changed = forms.MultipleChoiceField(
        label=_("Does the plan change what the grant was given for?"),
        choices=[(code, label) for code, label in CHANGED.items() if code != "other"],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Then the funder’s permission is needed before acting on it. Tick what changes, if anything."),
    )
    explanation = forms.CharField(
        label=_("How does it change?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5000,
        required=False,
        help_text=_("Only if you ticked something above. It goes into a draft of the application."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0, min_value=0)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("changed") and not given.get("explanation", "").strip():
            self.add_error("explanation", _("Say how it changes: the funder will ask."))
        return given


def first_question(*, now: Any, year: int) -> dict[str, Any]:
    """What a new question begins with: the whole year, by what is known today."""
    return {"start": f"{year}-01", "end": f"{year}-12", "on": timezone.localdate(now), "closes": True}
