"""Who calls for nominations, who nominates, who sees candidates, and who appoints; in every state of a call."""

from datetime import timedelta
from typing import Any

from raitti.bodies.models import Call, Nomination
from raitti.directory.models import OrganisationStatus
from tests.bodies.factories import SeatFactory
from tests.bodies.rules.bodies import ended
from tests.bodies.rules.cases import SeatedCase as Case
from tests.bodies.rules.cases import asking
from tests.bodies.world import Seated

_DAY = timedelta(days=1)
# Who keeps the papers of the world's body, and who appoints it.
CARING = "keepers, county officer, the program"
SETTING = "county officer, the program"
# Who speaks for the association elsewhere: its owner, and agents who reach it.
SPEAKING = "owner elsewhere, agent elsewhere, the program"
_SPANS = {"coming": (1, 10), "open": (-5, 5), "closed": (-10, -1)}


def call(it: Seated, stage: str = "open") -> Call:
    first, last = _SPANS.get(stage, (-10, -1))
    state = stage if stage in Call.State.values else "published"
    made = Call.objects.create(
        body=it.body,
        number=it.body.calls.count() + 1,
        name={"fi": "Haku"},
        state=state,
        opens=it.now + first * _DAY,
        closes=it.now + last * _DAY,
        created=it.now,
        changed=it.now,
    )
    made.seats.set([SeatFactory(body=it.body)])
    return made


def nomination(it: Seated, state: str = "sent", stage: str = "open") -> Nomination:
    of = it.world.elsewhere["association"]
    return Nomination.objects.create(
        call=call(it, stage), organisation=of, made_for=of.uid, state=state, created=it.now, changed=it.now
    )


def closed_association(it: Seated) -> Any:
    of = it.world.elsewhere["association"]
    of.status = OrganisationStatus.DISSOLVED
    of.save()
    return of


def _about_body(rule: str, who: str, **more: str) -> list[Case]:
    cases = [Case(rule, "at work", lambda it: asking(rule, it.body, it=it), who)]
    if "ended" in more:
        cases.append(Case(rule, "ended", lambda it: asking(rule, ended(it).body, it=it), more["ended"]))
    return cases


def _about_call(rule: str, **by_stage: str) -> list[Case]:
    return [
        Case(rule, stage, lambda it, stage=stage: asking(rule, call(it, stage), it=it), who)
        for stage, who in by_stage.items()
    ]


def _nominating(rule: str, **by_stage: str) -> list[Case]:
    def ask(it: Seated, stage: str) -> Any:
        return asking(rule, call(it, stage), it.world.elsewhere["association"], it=it)

    return [Case(rule, stage, lambda it, stage=stage: ask(it, stage), who) for stage, who in by_stage.items()]


CASES = [
    *_about_body("may_see_calls", CARING, ended=CARING),
    *_about_body("may_open_call", CARING, ended="none"),
    *_about_call(
        "may_change_call", draft=CARING, coming=CARING, open=CARING, closed=CARING, decided="none", withdrawn="none"
    ),
    *_about_call("may_withdraw_call", draft="none", open=CARING, closed=CARING, decided="none", withdrawn="none"),
    *_about_call("may_remove_call", draft=CARING, open="none", decided="none"),
    *_about_call("may_see_candidates", open=CARING, closed=CARING, decided=CARING),
    *_about_call(
        "may_propose", draft="none", coming="none", open="none", closed=CARING, decided="none", withdrawn="none"
    ),
    *_about_call(
        "may_appoint", draft="none", coming="none", open="none", closed=SETTING, decided="none", withdrawn="none"
    ),
    Case(
        "may_see_open_calls",
        "of an association elsewhere",
        lambda it: asking("may_see_open_calls", it.world.elsewhere["association"], it=it),
        SPEAKING,
    ),
    Case("may_choose_nominator", "anywhere", lambda it: asking("may_choose_nominator", it=it), "signed in"),
    *_nominating(
        "may_nominate",
        draft="none",
        coming="none",
        open=SPEAKING,
        closed="none",
        decided="none",
        withdrawn="none",
    ),
    Case(
        "may_nominate",
        "association closed",
        lambda it: asking("may_nominate", call(it), closed_association(it), it=it),
        "none",
    ),
    *(
        Case(
            "may_see_nomination",
            state,
            lambda it, state=state: asking("may_see_nomination", nomination(it, state), it=it),
            who,
        )
        for state, who in (("draft", SPEAKING), ("sent", f"{SPEAKING}, {CARING}"), ("withdrawn", SPEAKING))
    ),
    *(
        Case(
            "may_withdraw_nomination",
            f"{state}, {stage}",
            lambda it, state=state, stage=stage: asking("may_withdraw_nomination", nomination(it, state, stage), it=it),
            who,
        )
        for state, stage, who in (
            ("sent", "open", SPEAKING),
            ("sent", "closed", SPEAKING),
            ("sent", "decided", "none"),
            ("withdrawn", "open", "none"),
        )
    ),
]
