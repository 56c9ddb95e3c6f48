"""The count of an election in words, round by round, for those who want to follow it or count again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from raitti import voting
from raitti.bodies.models import Election, ElectionCandidate


@dataclass(frozen=True)
class Line:
    """A row of a round's table: whom, how many, and whether they are elected by now."""

    name: str
    figure: str
    is_elected: bool


@dataclass(frozen=True)
class Round:
    """One step of the count. `figures` names what the table's numbers are."""

    title: str
    sentences: tuple[str, ...]
    figures: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Told:
    """A whole count: how the rule works, the figures, the rounds, and the order of the lot."""

    how: tuple[str, ...]
    ballots: int
    blank: int
    rounds: tuple[Round, ...]
    lot: tuple[str, ...]
    lot_was_drawn: bool


def tell(outcome: voting.Outcome, candidates: list[ElectionCandidate]) -> Told:
    """The count in the language switched on."""
    names = {str(one.number): f"{one.number}. {one}" for one in candidates}
    rounds = [*_picks(outcome, names)] if outcome.picks else [*_stages(outcome, names)]
    return Told(
        how=tuple(_how(outcome)),
        ballots=outcome.ballots,
        blank=outcome.blank,
        rounds=tuple(rounds),
        lot=tuple(names[one] for one in outcome.lot),
        lot_was_drawn=outcome.drawn,
    )


def how_in_words(election: Election) -> str:
    """What a voter does and what becomes of it, in one or two sentences."""
    rule = Election.Rule(election.rule)
    ranks = _("Give 1 to whom you like best, 2 to the next, as far as you like.")
    ticks = _("Tick everyone you approve of, as many as you like.")
    then = {
        Election.Rule.APPROVAL: _("Whoever most ballots approve of is elected."),
        Election.Rule.INSTANT_RUNOFF: _(
            "Whoever comes last drops out and their votes go on to the next choices, until somebody has more than half."
        ),
        Election.Rule.EQUAL_SHARES: _(
            "Each ballot has an equal share of the seats to spend on those it approves of, so groups are elected in "
            "proportion to their size."
        ),
        Election.Rule.PHRAGMEN: _(
            "Each seat is a load that its supporters share, and loads are kept even, so groups are elected in "
            "proportion to their size."
        ),
        Election.Rule.STV: _(
            "Votes that are not needed go on to the next choices, so groups are elected in proportion to their size."
        ),
    }
    return f"{ranks if election.is_ranked else ticks} {then[rule]}"


def _how(outcome: voting.Outcome) -> Iterator[str]:
    election, counted = outcome.election, outcome.ballots - outcome.blank
    words = {"ballots": counted, "seats": election.seats, "needed": outcome.needed or 0}
    if election.rule == "approval":
        yield _("Whoever most ballots approve of is elected.")
    elif election.rule == "equal_shares":
        share = _number(Fraction(election.seats, counted)) if counted else "0"
        said = _("A seat costs 1. Each of %(ballots)d ballots gets %(share)s to spend: %(seats)d seats, shared evenly.")
        yield said % {**words, "share": share}
        yield _(
            "Of those whose supporters have 1 together, the one who costs each of them least is elected; all pay the "
            "same, and who has less left pays all of it."
        )
    elif election.rule == "phragmen":
        yield _("Each seat is a load of 1 that the supporters of the elected share so that all carry the same.")
        yield _("Elected is whose supporters would carry least.")
    else:
        yield _("With %(ballots)d ballots and %(seats)d to elect, %(needed)d votes are sure to suffice.") % words
        if election.seats > 1:
            yield _("What somebody has over that goes on to the next choices, each ballot at a smaller value.")
        yield _("When nobody has enough, whoever has fewest drops out and their ballots go on to the next choices.")
    if election.quotas:
        yield _("Whoever could not be elected without breaking a quota is left out of the count from then on.")


