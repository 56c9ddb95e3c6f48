"""An outcome for programs, as data JSON can hold, and for people at a terminal, in lines of text."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from raitti.voting.outcome import Barred, Outcome, Pick, Stage, Tie

FORMAT = "raitti election result 1"


def result_of(outcome: Outcome) -> dict[str, Any]:
    """The whole outcome as JSON's own kinds; fractions are texts such as "7/3", exactly."""
    return {
        "format": FORMAT,
        "rule": outcome.election.rule,
        "seats": outcome.election.seats,
        "seed": outcome.election.seed,
        "ballots": outcome.ballots,
        "blank": outcome.blank,
        "needed": outcome.needed,
        "elected": list(outcome.elected),
        "lot": list(outcome.lot),
        "lot_drawn": outcome.drawn,
        "picks": [_pick(pick) for pick in outcome.picks],
        "stages": [_stage(stage) for stage in outcome.stages],
    }


def _pick(pick: Pick) -> dict[str, Any]:
    return {
        "number": pick.number,
        "phase": pick.phase,
        "elected": pick.elected,
        "supporters": pick.supporters,
        "measures": _fractions(pick.measures),
        "paid": [{"amount": str(amount), "ballots": number} for amount, number in pick.paid],
        "left": _maybe(pick.left),
        "barred": [_barred(barred) for barred in pick.barred],
        "tie": None if pick.tie is None else _tie(pick.tie),
    }


def _stage(stage: Stage) -> dict[str, Any]:
    return {
        "number": stage.number,
        "deed": stage.deed,
        "candidate": stage.candidate,
        "votes": _fractions(stage.votes),
        "exhausted": str(stage.exhausted),
        "lost": str(stage.lost),
        "share": _maybe(stage.share),
        "transfers": [
            {"to": transfer.to, "ballots": transfer.ballots, "votes": str(transfer.votes)}
            for transfer in stage.transfers
        ],
        "elected": list(stage.elected),
        "barred": [_barred(barred) for barred in stage.barred],
        "spared": list(stage.spared),
        "ties": [_tie(tie) for tie in stage.ties],
    }


def _barred(barred: Barred) -> dict[str, Any]:
    return {"candidate": barred.candidate, "quotas": list(barred.quotas)}


def _tie(tie: Tie) -> dict[str, Any]:
    return {"about": tie.about, "candidates": list(tie.candidates), "chosen": tie.chosen, "stage": tie.stage}


def _fractions(measures: Mapping[str, Fraction]) -> dict[str, str]:
    return {candidate: str(measure) for candidate, measure in measures.items()}


def _maybe(fraction: Fraction | None) -> str | None:
    return None if fraction is None else str(fraction)


def lines_of(outcome: Outcome) -> Iterator[str]:
    """The outcome as lines for a terminal, in English; numbers are rounded to five decimals."""
    election = outcome.election
    yield f"{election.rule}, {election.seats} of {len(election.candidates)} candidates"
    yield f"{outcome.ballots} ballots, {outcome.blank} of them blank"
    if outcome.needed is not None:
        yield f"{outcome.needed} votes suffice to be elected"
    for pick in outcome.picks:
        yield from _lines_of_pick(pick)
    for stage in outcome.stages:
        yield from _lines_of_stage(stage)
    yield ""
    yield "Elected: " + ", ".join(outcome.elected)
    if outcome.drawn:
        yield f"Lot, from the seed “{election.seed}”: " + ", ".join(outcome.lot)


def _lines_of_pick(pick: Pick) -> Iterator[str]:
    yield from _lines_of_barred(pick.barred)
    words = {"approval": "approvals", "equal_shares": "price", "phragmen": "load"}
    measure = "" if pick.measure is None else f", {words[pick.phase]} {_rounded(pick.measure)}"
    yield f"{pick.number:3}. {pick.elected}: {pick.supporters} ballots{measure} ({pick.phase})"
    if pick.tie:
        yield _line_of_tie(pick.tie)


def _lines_of_stage(stage: Stage) -> Iterator[str]:
    whose = "" if stage.candidate is None else f" of {stage.candidate}"
    yield f"{stage.number:3}. {stage.deed.replace('_', ' ')}{whose}"
    votes = [f"{candidate} {_rounded(number)}" for candidate, number in stage.votes.items()]
    rest = [
        f"({word} {_rounded(number)})"
        for word, number in (("exhausted", stage.exhausted), ("lost", stage.lost))
        if number
    ]
    yield "     " + ", ".join(votes + rest)
    if stage.elected:
        yield "     elected: " + ", ".join(stage.elected)
    if stage.spared:
        yield "     spared because of quotas: " + ", ".join(stage.spared)
    yield from _lines_of_barred(stage.barred)
    for tie in stage.ties:
        yield _line_of_tie(tie)


def _lines_of_barred(barred: tuple[Barred, ...]) -> Iterator[str]:
    for each in barred:
        yield f"     barred: {each.candidate} ({', '.join(each.quotas)})"


def _line_of_tie(tie: Tie) -> str:
    by = "lot" if tie.stage is None else f"stage {tie.stage}"
    return f"     equal: {', '.join(tie.candidates)}; {tie.about} by {by}: {tie.chosen}"


def _rounded(number: Fraction) -> str:
    return f"{float(number):.5f}".rstrip("0").rstrip(".")
