"""What a package says of itself to people, in three languages, the receiver's first.

A package holds all its languages whatever Raitti it comes from, so they stand here and not among the interface's texts.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from raitti.core.texts import pick
from raitti.exchange.handover.rows import Row

_LANGUAGES = ("fi", "sv", "en")
_HEADINGS = {
    "fi": ("Luovutuspaketti", "Mitä paketissa on", "Rakenteet", "Tiedostot", "Miten paketti otetaan käyttöön"),
    "sv": ("Överlåtelsepaket", "Vad paketet innehåller", "Strukturer", "Filer", "Så tas paketet i bruk"),
    "en": ("Handover package", "What the package holds", "Structures", "Files", "How to take it into use"),
}
_ABOUT = {
    "fi": (
        "Tässä paketissa on kaikki, mikä siirtyy uudelle vastuutaholle: kuvaukset, luovutuksen vaiheet todisteineen "
        "ja liitetiedostot. Tiedostot ovat avoimissa muodoissa, ja ne voi avata ilman Raittia."
    ),
    "sv": (
        "Det här paketet innehåller allt som övergår till den nya ansvariga: beskrivningar, överlämnandets steg med "
        "det som visar dem, och bilagor. Filerna är i öppna format och kan öppnas utan Raitti."
    ),
    "en": (
        "This package holds everything that goes to its new keeper: descriptions, the steps of the handover with what "
        "shows them, and attachments. The files are in open formats and can be opened without Raitti."
    ),
}
_PROJECT = {
    "fi": "Paketti on hankkeen arkisto: hanke, sen avustukset, suunnitelmat, tiedotteet ja kaikki sen rakenteet.",
    "sv": "Paketet är projektets arkiv: projektet, dess bidrag, planer, meddelanden och alla dess strukturer.",
    "en": "The package is the archive of a project: the project, its grants, plans, notices and all its structures.",
}
_FILES = {
    "fi": (
        ("structures.csv", "kaikki rakenteet ja niiden osoitteet taulukkona"),
        ("structures/…/structure.json", "yksi rakenne kaikkine tietoineen"),
        ("structures/…/steps.csv", "luovutuksen vaiheet taulukkona"),
        ("structures/…/files/", "liitetiedostot"),
        ("project/", "hankkeen tiedot (JSON), avustusten kirjaukset (CSV) ja suunnitelmat (TOML)"),
        ("SHA256SUMS", "tarkistussummat: sha256sum -c SHA256SUMS"),
    ),
    "sv": (
        ("structures.csv", "alla strukturer och deras adresser som tabell"),
        ("structures/…/structure.json", "en struktur med alla uppgifter"),
        ("structures/…/steps.csv", "överlämnandets steg som tabell"),
        ("structures/…/files/", "bilagor"),
        ("project/", "projektets uppgifter (JSON), bidragens bokföring (CSV) och planer (TOML)"),
        ("SHA256SUMS", "kontrollsummor: sha256sum -c SHA256SUMS"),
    ),
    "en": (
        ("structures.csv", "all structures and their addresses, as a table"),
        ("structures/…/structure.json", "one structure with everything about it"),
        ("structures/…/steps.csv", "the steps of the handover, as a table"),
        ("structures/…/files/", "attachments"),
        ("project/", "the project (JSON), its ledgers (CSV) and its plans (TOML)"),
        ("SHA256SUMS", "checksums: sha256sum -c SHA256SUMS"),
    ),
}
_USE = {
    "fi": "Toinen Raitti ottaa paketin vastaan komennolla",
    "sv": "En annan Raitti tar emot paketet med kommandot",
    "en": "Another Raitti takes the package in with the command",
}
_COMMAND = "raitti handover import FILE.zip --to ORGANISATION"


def readme(language: str, *, structures: Sequence[Row], project: Mapping[str, Any] | None) -> str:
    """The text, the receiver's language first."""
    order = sorted(_LANGUAGES, key=lambda code: code != language)
    return "\n\n---\n\n".join(_in(code, structures, project) for code in order) + "\n"


def _in(language: str, structures: Sequence[Row], project: Mapping[str, Any] | None) -> str:
    title, holds, named, files, use = _HEADINGS[language]
    of = pick(project["name"] if project else structures[0]["name"], language).value
    shown = [(path, words) for path, words in _FILES[language] if project or not path.startswith("project/")]
    parts = [
        f"# {title}: {of}",
        f"## {holds}\n\n{_PROJECT[language] if project else _ABOUT[language]}",
        f"## {named}\n\n" + "\n".join(_line(row, language) for row in structures),
        f"## {files}\n\n" + "\n".join(f"- `{path}`: {words}" for path, words in shown),
        f"## {use}\n\n{_USE[language]}\n\n    {_COMMAND}",
    ]
    return "\n\n".join(parts)


def _line(row: Row, language: str) -> str:
    address = row["new_url"] or row["url"]
    said = pick(row["description"], language).value.replace("\n", " ")
    return (
        f"- {pick(row['name'], language).value}" + (f" ({address})" if address else "") + (f": {said}" if said else "")
    )
