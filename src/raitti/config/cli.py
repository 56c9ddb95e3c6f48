"""The `raitti` command: one door to everything an operator or a newcomer does.

Exit codes: 0 done, 1 refused or failed (one sentence says why), 2 asked in a way Raitti does not
understand, 130 interrupted. Settings are read only after the arguments, which may change them.
"""

import argparse
import os
import runpy
import secrets
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from raitti.config import demo, server
from raitti.config.instance import use_data_folder

DONE, FAILED, MISUSED, INTERRUPTED = 0, 1, 2, 130

EPILOG = """\
examples:
  raitti demo                                   try Raitti: four regions on your own machine
  raitti demo --port 8123 --data /tmp/trial     the same elsewhere
  raitti import ptv folder/ --dry-run           show what a PTV export would change
  raitti search "vertaistuki Oulussa" --lang fi
  raitti serve --host 127.0.0.1 --port 8000     the production server, behind a proxy

Each command explains itself: raitti COMMAND --help, raitti import ptv --help.
Settings come from the environment (RAITTI_DATA, DATABASE_URL, RAITTI_SECRET_KEY ...);
docs/operating.md lists them all. Exit codes: 0 done, 1 refused or failed, 2 misunderstood.
"""


@dataclass(frozen=True)
class Handed:
    """A command that a room carries out: its management command and what it is for.

    One that needs nothing of the instance names its room, and begins without the others.
    """

    command: str
    help: str
    room: str = ""


IMPORTS = {
    "basics": Handed("import_basics", "what Raitti carries: Finland's municipalities, postal codes, topics (no file)"),
    "areas": Handed("import_areas", "municipalities, regions and counties of a later year (CSV)"),
    "boundaries": Handed("import_boundaries", "outlines of the areas (GeoJSON)"),
    "portals": Handed("import_portals", "the regions' public faces and who looks after each (TOML)"),
    "vocabulary": Handed("import_vocabulary", "topics and other words with addresses (SKOS, TSV or JSON)"),
    "ptv": Handed("import_ptv", "organisations, services and channels from the national service register"),
    "hsds": Handed("import_hsds", "a directory in Open Referral HSDS 3.0 (JSON or CSV package)"),
    "organisations": Handed("import_organisations", "organisations from a table (CSV or XLSX)"),
}
EXPORTS = {
    "hsds": Handed("export_hsds", "the directory as an Open Referral HSDS 3.0 data package"),
    "csv": Handed("export_csv", "one table of the directory (CSV)"),
    "xlsx": Handed("export_xlsx", "organisations, services and places as a workbook (XLSX)"),
}
PLANS = {
    "solve": Handed("plan_solve", "the best plan of a plan file (TOML), with its reasons", "raitti.programmes"),
    "compare": Handed("plan_compare", "what differs between the plans of two plan files", "raitti.programmes"),
}
HANDOVERS = {
    "export": Handed("handover_export", "a structure or a whole project as a package for another Raitti (ZIP)"),
    "import": Handed("handover_import", "take in such a package for an organisation here"),
}
CHOICES = {
    "import": ("take in data of others", IMPORTS),
    "export": ("give data to others", EXPORTS),
    "plan": ("plan a project anew when its money changes", PLANS),
    "handover": ("hand over what lives on to another Raitti, or take it in", HANDOVERS),
}
SINGLE = {
    "search": Handed("search", "search as a visitor would, in the terminal or as JSON"),
    "count": Handed("count_ballots", "count the published ballots of an election again", "raitti.bodies"),
    "rebuild": Handed("rebuild_search", "write the search index anew"),
    "prepare": Handed("prepare_search", "build the dictionary the search needs (once, seconds)"),
    "worker": Handed("worker", "carry out slow work: mail, other jobs in the queue, and each day's chores"),
    "chores": Handed("chores", "list what is done once a day, and how it went"),
    "mend": Handed("mend_queue", "see that nothing that waits for a decision has fallen out of the queue"),
    "bounces": Handed("bounces", "take in reports of letters that came back"),
    "mandate": Handed("mandate", "give someone a role, as the first steward or coordinator, or end one"),
    "mandates": Handed("mandates", "list who has which role"),
    "reset-second-factor": Handed("reset_second_factor", "help someone who lost every second step of signing in"),
    "migrate": Handed("migrate", "bring the database up to this version"),
}
# Commands that write letters, or read what came back of them.
SIGNING = {"worker", "chores", "bounces", "mandate", "reset_second_factor"}

