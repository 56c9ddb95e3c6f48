"""What is written down about bodies, their seats and who holds them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Promise] = {
    "seated person": _("Somebody was seated in a body"),
    "replaced holder of seat": _("Somebody was seated in a body in another’s stead"),
    "ended sitting": _("Somebody left a seat of a body"),
    "showed name in body": _("Somebody’s name in a body was shown to everyone"),
    "hid name in body": _("Somebody’s name in a body was hidden again"),
}
WORDS: dict[str, Promise] = {
    "body": _("body"),
    "seat": _("seat"),
}
