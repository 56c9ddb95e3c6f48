"""What is said to people about their accounts, by letter and on the page: one sentence for each thing that happens."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Letter(NamedTuple):
    """A letter's subject and sentences; `page` names where its button leads, with `button` written on it."""

    subject: Promise
    sentences: tuple[Promise, ...]
    page: str = ""
    button: Promise | str = ""


_NOT_YOU = _("If it was not you, sign in and change your password, or answer this letter.")
_CODE = _("Type this code on the page where you asked for it:")
_CODE_UNASKED = _("If you did not ask for it, throw this letter away. Nobody gets in without the code.")
_YOUR_ACCOUNT = _("My account")


def _notice(subject: Promise) -> Letter:
    return Letter(subject, (_NOT_YOU,), "account", _YOUR_ACCOUNT)


# The names are allauth's own. A code, where there is one, is shown after the first sentence.
LETTERS: dict[str, Letter] = {
    "account/email/login_code": Letter(
        _("Your sign-in code"), (_CODE, _("The code works for a few minutes, once."), _CODE_UNASKED)
    ),
    "account/email/email_confirmation_signup": Letter(
        _("Confirm your e-mail address"), (_CODE, _("Then your account is ready."), _CODE_UNASKED)
    ),
    "account/email/email_confirmation": Letter(_("Confirm your e-mail address"), (_CODE, _CODE_UNASKED)),
    "account/email/unknown_account": Letter(
        _("There is no account for this address yet"),
        (
            _("Someone, perhaps you, wanted to sign in to Raitti with this address."),
            _("If you have another address, try with it. If you are new here, make an account:"),
        ),
        "sign_up",
        _("Make an account"),
    ),
    "account/email/account_already_exists": Letter(
        _("You have an account already"),
        (
            _("Someone, perhaps you, wanted to make an account on Raitti with this address."),
            _("You have one already. Sign in with your address; you need no password:"),
        ),
        "sign_in",
        _("Sign in"),
    ),
    "account/email/email_changed": _notice(_("Your main e-mail address was changed")),
    "account/email/email_confirm": _notice(_("An e-mail address of yours was confirmed")),
    "account/email/email_deleted": _notice(_("An e-mail address was removed from your account")),
    "account/email/password_changed": _notice(_("Your password was changed")),
    "account/email/password_reset": _notice(_("Your password was changed")),
    "account/email/password_reset_code": Letter(_("A code for a new password"), (_CODE, _CODE_UNASKED)),
    "account/email/password_set": _notice(_("A password was set for your account")),
    "mfa/email/totp_activated": _notice(_("An authenticator app was added to your account")),
    "mfa/email/totp_deactivated": _notice(_("The authenticator app was removed from your account")),
    "mfa/email/recovery_codes_generated": _notice(_("New recovery codes were made for your account")),
    "mfa/email/webauthn_added": _notice(_("A passkey was added to your account")),
    "mfa/email/webauthn_removed": _notice(_("A passkey was removed from your account")),
    "socialaccount/email/account_connected": _notice(_("Another way to sign in was added to your account")),
    "socialaccount/email/account_disconnected": _notice(_("A way to sign in was removed from your account")),
}

# Written by an operator's command.
SECOND_FACTOR_REMOVED = Letter(
    _("The second step of your account was removed"),
    (
        _(
            "Those who run this service were told that you have lost your second step. They removed your "
            "authenticator app, passkeys and recovery codes, and signed you out everywhere."
        ),
        _("Sign in with a code by e-mail and set up a new second step. Roles that ask for one open only then."),
        _("If you did not ask for this, answer this letter at once."),
    ),
    "sign_in",
    _("Sign in"),
)

# What a page says after something was done; what is not here goes without saying.
SAID: dict[str, Promise] = {
    "account/messages/cannot_delete_primary_email.txt": _("This is your main address. Choose another one first."),
    "account/messages/email_confirmation_failed.txt": _("This address could not be confirmed. Try another one."),
    "account/messages/email_confirmed.txt": _("The address %(email)s is confirmed."),
    "account/messages/email_deleted.txt": _("The address %(email)s was removed."),
    "account/messages/password_changed.txt": _("Your password was changed."),
    "account/messages/password_set.txt": _("Your password was set."),
    "account/messages/primary_email_set.txt": _("Your main address was changed."),
    "account/messages/unverified_primary_email.txt": _("Confirm the address before you make it your main one."),
    "mfa/messages/recovery_codes_generated.txt": _("Here are your recovery codes. Older ones work no more."),
    "mfa/messages/totp_activated.txt": _("The authenticator app is in use."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app is no longer in use."),
    "mfa/messages/webauthn_added.txt": _("The passkey was added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey was removed."),
    "socialaccount/messages/account_connected.txt": _("You can now sign in that way too."),
    "socialaccount/messages/account_connected_other.txt": _("That sign-in belongs to another account."),
    "socialaccount/messages/account_disconnected.txt": _("That way to sign in was removed."),
}
# Said when asked for once more; the first time, the page that wants the code says where it went.
SAID_AGAIN: dict[str, Promise] = dict.fromkeys(
    ("account/messages/email_confirmation_sent.txt", "account/messages/login_code_sent.txt"),
    _("A new code is on its way to %(email)s."),
)

TOO_MANY_TRIES = _("There have been too many tries. Wait a few minutes and try again.")
ACCOUNT_SLIPS: dict[str, Promise] = {
    "account_inactive": _("This account is closed."),
    "cannot_remove_primary_email": _("This is your main address. Choose another one first."),
    "duplicate_email": _("You have this address already."),
    "email_password_mismatch": _(
        "The address and the password do not fit together. Leave the password empty and we send you a code."
    ),
    "email_taken": _("This address cannot be used. Try another one."),
    "enter_current_password": _("Type your present password."),
    "incorrect_code": _("That is not the right code. Check it and try again."),
    "incorrect_password": _("That is not your password. Try again."),
    "invalid_login": _("Write your e-mail address."),
    "max_email_addresses": _("You can have at most %d addresses."),
    "rate_limited": _("A letter went out a moment ago. Wait a little before you ask for another."),
    "same_as_current": _("That is what it is already."),
    "too_many_login_attempts": TOO_MANY_TRIES,
    "unverified_primary_email": _("Confirm the address before you make it your main one."),
}
# What is said of fields left empty, by their names in allauth's forms.
MISSING: dict[str, Promise] = {
    "code": _("Type the code."),
    "name": _("Give the passkey a name."),
    "oldpassword": _("Type your present password."),
    "password": _("Type your password."),
    "password1": _("Type a new password."),
    "password2": _("Type the new password once more."),
}
SECOND_FACTOR_SLIPS: dict[str, Promise] = {
    "cannot_delete_authenticator": _("This cannot be removed now."),
    "cannot_generate_recovery_codes": _("Recovery codes come with an authenticator app or a passkey. Add one first."),
    "incorrect_code": _("That is not the right code. Check it and try again."),
    "unverified_email": _("Confirm or remove your unconfirmed e-mail addresses first."),
}