# Options every Django command has and nobody of ours needs.
DJANGOS_OWN = (
    *("--version", "--verbosity", "--settings", "--pythonpath"),
    *("--traceback", "--no-color", "--force-color", "--skip-checks"),
)


class Misused(Exception):
    """What was typed is not a command; holds the sentence that says so."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command line and end the process with its exit code."""
    try:
        code = run(list(sys.argv[1:] if arguments is None else arguments))
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        # The reader of our output, such as `head`, has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = DONE
    raise SystemExit(code)


def run(arguments: list[str]) -> int:
    """Carry out one command line; the exit code. Expected failures become a sentence on stderr."""
    parser = _parser()
    folder, rest = _take_data_option(arguments)
    if folder is not None:
        os.environ["RAITTI_DATA"] = str(Path(folder).expanduser().resolve())
    if not rest:
        parser.print_help()
        return DONE
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "raitti.config.settings")
    name, *following = rest
    if name in CHOICES:
        return _in_words(lambda: _hand_choice(name, following))
    if name in SINGLE:
        return _in_words(lambda: _hand_over(SINGLE[name], name, following))
    known = parser.parse_args(rest)
    if "data" in known and known.data:
        os.environ["RAITTI_DATA"] = str(Path(known.data).expanduser().resolve())
    act: Callable[[argparse.Namespace], int] = known.act
    return _in_words(lambda: act(known))


def _take_data_option(arguments: list[str]) -> tuple[str | None, list[str]]:
    """The folder of a leading `--data DIR`, and what follows it."""
    if arguments and arguments[0].startswith("--data="):
        return arguments[0].partition("=")[2], arguments[1:]
    if len(arguments) > 1 and arguments[0] == "--data":
        return arguments[1], arguments[2:]
    return None, arguments


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="raitti",
        description="Raitti: a region's associations, services and places on one village road.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", metavar="DIR", help="the folder of the database and files (RAITTI_DATA, var/)")
    commands = parser.add_subparsers(metavar="COMMAND", title="commands", required=True)

    one = commands.add_parser("demo", help="try Raitti: prepare an example region and serve it")
    demo.add_arguments(one)
    one.set_defaults(act=demo.run)

    one = commands.add_parser("serve", help="run the production server")
    server.add_arguments(one)
    one.set_defaults(act=server.run)

    # Listed for the reader only: their arguments belong to the commands of the rooms.
    for name, (text, table) in CHOICES.items():
        commands.add_parser(name, help=f"{text}: {', '.join(table)}", add_help=False)
    for name, handed in SINGLE.items():
        commands.add_parser(name, help=handed.help, add_help=False)

    one = commands.add_parser("bench", help="time what Raitti exists for (needs a source checkout)")
    one.add_argument("name", nargs="?", help="which one; without it the list")
    one.add_argument("arguments", nargs=argparse.REMAINDER, help="handed to the benchmark")
    one.set_defaults(act=_bench)

    one = commands.add_parser("version", help="say which Raitti this is")
    one.set_defaults(act=_version)
    return parser


def _hand_choice(name: str, arguments: list[str]) -> int:
    """The command that `raitti import`, `raitti export` or `raitti plan` names next, or the list of them."""
    text, table = CHOICES[name]
    if not arguments or arguments[0] in {"-h", "--help"}:
        print(f"raitti {name} WHAT: {text}.\n")
        for what, handed in table.items():
            print(f"  raitti {name} {what:14} {handed.help}")
        print(f"\nraitti {name} WHAT --help tells the rest.")
        return DONE if arguments else MISUSED
    what, *rest = arguments
    if what not in table:
        raise Misused(f"raitti {name} knows {', '.join(table)}, but not “{what}”.")
    return _hand_over(table[what], f"{name} {what}", rest)


