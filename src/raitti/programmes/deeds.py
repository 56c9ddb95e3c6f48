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
    "changed payment plan": _("A grant’s payment plan was changed"),
    "marked year clock": _("A project’s year clock was marked"),
    "began change application": _("An application to change the use of a grant was begun"),
    "moved change application": _("An application to change the use of a grant was moved on"),
    "entered into ledger": _("Money was entered into a grant’s ledger"),
    "corrected ledger": _("A grant’s ledger was corrected"),
    "added structure": _("Something that is to live on was named"),
    "changed structure": _("What is said of a structure was changed"),
    "named receiver": _("The receiver of a structure was named"),
    "took handover step": _("A step of a handover was taken"),
    "took back handover step": _("A step of a handover was taken back"),
    "offered structure": _("A structure was offered to its receiver"),
    "withdrew offer of structure": _("The offer of a structure was taken back"),
    "accepted structure": _("A structure was accepted by its receiver"),
    "declined structure": _("A structure was declined by its receiver"),
    "ended structure": _("It was decided that a structure ends"),
    "moved portal": _("A region’s pages were handed over"),
    "attached file": _("A file was added to a structure"),
    "removed file": _("A file was removed from a structure"),
    "drafted notice": _("A draft of a notice was made"),
    "edited notice": _("A notice was edited"),
    "removed notice": _("A draft of a notice was removed"),
    "approved notice": _("A notice was approved"),
    "published notice": _("A notice was published"),
    "closed project": _("A project was closed"),
    "took in handover": _("What another service handed over was taken in"),
}
WORDS: dict[str, Promise] = {
    "programme": _("programme"),
    "project": _("project"),
    "grant": _("grant"),
    "structure": _("structure"),
    "notice": _("notice"),
}
