"""Which doors of open groups a body's own page has for whoever reads it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from raitti.bodies.models import Body
from raitti.bodies.queries.groups import open_groups
from raitti.bodies.rules import may_lead_group


@dataclass(frozen=True)
class GroupDoors:
    """Whether the group itself is somebody's to lead, and how many open groups stand behind the body's seats."""

    own: bool
    behind: int


def group_doors(person: Any, body: Body, *, now: datetime) -> GroupDoors:
    own = body.is_open_group and bool(may_lead_group(person, body, now=now))
    return GroupDoors(own, open_groups(behind=body).count())
