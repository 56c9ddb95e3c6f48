"""What lies on the table while someone edits: the entry, its draft, the facts it is compared with, the form."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.dateparse import parse_datetime

from raitti.accounts.models import Person
from raitti.core.verdicts import require
from raitti.directory.actions import drafts
from raitti.directory.actions.behalf import acting_for, acting_for_new
from raitti.directory.facts import OrganisationFacts, ServiceFacts, ThingFacts
from raitti.directory.forms import FORMS, EntryForm, LocationForm, ServiceForm, kept_form
from raitti.directory.models import Draft, Organisation, Thing
from raitti.directory.people import is_of_a_role
from raitti.directory.queries.editing import draft_of, facts_at, places_to_choose
from raitti.directory.queries.mandates import organisations_kept_by
from raitti.directory.queries.things import thing_by_uid
from raitti.directory.rules import may_create, may_edit, may_see_draft
from raitti.directory.snapshots import blank_facts, facts_of, from_json
from raitti.workspace.noting import note_contacts


@dataclass
class Bench:
    """`thing` is `None` for a new entry, `organisation` for a new organisation's own."""

    person: Person
    kind: str
    uid: UUID
    organisation_uid: UUID
    organisation: Organisation | None
    thing: Thing | None
    draft: Draft | None
    base: ThingFacts
    began: datetime | None
    language: str
    now: datetime

    @property
    def words(self) -> dict[str, Any]:
        """The words of this entry's addresses."""
        own = {"organisation": self.organisation_uid}
        return own if self.kind == "organisation" else own | {"part": self.uid}

    @property
    def is_new(self) -> bool:
        return self.thing is None

    def acting_for(self, so_far: ThingFacts) -> Organisation | None:
        """In whose name one writes, if it is not one's own; its page may be what is being written."""
        today = timezone.localdate(self.now)
        if self.organisation is None and isinstance(so_far, OrganisationFacts):
            return acting_for_new(self.person, so_far, today)
        return acting_for(self.person, self.organisation, today)

    def form(self, data: Any = None) -> EntryForm[Any]:
        """The form as sent, else as the draft keeps it, else as the entry is."""
        if data is None and self.draft is not None:
            data = MultiValueDict(self.draft.fields)
        options: dict[str, Any] = {"base": self.base, "language": self.language, "today": timezone.localdate(self.now)}
        if FORMS[self.kind] is ServiceForm and isinstance(self.base, ServiceFacts) and self.organisation is not None:
            references = [way.location for way in self.base.channels]
            options["places"] = places_to_choose(self.organisation, references, language=self.language)
            options["organisation"] = self.organisation
        if FORMS[self.kind] is LocationForm:
            options |= {"organisation": self.organisation, "is_new": self.is_new}
        return FORMS[self.kind](data, **options)

    @property
    def stamp(self) -> str:
        """Which state of the draft a page shows; empty while there is none."""
        return self.draft.saved.isoformat() if self.draft is not None else ""

    def is_written_elsewhere(self, sent: Any) -> bool:
        """Whether the draft has been saved by another window since this page was drawn."""
        return self.draft is not None and "stamp" in sent and sent["stamp"] != self.stamp

    def sent(self) -> list[tuple[str, str]]:
        """The draft as hidden fields of a page that sends it on."""
        kept = self.draft.fields if self.draft is not None else {}
        return [(name, value) for name, values in kept.items() for value in values]

    def keep(self, data: Any) -> Draft:
        """Keep what was sent as the person's draft."""
        self.draft = drafts.save_draft(
            self.person,
            self.base,
            kind=self.kind,
            uid=self.uid,
            organisation=self.organisation,
            base_changed=self.began,
            fields=kept_form(data),
            now=self.now,
        )
        return self.draft


def bench_for(
    request: HttpRequest, kind: str, organisation: UUID, thing: UUID | None = None, *, sent: Any = None
) -> Bench:
    """Fetch what someone edits, after asking whether they may; 404 where the parts do not belong together."""
    # The rules turn away whoever is not a person.
    now, person = timezone.now(), cast("Person", request.user)
    uid = thing or organisation
    owner = cast("Organisation | None", thing_by_uid("organisation", organisation))
    require(may_create(person, now=now) if owner is None else may_edit(person, owner, now=now))
    present = owner if kind == "organisation" else thing_by_uid(kind, uid)
    if kind != "organisation" and (owner is None or not _is_part_of(owner, present)):
        raise Http404
    note_contacts(request, present, now=now, why="editing")
    draft = draft_of(person, kind, uid)
    if draft is not None:
        require(may_see_draft(person, draft, now=now))
        base, began = from_json(kind, draft.base_facts), draft.base
    elif present is not None:
        began = _begun(sent) or present.changed
        base = facts_at(present, began) if began < present.changed else facts_of(present)
    else:
        base, began = _blank(person, kind, uid, organisation, now=now), None
    return Bench(person, kind, uid, organisation, owner, present, draft, base, began, str(request.LANGUAGE_CODE), now)


def _blank(person: Person, kind: str, uid: UUID, organisation: UUID, *, now: datetime) -> ThingFacts:
    """A new entry; whoever signed up with an address of a role finds it as their first association's own."""
    blank = blank_facts(kind, uid, organisation)
    is_first = not organisations_kept_by(person, on=timezone.localdate(now)).exists()
    if isinstance(blank, OrganisationFacts) and is_first and is_of_a_role(person.email):
        return replace(blank, email=person.email)
    return blank


def _is_part_of(organisation: Organisation, thing: Any) -> bool:
    return thing is None or thing.organisation == organisation


def _begun(sent: Any) -> datetime | None:
    """The state of the entry that a form without a draft was opened with."""
    return parse_datetime(str(sent.get("begun", ""))) if sent is not None else None
