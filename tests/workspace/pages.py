"""How the pages of the workspace are found by tests that look at all of them.

To a new page: if its path has words of its own (`<uuid:…>`, `<str:token>` …), say in `WORDS` which row of `Things`
they name. What you put into `Things` holds the word SECRET, so that nobody else's page may show it.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.urls import URLPattern

from raitti.bodies.ballot_papers import ballot_link
from raitti.core.links import sign
from raitti.directory.queries.invitations import claim_token, invitation_token
from raitti.workspace.addresses import ELECTIONS_OF_BODIES, SEATS_OF_BODIES
from raitti.workspace.urls import urlpatterns
from tests.workspace.things import Things


def _of(name: str) -> Callable[[Things], dict[str, Any]]:
    """The uid of one of the things."""
    return lambda things: {"uid": getattr(things, name).uid}


def _organisation(things: Things) -> dict[str, Any]:
    return {"organisation": things.organisation.uid, "uid": things.organisation.uid}


def _mandate(things: Things) -> dict[str, Any]:
    return {"uid": things.world.people["owner"].mandates.get().uid}


def _of_board(things: Things) -> dict[str, Any]:
    """What the pages of a body's seats name."""
    board = things.board
    return {
        "body": board.uid,
        "seat": board.seats.get().uid,
        "holding": board.seats.get().holdings.get().pk,
        "place": "deputy",
        "term": board.terms.get().pk,
        "office": board.offices.get().pk,
        "step": "idea",
        "act": "draft",
    }


def _of_election(things: Things) -> dict[str, Any]:
    """What the pages of an election name."""
    election = things.voter.election
    return {
        "body": election.body.uid,
        "number": election.number,
        "candidate": election.candidates.get().pk,
        "quota": election.quotas.get().pk,
        "voter": things.voter.uid,
    }


