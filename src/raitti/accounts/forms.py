"""What comes in about accounts."""

from typing import Any

from allauth.account.forms import AddEmailForm, LoginForm, ResetPasswordForm, SignupForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.socialaccount.forms import SignupForm as SocialSignupForm
from django import forms
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person

_EMAIL = {
    "required": _("Write your e-mail address."),
    "invalid": _("This does not look like an e-mail address. Check it and try again."),
}
_CODE_COMES = _("We send a code there to see that it is yours.")


def _ask_for_address(field: forms.Field) -> None:
    field.label = _("E-mail")
    field.error_messages.update(_EMAIL)


class SignInForm(LoginForm):
    """An e-mail address and, for who has one and wants to use it, a password; without it a code is sent."""

    def _setup_password_field(self) -> None:
        _ask_for_address(self.fields["login"])
        self.fields["login"].widget.attrs.update(autocomplete="username")
        password = self.fields["password"]
        password.label, password.required = _("Password (if you have one)"), False
        password.help_text = _("Leave this empty and we send a sign-in code to your e-mail.")

    def _clean_with_password(self, credentials: dict[str, str]) -> Any:
        """Say at the password that it does not fit, so that the page leads there."""
        try:
            return super()._clean_with_password(credentials)
        except forms.ValidationError as slip:
            self.add_error("password", slip)
            return self.cleaned_data


class SignUpForm(SignupForm):
    """A name and an e-mail address; nothing else is needed."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("Shown to those who look after the same pages as you, never to the public."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_address(self.fields["email"])
        self.fields["email"].help_text = _CODE_COMES
        # Hidden from people by a class: a style of its own is not let through.
        self.fields["website"].label = "Website"
        self.fields["website"].widget = forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})


class ElsewhereForm(SocialSignupForm):
    """The address of someone who comes by another service that does not tell it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_address(self.fields["email"])
        self.fields["email"].help_text = _CODE_COMES


class AddressForm(AddEmailForm):
    """One more e-mail address of one's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_address(self.fields["email"])


class ForgottenPasswordForm(ResetPasswordForm):
    """The address a code for a new password goes to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_address(self.fields["email"])


class PasskeyForm(AddWebAuthnForm):
    """A passkey and what one calls it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")
        self.fields["name"].help_text = _("So that you know which one it is: “My phone”, “Office computer”.")
        self.fields["passwordless"].label = _("Sign in with this alone, without an e-mail code")
        self.fields["passwordless"].help_text = _("Leave this out only if your key has no PIN or fingerprint.")
        self.fields["passwordless"].initial = True


class PersonForm(forms.ModelForm[Person]):
    """What one is called and which language one's letters come in."""

    class Meta:
        model = Person
        fields = ("name", "language")
        labels = {"name": _("Your name"), "language": _("Language of letters")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}


class EraseForm(forms.Form):
    """That one means it."""

    sure = forms.BooleanField(
        label=_("Yes, erase my account. I understand that it cannot be brought back."),
        error_messages={"required": _("Tick the box if you want your account erased.")},
    )
