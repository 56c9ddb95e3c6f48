"""Whoever was asked for a second step where they came from is not asked for another one here."""

from typing import Any

from allauth.mfa.stages import AuthenticateStage
from django.contrib.auth.backends import BaseBackend

from raitti.accounts.models import Person
from raitti.accounts.queries import says_strong


class AskedElsewhere(BaseBackend):
    """Knows again whose session began where another service had asked for a second step."""

    def get_user(self, user_id: Any) -> Person | None:
        person = Person.objects.filter(pk=user_id, is_active=True).first()
        if person is not None:
            person.asked_elsewhere = True
        return person


class SecondStep(AuthenticateStage):
    """The second step of signing in, left out after one elsewhere."""

    def handle(self) -> tuple[Any, bool]:
        came_by = (self.login.signal_kwargs or {}).get("sociallogin")
        if came_by is None or not says_strong(came_by.account):
            return super().handle()
        # Django keeps with the session which backend let somebody in.
        self.login.user.backend = f"{AskedElsewhere.__module__}.{AskedElsewhere.__name__}"
        return None, True
