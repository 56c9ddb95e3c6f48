"""Rules of letters: which of them one wants, and where the demo's are read."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from raitti.core.models import MailAddress
from raitti.core.verdicts import YES, Verdict
from raitti.directory.rules.asking import refused, rule


@rule
def may_choose_letters(known: MailAddress | None) -> Verdict:
    """Whoever has the link of a letter may choose for the address it went to."""
    if known is None:
        return refused(_("The link is too old or incomplete. Take one from a newer letter."), code="link")
    return YES


@rule
def may_open_post_box() -> Verdict:
    """Everybody in a demo, nobody elsewhere."""
    return YES if settings.DEMO else refused(_("Only the demonstration has a post box."))
