"""Fields that take what people write as people write it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from raitti.core.languages import INTERFACE_CODES
from raitti.core.texts import pick
from raitti.core.verdicts import Refused
from raitti.places.models import Area, AreaKind
from raitti.places.queries import find_municipality


class Words(forms.CharField):
    """A text whose line ends are the same however a browser sends them."""

    def __init__(self, *, long: bool = False, **options: Any) -> None:
        options.setdefault("required", False)
        if long:
            options.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        text = "" if value is None else str(value)
        return super().to_python(text.replace("\r\n", "\n").replace("\r", "\n")) or ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)


class Checked(Words):
    """A text that one of the directory's own checks looks at."""

    def __init__(self, check: Any, **options: Any) -> None:
        super().__init__(**options)
        self.check = check

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            return self.check(text) or ""
        except Refused as refused:
            raise forms.ValidationError(str(refused.verdict.reason), code=refused.verdict.code) from refused


class WebAddress(Checked):
    """A web address; people may leave out how it begins."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value).strip()
        is_bare = text and "://" not in text and "." in text and " " not in text
        return f"https://{text}" if is_bare else text


class AreaNames(Words):
    """Areas by name, with commas between: what was shown means what it meant, the rest is looked for."""

    def __init__(self, *, most: int = 400, **options: Any) -> None:
        super().__init__(**options)
        self.most = most
        self.shown: dict[str, str] = {}

    def show(self, codes: Iterable[str], names: dict[str, str]) -> str:
        """The names of the areas; remembers which means which."""
        self.shown = {names.get(code, code).casefold(): code for code in codes}
        return ", ".join(names.get(code, code) for code in codes)

    def codes(self, text: str) -> list[str]:
        found = []
        for name in filter(None, (part.strip() for part in text.replace("\n", ",").replace(";", ",").split(","))):
            code = self.shown.get(name.casefold()) or area_code(name)
            if not code:
                raise forms.ValidationError(
                    _("There is no municipality or region called %(name)s."), params={"name": name}, code="area"
                )
            found.append(code)
        if len(found) > self.most:
            raise forms.ValidationError(_("Write one municipality here."), code="many")
        return list(dict.fromkeys(found))

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        self.codes(text)
        return text


def area_code(name: str) -> str:
    """The code facts know an area by: `564` of Oulu, `region:17` of Pohjois-Pohjanmaa; empty when there is none."""
    municipality = find_municipality(name)
    if municipality is not None:
        return municipality.code
    wanted = name.casefold()
    kinds = (AreaKind.REGION, AreaKind.COUNTY, AreaKind.COUNTRY)
    for area in sorted(Area.objects.filter(kind__in=kinds, valid_until=None), key=lambda each: kinds.index(each.kind)):
        if wanted in {pick(area.name, code).value.casefold() for code in INTERFACE_CODES}:
            return f"{area.kind}:{area.code}"
    return ""


def area_names(codes: Iterable[str], language: str) -> dict[str, str]:
    """Names by code; two of one name are told apart by their codes."""
    wanted = list(codes)
    found: dict[str, str] = {}
    for area in Area.objects.filter(code__in=[code.rpartition(":")[2] for code in wanted]):
        code = area.code if area.kind == AreaKind.MUNICIPALITY else f"{area.kind}:{area.code}"
        if code in wanted:
            name = pick(area.name, language).value
            found[code] = name if name not in found.values() and "," not in name else code
    return found


def split_names(text: str) -> tuple[str, ...]:
    """Names written with commas between."""
    parts = (part.strip() for part in text.replace("\n", ",").split(","))
    return tuple(dict.fromkeys(filter(None, parts)))


class DayField(forms.DateField):
    """A day; browsers that know how offer a calendar, others take 6.2.2026."""

    default_error_messages = {"required": _("Give the day."), "invalid": _("This is no day. Write it as 6.2.2026.")}

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y"], **options)
