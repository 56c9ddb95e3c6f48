"""What is asked about an activity, a post or a running cost of a project."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from raitti.directory.forms.texts import TextsForm
from raitti.planning.files import LARGEST_FTE, LARGEST_VALUE, LONGEST_NAME
from raitti.programmes.facts import ActivityFacts, LevelFacts, OverheadFacts, PostFacts, Texts
from raitti.programmes.forms.fields import EurosField, MonthField
from raitti.programmes.models import Priority

RowFacts = PostFacts | OverheadFacts | ActivityFacts
_HUNDRED = Decimal(100)
_NUMBER = {
    "required": _("Give a number, 0 for none."),
    "invalid": _("Write this in digits, for example 4300 or 0,5."),
    "min_value": _("This cannot be less than nothing."),
}


def _fte(label: Any, **options: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_value=LARGEST_FTE,
        decimal_places=2,
        localize=True,
        error_messages=_NUMBER,
        **options,
    )


def _months(label: Any, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=120, error_messages=_NUMBER, **options)


class RowForm(TextsForm):
    """A row with a name, in one language at least; `before` is the row as it was, if it is no new one."""

    def __init__(self, data: Any, *, language: str, before: RowFacts | None = None, **options: Any) -> None:
        initial = {} if before is None else self.shown(before)
        super().__init__(data, initial=initial, **options)
        self.before = before
        rest = list(self.fields)
        self.add_texts(
            "name",
            _("Name"),
            self.name_before,
            language=language,
            rows=1,
            most=LONGEST_NAME,
            missing=_("Give a name in one language at least."),
        )
        self.order_fields([name for name in self.fields if name not in rest] + rest)

    @staticmethod
    def shown(facts: Any) -> dict[str, Any]:
        """What the fields but the names show of a row."""
        return {field: getattr(facts, field) for field in facts.__dataclass_fields__}

    @property
    def name_before(self) -> Texts:
        if self.before is None:
            return {}
        return self.before.title if isinstance(self.before, PostFacts) else self.before.name

    @property
    def name(self) -> dict[str, str]:
        """What a valid form calls the row; languages without a field stay."""
        return self.texts("name", self.name_before)


class PostForm(RowForm):
    """A post: how much, what it costs, and what must be kept to when it ends."""

    fte = _fte(_("Share of full time (1 is full time)"), initial=1)
    monthly_cost = EurosField(label=_("Costs a month, with all side costs (€)"))
    until = MonthField(label=_("Last month, if it is agreed"), required=False)
    leave_months = _months(_("Months of leave at the end"), initial=1)
    notice_months = _months(_("Notice, in months"), initial=1)
    keep = forms.BooleanField(label=_("Stays to the end of the project"), required=False)

    def facts(self) -> PostFacts:
        return PostFacts(title=self.name, **_given(self, PostFacts, "title"))


class OverheadForm(RowForm):
    """What is paid every month, whatever is done."""

    monthly = EurosField(label=_("Costs a month (€)"))

    def facts(self) -> OverheadFacts:
        return OverheadFacts(name=self.name, monthly=self.cleaned_data["monthly"])


class ActivityForm(RowForm):
    """An activity: how important, what it needs, when it may run, and a narrower way to do it."""

    priority = forms.ChoiceField(
        label=_("How important"),
        choices=Priority.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how important it is.")},
    )
    value = forms.DecimalField(
        label=_("Worth of a month, beside others of the same importance"),
        help_text=_("For example 1 to 10. What has none is not done."),
        min_value=0,
        max_value=LARGEST_VALUE,
        decimal_places=2,
        localize=True,
        initial=5,
        error_messages=_NUMBER,
    )
    fte = _fte(_("Working time it needs (1 is one full-time person)"), initial=0)
    monthly = EurosField(label=_("Costs a month beside salaries (€)"), initial=0)
    once = EurosField(label=_("Costs once, when it begins (€)"), initial=0)
    running = forms.BooleanField(label=_("It is under way: it goes on or is stopped at once"), required=False)
    begins = MonthField(label=_("May begin in"), required=False, help_text=_("Empty: with the project."))
    ends = MonthField(label=_("Must end in"), required=False, help_text=_("Empty: with the project."))
    min_months = _months(_("Months it takes at least"), initial=1)
    max_months = _months(_("Months it takes at most"), initial=0, help_text=_("0: as long as one likes."))
    closing = forms.BooleanField(label=_("Closing work: it ends with the project"), required=False)
    needs = forms.MultipleChoiceField(
        label=_("Must have been done before"), required=False, widget=forms.CheckboxSelectMultiple
    )
    share = _months(_("It takes so much of costs and work (%)"), initial=50, required=False)
    worth = _months(_("It is worth so much of the whole (%)"), initial=55, required=False)

    def __init__(
        self,
        others: list[tuple[str, str]],
        data: Any,
        *,
        language: str,
        before: ActivityFacts | None = None,
        **options: Any,
    ) -> None:
        super().__init__(data, language=language, before=before, **options)
        self.fields["needs"].choices = others  # type: ignore[attr-defined]
        if not others:
            del self.fields["needs"]
        levels = before.levels if before is not None else ()
        # Narrower ways after the first, from a file: kept as they are.
        self.further, self.level_before = levels[1:], levels[0].name if levels else {}
        label = _("A narrower way to do it")
        self.add_texts("level", label, self.level_before, language=language, rows=1, most=LONGEST_NAME)
        last = ("share", "worth")
        self.order_fields([*(name for name in self.fields if name not in last), *last])

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for field in ("share", "worth"):
            if (given.get(field) or 0) > _HUNDRED:
                self.add_error(field, _("A share is at most 100 %."))
        if given.get("max_months") and given["max_months"] < (given.get("min_months") or 0):
            self.add_error("max_months", _("The most months are fewer than the least."))
        return given

    @staticmethod
    def shown(facts: ActivityFacts) -> dict[str, Any]:
        level = facts.levels[0] if facts.levels else None
        shares = {"share": round(level.share * _HUNDRED), "worth": round(level.value * _HUNDRED)} if level else {}
        return RowForm.shown(facts) | shares

    def facts(self) -> ActivityFacts:
        given = self.cleaned_data
        is_narrower = any(given[name] for name in self.fields if name.startswith("level_"))
        name = self.texts("level", self.level_before)
        first = LevelFacts(name=name, share=_part(given["share"]), value=_part(given["worth"]))
        fields = _given(self, ActivityFacts, "name", "levels", "needs")
        levels = ((first,) if is_narrower else ()) + self.further
        return ActivityFacts(name=self.name, levels=levels, needs=tuple(given.get("needs", ())), **fields)


def _part(percent: int | None) -> Decimal:
    return Decimal(percent or 0) / _HUNDRED


def _given(form: forms.Form, facts: Any, *without: str) -> dict[str, Any]:
    return {field: form.cleaned_data[field] for field in facts.__dataclass_fields__ if field not in without}


class WorkFileForm(forms.Form):
    """A plan file whose activities, posts and running costs take the place of the project's."""

    file = forms.FileField(
        label=_("Plan file (TOML)"),
        help_text=_("Its activities, posts and running costs take the place of these. Money stays as it is."),
        widget=forms.ClearableFileInput(attrs={"accept": ".toml"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )
