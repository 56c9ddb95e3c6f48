"""Refusals lead on to where something can be done about them."""

import pytest
from django.test import RequestFactory

from raitti.core.addresses import address
from raitti.core.verdicts import SECOND_FACTOR, SIGN_IN, Verdict
from raitti.site.errors import refusal_page


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
