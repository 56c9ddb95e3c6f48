"""Signing in and up, and what makes one's account safe: allauth's views at our addresses, in our look.

Allauth names its pages itself; `NAMES` tells it where ours are, in the reader's language.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, NamedTuple

from allauth.account import views as entrance
from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as elsewhere
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import Promise, lazy
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from raitti.accounts.queries import has_second_factor, lacks_needed_second_factor
from raitti.accounts.rules import may_add_way_in
from raitti.accounts.words import MISSING, SECOND_FACTOR_SLIPS
from raitti.core.addresses import Views, address
from raitti.core.languages import INTERFACE_CODES
from raitti.core.verdicts import require
from raitti.directory.rules import may_see_own_pages
from raitti.workspace.addresses import PATHS
from raitti.workspace.asking import as_slow_for_all
from raitti.workspace.rendering import shared_context

View = Callable[..., HttpResponseBase]


_LABELS = {
    "code": _("Code"),
    "name": _("Name of the passkey"),
    "oldpassword": _("Present password"),
    "password": _("Password"),
    "password1": _("New password"),
    "password2": _("New password once more"),
}


_WAYS_IN = {"app_add", "passkey_add"}


class Page(NamedTuple):
    view: View
    title: str | Promise


def _in_our_look(name: str, page: Page, *, own: bool) -> View:
    """Draw a page of allauth's like all others; `own` pages open to their owner only."""

    @wraps(page.view)
    def show(request: HttpRequest, language: str, **words: Any) -> HttpResponseBase:
        if own:
            require(may_see_own_pages(request.user, now=timezone.now()))
        if name in _WAYS_IN:
            require(may_add_way_in(request.user))  # type: ignore[arg-type]
        response = page.view(request, **words)
        if not isinstance(response, TemplateResponse):
            return response
        context = response.context_data or {}
        form = context.get("form")
        if request.method == "POST" and response.status_code == 200 and getattr(form, "errors", None):
            response.status_code = 422
        _say_plainly(form)
        shared = shared_context(request, name=name, words=words)
        shared["alternates"] = _with_next(request, shared["alternates"])
        response.context_data = {**shared, "title": page.title, **_more(request), **context}
        return response

    return show


def _say_plainly(form: Any) -> None:
    """Put our words on a form of allauth's own, and no words into its fields."""
    for name, field in getattr(form, "fields", {}).items():
        field.widget.attrs.pop("placeholder", None)
        if name == "code":
            field.widget.attrs["inputmode"] = "numeric"
        if type(form).__module__.startswith("allauth.") and name in _LABELS:
            # A form that has been checked keeps the words its fields had then.
            for one in (field, form[name]):
                one.label, one.help_text = _LABELS[name], ""
            for slip in form.errors[name].data if name in form.errors else ():
                if slip.code == "required":
                    slip.message = MISSING[name]


