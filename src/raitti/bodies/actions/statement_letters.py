"""Letters about statements: to the receiver with the file, to those who comment and sign, to keepers and askers."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from raitti.bodies.models import Body, LineComment, Statement
from raitti.bodies.paper import languages_of, statement_pdf
from raitti.bodies.queries.commenting import organisations_asked
from raitti.core.addresses import full_address, slug_of
from raitti.core.mail import Attachment, send_letter_later
from raitti.core.texts import pick
from raitti.directory.actions.mandate_letters import name_of, send
from raitti.directory.models import Organisation
from raitti.directory.queries.addressees import addressees_of
from raitti.render.pdf import NoWriter


def reply_address(body: Body) -> str:
    """Where answers go: the body's own address, else that of the organisation that looks after it; no person's."""
    return body.email or body.steward.email


def deliver(statement: Statement) -> None:
    """Queue the letter that brings a sent statement to its receiver, with its file; once."""
    language = statement.letter_language
    files = _files(statement)
    with transaction.atomic():
        held = Statement.objects.select_for_update().get(pk=statement.pk)
        if held.letter_queued is not None or not held.is_sent:
            return
        with override(language):
            words = _words(statement, language)
            sentences = [
                gettext("%(body)s has given a statement: “%(title)s”."),
                gettext("It goes along with this letter as a file, and everyone can read it at the address below.")
                if files
                else gettext("Everyone can read it at the address below, also as a file."),
            ]
            if statement.answer_due is not None:
                sentences.append(gettext("We ask for your answer by %(answer_due)s: you can reply to this letter."))
            else:
                sentences.append(gettext("You can reply to this letter."))
            context = {
                "sentences": [sentence % words for sentence in sentences],
                "button": (gettext("Read the statement"), _public_address(statement, language)),
                "why": gettext("You get this letter because %(body)s has addressed a statement to you.") % words,
            }
            send_letter_later(
                statement.receiver_email,
                gettext("Statement: %(title)s") % words,
                template="mandate",
                language=language,
                context=context,
                reply_to=reply_address(statement.body),
                attachments=files,
            )
        held.letter_queued = timezone.now()
        held.save(update_fields=["letter_queued"])


def _files(statement: Statement) -> list[Attachment]:
    """The statement as a file in each language it is written in; none on a machine that cannot draw them."""
    try:
        return [
            Attachment(f"{file_name(statement, code)}.pdf", "application/pdf", statement_pdf(statement, code))
            for code in languages_of(statement)
        ]
    except NoWriter:
        return []


def file_name(statement: Statement, language: str) -> str:
    """What a statement's file is called, without its ending."""
    return f"{slug_of(statement.body, language) or 'raitti'}-{statement.number}-{language}"


def tell_keepers_of_request(statement: Statement, *, now: datetime) -> None:
    """Tell those who look after the body that an organisation asks for a statement."""
    for address, language in _keepers(statement.body, now=now):
        with override(language):
            words = _words(statement, language)
            said = [gettext("%(asker)s asks %(body)s for a statement: “%(title)s”.") % words]
            if statement.due is not None:
                said.append(gettext("It is to be ready by %(due)s.") % words)
            button = (gettext("Open the statement"), _own_address(statement, language))
            question = pick(statement.question, language).value
            send(
                address,
                language,
                gettext("A statement is asked for: %(title)s") % words,
                *said,
                quote=question,
                button=button,
            )


def ask_for_comments(statement: Statement, organisations: Collection[Organisation], *, now: datetime) -> None:
    """Ask organisations for their comments on a draft."""
    for each in organisations:
        for address, language, _person in addressees_of(each, now=now, kind="notice"):
            with override(language):
                words = _words(statement, language) | {"organisation": name_of(each, language)}
                send(
                    address,
                    language,
                    gettext("Comment on a draft: %(title)s") % words,
                    gettext("%(body)s is drafting a statement, “%(title)s”, and asks %(organisation)s for comments.")
                    % words,
                    gettext("You can comment on each line until %(until)s.") % words,
                    button=(gettext("Read the draft and comment"), _own_address(statement, language)),
                    why=gettext("You get this letter because you act for %(organisation)s.") % words,
                    kind="notice",
                )


