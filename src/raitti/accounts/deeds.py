"""What is written down about accounts, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Promise] = {
    "change_person": _("The name or the language of the account was changed"),
    "end_sessions": _("The account was signed out on other devices"),
    "unlinked sign-in": _("Signing in by another service was ended"),
    "removed second factor": _("The second step of signing in was removed"),
    "hand_out_data": _("One’s own data were handed out"),
    "erase_person": _("The account was erased"),
    "made api key": _("A key for a program was made"),
    "ended api key": _("A key for a program was ended"),
}
WORDS: dict[str, Promise] = {"person": _("account"), "apikey": _("key for a program")}
