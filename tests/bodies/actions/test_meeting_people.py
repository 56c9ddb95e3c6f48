"""Whoever was called to meetings gets what is known of them, and is told what is kept and why."""

import pytest

from raitti.bodies.actions.sitting import note_conflict
from raitti.bodies.models import Attendance, Conflict
from raitti.core.personal import every_holding
from tests.bodies import meetings as made
from tests.bodies.world import seat
from tests.directory.world import build_world

pytestmark = pytest.mark.django_db


def test_a_persons_meetings_are_handed_out_and_reasons_go_while_presence_stays(now):
    every_holding()
    from raitti.core.personal import HOLDINGS

    met = made.begin(made.plan(seat(build_world(now))))
    note_conflict(met.item(), met.member, reason="Sukulaisuus", **met.acting)
    made.close(met)
    person, holding = met.member.person, HOLDINGS["meetings"]

    shown = holding.show(person)
    assert [row["presence"] for row in shown if "presence" in row] == ["present"]
    assert [row["reason"] for row in shown if "reason" in row] == ["Sukulaisuus"]
    assert holding.show(met.seated.people["steward"]) == []

    kept = holding.erase(person, now)
    assert len(kept) == 1
    assert Conflict.objects.get().reason == ""
    assert Attendance.objects.get(holder=met.member).presence == "present"
