"""Entries are claimed by their own address, by a proof or through an agent; owners are asked first."""

from datetime import timedelta
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from PIL import Image

from raitti.core.addressees import row_of
from raitti.core.verdicts import Refused
from raitti.directory.actions.claims import (
    accept_claim,
    claim_organisation,
    deny_claim,
    prove_claim,
    refuse_claim,
    send_waiting_links,
    withdraw_claim,
)
from raitti.directory.actions.leaving import leave_page
from raitti.directory.actions.mandates import close
from raitti.directory.models import Claim, Hiding, Matter, Organisation, OrganisationStatus, Publication, Role
from raitti.directory.proofs import MOST_BYTES, kind_of_proof
from raitti.directory.queries.claims import find_by_name
from raitti.directory.queries.invitations import claim_by
from raitti.directory.queries.mandates import owners_of
from raitti.directory.queries.queue import queue_of
from raitti.directory.queries.waiting import OWNERS_FIRST
from tests.directory.world import confirmed
from tests.factories import OrganisationFactory
from tests.letters import letters

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n...\n%%EOF\n"
AN_HOUR = timedelta(hours=1)


def picture(kind: str = "PNG") -> bytes:
    file = BytesIO()
    Image.new("RGB", (20, 10)).save(file, kind)
    return file.getvalue()


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def entry(world) -> Organisation:
    """An association in Oulu that nobody looks after."""
    return OrganisationFactory(home_municipality=world.oulu, email="toimisto@kutojat.example", languages=["sv", "fi"])


@pytest.fixture
def asker():
    return confirmed("pyytaja@example.org", name="Oili Esimerkki")


def test_the_link_goes_to_the_entrys_own_address_and_makes_the_one_who_asked_its_owner(now, entry, asker):
    claim = claim_organisation(entry, way="address", actor=asker, now=now, position="sihteeri")

    letter = letters(entry.email)[0]
    assert "Oili Esimerkki" in letter.text
    assert "sihteeri" in letter.text
    assert letter.path().startswith("/sv/")
    assert claim_by(unquote(letter.path().split("/")[-2])) == claim
    assert Matter.objects.get(about_uid=claim.uid).done is None
    prove_claim(claim, actor=asker, now=now + AN_HOUR)

    assert owners_of(entry, on=now.date()).get() == asker
    assert Matter.objects.get(about_uid=claim.uid).done is not None
    assert letters(asker.email)


def test_the_link_does_nothing_for_anyone_but_the_one_who_asked(now, entry, asker):
    claim = claim_organisation(entry, way="address", actor=asker, now=now)
    with pytest.raises(Refused):
        prove_claim(claim, actor=confirmed(), now=now)
    assert not owners_of(entry, on=now.date()).exists()


def test_whoever_reads_the_entrys_post_can_say_that_the_claim_is_not_right(now, entry, asker):
    claim = claim_organisation(entry, way="address", actor=asker, now=now)

    deny_claim(claim, now=now)

    claim.refresh_from_db()
    assert claim.state == Claim.State.REFUSED
    assert claim.reason in letters(asker.email)[0].text
    with pytest.raises(Refused):
        prove_claim(claim, actor=asker, now=now)


def test_a_link_to_an_address_the_entry_no_longer_has_leads_nowhere(now, entry, asker):
    claim_organisation(entry, way="address", actor=asker, now=now)
    token = unquote(letters(entry.email)[0].path().split("/")[-2])
    Organisation.objects.filter(pk=entry.pk).update(email="uusi@kutojat.example")
    assert claim_by(token) is None


@pytest.mark.parametrize(("proof", "kind"), [(PDF, "pdf"), (picture("PNG"), "png"), (picture("JPEG"), "jpg")])
def test_a_proof_is_kept_apart_until_the_steward_has_decided(
    now, world, entry, asker, proof, kind, django_capture_on_commit_callbacks
):
    claim = claim_organisation(entry, way="register", actor=asker, now=now, proof=proof)
    name = claim.proof.name
    assert name == f"protected/claims/{claim.uid}.{kind}"
    assert default_storage.open(name).read() == proof

    with django_capture_on_commit_callbacks(execute=True):
        accept_claim(claim, actor=world.people["steward"], now=now)

    assert not default_storage.exists(name)
    claim.refresh_from_db()
    assert not claim.proof
    assert owners_of(entry, on=now.date()).get() == asker


