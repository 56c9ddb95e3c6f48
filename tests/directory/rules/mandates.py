"""Who may give, take up, pass on, renew and end which role. Written by hand: this is what is wanted."""

from collections.abc import Callable
from datetime import timedelta

from raitti.directory.models import Draft, Invitation, Mandate, OrganisationKind, OrganisationStatus, Role, ThingKind
from tests.directory.rules.cases import Ask, Case, asking
from tests.directory.world import World

# The role, of which organisation, and who gives it.
GIVEN = [
    (Role.OWNER, "association", "owner, other owner, steward, the program"),
    (Role.EDITOR, "association", "owner, other owner, steward, the program"),
    (Role.AGENT, "association", "owner, other owner, steward, the program"),
    (Role.CONTACT_OFFICER, "association", "none"),
    (Role.COUNTY_OFFICER, "association", "none"),
    (Role.STEWARD, "association", "none"),
    (Role.COORDINATOR, "association", "coordinator, the program"),
    (Role.READER, "association", "none"),
    (Role.OWNER, "municipality", "steward, municipality's agent, the program"),
    (Role.AGENT, "municipality", "contact officer, steward, the program"),
    (Role.CONTACT_OFFICER, "municipality", "contact officer, steward, the program"),
    (Role.COUNTY_OFFICER, "municipality", "none"),
    (Role.COUNTY_OFFICER, "county", "county officer, steward, the program"),
    (Role.STEWARD, "federation", "steward, coordinator, the program"),
    (Role.COORDINATOR, "federation", "coordinator, the program"),
    (Role.READER, "authority", "reader, coordinator, the program"),
]
# Whose role, and who may hand it over, renew it and end it.
HELD = [
    ("owner", "owner", "owner, other owner, steward, the program", "owner, other owner, steward, the program"),
    ("editor", "none", "editor, owner, other owner, steward, the program", "same"),
    ("its agent", "none", "its agent, owner, other owner, steward, the program", "same"),
    ("municipality's agent", "none", "municipality's agent, contact officer, steward, the program", "same"),
    ("contact officer", "contact officer", "contact officer, steward, the program", "same"),
    ("county officer", "county officer", "county officer, steward, the program", "same"),
    ("steward", "steward", "steward, coordinator, the program", "same"),
    ("coordinator", "coordinator", "coordinator, the program", "same"),
    ("reader", "reader", "reader, coordinator, the program", "same"),
    ("former owner", "none", "none", "none"),
    ("run-out editor", "none", "none", "none"),
    # The steward of the north reaches that federation's page, for it works in Oulu, but none of its roles.
    ("steward elsewhere", "steward elsewhere", "steward elsewhere, coordinator, the program", "same"),
    ("agent elsewhere", "none", "agent elsewhere, contact officer elsewhere, steward elsewhere, the program", "same"),
]


def _invite(role: Role, where: str) -> Callable[[World], Ask]:
    return lambda world: asking("may_invite", getattr(world, where), role, world=world)


def _held(rule: str, whose: str) -> Callable[[World], Ask]:
    return lambda world: asking(rule, world.people[whose].mandates.get(), world=world)


def _without_owners(world: World) -> Ask:
    Mandate.objects.filter(organisation=world.association, role=Role.OWNER).delete()
    return asking("may_invite", world.association, Role.OWNER, world=world)


def _closed(world: World) -> Ask:
    world.association.status = OrganisationStatus.DISSOLVED
    return asking("may_invite", world.association, Role.EDITOR, world=world)


def _last_owner(world: World) -> Ask:
    world.people["other owner"].mandates.all().delete()
    return asking("may_end_mandate", world.people["owner"].mandates.get(), world=world)


def _invitation(rule: str, *, role: Role = Role.EDITOR, where: str = "association", giver: str = "owner", **fields):
    def prepare(world: World) -> Ask:
        invitation = Invitation.objects.create(
            organisation=getattr(world, where),
            email=world.people["anyone"].email.upper(),
            role=role,
            given_by=world.people[giver],
            created=world.now,
            **{"expires": world.now + timedelta(days=1)} | fields,
        )
        return asking(rule, invitation, world=world)

    return prepare


