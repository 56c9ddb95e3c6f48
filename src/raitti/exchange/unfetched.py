"""Why nothing could be fetched from a source: kept as a word and its numbers, told in the reader's language."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from raitti.exchange import posting

TROUBLES = {
    "unfit": posting.TROUBLES["unfit"],
    "silent": _("The source cannot be reached."),
    "answered": _("The source answered %(number)d."),
    "foreign": _("What the source answers is not HSDS. Is the address right?"),
    "empty": _("There are no organisations or services in it."),
    "pages": _("The source has more than %(number)d pages; so many are not fetched."),
    "long": _("The source sends more than %(number)d MB; so much is not fetched."),
    "collapsed": _("The source had %(before)d organisations and now shows only %(left)d of them. Nothing was changed."),
}


class Unfetched(Exception):
    """Nothing was taken in; `trouble` is one of `TROUBLES`, `numbers` what its sentence names."""

    def __init__(self, trouble: str, **numbers: int) -> None:
        super().__init__(trouble)
        self.kept: dict[str, Any] = {"trouble": trouble, **numbers}


def told(kept: dict[str, Any]) -> str:
    """The sentence for what was kept; empty when there was no trouble."""
    return str(TROUBLES[kept["trouble"]]) % kept if kept else ""
