"""Taking in a package that another service handed over: whole or not at all, and a second time nothing."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.files.base import ContentFile
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from raitti.core.audit import record
from raitti.core.shelf import content_changed
from raitti.core.slugs import assign_slugs
from raitti.core.verdicts import Refused
from raitti.directory.documents import media_type_of, plain_name
from raitti.directory.models import Organisation
from raitti.exchange.handover import tables
from raitti.exchange.handover.naming import organisations_here
from raitti.exchange.handover.rows import Row, checked, fields_from
from raitti.exchange.handover.writing import GIVERS_SIDE
from raitti.exchange.handover.zipping import read_zip
from raitti.exchange.rows import Place, Unreadable
from raitti.places.models import Area
from raitti.programmes import entries
from raitti.programmes.models import (
    Archive,
    Attachment,
    FundingRules,
    Grant,
    Handover,
    HandoverStep,
    LedgerEntry,
    Programme,
    Project,
    Structure,
)
from raitti.search import actions as search

# What reading comes upon where something stands in a package that nobody wrote there in good faith.
_WRONG = (KeyError, TypeError, ValueError, AttributeError, IndexError)


@dataclass
class TakenIn:
    """What came of a package: the project, when it held one, and how many structures are new or were here already."""

    project: str = ""
    is_new_project: bool = False
    structures: int = 0
    known: int = 0


@transaction.atomic
def take_in(content: bytes, *, name: str, to: Organisation, actor: Any, now: datetime) -> TakenIn:
    """Take in a package for an organisation, which looks after what it holds from now on.

    What is here already, by its uid, stays as it is. Raises `Unreadable` for a package that cannot be read whole.
    """
    files = read_zip(content, name)
    try:
        return _Reader(files, to=to, actor=actor, now=now).take_in(content)
    except (*_WRONG, ObjectDoesNotExist, ValidationError, IntegrityError, DataError, Refused) as error:
        said = str(error.verdict.reason) if isinstance(error, Refused) else "; ".join(_messages(error))
        reason = _("The package holds something that cannot be taken in: %s") % said[:300]
        raise Unreadable(reason, place=Place(file=name)) from error


def _messages(error: Exception) -> list[str]:
    return list(error.messages) if isinstance(error, ValidationError) else [str(error)]


class _Reader:
    """One package on its way in."""

    def __init__(self, files: dict[str, bytes], *, to: Organisation, actor: Any, now: datetime) -> None:
        self.files, self.to, self.actor, self.now = files, to, actor, now
        self.here = organisations_here(actor=actor, now=now)
        self.said = TakenIn()
        self.manifest = self.json("handover.json")

    def json(self, path: str) -> Any:
        if path not in self.files:
            raise ValueError(path)
        return json.loads(self.files[path])

    def take_in(self, content: bytes) -> TakenIn:
        if self.manifest.get("format") != tables.FORMAT:
            raise Unreadable(_("This is no handover package."))
        if self.manifest.get("version") != tables.VERSION:
            words = {"version": self.manifest.get("version"), "known": tables.VERSION}
            reason = _("The package is of version %(version)s; this Raitti reads version %(known)s. Update it first.")
            raise Unreadable(reason % words)
        project = self._project(content) if self.manifest["kind"] == "project" else None
        for uid in self.manifest["structures"]:
            self._structure(self.json(f"structures/{UUID(uid)}/structure.json"), project)
        content_changed()
        return self.said

    # A whole project

    def _project(self, content: bytes) -> Project | None:
        document = self.json("project/project.json")
        row = document["project"]
        self.said.project = str(row["name"].get("fi") or next(iter(row["name"].values())))
        found = Project.objects.filter(uid=UUID(row["uid"])).first()
        if found is not None:
            return found
        for rules in document["rules"]:
            if not FundingRules.objects.filter(key=rules["key"]).exists():
                self._made(tables.RULES, rules, {})
        programme = self._programme(document["programme"])
        project = self._made(tables.PROJECT, row, {"programme": programme, "host": self.to})
        assert isinstance(project, Project)  # noqa: S101 - for the type checker
        project.areas.set([Area.objects.filter(kind=kind, code=code).latest("pk") for kind, code in row["areas"]])
        project.partners.set([self.here(each) for each in row["partners"]])
        for name, _related, kind in tables.OF_PROJECT:
            rows = self.json(f"project/{name}.json")
            if name == "plans":
                for each in rows:
                    each["problem"] = self.files[f"project/plans/{int(each['number'])}.toml"].decode()
            self._rows(kind, rows, project, project)
        if project.closed_on is not None:
            archive = Archive(project=project, sha256=sha256(content).hexdigest(), made=self.now)
            archive.file.save(f"{project.uid}.zip", ContentFile(content), save=False)
            archive.save()
        record(self.actor, "took in handover", project, now=self.now)
        search.put(entries.project_entries(project))
        self.said.is_new_project = True
        return project

    def _programme(self, row: Row) -> Programme:
        found = Programme.objects.filter(uid=UUID(row["uid"])).first()
        if found is None:
            made = self._made(tables.PROGRAMME, row, {})
            assert isinstance(made, Programme)  # noqa: S101 - for the type checker
            search.put(entries.programme_entries(made))
            found = made
        return found

    def _rows(self, kind: tables.Kind, rows: list[Row], owner: Any, project: Project) -> None:
        made = [self._made(kind, row, {kind.owner: owner}, project=project) for row in rows]
        for row, each in zip(rows, made, strict=True):
            if "needs" in row:
                each.needs.set([made[place] for place in row["needs"]])

    def _made(self, kind: tables.Kind, row: Row, given: Mapping[str, Any], *, project: Any = None) -> Any:
        below = {name for name, _related, _kind in kind.below}
        plain = {name: value for name, value in row.items() if name not in below and name not in given}
        thing = kind.model(**fields_from(kind.model, plain, find=self._finders(kind, project)), **given)
        checked(thing)
        thing.save()
        if kind.slug_kind:
            assign_slugs(thing, kind.slug_kind)  # type: ignore[arg-type]
        for name, _related, of in kind.below:
            self._rows(of, row[name], thing, project)
        return thing

    def _finders(self, kind: tables.Kind, project: Any) -> dict[str, Callable[[Any], Any]]:
        """What each name of another row means here."""
        known: dict[str, Callable[[Any], Any]] = {
            "funder": self.here,
            "coordinator": self.here,
            "organisation": self.here,
            "rules": lambda key: FundingRules.objects.get(key=key),
            "corrects": lambda uid: LedgerEntry.objects.get(uid=UUID(uid)),
            "grant": lambda uid: Grant.objects.get(uid=UUID(uid)),
            "programme": lambda uid: Programme.objects.get(uid=UUID(uid)),
            "version": lambda number: project.plan_versions.get(number=number),
        }
        return {name: known[name] for name in kind.refer if name in known}

    # Structures

    def _structure(self, row: Row, project: Project | None) -> None:
        if Structure.objects.filter(uid=UUID(row["uid"])).exists():
            self.said.known += 1
            return
        row.setdefault("handovers", [])
        parts = {name: row.pop(name) for name in ("steps", "attachments", "project")}
        find = dict.fromkeys(("steward", "successor", "giver", "receiver"), self.here)
        if project is None:
            origin = {"language": self.manifest["language"], "project": parts["project"]}
            origin["row"] = {name: row[name] for name in GIVERS_SIDE}
            is_ended = row["status"] == Structure.Status.ENDED
            row = {name: value for name, value in row.items() if name not in GIVERS_SIDE}
            row["status"] = Structure.Status.ENDED if is_ended else Structure.Status.LIVING
            given: dict[str, Any] = {"steward": self.to, "origin": origin}
        else:
            given = {"project": project}
            if row["steward"] == parts["project"]["host"]:
                given["steward"] = self.to
                row = {name: value for name, value in row.items() if name != "steward"}
        structure = Structure(**fields_from(Structure, row, find=find), **given)
        checked(structure)
        structure.save()
        assign_slugs(structure, "structure")
        for each in row["handovers"] if project is not None else ():
            handover = Handover(structure=structure, **fields_from(Handover, each, find=find))
            checked(handover)
            handover.save()
            self._steps(structure, each["steps"], handover)
        self._steps(structure, parts["steps"], None)
        for each in parts["attachments"]:
            self._attachment(structure, each)
        record(self.actor, "took in handover", structure, now=self.now, on_behalf_of=self.to)
        self.said.structures += 1

    def _steps(self, structure: Structure, rows: list[Row], handover: Handover | None) -> None:
        for row in rows:
            step = HandoverStep(structure=structure, handover=handover, **fields_from(HandoverStep, row, find={}))
            checked(step)
            step.save()

    def _attachment(self, structure: Structure, row: Row) -> None:
        content = self.files[f"structures/{structure.uid}/files/{row['name']}"]
        name = str(row["name"])
        if plain_name(name) != name or not media_type_of(name, content):
            raise ValueError(name)
        fields = fields_from(Attachment, {**row, "media_type": media_type_of(name, content)}, find={})
        made = Attachment(structure=structure, **fields)
        made.size, made.sha256 = len(content), sha256(content).hexdigest()
        made.file.save(f"{made.uid}.{name.rpartition('.')[2].lower()}", ContentFile(content), save=False)
        made.save()
