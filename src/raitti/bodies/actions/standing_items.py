"""What stands on the agenda of every meeting, in the languages of the interface."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from raitti.bodies.models import AgendaItem, Meeting
from raitti.bodies.queries.meetings import tasks_before
from raitti.core.languages import INTERFACE_CODES
from raitti.core.texts import translated

Standing = AgendaItem.Standing
TITLES: dict[str, Promise] = {
    Standing.OPENING: _("Opening of the meeting"),
    Standing.QUORUM: _("The call and the quorum"),
    Standing.CHECKERS: _("Choosing those who check the minutes"),
    Standing.AGENDA: _("Approving the agenda"),
    Standing.TASKS: _("What was left to be done"),
    Standing.CLOSING: _("Closing of the meeting"),
}
_ALWAYS = (Standing.OPENING, Standing.QUORUM, Standing.CHECKERS, Standing.AGENDA, Standing.CLOSING)
# What needs no quorum: it is only told.
TOLD = frozenset({Standing.OPENING, Standing.QUORUM, Standing.CLOSING})


def _title(standing: str) -> dict[str, str]:
    said = {}
    for code in INTERFACE_CODES:
        with override(code):
            said[code] = str(TITLES[standing])
    return said


def _item(meeting: Meeting, standing: str, position: int) -> AgendaItem:
    return AgendaItem(meeting=meeting, standing=standing, position=position, title=translated(**_title(standing)))


def add_standing_items(meeting: Meeting) -> None:
    """Give a new meeting the items all have."""
    AgendaItem.objects.bulk_create(_item(meeting, each, place) for place, each in enumerate(_ALWAYS, 1))
    keep_tasks_on_agenda(meeting)


def keep_tasks_on_agenda(meeting: Meeting) -> None:
    """Have what was left to be done come back: its item stands after the agenda's while there is any."""
    items = list(meeting.items.order_by("position", "pk"))
    own = next((item for item in items if item.standing == Standing.TASKS), None)
    if own is not None or not tasks_before(meeting):
        return
    after = next((place for place, item in enumerate(items, 1) if item.standing == Standing.AGENDA), len(items))
    for item in items[after:]:
        item.position += 1
    AgendaItem.objects.bulk_update(items[after:], ["position"])
    _item(meeting, Standing.TASKS, items[after - 1].position + 1 if items else 1).save()
