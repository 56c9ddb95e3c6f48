"""The interface's texts: collect and compile them (`--write`), or say what is missing or stale.

The code holds English; `locale/` holds Finnish and Swedish. Needs GNU gettext.
"""

import gettext
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "raitti"
LANGUAGES = ("fi", "sv")
SHOWN = 15


def main(arguments: list[str]) -> int:
    """Write the catalogues, or check them; the exit code."""
    if shutil.which("msgfmt") is None or shutil.which("xgettext") is None:
        print("GNU gettext is missing, so the messages were left out (Debian, Ubuntu: apt install gettext).")
        return 1 if os.environ.get("CI") or "--write" in arguments else 0
    if "--write" in arguments:
        collect(PACKAGE)
        for language in LANGUAGES:
            compile_catalogue(source(PACKAGE, language), compiled(PACKAGE, language))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "raitti"
        shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "data", "static", "migrations"))
        (copy / "locale").mkdir(exist_ok=True)
        collect(copy)
        faults = [fault for language in LANGUAGES for fault in faults_in(copy, language)]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


def collect(package: Path) -> None:
    """Bring the catalogues' entries up to the code below a folder."""
    languages = [part for language in LANGUAGES for part in ("-l", language)]
    command = [sys.executable, "-m", "django", "makemessages", *languages, "--no-location", "--no-obsolete", "-v", "0"]
    # Without settings Django looks for `locale` where it stands, and nowhere else.
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run([*command, "--ignore", "data", "--ignore", "static"], cwd=package, env=environment, check=True)


def faults_in(copy: Path, language: str) -> list[str]:
    """What a reader of the language would miss, in sentences; `copy` was collected just now."""
    fresh = source(copy, language)
    faults = [
        f"{language}: {kind}: {text}"
        for kind, option in (("not translated", "--untranslated"), ("marked fuzzy", "--only-fuzzy"))
        for text in texts(fresh, option)
    ]
    if len(faults) > SHOWN:
        faults = [*faults[:SHOWN], f"{language}: … and {len(faults) - SHOWN} more"]
    committed = compiled(PACKAGE, language)
    if not committed.exists():
        return [*faults, f"{language}: there is no compiled catalogue: run make messages"]
    again = copy / "again.mo"
    compile_catalogue(fresh, again)
    if entries(again) != entries(committed):
        faults.append(f"{language}: the compiled catalogue is not what the code and its source say: run make messages")
    return faults


def texts(catalogue: Path, option: str) -> list[str]:
    """The English of the entries that `msgattrib` picks."""
    done = subprocess.run(
        ["msgattrib", "--no-obsolete", "--no-wrap", option, catalogue], capture_output=True, text=True, check=True
    )
    return [line[7:-1] for line in done.stdout.splitlines() if line.startswith('msgid "') and line != 'msgid ""']


def compile_catalogue(catalogue: Path, target: Path) -> None:
    subprocess.run(["msgfmt", "--check-format", "-o", target, catalogue], check=True)


def entries(catalogue: Path) -> dict[object, str]:
    """Every translation in a compiled catalogue, without its header, which holds dates."""
    with catalogue.open("rb") as file:
        found = dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    found.pop("", None)
    return found


def source(package: Path, language: str) -> Path:
    return package / "locale" / language / "LC_MESSAGES" / "django.po"


def compiled(package: Path, language: str) -> Path:
    return package / "locale" / language / "LC_MESSAGES" / "django.mo"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
