"""Statements as forms: what they are about, their text, comments, where they go, what was answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from raitti.bodies.actions.commenting import LONGEST_COMMENT
from raitti.bodies.actions.statements import LONGEST_TEXT, LONGEST_TITLE
from raitti.bodies.facts.statements import AnswerFacts, SendingFacts, StatementFacts, TextFacts
from raitti.bodies.forms.organisations import organisation_named, organisations_named
from raitti.bodies.models import Body, Statement
from raitti.core.languages import INTERFACE_LANGUAGES
from raitti.core.texts import pick
from raitti.directory.actions import checks
from raitti.directory.forms.fields import DayField, WebAddress, Words
from raitti.directory.forms.texts import TextsForm

_TITLE = _("Say in a few words what the statement is about.")


def _optional_day(label: Any, *, help_text: Any = "") -> DayField:
    return DayField(label=label, help_text=help_text, required=False)


class StatementForm(TextsForm):
    """What a statement is to be about, and who asked for it."""

    def __init__(self, data: Any, *, language: str, **options: Any) -> None:
        super().__init__(data, **options)
        self.add_texts("title", _("What it is about"), language=language, rows=1, most=LONGEST_TITLE, missing=_TITLE)
        self.add_texts("question", _("What is asked"), language=language, rows=5)
        self.fields["asked_by_name"] = Words(
            label=_("Who asks for it"),
            max_length=200,
            help_text=_("The name of the organisation. Leave this empty when the body speaks unasked."),
        )
        self.fields["asked_on"] = _optional_day(_("Asked for on"))
        self.fields["due"] = _optional_day(_("To be ready by"))

    def facts(self) -> StatementFacts:
        said = self.cleaned_data
        asker = organisation_named(said["asked_by_name"])
        return StatementFacts(
            title=self.texts("title"),
            question=self.texts("question"),
            asked_by=asker.pk if asker is not None else None,
            asked_by_name=said["asked_by_name"],
            asked_on=said["asked_on"],
            due=said["due"],
        )


class RequestForm(TextsForm):
    """An organisation asks a body for a statement."""

    def __init__(self, data: Any, *, language: str, bodies: list[Body], **options: Any) -> None:
        super().__init__(data, **options)
        self.bodies = {str(body.uid): body for body in bodies}
        self.fields["body"] = body_field(bodies, language)
        self.add_texts("title", _("What it is about"), language=language, rows=1, most=LONGEST_TITLE, missing=_TITLE)
        missing = _("Say what you ask the body about.")
        self.add_texts("question", _("What you ask"), language=language, rows=6, missing=missing)
        self.fields["due"] = _optional_day(_("Needed by"))

    @property
    def body(self) -> Body:
        return self.bodies[self.cleaned_data["body"]]

    def facts(self) -> StatementFacts:
        return StatementFacts(title=self.texts("title"), question=self.texts("question"), due=self.cleaned_data["due"])


def body_field(bodies: list[Body], language: str) -> forms.ChoiceField:
    """A body to choose."""
    choices = [("", "–"), *((str(body.uid), pick(body.name, language).value) for body in bodies)]
    return forms.ChoiceField(
        label=_("Board or group"), choices=choices, error_messages={"required": _("Choose the board or group.")}
    )


class TextForm(TextsForm):
    """The words of a statement, on top of the saved text one had before oneself."""

    def __init__(self, data: Any, *, statement: Statement, language: str, **options: Any) -> None:
        super().__init__(data, **options)
        self.statement = statement
        self.fields["based_on"] = forms.IntegerField(
            widget=forms.HiddenInput, min_value=0, initial=statement.version, required=False
        )
        self.add_texts(
            "title", _("Title"), statement.title, language=language, rows=1, most=LONGEST_TITLE, missing=_TITLE
        )
        self.add_texts(
            "text",
            _("Text"),
            statement.text,
            language=language,
            rows=22,
            most=LONGEST_TEXT,
            missing=_("There is no text yet."),
            help_text=_(
                "Others comment on each line, so begin a new line for each thought. An empty line begins a "
                "new paragraph."
            ),
        )

    def facts(self) -> TextFacts:
        return TextFacts(
            title=self.texts("title", self.statement.title),
            text=self.texts("text", self.statement.text),
            based_on=self.cleaned_data["based_on"] or 0,
        )


class OpenCommentsForm(TextsForm):
    """Until when comments are asked for, and of whom beside the body's own."""

    def __init__(self, data: Any, *, statement: Statement, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["until"] = DayField(label=_("Comments are taken until"), initial=statement.comments_until)
        self.fields["invited"] = Words(
            long=True,
            label=_("Invite other organisations"),
            help_text=_(
                "One name a line, as it stands in the directory. Those whose people sit in the body, and the "
                "members of its support groups, can comment without this."
            ),
        )

    def clean_invited(self) -> list[Any]:
        return organisations_named(self.cleaned_data["invited"])


class CommentForm(TextsForm):
    """A word on one line, in one's own name or another's."""

    def __init__(self, data: Any, *, voices: list[tuple[str, str]], version: int, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=version)
        # One who speaks for nobody else has nothing to choose; the rule says whether they may.
        shown = forms.HiddenInput() if len(voices) < 2 else forms.RadioSelect()
        self.fields["voice"] = forms.ChoiceField(
            label=_("You comment for"),
            choices=voices,
            widget=shown,
            initial=voices[0][0] if voices else "",
            required=False,
        )
        self.fields["text"] = Words(long=True, label=_("Your comment"), max_length=LONGEST_COMMENT)


class AnswerCommentForm(TextsForm):
    """Whether a comment is taken into account, and why not."""

    def __init__(self, data: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["taken"] = forms.ChoiceField(
            label=_("What is done with it"),
            choices=(("yes", _("It is taken into account")), ("no", _("It is not taken into account"))),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose what is done with the comment.")},
        )
        self.fields["reason"] = Words(
            long=True, label=_("Why, or how"), help_text=_("Needed where it is not taken into account.")
        )


class SendForm(TextsForm):
    """Where a statement goes."""

    def __init__(self, data: Any, *, statement: Statement, language: str, **options: Any) -> None:
        super().__init__(data, **options)
        asker = statement.asked_by
        name = pick(asker.name, language).value if asker is not None else statement.asked_by_name
        self.fields["receiver_name"] = Words(label=_("To whom"), max_length=200, initial=name)
        self.fields["email"] = Words(
            label=_("E-mail address"),
            max_length=254,
            help_text=_(
                "A registry’s or an office’s address, where there is one. Leave it empty to use the one in the "
                "directory."
            ),
            widget=forms.EmailInput,
        )
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of the letter"), choices=INTERFACE_LANGUAGES, initial=language
        )
        self.fields["answer_due"] = _optional_day(
            _("Answer awaited by"), help_text=_("You get a reminder when no answer has come.")
        )

    def facts(self) -> SendingFacts:
        said = self.cleaned_data
        receiver = organisation_named(said["receiver_name"])
        return SendingFacts(
            receiver=receiver.pk if receiver is not None else None,
            receiver_name=said["receiver_name"],
            email=said["email"],
            language=said["language"],
            answer_due=said["answer_due"],
        )


class AnswerForm(TextsForm):
    """What was answered, and when."""

    def __init__(self, data: Any, *, statement: Statement, language: str, **options: Any) -> None:
        super().__init__(data, **options)
        self.statement = statement
        self.fields["on"] = DayField(label=_("Answered on"), initial=statement.answered_on)
        self.add_texts("answer", _("The answer"), statement.answer, language=language, rows=8)
        self.fields["url"] = WebAddress(
            checks.url, label=_("Where it can be read"), max_length=500, initial=statement.answer_url
        )

    def facts(self) -> AnswerFacts:
        said = self.cleaned_data
        return AnswerFacts(on=said["on"], answer=self.texts("answer", self.statement.answer), url=said["url"])


class OneTextForm(TextsForm):
    """One text in each language: what came of it, a correction, a reason."""

    def __init__(
        self, data: Any, *, name: str, label: Any, missing: Any, language: str, before: Any = "", **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.name, self.before = name, before
        self.add_texts(name, label, before, language=language, rows=5, missing=missing)

    def written(self) -> dict[str, str]:
        return self.texts(self.name, self.before)
