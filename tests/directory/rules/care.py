"""Who may do what with queues, suggestions, hidings, duplicates and figures. Written by hand: this is wanted."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from raitti.directory.actions.matters import open_for
from raitti.directory.models import Claim, DuplicateSuspicion, Matter, MatterKind, Merge, Suggestion, ThingKind
from tests.directory.rules.cases import Ask, Case, asking
from tests.directory.rules.entries import hide
from tests.directory.world import World
from tests.factories import PersonFactory

QUEUE = "its agent, municipality's agent, contact officer, steward, the program"
AGENTS = "its agent, municipality's agent, steward, the program"
# Whose roles open a queue at all, wherever it is.
QUEUE_ANYWHERE = f"{QUEUE}, agent elsewhere, contact officer elsewhere, steward elsewhere, coordinator"
WATCHERS = f"{QUEUE_ANYWHERE}, county officer, county officer elsewhere, reader"


def _matter(kind: MatterKind, *, of_association: bool = True) -> Callable[[World], Ask]:
    def prepare(world: World) -> Ask:
        matter = Matter.objects.create(
            kind=kind,
            about_uid=uuid4(),
            organisation=world.association if of_association else None,
            municipality=world.oulu,
            title="Asia",
            opened=world.now,
        )
        return asking("may_work_on", matter, world=world)

    return prepare


def _claim(way: Claim.Way) -> Callable[[World], Ask]:
    def prepare(world: World) -> Ask:
        asks = Claim.objects.create(organisation=world.association, person=PersonFactory(), way=way, created=world.now)
        return asking("may_work_on", open_for(asks), world=world)

    return prepare


def _suggestion(**fields: object) -> Callable[[World], Ask]:
    def prepare(world: World) -> Ask:
        about = {"thing_kind": ThingKind.ORGANISATION, "thing_uid": world.association.uid}
        known = {"organisation": world.association, "created": world.now} | about | fields
        return asking("may_decide_suggestion", Suggestion.objects.create(**known), world=world)

    return prepare


def _hiding(**moments: timedelta) -> Callable[[World], Ask]:
    def prepare(world: World) -> Ask:
        times = {name: world.now + value for name, value in moments.items()}
        return asking("may_appeal", hide(world, **times), world=world)

    return prepare


def _merge(other: Callable[[World], object]) -> Callable[[World], Ask]:
    return lambda world: asking("may_merge", world.association, other(world), world=world)


def _merged(world: World) -> Ask:
    merge = Merge.objects.create(
        kept=world.association, gone_uid=uuid4(), gone_name="x", gone={}, kept_before={}, moved={}, by="x",
        at=world.now, undo_until=world.now,
    )  # fmt: skip
    return asking("may_unmerge", merge, world=world)


def _apart(world: World) -> Ask:
    first, second = sorted((world.association, world.elsewhere["association"]), key=lambda one: one.pk)
    suspicion = DuplicateSuspicion.objects.create(first=first, second=second, found_at=world.now)
    return asking("may_keep_apart", suspicion, world=world)


def _dashboard(area: Callable[[World], object]) -> Callable[[World], Ask]:
    return lambda world: asking("may_see_dashboard", area(world), world=world)


CASES = [
    Case("may_see_queue", "anywhere", lambda world: asking("may_see_queue", world=world), QUEUE_ANYWHERE),
    Case(
        "may_see_duplicates",
        "anywhere",
        lambda world: asking("may_see_duplicates", world=world),
        "steward, coordinator, steward elsewhere, the program",
    ),
    # Nobody says of their own association whether it may be shown.
    Case("may_work_on", "new", _matter(MatterKind.NEW), f"{QUEUE} but its agent"),
    Case("may_work_on", "stale", _matter(MatterKind.STALE), QUEUE),
    Case("may_work_on", "suggestion", _matter(MatterKind.SUGGESTION), AGENTS),
    Case("may_work_on", "claim by an agent", _claim(Claim.Way.AGENT), AGENTS),
    Case("may_work_on", "claim by the register", _claim(Claim.Way.REGISTER), "steward, the program"),
    *(
        Case("may_work_on", kind.value, _matter(kind), "steward, the program")
        for kind in (MatterKind.DUPLICATE, MatterKind.IMPORT, MatterKind.APPEAL, MatterKind.REPORT)
    ),
    Case(
        "may_work_on",
        "of Oulu, no one’s page",
        _matter(MatterKind.SUGGESTION, of_association=False),
        # Lapland's federation works in Oulu, but its stewards look after Lapland.
        "municipality's agent, steward, the program",
    ),
    Case(
        "may_work_on",
        "import to Oulu, no one’s page",
        _matter(MatterKind.IMPORT, of_association=False),
        "steward, the program",
    ),
    Case("may_decide_suggestion", "open", _suggestion(), "editors"),
    Case("may_decide_suggestion", "decided", _suggestion(state="accepted"), "none"),
    Case("may_decide_suggestion", "page gone", _suggestion(organisation=None), "none"),
    Case("may_appeal", "hidden", _hiding(), "editors but steward"),
    Case("may_appeal", "appealed already", _hiding(appealed=timedelta()), "none"),
    Case("may_appeal", "shown again", _hiding(ended=timedelta()), "none"),
    Case("may_merge", "both in the region", _merge(lambda world: world.federation), "steward, the program"),
    Case("may_merge", "one elsewhere", _merge(lambda world: world.elsewhere["association"]), "the program"),
    Case("may_merge", "one and the same", _merge(lambda world: world.association), "none"),
    Case("may_unmerge", "in the region", _merged, "steward, the program"),
    Case("may_keep_apart", "one of the two in the region", _apart, "steward, steward elsewhere, the program"),
    Case("may_see_dashboard", "the country", _dashboard(lambda _world: None), WATCHERS),
    Case(
        "may_see_dashboard",
        "Oulu",
        _dashboard(lambda world: world.oulu),
        "municipality's agent, contact officer, county officer, steward, coordinator, reader, the program",
    ),
    Case(
        "may_see_dashboard",
        "the region",
        _dashboard(lambda world: world.portal),
        "steward, coordinator, reader, the program",
    ),
    Case(
        "may_keep_harvest",
        "of the region",
        lambda world: asking("may_keep_harvest", world.portal, world=world),
        "steward, the program",
    ),
    Case(
        "may_keep_harvest",
        "of a region whose steward works here too",
        lambda world: asking("may_keep_harvest", world.elsewhere["federation"].portals.get(), world=world),
        "steward elsewhere, the program",
    ),
    Case(
        "may_set_region",
        "of the region",
        lambda world: asking("may_set_region", world.portal, world=world),
        "steward, the program",
    ),
    Case(
        "may_set_region",
        "of a region whose steward works here too",
        lambda world: asking("may_set_region", world.elsewhere["federation"].portals.get(), world=world),
        "steward elsewhere, the program",
    ),
]
