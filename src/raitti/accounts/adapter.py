"""How sign-in fits into the house: our words, our letters, our addresses."""

from base64 import b32encode, urlsafe_b64encode
from hashlib import sha256
from secrets import token_bytes
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_login_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from raitti.accounts.actions import remember_language
from raitti.accounts.letters import write_letter
from raitti.accounts.models import Person
from raitti.accounts.queries import person_of_address
from raitti.accounts.words import ACCOUNT_SLIPS, LETTERS, SAID, SAID_AGAIN, SECOND_FACTOR_SLIPS
from raitti.core.addresses import address, in_language
from raitti.core.languages import language_of_path
from raitti.core.rates import client_address


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | ACCOUNT_SLIPS

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue a letter in the words of `accounts.words`, in the language of whose address it is."""
        person = person_of_address(email)
        language = person.language if person else str(get_language())
        write_letter(LETTERS[template_prefix], email, language=language, code=context.get("code", ""))

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        words = SAID | SAID_AGAIN if request.POST.get("action") == "resend" else SAID
        said = message or words.get(message_template or "", "")
        if said:
            plain_level = messages.ERROR if level >= messages.WARNING else messages.SUCCESS
            messages.add_message(request, plain_level, str(said) % (message_context or {}), extra_tags=extra_tags)

    def post_login(self, request: HttpRequest, user: Person, *, redirect_url: str | None, **more: Any) -> HttpResponse:
        """Lead on to where one was going, in the language one has signed in with."""
        wanted = get_login_redirect_url(request, redirect_url, signup=more.get("signup", False))
        if language := language_of_path(request.path_info):
            wanted = in_language(wanted, language)
        led: HttpResponse = super().post_login(request, user, redirect_url=wanted, **more)
        return led

    def login(self, request: HttpRequest, user: Person) -> None:
        super().login(request, user)
        if language := language_of_path(request.path_info):
            remember_language(user, language)

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:  # noqa: FBT001, FBT002
        user.name = form.cleaned_data.get("name", "")
        user.language = str(get_language())
        saved: Person = super().save_user(request, user, form, commit)
        return saved

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return address("desk", str(get_language()))

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return address("desk", str(get_language()))

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return address("emails" if self.request.user.is_authenticated else "sign_in", str(get_language()))

    def get_client_ip(self, request: HttpRequest) -> str:
        known = client_address(request)
        return known if known != "unknown" else "0.0.0.0"  # noqa: S104 - says that none is known

    def get_login_stages(self) -> list[str]:
        ours = {"allauth.mfa.stages.AuthenticateStage": "raitti.accounts.elsewhere.SecondStep"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        words = {
            "reauthenticate": _("By password"),
            "mfa_reauthenticate": _("By a code of the authenticator app"),
            "mfa_reauthenticate:webauthn": _("By passkey"),
        }
        return [way | {"description": words[way["id"]]} for way in super().get_reauthentication_methods(user)]


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | SECOND_FACTOR_SLIPS

    def build_totp_svg(self, url: str) -> str:
        drawn: str = segno.make(url).svg_inline(scale=5, border=4, light="#fff")
        # As a picture of its own it needs to say what it is; inline it did not.
        return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Kept with another key, as after `RAITTI_SECRET_KEY` was changed, a secret is a new one that fits no code."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return b32encode(token_bytes(20)).decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002
        return gettext("My passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": settings.RAITTI_HOST.rpartition(":")[0] or settings.RAITTI_HOST, "name": "Raitti"}


def trust_who_added_it(request: HttpRequest, user: Person, **details: Any) -> None:
    """Whoever has just added a second factor has shown who they are, and is not asked again on the next page."""
    record_authentication(request, user, method="mfa", reauthenticated=True)


def _cipher() -> Fernet:
    """What authenticator secrets are kept with: a copy of the database alone opens nobody's account."""
    return Fernet(urlsafe_b64encode(sha256(b"raitti.second-factor" + settings.SECRET_KEY.encode()).digest()))


class OtherSignInAdapter(DefaultSocialAccountAdapter):
    """Signing in by a municipality's or a national service."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Person:
        person: Person = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        person.name = (data.get("name") or " ".join(part for part in parts if part))[:120]
        person.language = str(get_language())
        return person

    def on_authentication_error(self, request: HttpRequest, provider: Any, **details: Any) -> None:
        raise ImmediateHttpResponse(self.back_to_sign_in(request))

    def back_to_sign_in(self, request: HttpRequest) -> HttpResponseRedirect:
        """Where the other service failed, a sentence and our own way in, instead of a page of its own."""
        sentence = _("Signing in there did not work out. Try again, or sign in with your e-mail address.")
        messages.error(request, str(sentence))
        return HttpResponseRedirect(address("sign_in", str(get_language())))
