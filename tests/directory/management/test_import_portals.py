"""`raitti import portals`: how a new installation gets its regions."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from raitti.core.slugs import assign_slugs
from raitti.core.texts import translated
from raitti.directory.actions.portals import set_region
from raitti.directory.management.commands import import_portals
from raitti.directory.models import Mandate, Organisation, Portal, Role
from raitti.places.models import AreaKind
from tests.factories import AreaFactory, MandateFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
# The example of --help is the file that works.
EXAMPLE = "\n".join(line[2:] for line in import_portals.EPILOG.splitlines() if line.startswith("  "))


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")


@pytest.fixture(autouse=True)
def keeper() -> Organisation:
    AreaFactory.create(kind=AreaKind.REGION, code="19", name=translated(fi="Lappi"))
    body = OrganisationFactory.create(name=translated(fi="Lapin Järjestötupa ry"))
    assign_slugs(body, "organisation")
    return body


def run(tmp_path, text: str | bytes, **options: object) -> str:
    file, told = tmp_path / "portals.toml", StringIO()
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    call_command("import_portals", str(file), stdout=told, **options)
    return told.getvalue()


def test_a_portal_is_made_and_its_steward_can_be_given(tmp_path, keeper):
    assert run(tmp_path, EXAMPLE) == "1 created, 0 updated, 0 unchanged, 0 refused\n"

    portal = Portal.objects.get(key="lappi")
    assert (portal.hostname, portal.steward) == ("lappi.example.org", keeper)
    assert [area.code for area in portal.areas.all()] == ["19"]
    call_command("mandate", PersonFactory.create().email, "steward", "lappi", stdout=StringIO())
    assert Mandate.objects.get().organisation == keeper


def test_again_it_changes_nothing_and_then_only_what_differs(tmp_path):
    run(tmp_path, EXAMPLE)

    assert run(tmp_path, EXAMPLE).startswith("0 created, 0 updated, 1 unchanged")
    assert run(tmp_path, EXAMPLE.replace("koko maakunnassa", "kaikkialla")).startswith("0 created, 1 updated")
    assert "kaikkialla" in str(Portal.objects.get().intro)


def test_how_a_region_wants_its_pages_looked_after_is_the_file_s_only_for_a_new_portal(tmp_path, keeper, now):
    run(tmp_path, EXAMPLE)
    steward = MandateFactory.create(organisation=keeper, role=Role.STEWARD).person
    set_region(Portal.objects.get(), looks_first=False, check_months=6, hide_after_months=None, actor=steward, now=now)

    assert run(tmp_path, EXAMPLE).startswith("0 created, 0 updated, 1 unchanged")
    portal = Portal.objects.get()
    assert (portal.looks_first, portal.check_months, portal.hide_after_months) == (False, 6, None)


def test_a_dry_run_saves_nothing(tmp_path):
    assert "1 created" in run(tmp_path, EXAMPLE, dry_run=True)
    assert not Portal.objects.exists()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "no portal"),
        ("portal = 3", "no portal"),
        (b"\xff\xfe", "TOML"),
        ("[[portal", "TOML"),
        ('[[portal]]\nkey = "lappi"', "steward"),
        (EXAMPLE.replace("lapin-jarjestotupa-ry", "nowhere"), "nowhere"),
        (EXAMPLE.replace("hostname", "host"), "host"),
        (EXAMPLE.replace("region:19", "region:99"), "areas"),
        (EXAMPLE.replace("check_months = 12", 'check_months = "often"'), "check_months"),
        (EXAMPLE + "\n" + EXAMPLE.replace('"lappi"', '"two"'), "two: hostname"),
        (EXAMPLE + "\n" + EXAMPLE.replace('"lappi"', '"two"').replace('"lappi.', '" lappi.'), "two: hostname"),
        (
            EXAMPLE + "\n" + EXAMPLE.replace('"lappi"', '"two"').replace("lappi.", "two.").replace("raitti@", ""),
            "two: contact_email",
        ),
    ],
)
def test_what_is_wrong_is_a_sentence_and_nothing_of_the_file_is_saved(tmp_path, text, word):
    with pytest.raises(CommandError, match=word):
        run(tmp_path, text)
    assert not Portal.objects.exists()


def test_a_file_that_is_not_there_is_told_by_name(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.toml"):
        call_command("import_portals", str(tmp_path / "nowhere.toml"))
