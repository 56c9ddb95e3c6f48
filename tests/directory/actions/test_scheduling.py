"""A region's new policy reaches what is there already."""

from datetime import date

from raitti.directory.actions import save_portal
from raitti.directory.facts import PortalFacts
from tests.factories import OrganisationFactory


def test_a_stricter_policy_brings_the_next_check_forward_for_what_was_confirmed(
    save, save_place, save_activity, actor, now
):
    steward = OrganisationFactory()
    organisation = save(verified_on=date(2026, 9, 1)).thing
    save_place()
    service = save_activity(verified_on=date(2026, 10, 1)).thing
    elsewhere = save("3", name={"fi": "Utsjoen ry"}, home_municipality="890", verified_on=date(2026, 9, 1)).thing
    never = save("4", name={"fi": "Uusi ry"}).thing

    facts = PortalFacts(key="p", hostname="p.example", name={"fi": "Pohjoinen"}, areas=("region:17",), check_months=6)
    save_portal(facts, steward=steward, actor=actor, now=now)

    for thing in (organisation, service, elsewhere, never):
        thing.refresh_from_db()
    assert (organisation.next_check_due, service.next_check_due) == (date(2027, 3, 1), date(2027, 4, 1))
    assert (elsewhere.next_check_due, never.next_check_due) == (date(2027, 9, 1), None)
