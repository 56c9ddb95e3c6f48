"""What a ballot says, how it is sealed, and the codes its voter knows it by."""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from raitti.bodies.models import Election, Voter
from raitti.core import links
from raitti.core.sealing import seal, unseal

# Without letters and digits that look alike.
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_GROUPS, _GROUP = 3, 4
_RECEIPT, _LINK = "ballot receipt", "ballot"
# Longer than any vote is open; whether it still is, is asked of the vote itself.
_AGE = timedelta(days=400)
# What is sealed is filled up to a multiple of this.
_STEP = 64


@dataclass(frozen=True)
class Paper:
    """A ballot: its receipt and the numbers chosen, in the voter's order where that counts."""

    receipt: str
    choices: tuple[int, ...]


@dataclass(frozen=True)
class InHand:
    """A receipt given out to a voter with a ballot to look at before it is sent, and when."""

    receipt: str
    given: datetime


def seal_paper(election: Election, paper: Paper, *, candidates: int) -> bytes:
    """The ballot for whoever has the election's key; the same length whatever is chosen among so many candidates."""
    everything = json.dumps([paper.receipt, list(range(1, candidates + 1))], separators=(",", ":"))
    length = -(-len(everything) // _STEP) * _STEP
    said = json.dumps([paper.receipt, list(paper.choices)], separators=(",", ":")).encode()
    return seal(bytes.fromhex(election.public_key), said, about=_about(election), length=length)


def open_paper(election: Election, private: bytes, sealed: bytes) -> Paper:
    """What a sealed ballot says. Raises `Unreadable`."""
    receipt, choices = json.loads(unseal(private, sealed, about=_about(election)))
    return Paper(receipt, tuple(choices))


def _about(election: Election) -> bytes:
    return b"ballot of " + election.uid.bytes


def new_receipt() -> str:
    """Sixty bits as people can read them out: `7KQ2-MXPA-9RTB`."""
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def read_receipt(text: str) -> str:
    """A receipt however somebody typed it; whatever else was typed comes out as it is, and is found nowhere."""
    signs = "".join(sign for sign in text.upper() if sign in _SIGNS)
    return "-".join(signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP))[: _GROUPS * (_GROUP + 1) - 1]


def give_in_hand(voter: Voter, *, now: datetime) -> str:
    """A signed receipt for a ballot about to be sent. Nothing of it is kept: it lives in the voter's page."""
    return links.sign(_RECEIPT, [voter.uid.hex, new_receipt(), now.isoformat()])


def read_in_hand(voter: Voter, token: str) -> InHand | None:
    """The receipt, if it is one we gave this voter: nobody can bring one of their own making."""
    said = links.read(_RECEIPT, token, max_age=_AGE)
    if not isinstance(said, list) or len(said) != 3 or said[0] != voter.uid.hex:
        return None
    return InHand(receipt=said[1], given=datetime.fromisoformat(said[2]))


def ballot_link(voter: Voter) -> str:
    """The part of an address by which somebody votes without signing in."""
    return links.sign(_LINK, voter.uid.hex)


def read_ballot_link(token: str) -> str:
    """Whose ballot a link is; empty when it is no link of ours."""
    return str(links.read(_LINK, token, max_age=_AGE) or "")
