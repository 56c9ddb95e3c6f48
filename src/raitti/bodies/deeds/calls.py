"""What is written down about calls, nominations and candidates. No name of a candidate stands in it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Promise] = {
    "drafted call": _("drafted a call for nominations"),
    "published call": _("published a call for nominations"),
    "changed call": _("changed a call for nominations"),
    "withdrew call": _("withdrew a call for nominations"),
    "removed call": _("removed the draft of a call"),
    "kept nomination": _("wrote a nomination without sending it"),
    "sent nomination": _("sent a nomination"),
    "changed nomination": _("changed a nomination"),
    "withdrew nomination": _("took a nomination back"),
    "gave consent as candidate": _("said yes to being a candidate"),
    "declined as candidate": _("said no to being a candidate"),
    "withdrew as candidate": _("withdrew as a candidate"),
    "proposed appointments": _("put together a choice of candidates"),
    "appointed": _("appointed from the nominations of a call"),
}
WORDS: dict[str, Promise] = {
    "call": _("call for nominations"),
    "nomination": _("nomination"),
}
