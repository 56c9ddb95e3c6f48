"""What is written down about programmes, projects and their money, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Promise] = {
    "opened programme": _("A programme was opened"),
    "changed programme": _("A programme was changed"),
    "opened project": _("A project was opened"),
    "changed project": _("A project was changed"),
    "changed work": _("The work of a project was changed"),
    "removed scenario": _("A draft of a plan was removed"),
    "accepted plan": _("A plan was accepted"),
    "opened grant": _("A grant was opened"),
    "changed grant": _("What is said of a grant was changed"),
    "entered into ledger": _("Money was entered into a grant’s ledger"),
    "corrected ledger": _("A grant’s ledger was corrected"),
}
WORDS: dict[str, Promise] = {"programme": _("programme"), "project": _("project"), "grant": _("grant")}
