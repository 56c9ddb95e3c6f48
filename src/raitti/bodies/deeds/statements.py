"""What is written down about statements, representatives and initiatives."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Promise] = {
    "asked for statement": _("A body was asked for a statement"),
    "began statement": _("A statement was begun"),
    "wrote statement": _("The text of a statement was saved"),
    "kept text beside": _("A text of a statement was kept beside somebody else’s"),
    "opened comments": _("Comments on a statement were asked for"),
    "closed comments": _("A comment round was closed"),
    "commented on statement": _("A line of a statement was commented on"),
    "answered comment": _("A comment on a statement was answered"),
    "finished statement": _("A statement was finished"),
    "reopened statement": _("A finished statement was opened again"),
    "dropped statement": _("A statement was dropped"),
    "signed statement": _("A statement was signed"),
    "withdrew signature": _("A signature was taken back"),
    "sent statement": _("A statement was sent"),
    "noted answer": _("The answer to a statement was written down"),
    "noted effect": _("What came of a statement was written down"),
    "corrected statement": _("A statement was corrected"),
    "named representative": _("A representative was named"),
    "accepted representation": _("A representative said yes"),
    "declined representation": _("A representative said no"),
    "confirmed representative": _("A representative was confirmed"),
    "ended representation": _("A representation was ended"),
    "reported back": _("A representative reported back"),
    "sent initiative": _("An initiative was sent"),
    "took up initiative": _("An initiative was taken up"),
    "put initiative on agenda": _("An initiative was put on an agenda"),
    "answered initiative": _("An initiative was answered"),
    "showed initiative": _("An initiative was shown to everyone"),
    "hid initiative": _("An initiative was no longer shown to everyone"),
}
WORDS: dict[str, Promise] = {
    "statement": _("statement"),
    "representation": _("representation"),
    "initiative": _("initiative"),
}
