"""Fields for euros and months that take what people write as they write it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from raitti.planning.months import month_of


class NumberField(forms.DecimalField):
    """A number as people write it: 0,5 or 1 200."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {
        "required": _("Give a number, 0 for none."),
        "invalid": _("Write the number in digits, for example 1200 or 0,5."),
        "min_value": _("A number cannot be less than nothing here."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, **options)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "".join(value.replace("€", "").replace("\u2212", "-").split()).replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """What was typed stays as it was; what is kept is written with a comma."""
        return str(value).replace(".", ",") if isinstance(value, Decimal) else value


class EurosField(NumberField):
    """Euros and cents as a letter writes them: 159 000, 159 000,50 €."""

    default_error_messages = {
        "required": _("Give an amount, 0 for none."),
        "invalid": _("Write the amount in digits, for example 159000 or 159000,50."),
        "min_value": _("An amount cannot be less than nothing."),
        "max_decimal_places": _("Write euros and whole cents."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=12, decimal_places=2, **options)


class MonthField(forms.CharField):
    """A month, "2026-11"; browsers that know how offer a calendar."""

    widget = forms.TextInput(attrs={"type": "month", "pattern": "[0-9]{4}-[0-9]{2}", "autocomplete": "off"})
    default_error_messages = {"required": _("Give the month."), "month": _("This is no month. Write it as 2026-11.")}

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if text:
            try:
                month_of(text)
            except ValueError as wrong:
                raise forms.ValidationError(self.error_messages["month"], code="month") from wrong
        return text


class YearField(forms.IntegerField):
    """The year of a grant."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {
        "required": _("Give the year of the grant."),
        "invalid": _("Write the year in digits."),
        "min_value": _("Check the year."),
        "max_value": _("Check the year."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=2000, max_value=2100, **options)
