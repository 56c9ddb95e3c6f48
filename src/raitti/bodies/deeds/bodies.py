"""What is written down about bodies, their seats and who holds them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Promise] = {}
WORDS: dict[str, Promise] = {
    "body": _("body"),
}
