"""What sort of organisation one is, from its name first and the register's own word for it second."""

import re

_BY_NAME = (
    (re.compile(r"\b(ry|r\.\s?y\.?|rf|r\.\s?f\.?|yhdistys|förening|seura)\b", re.IGNORECASE), "association"),
    (re.compile(r"(säätiö|stiftelse)", re.IGNORECASE), "foundation"),
    (re.compile(r"(seurakunta|församling)", re.IGNORECASE), "parish"),
    (re.compile(r"(hyvinvointialue|välfärdsområde)", re.IGNORECASE), "county"),
    (re.compile(r"\b(oy|oyj|ab|oy ab|osk|tmi)\b", re.IGNORECASE), "company"),
    (re.compile(r"(\bkaupunki|\bkunta|\bstad|\bkommun|kaupungin|kunnan)$", re.IGNORECASE), "municipality"),
)
_BY_TYPE = {
    "municipality": "municipality",
    "kunta": "municipality",
    "organization": "association",
    "järjestö": "association",
    "järjestöt": "association",
    "company": "company",
    "yritys": "company",
    "yritykset": "company",
    "hyvinvointialue": "county",
    "wellbeingservicescounty": "county",
}


def kind_by_name(name: str, register_type: str) -> str:
    """The kind of an organisation: `association` for a name ending in *ry*, else by the type, else an authority."""
    for pattern, kind in _BY_NAME:
        if pattern.search(name):
            return kind
    return _BY_TYPE.get(register_type.casefold().replace(" ", ""), "authority")
