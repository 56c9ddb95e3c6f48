"""What is wrong with an election or a ballot, in the reader's words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.voting import Fault


def fault_in_words(fault: Fault) -> str | Promise:
    """The sentence for what `raitti.voting` refuses."""
    words = {"name": fault.name, "given": fault.given, "allowed": fault.allowed, "quotas": ", ".join(fault.quotas)}
    return _SENTENCES.get(fault.code, _OTHERWISE) % words


_OTHERWISE = _("This election cannot be counted (%(name)s %(given)s).")
_SENTENCES = {
    "too_few_candidates": _("There are fewer candidates (%(given)s) than are to be elected (%(allowed)s)."),
    "one_seat_only": _("This rule elects one. Choose another to elect several."),
    "no_seats": _("At least one must be elected."),
    "quota_twice": _("There are two quotas by the name “%(name)s”."),
    "backwards": _("The most of “%(name)s” cannot be fewer than the least."),
    "more_than_members": _("“%(name)s” asks for more (%(given)s) than it has candidates (%(allowed)s)."),
    "more_than_seats": _("“%(name)s” asks for more (%(given)s) than are elected (%(allowed)s)."),
    "impossible_together": _("These quotas cannot be kept together: %(quotas)s."),
    "no_ballots": _("There is no ballot that names anybody, so nobody is elected."),
    "candidate_twice": _("Choose each candidate once."),
    "unknown_candidate": _("There is no candidate with this number."),
}