@pytest.mark.parametrize(
    "proof",
    [b"", b"MZ this is a program", b"<html><script>", b"%PDF-1.7 but cut off", picture()[:30], picture("GIF")],
)
def test_a_file_that_is_no_pdf_or_picture_is_refused_by_its_content(now, entry, asker, proof):
    with pytest.raises(Refused) as refused:
        claim_organisation(entry, way="register", actor=asker, now=now, proof=proof)
    assert refused.value.verdict.details["field"] == "proof"
    assert not Claim.objects.exists()


def test_a_proof_of_more_than_ten_megabytes_is_refused(now, entry, asker):
    with pytest.raises(Refused) as refused:
        claim_organisation(entry, way="register", actor=asker, now=now, proof=PDF.ljust(MOST_BYTES + 1, b" "))
    assert refused.value.verdict.details["field"] == "proof"


def test_an_endless_picture_is_not_unpacked():
    assert kind_of_proof(b"\x89PNG\r\n\x1a\n" + b"\xff" * 200) == ""


def test_an_agent_of_the_municipality_vouches_for_those_who_say_so(now, world, entry, asker):
    agent = world.people["municipality's agent"]
    by_agent = claim_organisation(entry, way="agent", actor=asker, now=now)
    by_address = claim_organisation(entry, way="address", actor=confirmed(), now=now)

    with pytest.raises(Refused):
        accept_claim(by_address, actor=agent, now=now)
    with pytest.raises(Refused):
        accept_claim(by_agent, actor=world.people["agent elsewhere"], now=now)
    accept_claim(by_agent, actor=agent, now=now)

    assert owners_of(entry, on=now.date()).get() == asker


def test_a_refusal_needs_a_reason_and_the_one_who_asked_reads_it(now, world, entry, asker):
    claim = claim_organisation(entry, way="address", actor=asker, now=now)
    steward = world.people["steward"]

    with pytest.raises(Refused):
        refuse_claim(claim, "  ", actor=steward, now=now)
    refuse_claim(claim, "Pyydä pöytäkirjanote.", actor=steward, now=now)

    assert "Pyydä pöytäkirjanote." in letters(asker.email)[0].text
    claim.refresh_from_db()
    assert (claim.state, claim.decided_by) == (Claim.State.REFUSED, str(steward))


def test_owners_are_asked_first_and_nobody_else_decides_for_two_weeks(now, world, asker):
    association, owner, steward = world.association, world.people["owner"], world.people["steward"]
    Organisation.objects.filter(pk=association.pk).update(email="toimisto@kutojat.example")
    association.refresh_from_db()
    claim = claim_organisation(association, way="address", actor=asker, now=now)

    assert letters(owner.email)
    assert letters("toimisto@kutojat.example") == []
    assert Matter.objects.get(about_uid=claim.uid).opened == now + OWNERS_FIRST, "in nobody else's queue yet"
    for early in (
        lambda: accept_claim(claim, actor=steward, now=now),
        lambda: prove_claim(claim, actor=asker, now=now),
    ):
        with pytest.raises(Refused) as refused:
            early()
        assert refused.value.verdict.code == "owners"
    accept_claim(claim, actor=owner, now=now + AN_HOUR)

    assert asker in owners_of(association, on=now.date())
    assert owner in owners_of(association, on=now.date())


def test_a_claim_whose_owners_all_leave_waits_in_the_queue_at_once_and_can_be_decided(now, world, asker):
    association, steward = world.association, world.people["steward"]
    claim = claim_organisation(association, way="register", proof=PDF, actor=asker, now=now)
    owners = list(association.mandates.filter(role=Role.OWNER, ended_on=None, person__is_active=True))

    for mandate in owners:
        assert Matter.objects.get(about_uid=claim.uid).opened == now + OWNERS_FIRST
        close(mandate, actor=steward, now=now + AN_HOUR)

    matter = Matter.objects.get(about_uid=claim.uid)
    assert matter.opened == now + AN_HOUR
    assert matter in queue_of(steward, now=now + AN_HOUR)
    accept_claim(claim, actor=steward, now=now + AN_HOUR)


