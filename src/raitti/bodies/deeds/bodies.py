"""What is written down about bodies, their seats and who holds them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Promise] = {
    "opened body": _("A body was opened"),
    "changed body": _("What is said of a body was changed"),
    "ended body": _("A body was ended"),
    "moved body": _("A body was handed over"),
    "named setter": _("It was said who appoints a body"),
    "planned founding": _("The days of a founding were planned"),
    "took founding step": _("A step of a founding was taken"),
    "took back founding step": _("A step of a founding was taken back"),
    "opened term": _("A term of a body was opened"),
    "changed term": _("A term of a body was changed"),
    "removed term": _("A term of a body was removed"),
    "added seat": _("A seat was added to a body"),
    "changed seat": _("A seat of a body was changed"),
    "ended seat": _("A seat of a body was ended"),
    "removed seat": _("A seat of a body was removed"),
    "ordered seats": _("The seats of a body were put in order"),
    "gave office": _("Somebody was given an office in a body"),
    "ended office": _("Somebody left an office in a body"),
    "drafted term report": _("The report of a term was drafted"),
    "edited term report": _("The report of a term was edited"),
    "published term report": _("The report of a term was published"),
    "withdrew term report": _("The report of a term was taken out of sight"),
    "seated person": _("Somebody was seated in a body"),
    "replaced holder of seat": _("Somebody was seated in a body in another’s stead"),
    "ended sitting": _("Somebody left a seat of a body"),
    "changed holder in body": _("What is known of somebody in a body was changed"),
    "forgot holder in body": _("Somebody’s name in a body was removed at their wish"),
    "showed name in body": _("Somebody’s name in a body was shown to everyone"),
    "hid name in body": _("Somebody’s name in a body was hidden again"),
}
WORDS: dict[str, Promise] = {
    "body": _("body"),
    "seat": _("seat"),
}