# Words by the page's name; what is not here is found by the word alone, in `COMMON`.
WORDS: dict[str, Callable[[Things], dict[str, Any]]] = {
    **{name: _of_board for name in ("own_body", "body_edit", *SEATS_OF_BODIES) if name != "represented"},
    **dict.fromkeys(ELECTIONS_OF_BODIES, _of_election),
    "mandate": _mandate,
    "hand_over": _mandate,
    "renew_mandate": _mandate,
    "end_mandate": _mandate,
    "withdraw_invitation": _of("invitation"),
    "claim": _of("claim"),
    "claim_proof": _of("claim"),
    "accept_claim": _of("claim"),
    "refuse_claim": _of("claim"),
    "withdraw_claim": _of("claim"),
    "matter": _of("matter"),
    "suggestion": _of("suggestion"),
    "reported": _of("report"),
    "first_look": _of("look"),
    "appealed": _of("hiding"),
    "unmerge": _of("merge"),
    "duplicate": lambda things: {"uid": UUID(int=things.suspicion.pk)},
    "confirm": _organisation,
    "ask_again": _organisation,
    "hide": _organisation,
    "history": _organisation,
    "change": lambda things: {"uid": things.organisation.uid, "number": things.revision.pk},
    "end_api_key": lambda _things: {"pk": 1},
    "harvest_source": lambda _things: {"uid": uuid4(), "act": "now"},
    "webhook": lambda _things: {"uid": uuid4(), "act": "end"},
    "postbox_letter": lambda _things: {"key": "0"},
    "postbox_html": lambda _things: {"key": "0"},
    "structure_act": lambda _things: {"act": "withdraw"},
    "overview_area": lambda things: {"code": things.world.oulu.code},
    "overview_area_list": lambda things: {"code": things.world.oulu.code},
    "picture_page": lambda things: {"kind": "organisation", "part": things.organisation.uid},
    "own_file": lambda _things: {"form": "csv"},
    "own_notice_text": lambda _things: {"tongue": "fi"},
    "grant_entry": lambda _things: {"kind": "used"},
    "clock_mark": lambda _things: {"year": 2026, "what": "account"},
    "instalment_drop": lambda _things: {"pk": 1},
    "plea_edit": lambda things: {"pk": things.project.pleas.get().pk},
    "programme_plea_edit": lambda things: {"pk": things.project.programme.pleas.get(project=None).pk},
    **{
        name: lambda things: {"scenario": things.joint.uid, "form": "json", "act": "stop"}
        for name in ("programme_scenario", "programme_part", "programme_scenario_act", "programme_scenario_file")
    },
    **{
        name: lambda things: {"pk": things.project.programme.campaigns.get(project=None).pk}
        for name in ("programme_campaign_edit", "programme_supports")
    },
    "conflict_withdraw": lambda _things: {"pk": 1},
    "meeting_year": lambda things: {"year": things.meeting.year},
    "meeting_act": lambda _things: {"act": "close"},
    "campaign_edit": lambda things: {"pk": things.project.campaigns.get().pk},
    "supports": lambda things: {"pk": things.project.campaigns.get().pk},
    "statement_act": lambda _things: {"act": "close"},
    "initiative_act": lambda _things: {"act": "take"},
    "statement_sign": lambda things: {"organisation": things.comment.organisation.uid},
}
COMMON: dict[str, Callable[[Things], Any]] = {
    "group": lambda things: things.group.uid,
    "member": lambda things: things.member.uid,
    "thread": lambda things: things.thread.uid,
    "post": lambda things: things.post.uid,
    "question": lambda things: things.question.uid,
    "material": lambda things: things.material.uid,
    "organisation": lambda things: things.organisation.uid,
    "part": lambda things: things.service.uid,
    "key": lambda things: things.world.portal.key,
    "project": lambda things: things.project.uid,
    "programme": lambda things: things.project.programme.uid,
    "scenario": lambda things: things.scenario.uid,
    "study": lambda things: things.study.uid,
    "grant": lambda things: things.entry.grant.uid,
    "entry": lambda things: things.entry.uid,
    "body": lambda things: things.nomination.call.body.uid,
    "call": lambda things: things.nomination.call.uid,
    "statement": lambda things: things.comment.statement.uid,
    "comment": lambda things: things.comment.uid,
    "tongue": lambda _things: "fi",
    "line": lambda _things: 1,
    "representation": lambda things: things.representation.uid,
    "initiative": lambda things: things.initiative.uid,
    "structure": lambda things: things.attachment.structure.uid,
    "file": lambda things: things.attachment.uid,
    "meeting": lambda things: things.meeting.uid,
    "item": lambda things: things.meeting.items.get(is_confidential=True).uid,
    "paper": lambda things: things.meeting.items.get(is_confidential=True).papers.get().uid,
    "task": lambda things: things.meeting.items.get(is_confidential=True).tasks.get().uid,
    "what": lambda _things: "minutes",
    "step": lambda _things: "agreed",
    "number": lambda _things: 1,
    "sort": lambda _things: "activity",
    "act": lambda _things: "down",
    "form": lambda _things: "csv",
    # What a stranger can make up.
    "token": lambda _things: sign("nothing", "made up"),
}
# Links that prove by themselves who may: for those who hold them. Others' pages by link have tests of their own.
TOKENS: dict[str, Callable[[Things], str]] = {
    "ballot_link": lambda things: ballot_link(things.voter),
    "invitation": lambda things: invitation_token(things.invitation),
    "claim_link": lambda things: claim_token(things.claim),
}
# Pages of links that say of a made-up one that it is too old, before there is anything to ask a rule about.
MADE_UP_IS_OLD = {"appeal", "undo", "meeting_answer", "meeting_answer_paper", "minutes_check", "minutes_sign"}
# Pages for rows of one's own alone: a stranger's number is no row at all.
ONLY_OWN_ROWS = {"webhook"}


def pages() -> dict[str, URLPattern]:
    """The workspace's pages by name, each in Finnish."""
    found = {}
    for pattern in urlpatterns:
        name = getattr(pattern, "name", "") or ""
        if isinstance(pattern, URLPattern) and name.endswith("_fi"):
            found[name.removesuffix("_fi")] = pattern
    return found


def words_of(name: str, pattern: URLPattern, things: Things) -> dict[str, Any]:
    """What a page's path needs; fails with what its author is to add."""
    wanted = set(pattern.pattern.converters)
    known = {word: find(things) for word, find in COMMON.items() if word in wanted}
    if name in WORDS:
        known |= {word: value for word, value in WORDS[name](things).items() if word in wanted}
    missing = wanted - known.keys()
    assert not missing, f"say in tests/workspace/pages.py, WORDS[{name!r}], which row {sorted(missing)} names"
    return known