def _run_out(rule: str) -> Callable[[World], Ask]:
    return lambda world: _invitation(rule, expires=world.now - timedelta(seconds=1))(world)


def _from_former_owner(world: World) -> Ask:
    return _invitation("may_answer_invitation", giver="former owner")(world)


def _area(kind: OrganisationKind, where: str) -> Callable[[World], Ask]:
    return lambda world: asking("may_answer_for_area", kind, [getattr(world, where)], world=world)


def _draft(world: World) -> Ask:
    about = {"thing_kind": ThingKind.ORGANISATION, "thing_uid": world.association.uid}
    draft = Draft.objects.create(
        person=world.people["editor"], organisation=world.association, created=world.now, saved=world.now, **about
    )
    return asking("may_see_draft", draft, world=world)


CASES = [
    Case("may_see_own_pages", "anywhere", lambda world: asking("may_see_own_pages", world=world), "signed in"),
    Case("may_see_draft", "the editor’s", _draft, "editor"),
    Case("may_answer_for_area", "association", _area(OrganisationKind.ASSOCIATION, "oulu"), "signed in"),
    *(
        Case("may_answer_for_area", f"{kind.value} in Oulu", _area(kind, "oulu"), "steward, coordinator, the program")
        for kind in (OrganisationKind.MUNICIPALITY, OrganisationKind.COUNTY, OrganisationKind.AUTHORITY)
    ),
    Case(
        "may_answer_for_area",
        "municipality in Utsjoki",
        _area(OrganisationKind.MUNICIPALITY, "utsjoki"),
        # The federation of Lapland's steward has both: its own region, and nothing of Oulu.
        "steward elsewhere, coordinator, the program",
    ),
    *(Case("may_invite", f"{role.value} of the {where}", _invite(role, where), who) for role, where, who in GIVEN),
    Case(
        "may_invite",
        "owner of the association, which has none",
        _without_owners,
        "steward, its agent, municipality's agent, the program",
    ),
    Case("may_invite", "editor of the association, which is closed", _closed, "none"),
    *(Case("may_hand_over", f"the role of: {whose}", _held("may_hand_over", whose), who) for whose, who, _, _ in HELD),
    *(Case("may_renew_mandate", f"the role of: {w}", _held("may_renew_mandate", w), who) for w, _, who, _ in HELD),
    *(
        Case("may_end_mandate", f"the role of: {w}", _held("may_end_mandate", w), who if end == "same" else end)
        for w, _, who, end in HELD
    ),
    Case("may_end_mandate", "the role of the last owner", _last_owner, "none"),
    Case("may_see_invitation", "open", _invitation("may_see_invitation"), "everyone"),
    Case("may_see_invitation", "run out", _run_out("may_see_invitation"), "none"),
    Case("may_see_invitation", "answered", _invitation("may_see_invitation", state="accepted"), "none"),
    Case("may_answer_invitation", "open", _invitation("may_answer_invitation"), "signed in but owner, the program"),
    Case("may_answer_invitation", "run out", _run_out("may_answer_invitation"), "none"),
    Case("may_answer_invitation", "withdrawn", _invitation("may_answer_invitation", state="withdrawn"), "none"),
    Case("may_answer_invitation", "by someone who gives it no more", _from_former_owner, "none"),
    Case(
        "may_answer_invitation",
        "to a role that reaches further",
        _invitation("may_answer_invitation", role=Role.AGENT, where="municipality", giver="contact officer"),
        "anyone",
    ),
    Case(
        "may_withdraw_invitation",
        "open",
        _invitation("may_withdraw_invitation"),
        "owner, other owner, steward, the program",
    ),
    Case("may_withdraw_invitation", "answered", _invitation("may_withdraw_invitation", state="declined"), "none"),
]
