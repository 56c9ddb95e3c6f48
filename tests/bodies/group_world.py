"""The world of `tests/bodies/world.py` with an open group behind its seat.

*owner elsewhere* holds the seat and so leads the group. *owner* and *editor* look after it. *coordinator* is in it in
person; *reader* wrote something and left.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from raitti.bodies.models import Body, GroupQuestion, Membership, Post, Thread
from raitti.core.texts import translated
from tests.bodies.factories import GroupFactory, MembershipFactory, PostFactory, QuestionFactory, ThreadFactory
from tests.bodies.world import Seated, seat
from tests.directory.world import build_world


@dataclass
class Grouped:
    """A world, its group, and what was said in it."""

    seated: Seated
    group: Body
    membership: Membership
    left: Membership
    thread: Thread
    # By the member, by who left, and by the leader.
    post: Post
    old_post: Post
    leaders_post: Post
    question: GroupQuestion

    @property
    def people(self) -> dict[str, Any]:
        return self.seated.people

    @property
    def world(self) -> Any:
        return self.seated.world

    @property
    def now(self) -> Any:
        return self.seated.now


def gather(seated: Seated) -> Grouped:
    people, now = seated.people, seated.now
    group = GroupFactory(
        name=translated(fi="Ikäihmisten tukiryhmä", sv="Stödgruppen för äldre", en="Support group for older people"),
        behind=seated.seat,
        setter=seated.world.county,
        steward=seated.world.association,
    )
    membership = MembershipFactory(
        body=group, person=people["coordinator"], name="Kaisa Koordinaattori", email=people["coordinator"].email
    )
    left = MembershipFactory(
        body=group,
        person=people["reader"],
        name="",
        email="",
        state=Membership.State.LEFT,
        until=now - timedelta(days=1),
    )
    thread = ThreadFactory(body=group, title="Kuljetukset")
    hour = now - timedelta(hours=1)
    return Grouped(
        seated=seated,
        group=group,
        membership=membership,
        left=left,
        thread=thread,
        post=PostFactory(
            thread=thread, membership=membership, person=people["coordinator"], text="Bussi ei kulje.", written=hour
        ),
        old_post=PostFactory(thread=thread, membership=left, person=people["reader"], text="Ennen.", written=hour),
        leaders_post=PostFactory(
            thread=thread,
            person=people["owner elsewhere"],
            name="Esimerkki Vetäjä",
            as_leader=True,
            text="Vien asian.",
            written=hour,
        ),
        question=QuestionFactory(body=group),
    )


def gathered(now: Any) -> Grouped:
    """All of it at once."""
    return gather(seat(build_world(now)))
