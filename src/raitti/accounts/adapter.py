"""How sign-in fits into the house."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: object) -> bool:
        """Closed until self-service sign-up has a place to lead to."""
        return False
