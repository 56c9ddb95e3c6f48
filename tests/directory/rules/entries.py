"""Who may do what with an association of Oulu, by how its page stands. Written by hand: this is what is wanted."""

from collections.abc import Callable
from datetime import timedelta

from raitti.directory.models import Hiding, Organisation, OrganisationStatus, Publication, Revision, ThingKind
from tests.directory.rules.cases import Ask, Case, asking
from tests.directory.world import World


def published(world: World) -> None:
    """As it is."""


def draft(world: World) -> None:
    _set(world, publication=Publication.DRAFT)


def hidden(world: World) -> None:
    _set(world, publication=Publication.HIDDEN)


def hidden_for_a_reason(world: World) -> None:
    hidden(world)
    hide(world)


def dormant(world: World) -> None:
    _set(world, status=OrganisationStatus.DORMANT)


def closed(world: World) -> None:
    _set(world, status=OrganisationStatus.DISSOLVED)


def _set(world: World, **fields: str) -> None:
    Organisation.objects.filter(pk=world.association.pk).update(**fields)
    world.association.refresh_from_db()


def hide(world: World, **fields: object) -> Hiding:
    about = {"thing_kind": ThingKind.ORGANISATION, "thing_uid": world.association.uid}
    words = {"reason": "Syy", "hidden_by": "Hoitaja", "at": world.now} | fields
    return Hiding.objects.create(organisation=world.association, **about, **words)


STATES: dict[str, Callable[[World], None]] = {
    "published": published,
    "draft": draft,
    "hidden, unconfirmed": hidden,
    "hidden for a reason": hidden_for_a_reason,
    "dormant": dormant,
    "closed": closed,
}
OPEN = ("published", "dormant", "closed")
SHUT = ("draft", "hidden, unconfirmed", "hidden for a reason")
ALL = tuple(STATES)
NOT_CLOSED = tuple(state for state in STATES if state != "closed")

# Rule: for each of the states, who may.
PAGES: dict[str, list[tuple[tuple[str, ...], str]]] = {
    "may_see": [(OPEN, "everyone"), (SHUT, "editors, contact officer")],
    "may_edit": [(NOT_CLOSED, "editors"), (("closed",), "none")],
    "may_add_activities": [
        (("published", "draft", "hidden, unconfirmed", "dormant"), "editors"),
        (("hidden for a reason", "closed"), "none"),
    ],
    "may_publish": [
        (("published", "draft", "hidden, unconfirmed", "dormant"), "editors"),
        (("hidden for a reason", "closed"), "none"),
    ],
    "may_close": [(ALL, "editors, contact officer but editor")],
    "may_confirm": [(NOT_CLOSED, "editors, contact officer"), (("closed",), "none")],
    "may_see_contacts": [(ALL, "editors")],
    "may_see_history": [(ALL, "editors")],
    "may_see_accesses": [(ALL, "owner, other owner, steward, the program")],
    "may_restore": [(NOT_CLOSED, "editors"), (("closed",), "none")],
    "may_suggest": [(OPEN, "everyone"), (SHUT, "none")],
    "may_report": [(OPEN, "everyone"), (SHUT, "none")],
    "may_keep_webhooks": [(ALL, "owner, other owner, steward, the program")],
    "may_hide": [(ALL, "steward, the program")],
    "may_see_mandates": [(ALL, "editors, contact officer")],
    "may_claim": [
        (("published", "hidden, unconfirmed", "dormant"), "signed in but keepers, the program"),
        (("draft", "hidden for a reason", "closed"), "none"),
    ],
    "may_see_claims": [(ALL, "editors but editor")],
}


def _page_case(rule: str, state: str, who: str) -> Case:
    def prepare(world: World) -> Ask:
        STATES[state](world)
        return asking(rule, world.association, world=world)

    return Case(rule, state, prepare, who)


def _revision(**fields: object) -> Callable[[World], Ask]:
    def prepare(world: World) -> Ask:
        times = {"at": world.now, "undo_until": world.now + timedelta(days=30)}
        about = {"thing_kind": ThingKind.ORGANISATION, "thing_uid": world.association.uid}
        revision = Revision.objects.create(
            organisation=world.association, before={}, actor="Agentti", **about, **times | _moments(world, fields)
        )
        return asking("may_undo", revision, world=world)

    return prepare


def _moments(world: World, fields: dict[str, object]) -> dict[str, object]:
    return {name: world.now + value if isinstance(value, timedelta) else value for name, value in fields.items()}


CASES = [
    *(_page_case(rule, state, who) for rule, lines in PAGES.items() for states, who in lines for state in states),
    Case("may_create", "anywhere", lambda world: asking("may_create", world=world), "signed in"),
    Case("may_undo", "done on its behalf", _revision(), "keepers, the program"),
    Case("may_undo", "after 30 days", _revision(undo_until=timedelta(seconds=-1)), "none"),
    Case("may_undo", "done by itself", _revision(undo_until=None), "none"),
    Case("may_undo", "undone already", _revision(undone=timedelta()), "none"),
]
