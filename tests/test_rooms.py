"""The order of the rooms where import-linter cannot see it, and the size of files.

`docs/structure.md` tells the order, pyproject.toml holds it.
"""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "raitti"
TESTS = ROOT / "tests"
PURE = ("text", "planning", "voting")
LONGEST_FILE, LONGEST_SETTINGS = 400, 250


def floors() -> dict[str, int]:
    """The floor of each room, counted from the top; rooms on one floor do not see each other."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "rooms")
    return {room: floor for floor, line in enumerate(layers) for room in re.findall(r"\w+", line)}


def rooms() -> list[str]:
    return sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("raitti.")]


def room_of(model: type[Model]) -> str:
    return model.__module__.split(".")[1]


def python_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*.py") if "migrations" not in path.parts]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_a_model_points_only_at_its_own_room_and_those_below(model):
    for field in model._meta.get_fields(include_hidden=True):
        target = field.related_model if field.is_relation and not field.auto_created else None
        if target is None or not target.__module__.startswith("raitti."):
            continue
        here, there = room_of(model), room_of(target)
        assert here == there or floors()[here] < floors()[there], f"{model._meta.label}.{field.name} looks at {there}"


@pytest.mark.parametrize("room", [room for room in PURE if (PACKAGE / room).is_dir()])
def test_pure_rooms_do_without_the_framework(room):
    for path in python_files(PACKAGE / room):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.split(".")[0] == "django"], path


@pytest.mark.parametrize("folder", [PACKAGE, TESTS, ROOT / "benchmarks"], ids=lambda folder: folder.name)
def test_no_file_is_too_long_to_read_at_one_sitting(folder):
    lengths = {path: len(path.read_text().splitlines()) for path in python_files(folder)}
    assert {path.name: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_the_settings_fit_on_a_few_screens():
    assert len((PACKAGE / "config" / "settings.py").read_text().splitlines()) < LONGEST_SETTINGS


@pytest.mark.parametrize("room", rooms())
def test_every_room_has_tests(room):
    assert list((TESTS / room).rglob("test_*.py")), f"tests/{room} holds no test"


@pytest.mark.parametrize("room", rooms())
def test_every_test_folder_mirrors_a_folder_of_the_room(room):
    for folder in (path for path in (TESTS / room).rglob("*") if path.is_dir() and path.name != "__pycache__"):
        source = PACKAGE / folder.relative_to(TESTS)
        assert source.is_dir() or source.with_suffix(".py").is_file(), f"{folder.relative_to(ROOT)} mirrors nothing"
