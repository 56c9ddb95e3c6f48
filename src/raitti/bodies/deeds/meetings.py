"""What is written down about meetings and their minutes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Promise] = {
    "planned meeting": _("A meeting was planned"),
    "changed meeting": _("A meeting was changed"),
    "called meeting": _("The call to a meeting was sent"),
    "cancelled meeting": _("A meeting was cancelled"),
    "changed year clock": _("A body’s year clock was changed"),
    "added item": _("A matter was put on an agenda"),
    "changed item": _("A matter on an agenda was changed"),
    "moved item": _("A matter on an agenda was moved"),
    "removed item": _("A matter was taken off an agenda"),
    "added paper": _("A file was added to an agenda"),
    "removed paper": _("A file was removed from an agenda"),
    "answered call": _("A call to a meeting was answered"),
    "asked deputy": _("A deputy was asked to step in"),
    "opened meeting": _("A meeting was opened"),
    "marked attendance": _("Who came to a meeting was marked"),
    "noted conflict": _("An interest of one’s own in a matter was noted"),
    "withdrew conflict": _("An interest of one’s own in a matter was taken back"),
    "wrote minutes": _("Minutes were written"),
    "closed meeting": _("A meeting was closed"),
    "gave task": _("Something was left to be done"),
    "finished task": _("Something left to be done was done"),
    "named checkers": _("Two were named to check minutes"),
    "sent minutes": _("Minutes went to be checked"),
    "checked minutes": _("Minutes were checked"),
    "signed minutes": _("Minutes were signed"),
    "published minutes": _("Minutes were published"),
    "corrected minutes": _("Minutes were corrected"),
}
WORDS: dict[str, Promise] = {
    "meeting": _("meeting"),
    "minutes": _("minutes"),
}
