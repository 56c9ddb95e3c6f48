"""What is written down about exchanging data with other programs, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Promise] = {
    "added harvest source": _("A source to fetch from was added"),
    "paused harvest source": _("A source was put to rest"),
    "resumed harvest source": _("A source was put in use again"),
    "asked for harvest": _("A source was asked for its entries"),
    "removed harvest source": _("A source was removed"),
    "added webhook": _("A program was named that is told of changes"),
    "removed webhook": _("A program is told of changes no more"),
    "renewed secret of webhook": _("A program got a new secret"),
    "switched webhook on": _("Telling a program of changes was begun again"),
    "switched webhook off": _("Telling a program of changes was stopped, since it did not answer"),
    "tested webhook": _("Telling a program of changes was tried"),
}
