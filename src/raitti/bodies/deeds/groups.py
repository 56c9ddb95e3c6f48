"""What is written down about open groups: that something was said, never what."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Promise] = {
    "asked to join group": _("Somebody asked to join a group"),
    "joined group": _("Somebody joined a group"),
    "left group": _("Somebody left a group"),
    "took in member": _("A member was taken into a group"),
    "refused member": _("Somebody was not taken into a group"),
    "ended membership": _("A membership of a group was ended"),
    "wrote in group": _("Something was written in a group"),
    "mended message": _("A message in a group was changed"),
    "took message away": _("A message in a group was taken away"),
    "reported message": _("A message in a group was reported"),
    "hid message": _("A message in a group was hidden"),
    "left message": _("A reported message in a group was left as it was"),
    "appealed hiding of message": _("It was asked that a hidden message be seen again"),
    "answered appeal of message": _("An appeal about a hidden message was answered"),
    "asked group": _("A group was asked something"),
    "changed question to group": _("A question to a group was changed"),
    "answered group": _("A question to a group was answered"),
    "brought back summary": _("A summary was brought back to a group"),
    "changed joining of group": _("How one joins a group was changed"),
    "set next meeting of group": _("The next meeting of a group was set"),
    "added material to group": _("Material was added to a group"),
    "removed material from group": _("Material was removed from a group"),
}
WORDS: dict[str, Promise] = {}