def _hand_over(handed: Handed, shown: str, arguments: list[str]) -> int:
    """Run a room's management command under the name people typed."""
    wants_help = not {"-h", "--help"}.isdisjoint(arguments)
    use_data_folder()
    # The others sign nothing that outlives them, so that they need no secret of the server's.
    if handed.command not in SIGNING or wants_help:
        os.environ.setdefault("RAITTI_SECRET_KEY", secrets.token_urlsafe(50))

    import django
    from django.apps import apps
    from django.core.management import get_commands, load_command_class

    if handed.room:
        apps.populate(())
    else:
        django.setup()
    room = handed.room or get_commands().get(handed.command)
    if room is None:
        raise Misused(f"This Raitti has no “raitti {shown}” yet.")
    command = load_command_class(room, handed.command) if isinstance(room, str) else room
    command._called_from_command_line = True  # type: ignore[attr-defined]
    command.suppressed_base_arguments = set(DJANGOS_OWN)
    parser = command.create_parser("raitti", shown)
    for action in parser._actions:
        if "--skip-checks" in action.option_strings:
            action.help = argparse.SUPPRESS
    options = vars(parser.parse_args(arguments))
    command.execute(*options.pop("args", ()), **options)
    return DONE


def _bench(known: argparse.Namespace) -> int:
    """Run one of the checkout's measuring scripts as it stands."""
    folder = Path(__file__).resolve().parents[3] / "benchmarks"
    names = sorted(path.stem for path in folder.glob("*.py") if not path.stem.startswith("_"))
    if not names:
        raise Misused("Benchmarks are not part of the installed package: run this in a source checkout.")
    if known.name is None:
        print("\n".join(names))
        return DONE
    if known.name not in names:
        raise Misused(f"There is no benchmark “{known.name}”; there are {', '.join(names)}.")
    use_data_folder()
    os.environ.setdefault("RAITTI_SECRET_KEY", secrets.token_urlsafe(50))
    sys.argv = [f"raitti bench {known.name}", *known.arguments]
    sys.path[:0] = [str(folder), str(folder.parent)]
    runpy.run_path(str(folder / f"{known.name}.py"), run_name="__main__")
    return DONE


def _version(known: argparse.Namespace) -> int:
    from importlib.metadata import version

    print(f"raitti {version('raitti')}")
    return DONE


def _in_words(act: Callable[[], int]) -> int:
    """The exit code of an act; what may be expected to go wrong is told in one sentence."""
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management.base import CommandError, SystemCheckError
    from django.db import OperationalError, ProgrammingError

    from raitti.core.verdicts import Refused

    try:
        return act()
    except Misused as misused:
        return _say(str(misused), MISUSED)
    except SystemCheckError as error:
        return _say(str(error), FAILED)
    except CommandError as error:
        return _say(str(error), error.returncode)
    except Refused as refused:
        return _say(str(refused.verdict.reason), FAILED)
    except ImproperlyConfigured as error:
        return _say(str(error), FAILED)
    except (OperationalError, ProgrammingError) as error:
        sentence = _about_database(error)
        if sentence is None:
            raise
        return _say(sentence, FAILED)


def _about_database(error: Exception) -> str | None:
    """A sentence for a database that is not there or not ready; `None` when the fault is our own."""
    text = str(error).strip()
    if "no such table" in text or "no such column" in text or ("relation" in text and "does not exist" in text):
        return "The database has not been prepared for this version: run “raitti migrate”, or “raitti demo” to try."
    if "locked" in text:
        return "The database is busy with another long change; try again when it has ended."
    if "unable to open" in text or "connect" in text:
        return f"The database cannot be reached: {text.splitlines()[0]}"
    return None


def _say(sentence: str, code: int) -> int:
    Console(stderr=True, soft_wrap=True, highlight=False).print(sentence, style="red", markup=False)
    return code
