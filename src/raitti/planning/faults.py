"""What is wrong with a plan file: where, which field and why, for whoever words it for a reader."""

from dataclasses import dataclass
from typing import Literal

Code = Literal[
    "not_toml",
    "too_large",
    "unknown_field",
    "missing",
    "not_text",
    "not_month",
    "not_number",
    "not_whole",
    "not_flag",
    "not_choice",
    "not_list",
    "not_table",
    "negative",
    "too_much",
    "too_precise",
    "too_long",
    "too_many",
    "twice",
    "unknown_name",
    "circular",
    "backwards",
    "too_far",
    "nothing",
    "mixed",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """One refusal. `table` names the table and, where it has one, its row ("activity 3, Koulutus")."""

    table: str
    field: str
    code: Code
    given: str = ""
    allowed: str = ""


class BadPlan(ValueError):
    """A plan file or form that cannot be planned; `fault` says where and why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.table} · {fault.field}: {fault.code} {fault.given} {fault.allowed}".rstrip())
        self.fault = fault
