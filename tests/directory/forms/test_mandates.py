"""Roles for a time: what an owner's cannot be is said where it is written, not left out in silence."""

from datetime import date

import pytest

from raitti.directory.forms.mandates import InviteForm
from raitti.directory.models import Role

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("role", "until", "field"),
    [
        (Role.OWNER, "2027-12-31", "until"),
        (Role.OWNER, "", ""),
        (Role.EDITOR, "2027-12-31", ""),
        (Role.EDITOR, "2026-11-22", "until"),
    ],
)
def test_only_other_roles_than_an_owner_s_have_a_last_day_and_it_is_ahead(role, until, field):
    sent = {"email": "uusi@example.org", "role": role, "until": until, "language": "fi"}
    form = InviteForm(sent, roles=[Role.OWNER, Role.EDITOR], today=TODAY)

    assert form.is_valid() is not bool(field)
    assert set(form.errors) == ({field} if field else set())
