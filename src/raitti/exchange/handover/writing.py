"""Writing packages: JSON that is read back, and the same as tables, plan files and words for people."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from raitti.core.texts import pick, versions
from raitti.directory.models import Mandate
from raitti.exchange.handover import tables
from raitti.exchange.handover.naming import organisation_name
from raitti.exchange.handover.readme import readme
from raitti.exchange.handover.rows import Row, row_of
from raitti.exchange.handover.zipping import write_zip
from raitti.exchange.spreadsheet.tables import Sheet, as_csv
from raitti.programmes.models import Handover, HandoverStep, Project, Structure
from raitti.programmes.queries.standing import PEOPLE

# What of a structure says how things stood with the giver: it goes along as its origin.
GIVERS_SIDE = (
    *("status", "steward", "successor", "handovers"),
    *("settled_on", "settled_by", "thing_kind", "thing_uid"),
)
_ORGANISATIONS = dict.fromkeys(("steward", "successor", "giver", "receiver"), organisation_name)
_LANGUAGES = ("fi", "sv", "en")
Files = dict[str, bytes]


def pack_structure(structure: Structure) -> bytes:
    """One structure with its steps and files, for whoever takes it over."""
    row = _structure_row(structure)
    language = structure.origin.get("language") or _language_of_receiver(structure)
    files = _structure_files(structure, row)
    files["structures.csv"] = _overview([row])
    return _finished(files, kind="structure", language=language, structures=[row])


def pack_project(project: Project) -> bytes:
    """A whole project: what it was, its money, plans and notices, and everything that lives on."""
    programme = project.programme
    document: dict[str, Any] = {
        "rules": [tables.written(each, tables.RULES) for each in _rules(project)],
        "programme": tables.written(programme, tables.PROGRAMME),
        "project": tables.written(project, tables.PROJECT)
        | {
            "areas": [[area.kind, area.code] for area in project.areas.order_by("kind", "code", "pk")],
            "partners": [organisation_name(each) for each in project.partners.order_by("uid")],
        },
    }
    files: Files = {}
    for name, related, kind in tables.OF_PROJECT:
        rows = tables.rows_of(project, related, kind)
        for row in rows if name == "plans" else ():
            # The question is a plan file of its own, which other programs solve as it is.
            files[f"project/plans/{row['number']}.toml"] = row.pop("problem").encode()
        files[f"project/{name}.json"] = _json(rows)
        if name == "grants":
            files["project/ledger.csv"] = _ledger(rows)
    files["project/project.json"] = _json(document)
    structures = []
    for structure in project.structures.order_by("uid"):
        row = _structure_row(structure)
        files |= _structure_files(structure, row)
        structures.append(row)
    files["structures.csv"] = _overview(structures)
    language = next((code for code in _LANGUAGES if code in versions(project.name)), "fi")
    return _finished(files, kind="project", language=language, structures=structures, project=document["project"])


def _rules(project: Project) -> list[Any]:
    found = {each.key: each for each in (project.programme.rules, *(grant.rules for grant in _grants(project))) if each}
    return [found[key] for key in sorted(found)]


def _grants(project: Project) -> list[Any]:
    return list(project.grants.select_related("rules"))


def _finished(
    files: Files, *, kind: str, language: str, structures: Sequence[Row], project: Mapping[str, Any] | None = None
) -> bytes:
    manifest = {"format": tables.FORMAT, "version": tables.VERSION, "kind": kind, "language": language}
    manifest["structures"] = [row["uid"] for row in structures]
    files["handover.json"] = _json(manifest)
    files["README.md"] = readme(language, structures=structures, project=project).encode()
    return write_zip(files)


def _structure_row(structure: Structure) -> Row:
    row = row_of(structure, without=("origin",), refer=_ORGANISATIONS)
    row["handovers"] = [
        row_of(each, refer=_ORGANISATIONS) | {"steps": _steps(structure, each)} for each in structure.handovers.all()
    ]
    if structure.project is None:
        before, here = structure.origin.get("row", {}), row["handovers"]
        row |= before
        row["handovers"] = [*before.get("handovers", ()), *here]
    row["project"] = _about_project(structure.project) if structure.project else structure.origin.get("project")
    row["steps"] = _steps(structure, None)
    row["attachments"] = [
        row_of(each, refer={}) | {"file": f"structures/{structure.uid}/files/{each.name}"}
        for each in structure.attachments.order_by("name", "uid")
    ]
    return row


def _steps(structure: Structure, handover: Handover | None) -> list[Row]:
    """The steps of a handover in their order; without one, those of the handover under way."""
    order = list(HandoverStep.Step.values)
    steps = sorted(structure.steps.filter(handover=handover), key=lambda step: order.index(step.step))
    return [row_of(step, refer={}) for step in steps]


def _about_project(project: Project) -> Row:
    return {
        "uid": str(project.uid),
        "name": versions(project.name),
        "host": organisation_name(project.host),
        "programme": versions(project.programme.name),
        "funder": organisation_name(project.programme.funder),
        "starts": project.starts.isoformat(),
        "ends": project.ends.isoformat(),
    }


def _structure_files(structure: Structure, row: Row) -> Files:
    folder = f"structures/{structure.uid}"
    files = {f"{folder}/structure.json": _json(row)}
    columns = ("step", "done_on", "done_by", "evidence", "evidence_url")
    taken = [*(step for each in row["handovers"] for step in each["steps"]), *row["steps"]]
    steps = [{**step, "evidence": _words(step["evidence"])} for step in taken]
    files[f"{folder}/steps.csv"] = as_csv(Sheet("steps", columns, steps))
    for each in structure.attachments.all():
        with each.file.open("rb") as opened:
            files[f"{folder}/files/{each.name}"] = opened.read()
    return files


def _overview(rows: Sequence[Row]) -> bytes:
    """What there is, and where each address leads now."""
    columns = ("uid", "name", "kind", "status", "steward", "due", "url", "new_url", "settled_on")
    lines = [{**row, "name": _words(row["name"]), "steward": _words(row["steward"]["name"])} for row in rows]
    return as_csv(Sheet("structures", columns, lines))


def _ledger(grants: Sequence[Row]) -> bytes:
    """Every line of every grant, in one table."""
    lines = [
        {"grant": grant["name"], "grant_year": grant["year"], **entry} for grant in grants for entry in grant["entries"]
    ]
    columns = tuple(dict.fromkeys(name for line in lines for name in line))
    return as_csv(Sheet("ledger", columns, lines))


def _language_of_receiver(structure: Structure) -> str:
    """The language most of the receiver's people read in."""
    receiver = structure.successor or structure.steward
    held = Mandate.objects.current(timezone.localdate()).filter(organisation=receiver, role__in=PEOPLE)
    counted = Counter(held.order_by("pk").values_list("person__language", flat=True))
    return next((code for code, _number in counted.most_common() if code in _LANGUAGES), "fi")


def _words(text: Any) -> str:
    return pick(text, "fi").value


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
