"""What a public package does not know of, it does not take away."""

from datetime import date

from django.core.management import call_command

from raitti.core.audit import System
from raitti.directory.actions import save_organisation
from raitti.directory.facts import ContactFacts, OrganisationFacts
from raitti.directory.models import Contact


def test_our_own_public_package_leaves_private_contacts_and_consents_alone(towns, tmp_path, import_from, now):
    shown = ContactFacts(
        name="Tove Testi", email="tove.testi@yhdistys.example", is_public=True, consent_on=date(2026, 1, 1),
        consent_text="2026-11", keep_until=date(2028, 1, 1),
    )  # fmt: skip
    hidden = ContactFacts(role={"fi": "Sihteeri"}, name="Salli Salattu", phone="040 000 000")
    facts = OrganisationFacts(
        source="register", source_id="1", name={"fi": "Oulun Digiapu ry"}, contacts=(hidden, shown)
    )

    save_organisation(facts, actor=System("test"), now=now)
    package = tmp_path / "package"
    call_command("export_hsds", str(package))

    lines, code = import_from("hsds", package)

    assert code == 0, lines
    assert Contact.objects.filter(name="Salli Salattu", is_public=False).exists()
    kept = Contact.objects.get(name="Tove Testi")
    assert (kept.consent_on, kept.keep_until) == (date(2026, 1, 1), date(2028, 1, 1))
    assert Contact.objects.count() == 2
    again, _code = import_from("hsds", package)
    assert "0 updated" in again[-1]
