"""Refusals lead on to where something can be done about them."""

import pytest
from django.test import RequestFactory

from raitti.core.addresses import address
from raitti.core.verdicts import SECOND_FACTOR, SIGN_IN, Verdict
from raitti.site.errors import refusal_page
from tests.factories import OrganisationFactory, PersonFactory


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize(("code", "status", "page"), [(SECOND_FACTOR, 403, "second_factor"), (SIGN_IN, 401, "sign_in")])
def test_a_refusal_that_can_be_helped_leads_to_the_page_that_helps(language, headers, code, status, page):
    request = RequestFactory(headers=headers).post(f"/{language}/oma/")

    response = refusal_page(request, Verdict(code, "Not yet."))

    assert response.status_code == status
    assert f'href="{address(page, language)}"' in response.content.decode()


def test_other_refusals_lead_nowhere_they_need_not():
    response = refusal_page(RequestFactory().get("/fi/oma/"), Verdict("not_allowed", "No."))

    assert address("second_factor", "fi") not in response.content.decode()


def test_every_refusal_leads_on_and_whoever_has_signed_in_to_what_is_their_own(client, db):
    organisation = OrganisationFactory()
    client.force_login(PersonFactory())

    page = client.get(
        address("history", "sv", uid=organisation.uid), headers={"host": "localhost:8000"}
    ).content.decode()

    for name in ("desk", "find", "feedback"):
        assert f'href="{address(name, "sv")}"' in page
    visitor = refusal_page(RequestFactory().get("/fi/oma/"), Verdict("gone", "No."))
    assert f'href="{address("feedback", "fi")}"' in visitor.content.decode()
    assert address("desk", "fi") not in visitor.content.decode()


def test_whoever_s_session_ended_sees_what_they_wrote_and_comes_back_to_the_form():
    form = "/fi/oma/jarjestot/1/muokkaa/"
    sent = {
        "begun": "2026-11-22T14:17:00.275466+00:00",
        "language": "fi",
        "summary_fi": "Kudomme yhdessä",
        "topics": ["urn:raitti:topic:talkoot", "urn:raitti:topic:talkoot"],
        "contact": "new0",
        "contact-new0-is_public": "on",
        "way": "7d8e0723-a1b6-4697-a17a-6f01f84dbe7d",
        "action": "publish",
    }
    here = {"Referer": f"http://testserver{form}", "Host": "testserver"}
    request = RequestFactory(headers=here).post(form, sent)

    page = refusal_page(request, Verdict(SIGN_IN, "Not yet.")).content.decode()

    assert page.count("<pre") == 1
    assert "Kudomme yhdessä" in page
    assert f'href="{address("sign_in", "fi")}?next=%2Ffi%2Foma%2Fjarjestot%2F1%2Fmuokkaa%2F"' in page
    elsewhere = RequestFactory(headers=here | {"Referer": "https://evil.example/x"}).post(form, sent)
    assert "evil" not in refusal_page(elsewhere, Verdict(SIGN_IN, "Not yet.")).content.decode()