def _picks(outcome: voting.Outcome, names: Mapping[str, str]) -> Iterator[Round]:
    elected: set[str] = set()
    began_sharing = False
    for pick in outcome.picks:
        elected.add(pick.elected)
        sentences = [*_barred(pick.barred, names)]
        words = {"name": names[pick.elected], "measure": _number(pick.measure or Fraction(0))}
        if pick.phase == "phragmen" and outcome.election.rule == "equal_shares" and not began_sharing:
            began_sharing = True
            sentences.append(
                _("Nobody’s supporters can pay for a seat any more. The seats left are filled by Phragmén’s rule, in "
                  "which what is left to spend is a head start.")
            )  # fmt: skip
        approve = ngettext(
            "%(number)d ballot approves of %(name)s.", "%(number)d ballots approve of %(name)s.", pick.supporters
        )
        sentences.append(approve % {**words, "number": pick.supporters})
        if pick.measure is None:
            sentences.append(_("Nobody else could be elected, or the quotas left nobody else."))
        elif pick.phase == "equal_shares":
            sentences.append(_("Nobody pays more than %(measure)s for the seat: less than for any other.") % words)
            sentences += [
                ngettext("%(number)d ballot pays %(amount)s.", "%(number)d ballots pay %(amount)s each.", number)
                % {"number": number, "amount": _number(amount)}
                for amount, number in pick.paid
            ]
            if pick.left is not None:
                sentences.append(_("Left to spend: %s seats.") % _number(pick.left))
        elif pick.phase == "phragmen":
            sentences.append(_("Each of them then carries %(measure)s: less than for any other.") % words)
        sentences += [*_tied([pick.tie] if pick.tie else [], names)]
        figures = {
            "approval": _("ballots that approve"),
            "equal_shares": _("price for each"),
            "phragmen": _("load of each"),
        }[pick.phase]
        order = sorted(pick.measures, key=lambda one: pick.measures[one], reverse=pick.phase == "approval")
        lines = tuple(Line(names[one], _number(pick.measures[one]), one == pick.elected) for one in order)
        title = _("Seat %(number)d: %(name)s") % {"number": pick.number, **words}
        yield Round(title, tuple(sentences), figures, lines)


def _stages(outcome: voting.Outcome, names: Mapping[str, str]) -> Iterator[Round]:
    elected: set[str] = set()
    for stage in outcome.stages:
        whose = names.get(stage.candidate or "", "")
        if stage.deed == "first_preferences":
            title = _("The first choices are counted")
        elif stage.deed == "surplus":
            title = _("%s has more than needed: the rest goes on") % whose
        else:
            title = _("%s drops out") % whose
        sentences = []
        for one in stage.transfers:
            words = {"votes": _number(one.votes), "name": names.get(one.to or "", "")}
            if one.to is None:
                sentences.append(_("%(votes)s votes have no further choice.") % words)
            else:
                sentences.append(_("%(votes)s votes go to %(name)s.") % words)
        if stage.share is not None:
            sentences.insert(0, _("Each ballot goes on at %s of its value.") % _number(stage.share))
        sentences += [_("%s is kept in, because a quota needs them.") % names[one] for one in stage.spared]
        sentences += [*_tied(list(stage.ties), names), *_barred(stage.barred, names)]
        elected |= set(stage.elected)
        sentences += [_("%s is elected.") % names[one] for one in stage.elected]
        order = sorted(stage.votes, key=lambda one: stage.votes[one], reverse=True)
        lines = [Line(names[one], _number(stage.votes[one]), one in elected) for one in order]
        if stage.exhausted:
            lines.append(Line(_("no further choice"), _number(stage.exhausted), is_elected=False))
        yield Round(f"{stage.number}. {title}", tuple(sentences), _("votes"), tuple(lines))


def _barred(barred: tuple[voting.Barred, ...], names: Mapping[str, str]) -> Iterator[str]:
    for one in barred:
        words = {"name": names[one.candidate], "quotas": ", ".join(one.quotas)}
        yield _("%(name)s cannot be elected any more: a quota could not be kept then (%(quotas)s).") % words


def _tied(ties: list[voting.Tie], names: Mapping[str, str]) -> Iterator[str]:
    for tie in ties:
        words = {
            "names": ", ".join(names[one] for one in tie.candidates),
            "name": names[tie.chosen],
            "stage": tie.stage or 0,
        }
        if tie.stage is not None:
            yield _("Equal: %(names)s. Round %(stage)d told them apart: %(name)s.") % words
        else:
            yield _("Equal: %(names)s. The lot fell on %(name)s.") % words


def _number(amount: Fraction) -> str:
    """At most five decimals, as the reader's language writes them."""
    text = f"{float(amount):.5f}".rstrip("0").rstrip(".")
    return number_format(text, use_l10n=True) if "." in text else text
