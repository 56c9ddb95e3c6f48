"""Who asks for statements, writes, comments on, signs and sends them."""

from datetime import timedelta

from raitti.bodies.actions.sending import note_answer
from raitti.bodies.actions.statements import drop_statement
from raitti.bodies.facts.statements import AnswerFacts
from raitti.bodies.models import Body, BodyKind, Signature, Statement
from raitti.core.texts import translated
from tests.bodies import statements as made
from tests.bodies.factories import BodyFactory
from tests.bodies.rules.cases import SeatedCase as Case
from tests.bodies.rules.cases import asking
from tests.bodies.world import Seated

INSIDE = "keepers, owner elsewhere, anyone, the program"
KEEPING = "keepers, the program"
# The member sits on the nomination of the association of Utsjoki, so that association is asked for its word.
SPEAKING_THERE = "owner elsewhere, agent elsewhere, the program"


def ended(it: Seated) -> Seated:
    Body.objects.filter(pk=it.body.pk).update(stage="ended")
    it.body.refresh_from_db()
    return it


def association(it: Seated):
    return it.world.elsewhere["association"]


def dissolved(it: Seated):
    found = association(it)
    found.status = "dissolved"
    found.save()
    return found


def over(it: Seated) -> Statement:
    """A round whose last day has passed and that no chore has closed yet."""
    statement = made.commenting(it)
    statement.comments_until = (it.now - timedelta(days=1)).date()
    statement.save()
    return statement


def dropped(it: Seated) -> Statement:
    return drop_statement(made.written(it), reason={"fi": "Ei ehditä."}, actor=made.BY, now=it.now)


def answered(it: Seated) -> Statement:
    facts = AnswerFacts(on=it.now.date(), answer={"fi": "Kiitos."})
    return note_answer(made.sent(it), facts, actor=made.BY, now=it.now)


def with_signature(it: Seated, *, is_sent: bool = False) -> Signature:
    statement = made.signed(it)
    if is_sent:
        made.sent(it, statement)
    return Signature.objects.select_related("statement", "organisation").get(statement=statement)


def group(it: Seated) -> Body:
    """A support group behind the seat, which the member and the deputy lead."""
    return BodyFactory(
        name=translated(fi="Tukiryhmä"), kind=BodyKind.SUPPORT_GROUP, behind=it.seat, steward=it.world.association
    )


def of(rule, state, prepare, who):
    return Case(rule, state, lambda it: asking(rule, prepare(it), it=it), who)


def with_voice(rule, state, prepare, voice, who):
    return Case(rule, state, lambda it: asking(rule, prepare(it), voice(it), it=it), who)


CASES = [
    of("may_see_statements", "at work", lambda it: it.body, INSIDE),
    of("may_record_statement", "at work", lambda it: it.body, KEEPING),
    of("may_record_statement", "ended", lambda it: ended(it).body, "none"),
    of("may_see_own_words", "an association elsewhere", association, SPEAKING_THERE),
    of("may_ask_for_statement", "an association elsewhere", association, SPEAKING_THERE),
    of("may_ask_for_statement", "dissolved", dissolved, "none"),
    of("may_read_draft", "a draft", made.written, INSIDE),
    of("may_read_draft", "open for comments", made.commenting, f"{INSIDE}, agent elsewhere"),
    of("may_read_draft", "finished", made.finished, f"{INSIDE}, agent elsewhere"),
    of("may_read_draft", "dropped", dropped, INSIDE),
    of("may_write_statement", "a draft", made.written, INSIDE),
    of("may_write_statement", "open for comments", made.commenting, INSIDE),
    of("may_write_statement", "finished", made.finished, "none"),
    of("may_write_statement", "sent", made.sent, "none"),
    of("may_write_statement", "dropped", dropped, "none"),
    of("may_open_comments", "a draft", made.written, KEEPING),
    of("may_open_comments", "open already, for longer", made.commenting, KEEPING),
    of("may_open_comments", "without a text", made.begun, "none"),
    of("may_open_comments", "finished", made.finished, "none"),
    of("may_close_comments", "open for comments", made.commenting, KEEPING),
    of("may_close_comments", "a draft", made.written, "none"),
    of("may_comment", "in one’s own name", made.commenting, INSIDE),
    of("may_comment", "time over", over, "none"),
    of("may_comment", "a draft", made.written, "none"),
    with_voice("may_comment", "for the nominating association", made.commenting, association, SPEAKING_THERE + ""),
    with_voice("may_comment", "for one nobody asked", made.commenting, lambda it: it.world.federation, "the program"),
    with_voice("may_comment", "for a dissolved association", made.commenting, dissolved, "the program"),
    with_voice("may_comment", "for a support group", made.commenting, group, "owner elsewhere, anyone, the program"),
    of("may_answer_comment", "open", made.commented, KEEPING),
    of("may_finish_statement", "a draft", made.written, KEEPING),
    of("may_finish_statement", "a comment without answer", lambda it: unanswered(it), "none"),
    of("may_finish_statement", "open for comments", made.commenting, "none"),
    of("may_finish_statement", "without a text", made.begun, "none"),
    of("may_reopen_statement", "finished", made.finished, KEEPING),
    of("may_reopen_statement", "sent", made.sent, "none"),
    with_voice("may_sign", "finished", made.finished, association, SPEAKING_THERE),
    with_voice("may_sign", "a draft", made.written, association, "none"),
    with_voice("may_sign", "sent", made.sent, association, "none"),
    with_voice("may_sign", "dissolved", made.finished, dissolved, "none"),
    with_voice("may_sign", "one nobody asked", made.finished, lambda it: it.world.federation, "none"),
    of("may_withdraw_signature", "finished", with_signature, SPEAKING_THERE),
    of("may_withdraw_signature", "sent", lambda it: with_signature(it, is_sent=True), "none"),
    of("may_send_statement", "finished", made.finished, KEEPING),
    of("may_send_statement", "a draft", made.written, "none"),
    of("may_send_statement", "sent already", made.sent, "none"),
    of("may_note_answer", "sent", made.sent, KEEPING),
    of("may_note_answer", "a draft", made.written, "none"),
    of("may_note_effect", "answered", answered, KEEPING),
    of("may_note_effect", "sent, no answer", made.sent, "none"),
    of("may_correct_statement", "sent", made.sent, KEEPING),
    of("may_correct_statement", "a draft", made.written, "none"),
    of("may_drop_statement", "a draft", made.written, KEEPING),
    of("may_drop_statement", "sent", made.sent, "none"),
    of("may_drop_statement", "dropped already", dropped, "none"),
]


def unanswered(it: Seated) -> Statement:
    comment = made.commented(it)
    comment.statement.state = Statement.State.DRAFT
    comment.statement.save()
    return comment.statement
