"""What is written down about elections. Of votes it is said that one was cast, not whose."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Promise] = {
    "prepared election": _("An election was prepared"),
    "changed election": _("An election being prepared was changed"),
    "put up candidate": _("A candidate was put up"),
    "took candidates of call": _("Those nominated in a call were put up as candidates"),
    "gave seat to elected": _("Somebody elected was given a seat"),
    "changed candidate": _("What is said of a candidate was changed"),
    "removed candidate": _("A candidate was taken off before the vote"),
    "withdrew candidate": _("A candidate took back their consent"),
    "set quota": _("A quota of an election was set"),
    "changed quota": _("A quota of an election was changed"),
    "removed quota": _("A quota of an election was removed"),
    "opened election": _("A vote was opened"),
    "took voter off the roll": _("Somebody was taken off the roll of an election"),
    "reminded voters": _("Those who had not voted were reminded"),
    "cast ballot": _("A ballot was cast"),
    "closed election": _("A vote was closed and its ballots were opened"),
    "counted election": _("The ballots of an election were counted"),
    "published election": _("The result of an election was published"),
    "cancelled election": _("An election was cancelled and its ballots were destroyed"),
}
WORDS: dict[str, Promise] = {"election": _("election")}