def test_when_the_last_owner_says_that_it_is_not_theirs_any_more_a_claim_waits_for_them_no_longer(now, world, asker):
    association, steward, owner = world.association, world.people["steward"], world.people["owner"]
    association.mandates.filter(role=Role.OWNER).exclude(person=owner).update(ended_on=now.date() - timedelta(days=2))
    claim = claim_organisation(association, way="register", proof=PDF, actor=asker, now=now)

    leave_page(association, row_of(owner.email), words="", now=now + AN_HOUR)

    assert owner in owners_of(association, on=now.date()), "until somebody else has the role"
    accept_claim(claim, actor=steward, now=now + AN_HOUR)
    assert asker in owners_of(association, on=now.date())


def test_when_owners_do_not_answer_the_link_goes_out_once(now, world, asker):
    association = world.association
    Organisation.objects.filter(pk=association.pk).update(email="toimisto@kutojat.example")
    association.refresh_from_db()
    claim = claim_organisation(association, way="address", actor=asker, now=now)

    assert send_waiting_links(now=now + timedelta(days=13)) == 0
    later = now + timedelta(days=14, hours=1)
    assert [send_waiting_links(now=later), send_waiting_links(now=later)] == [1, 0]

    assert len(letters("toimisto@kutojat.example")) == 1
    claim.refresh_from_db()
    prove_claim(claim, actor=asker, now=later)
    assert asker in owners_of(association, on=later.date())


def test_nobody_decides_on_a_claim_beside_their_own(now, world, entry, asker):
    steward = world.people["steward"]
    claim = claim_organisation(entry, way="address", actor=asker, now=now)
    # Whoever keeps a page of their own as an officer cannot claim; a steward of the region can.
    claim_organisation(entry, way="register", actor=steward, now=now, proof=PDF)

    with pytest.raises(Refused) as refused:
        refuse_claim(claim, "Minun.", actor=steward, now=now)
    assert refused.value.verdict.code == "own"


def test_the_one_who_asked_can_take_it_back_but_not_write_to_the_address_again_and_again(now, entry, asker):
    for _ in range(2):
        withdraw_claim(claim_organisation(entry, way="address", actor=asker, now=now), actor=asker, now=now)

    with pytest.raises(Refused) as refused:
        claim_organisation(entry, way="address", actor=asker, now=now + AN_HOUR)

    assert refused.value.verdict.code == "often"
    assert len(letters(entry.email)) == 2


def test_an_entry_without_an_address_is_not_claimed_by_one(now, asker):
    with pytest.raises(Refused) as refused:
        claim_organisation(OrganisationFactory(), way="address", actor=asker, now=now)
    assert refused.value.verdict.details["field"] == "way"


def test_proofs_have_no_address_of_their_own(client, now, entry, asker):
    claim = claim_organisation(entry, way="register", actor=asker, now=now, proof=PDF)
    for host in (settings.RAITTI_HOST, "lappi.localhost:8000"):
        answer = client.get(f"{settings.MEDIA_URL}{claim.proof.name}", headers={"host": host})
        assert answer.status_code in {400, 404}


def test_an_association_is_found_by_any_part_of_its_name_also_when_hidden_for_silence(world):
    silent = OrganisationFactory(name="Sörnäisten Ääni ry", publication=Publication.HIDDEN)
    moderated = OrganisationFactory(name="Sörnäisten Huuto ry", publication=Publication.HIDDEN)
    Hiding.objects.create(
        organisation=moderated,
        thing_kind="organisation",
        thing_uid=moderated.uid,
        reason="x",
        hidden_by="y",
        at=world.now,
    )
    OrganisationFactory(name="Sörnäisten Luonnos ry", publication=Publication.DRAFT)
    OrganisationFactory(name="Sörnäisten Loppu ry", status=OrganisationStatus.DISSOLVED)

    assert find_by_name("ääni SÖRN") == [silent]
    assert find_by_name("kutoj") == [world.association, world.elsewhere["association"]]
    assert find_by_name("  ") == []
    assert find_by_name("Loppu") == []


def test_an_accepted_claim_gives_an_owners_role(now, world, entry, asker):
    accept_claim(claim_organisation(entry, way="agent", actor=asker, now=now), actor=world.people["steward"], now=now)
    assert asker.mandates.get().role == Role.OWNER