def _with_next(request: HttpRequest, alternates: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The other languages of a page; where one was going stays known."""
    wanted = request.GET.get("next", "")
    tail = f"?{urlencode({'next': wanted})}" if wanted else ""
    return [(code, label, there + tail) for code, label, there in alternates]


def _more(request: HttpRequest) -> dict[str, Any]:
    return {
        "providers": [(row["provider_id"], row["name"]) for row in settings.OPENID_PROVIDERS],
        "needs_second_factor": request.user.is_authenticated and lacks_needed_second_factor(request.user),
    }


def _codes_or_how_to_get_them(view: View) -> View:
    """Lead whoever has no recovery codes, or none left, to where they are made."""

    @wraps(view)
    def show(request: HttpRequest, **words: Any) -> HttpResponseBase:
        try:
            return view(request, **words)
        except Http404:
            if has_second_factor(request.user):  # type: ignore[arg-type]
                said, page = str(_("You have no recovery codes now. Here you can make them.")), "recovery_codes_new"
            else:
                said, page = str(SECOND_FACTOR_SLIPS["cannot_generate_recovery_codes"]), "second_factor"
            messages.info(request, said)
            return HttpResponseRedirect(address(page, str(get_language())))

    return show


@require_POST
def sign_out(request: HttpRequest, language: str) -> HttpResponseBase:
    """End the session, also one that only waits for a code."""
    target = get_next_redirect_url(request) or address("front", language)
    get_adapter(request).logout(request)
    request.session.flush()
    return HttpResponseRedirect(target)


_ENTRANCE: Mapping[str, Page] = {
    "sign_in": Page(entrance.login, _("Sign in")),
    "sign_in_code": Page(entrance.confirm_login_code, _("Type the code from your e-mail")),
    "sign_in_second": Page(second.authenticate, _("One more step")),
    "sign_in_passkey": Page(passkeys.login_webauthn, _("Sign in")),
    "sign_in_closed": Page(entrance.account_inactive, _("This account is closed")),
    "sign_in_elsewhere": Page(elsewhere.signup, _("Make an account")),
    "sign_up": Page(as_slow_for_all(transaction.atomic(entrance.signup)), _("Make an account")),
    "confirm_address": Page(entrance.email_verification_sent, _("Confirm your e-mail address")),
    "password_forgotten": Page(entrance.password_reset, _("New password")),
    "password_forgotten_code": Page(entrance.confirm_password_reset_code, _("Type the code from your e-mail")),
    "password_forgotten_new": Page(entrance.complete_password_reset, _("New password")),
}
_OWN: Mapping[str, Page] = {
    "emails": Page(entrance.email, _("E-mail addresses")),
    "password": Page(entrance.password_change, _("Password")),
    "password_first": Page(reauthentication_required(entrance.password_set), _("Password")),
    "reauthenticate": Page(entrance.reauthenticate, _("Show that it is you")),
    "reauthenticate_code": Page(second.reauthenticate, _("Show that it is you")),
    "reauthenticate_passkey": Page(passkeys.reauthenticate_webauthn, _("Show that it is you")),
    "second_factor": Page(second.index, _("Second step of signing in")),
    "app_add": Page(app.activate_totp, _("Add an authenticator app")),
    "app_remove": Page(app.deactivate_totp, _("Remove the authenticator app")),
    "recovery_codes": Page(_codes_or_how_to_get_them(codes.view_recovery_codes), _("Recovery codes")),
    "recovery_codes_new": Page(codes.generate_recovery_codes, _("New recovery codes")),
    "recovery_codes_file": Page(
        reauthentication_required(_codes_or_how_to_get_them(codes.download_recovery_codes)), ""
    ),
    "passkeys": Page(passkeys.list_webauthn, _("Passkeys")),
    "passkey_add": Page(passkeys.add_webauthn, _("Add a passkey")),
    "passkey_rename": Page(passkeys.edit_webauthn, _("Rename the passkey")),
    "passkey_remove": Page(passkeys.remove_webauthn, _("Remove the passkey")),
}
VIEWS: Views = {
    **{name: _in_our_look(name, page, own=False) for name, page in _ENTRANCE.items()},
    "sign_out": sign_out,
}
SAFETY_VIEWS: Views = {name: _in_our_look(name, page, own=True) for name, page in _OWN.items()}

NAMES = {
    "account_login": "sign_in",
    "account_request_login_code": "sign_in",
    "account_confirm_login_code": "sign_in_code",
    "account_logout": "sign_out",
    "account_inactive": "sign_in_closed",
    "account_signup": "sign_up",
    "account_email_verification_sent": "confirm_address",
    "account_reset_password": "password_forgotten",
    "account_confirm_password_reset_code": "password_forgotten_code",
    "account_complete_password_reset": "password_forgotten_new",
    "account_password_reset_completed": "sign_in",
    "account_email": "emails",
    "account_change_password": "password",
    "account_set_password": "password_first",
    "account_reauthenticate": "reauthenticate",
    "mfa_authenticate": "sign_in_second",
    "mfa_login_webauthn": "sign_in_passkey",
    "mfa_reauthenticate": "reauthenticate_code",
    "mfa_reauthenticate_webauthn": "reauthenticate_passkey",
    "mfa_index": "second_factor",
    "mfa_activate_totp": "app_add",
    "mfa_deactivate_totp": "app_remove",
    "mfa_view_recovery_codes": "recovery_codes",
    "mfa_generate_recovery_codes": "recovery_codes_new",
    "mfa_download_recovery_codes": "recovery_codes_file",
    "mfa_list_webauthn": "passkeys",
    "mfa_add_webauthn": "passkey_add",
    "mfa_edit_webauthn": "passkey_rename",
    "mfa_remove_webauthn": "passkey_remove",
    "usersessions_list": "sessions",
    "socialaccount_signup": "sign_in_elsewhere",
    "socialaccount_connections": "linked",
    "socialaccount_login_cancelled": "sign_in",
    "socialaccount_login_error": "sign_in",
}


def _route(name: str) -> str:
    """A page's path in the language being read."""
    language = str(get_language() or settings.LANGUAGE_CODE)
    return f"{language}/{PATHS[name][INTERFACE_CODES.index(language)]}"


def _never(request: HttpRequest, **words: Any) -> HttpResponseBase:
    raise AssertionError("The page's own pattern comes first.")


def patterns_for_allauth() -> list[URLPattern]:
    """What allauth leads to by its own names."""
    return [path(lazy(_route, str)(name), _never, name=theirs) for theirs, name in NAMES.items()]
