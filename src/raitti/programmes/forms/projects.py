"""What programmes and projects say of themselves, as forms."""

import re
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.core.languages import INTERFACE_CODES
from raitti.core.texts import pick, sort_key, versions
from raitti.directory.forms.fields import AreaNames, DayField, WebAddress, Words, area_names, split_names
from raitti.directory.forms.texts import TextsForm
from raitti.directory.lookup import Lookup
from raitti.directory.models import Organisation
from raitti.places.models import Area, AreaKind
from raitti.programmes.actions import checks
from raitti.programmes.facts import FocusFacts, ProgrammeFacts, ProjectFacts
from raitti.programmes.models import Programme, Project

_FOCUS = re.compile(r"(\d{4})[:.]?\s+(\S.*)")
# Rows of each text's field; those of one row are a line.
_TEXTS: dict[str, tuple[str | Promise, int]] = {
    "name": (_("Name"), 1),
    "summary": (_("In one sentence"), 1),
    "description": (_("Description"), 6),
    "framework": (_("Part of"), 1),
    "aims": (_("Aims, one a line"), 4),
    "target_groups": (_("For whom, one a line"), 3),
}


class AboutForm(TextsForm):
    """What programmes and projects have in common: texts in each language, and a period."""

    own_texts: tuple[str, ...] = ()

    def __init__(self, thing: Programme | Project, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.thing, self.language = thing, language
        for name in self.own_texts:
            label, rows = _TEXTS[name]
            self.add_texts(name, label, getattr(thing, name), language=language, rows=rows)
        self.fields["starts"] = DayField(label=_("First day"), initial=thing.starts)
        self.fields["ends"] = DayField(label=_("Last day"), initial=thing.ends)

    def said(self) -> dict[str, Any]:
        """The texts and the period of a valid form."""
        texts = {name: self.texts(name, getattr(self.thing, name)) for name in self.own_texts}
        return texts | {"starts": self.cleaned_data["starts"], "ends": self.cleaned_data["ends"]}


class ProgrammeForm(AboutForm):
    own_texts = ("name", "summary", "description", "framework", "aims")

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(programme, *args, **kwargs)
        self.fields["shape"] = forms.ChoiceField(
            label=_("How it is built"), choices=Programme.Shape.choices, initial=programme.shape
        )

    def facts(self) -> ProgrammeFacts:
        return ProgrammeFacts(**self.said(), shape=self.cleaned_data["shape"], is_example=self.thing.is_example)


class ProjectForm(AboutForm):
    """A project's details; what it does and costs has pages of its own."""

    own_texts = ("name", "summary", "description", "aims", "target_groups")

    def __init__(self, project: Project, *args: Any, **kwargs: Any) -> None:
        super().__init__(project, *args, **kwargs)
        self.project = project
        kinds = Project.Kind.choices
        self.fields["kind"] = forms.ChoiceField(label=_("Kind of project"), choices=kinds, initial=project.kind)
        self.areas = AreaNames(
            label=_("Works in"), help_text=_("Municipalities or regions by name, with commas between them.")
        )
        codes = [_code(area) for area in project.areas.all()]
        self.areas.initial = self.areas.show(codes, area_names(codes, self.language))
        self.fields["areas"] = self.areas
        partners = ", ".join(pick(one.name, self.language).value for one in project.partners.all())
        self.fields["partners"] = Words(
            label=_("Partners"),
            help_text=_("Organisations that have a page here, by name, with commas between them."),
            initial=partners,
        )
        self._add_focuses()
        self.fields["email"] = Words(
            label=_("E-mail"), help_text=_("The project’s own address, not a person’s."), initial=project.email
        )
        self.fields["phone"] = Words(label=_("Phone"), initial=project.phone)
        self.fields["website"] = WebAddress(checks.url, label=_("Website"), initial=project.website)

    def _add_focuses(self) -> None:
        focuses = list(self.project.focuses.order_by("-year", "position", "pk"))
        written = {}
        for code in INTERFACE_CODES:
            shown = [(focus.year, versions(focus.text).get(code, "")) for focus in focuses]
            written[code] = "\n".join(f"{year} {words}" for year, words in shown if words)
        self.add_texts(
            "focuses",
            _("What comes first in each year"),
            written,
            language=self.language,
            help_text=_("One a line, the year before it: 2026 Agreements with all municipalities."),
        )

    def clean_partners(self) -> tuple[int, ...]:
        found = []
        for name in split_names(self.cleaned_data["partners"]):
            key = sort_key(name)
            named = Organisation.objects.visible_to(None).filter(Q(sort_fi=key) | Q(sort_sv=key) | Q(sort_en=key))
            known = next((one for one in self.project.partners.all() if name in versions(one.name).values()), None)
            row = known or named.order_by("pk").first()
            if row is None:
                raise forms.ValidationError(
                    _("There is no organisation called %(name)s here."), params={"name": name}, code="unknown"
                )
            found.append(row.pk)
        return tuple(dict.fromkeys(found))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        lines = {code: self._focus_lines(code) for code in INTERFACE_CODES}
        written = {code: rows for code, rows in lines.items() if rows}
        years = {tuple(year for year, _words in rows) for rows in written.values()}
        if len(years) > 1:
            self.add_error(
                f"focuses_{self.language}",
                _("Write the same lines, with the same years, in each language you write them in."),
            )
        else:
            given["focuses"] = tuple(
                FocusFacts(year=year, text={code: rows[place][1] for code, rows in written.items()})
                for place, year in enumerate(next(iter(years), ()))
            )
        return given

    def _focus_lines(self, code: str) -> list[tuple[int, str]]:
        found = []
        for line in filter(None, (line.strip() for line in self.cleaned_data.get(f"focuses_{code}", "").splitlines())):
            parts = _FOCUS.fullmatch(line)
            if parts is None:
                self.add_error(
                    f"focuses_{code}",
                    forms.ValidationError(
                        _("Begin the line with its year: %(line)s"), params={"line": line}, code="year"
                    ),
                )
                continue
            found.append((int(parts[1]), parts[2]))
        return found

    def facts(self) -> ProjectFacts:
        given, lookup = self.cleaned_data, Lookup()
        areas = [lookup.area(code) for code in self.areas.codes(given["areas"])]
        return ProjectFacts(
            **self.said(),
            kind=given["kind"],
            areas=tuple(area.pk for area in areas if area is not None),
            partners=given["partners"],
            focuses=given["focuses"],
            website=given["website"],
            email=given["email"],
            phone=given["phone"],
            is_example=self.project.is_example,
        )


def _code(area: Area) -> str:
    """The code facts know an area by."""
    return area.code if area.kind == AreaKind.MUNICIPALITY else f"{area.kind}:{area.code}"