def ask_for_signatures(statement: Statement, *, now: datetime) -> None:
    """Tell the organisations of the body that a text is finished and can be signed."""
    for each in organisations_asked(statement, on=timezone.localdate(now)):
        for address, language, _person in addressees_of(each, now=now, kind="notice"):
            with override(language):
                words = _words(statement, language) | {"organisation": name_of(each, language)}
                send(
                    address,
                    language,
                    gettext("To be signed: %(title)s") % words,
                    gettext("The statement “%(title)s” of %(body)s is finished.") % words,
                    gettext("If %(organisation)s stands behind it, sign it before it is sent.") % words,
                    button=(gettext("Read and sign"), _own_address(statement, language)),
                    why=gettext("You get this letter because you act for %(organisation)s.") % words,
                    kind="notice",
                )


def tell_signatures_lapsed(statement: Statement, organisations: Collection[Organisation], *, now: datetime) -> None:
    """Tell those who had signed that the text changes and they are asked anew."""
    for each in organisations:
        for address, language, _person in addressees_of(each, now=now):
            with override(language):
                words = _words(statement, language) | {"organisation": name_of(each, language)}
                send(
                    address,
                    language,
                    gettext("Your signature has lapsed: %(title)s") % words,
                    gettext("The text of “%(title)s” is being changed after %(organisation)s signed it.") % words,
                    gettext("The signature does not count any more. You are asked again when the text is finished.")
                    % words,
                    button=(gettext("Open the statement"), _own_address(statement, language)),
                )


def tell_asker(statement: Statement, *, now: datetime) -> None:
    """Tell the organisation that asked for a statement that it has been sent, or why none is given."""
    if statement.asked_by is None:
        return
    for address, language, _person in addressees_of(statement.asked_by, now=now):
        with override(language):
            words = _words(statement, language)
            if statement.is_sent:
                subject = gettext("The statement you asked for: %(title)s")
                said = gettext("%(body)s has given the statement “%(title)s” that you asked for.")
                button = (gettext("Read the statement"), _public_address(statement, language))
                quote = ""
            else:
                subject = gettext("No statement is given: %(title)s")
                said = gettext("%(body)s gives no statement on “%(title)s”. The reason is below.")
                button, quote = None, pick(statement.withdrawn_reason, language).value
            send(address, language, subject % words, said % words, quote=quote, button=button)


def tell_keepers_of_comments(statement: Statement, *, now: datetime) -> None:
    """Tell those who look after the body that a comment round has ended, and what waits for an answer."""
    waiting = statement.comments.filter(state=LineComment.State.OPEN).count()
    for address, language in _keepers(statement.body, now=now):
        with override(language):
            words = _words(statement, language) | {"number": waiting}
            send(
                address,
                language,
                gettext("The comment round has ended: %(title)s") % words,
                gettext("Comments that wait for an answer: %(number)d.") % words,
                button=(gettext("Open the statement"), _own_address(statement, language)),
            )


def remind_keepers(statement: Statement, *, now: datetime) -> None:
    """Tell those who look after the body that the day of an answer has passed."""
    for address, language in _keepers(statement.body, now=now):
        with override(language):
            words = _words(statement, language)
            send(
                address,
                language,
                gettext("No answer yet: %(title)s") % words,
                gettext("%(receiver)s was asked to answer the statement “%(title)s” by %(answer_due)s.") % words,
                gettext("If an answer has come, write it down. If not, ask for it."),
                button=(gettext("Open the statement"), _own_address(statement, language)),
                kind="reminder",
            )


def _keepers(body: Body, *, now: datetime) -> list[tuple[str, str]]:
    return [(each.address, each.language) for each in addressees_of(body.steward, now=now)]


def _words(statement: Statement, language: str) -> dict[str, str]:
    asker = statement.asked_by
    receiver = statement.receiver
    return {
        "body": pick(statement.body.name, language).value,
        "title": pick(statement.title, language).value,
        "asker": name_of(asker, language) if asker is not None else statement.asked_by_name,
        "receiver": statement.receiver_name or (name_of(receiver, language) if receiver is not None else ""),
        "due": day_in_words(statement.due),
        "until": day_in_words(statement.comments_until),
        "answer_due": day_in_words(statement.answer_due),
    }


def day_in_words(day: date | None) -> str:
    return f"{day.day}.{day.month}.{day.year}" if day else ""


def _own_address(statement: Statement, language: str) -> str:
    uid: UUID = statement.uid
    return full_address("own_statement", language, statement=uid)


def _public_address(statement: Statement, language: str) -> str:
    return full_address("statement", language, slug=slug_of(statement.body, language), number=statement.number)
