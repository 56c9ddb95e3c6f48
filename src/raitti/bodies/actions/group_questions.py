"""Working, not only informing: what the leader asks before a meeting, what members answer, what is brought back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.bodies.actions.group_letters import tell_members_of_question, tell_members_of_summary
from raitti.bodies.actions.group_words import line, optional, words
from raitti.bodies.actions.threads import acting_member
from raitti.bodies.facts.groups import QuestionFacts
from raitti.bodies.models import Body, GroupAnswer, GroupQuestion, Summary
from raitti.bodies.rules import may_answer_question, may_change_question, may_lead_group, may_write_summary
from raitti.core.audit import record
from raitti.core.shelf import content_changed
from raitti.core.verdicts import require
from raitti.directory.actions.checks import refuse


@transaction.atomic
def ask_group(body: Body, facts: QuestionFacts, *, actor: Any, now: datetime) -> GroupQuestion:
    """Ask the group something before a meeting; everybody who wants letters gets one."""
    require(may_lead_group(actor, body, now=now))
    question = GroupQuestion.objects.create(
        body=body, asked=now, asked_by=actor if hasattr(actor, "pk") else None, **_checked(facts, now=now)
    )
    record(actor, "asked group", body, now=now)
    tell_members_of_question.enqueue(question.pk, now.isoformat())
    return question


@transaction.atomic
def change_question(question: GroupQuestion, facts: QuestionFacts, *, actor: Any, now: datetime) -> GroupQuestion:
    """Ask otherwise while nobody has answered; once somebody has, only the closing can be put off."""
    question = _held(question)
    fields = _checked(facts, now=now)
    verdict = may_change_question(actor, question, now=now)
    if verdict.code == "answered":
        kept = {name: getattr(question, name) for name in fields}
        only_later = fields["closes"] >= question.closes and fields | {"closes": question.closes} == kept
        verdict = may_lead_group(actor, question.body, now=now) if only_later else verdict
    require(verdict)
    for name, value in fields.items():
        setattr(question, name, value)
    question.save()
    record(actor, "changed question to group", question.body, now=now)
    return question


def _checked(facts: QuestionFacts, *, now: datetime) -> dict[str, Any]:
    if facts.closes <= now:
        refuse("closes", str(facts.closes), _("This moment has passed. Give members time to answer."), code="past")
    if facts.meeting_on is not None and timezone.localdate(facts.closes) > facts.meeting_on:
        refuse(
            "closes", str(facts.closes), _("The meeting is before this. Close the question before it."), code="order"
        )
    return {
        "title": line("title", facts.title, missing=_("Write what you want to know, as a question.")),
        "text": optional("text", facts.text),
        "meeting": line("meeting", facts.meeting),
        "meeting_on": facts.meeting_on,
        "closes": facts.closes,
        "language": facts.language,
    }


@transaction.atomic
def answer_question(
    question: GroupQuestion,
    *,
    text: str,
    actor: Any,
    now: datetime,
    language: str = "fi",
    membership: UUID | None = None,
) -> GroupAnswer:
    """Answer for oneself or an association; said anew until the question closes, the new words stand."""
    question = _held(question)
    require(may_answer_question(actor, question, now=now))
    text = words("text", text, missing=_("Write your answer first."))
    speaker = acting_member(question.body, actor=actor, now=now, chosen=membership)
    assert speaker is not None  # noqa: S101 - the rule lets members alone answer
    answer = GroupAnswer.objects.filter(question=question, membership=speaker).first()
    if answer is None:
        answer = GroupAnswer(question=question, membership=speaker, given=now)
    elif answer.text == text:
        return answer
    else:
        answer.changed = now
    answer.text, answer.person, answer.language = text, actor, language
    answer.save()
    record(actor, "answered group", question.body, on_behalf_of=speaker.organisation, now=now)
    return answer


@transaction.atomic
def bring_back(
    question: GroupQuestion, *, text: str, is_public: bool, actor: Any, now: datetime, language: str = "fi"
) -> Summary:
    """Tell the group, or everyone, what was said and what came of it. Members get a letter the first time."""
    question = _held(question)
    require(may_write_summary(actor, question, now=now))
    text = words("text", text, missing=_("Write what the group said and what came of it."))
    summary = Summary.objects.filter(question=question).first()
    is_new = summary is None
    was_public = summary is not None and summary.is_public
    if summary is None:
        summary = Summary(question=question, written=now, answers=question.answers.count())
    else:
        summary.changed = now
    summary.text, summary.is_public, summary.language = text, is_public, language
    summary.save()
    record(actor, "brought back summary", question.body, now=now)
    if is_public or was_public:
        content_changed()
    if is_new:
        tell_members_of_summary.enqueue(question.pk, now.isoformat())
    return summary


def _held(question: GroupQuestion) -> GroupQuestion:
    held = GroupQuestion.objects.select_for_update(of=("self",))
    return held.select_related("body__steward", "body__setter").get(pk=question.pk)
