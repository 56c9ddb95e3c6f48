"""Every letter of open groups, made by what really happens, in one language."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from raitti.accounts.models import Person
from raitti.bodies.actions import group_letters, memberships
from raitti.bodies.actions.group_peace import answer_appeal, appeal_post, hide_post, leave_post, report_post
from raitti.bodies.actions.group_questions import answer_question, ask_group, bring_back
from raitti.bodies.actions.joining_by_mail import ask_by_mail
from raitti.bodies.actions.threads import begin_thread
from raitti.bodies.facts.groups import JoinFacts, QuestionFacts
from raitti.bodies.models import Body, GroupQuestion, Membership
from raitti.core.texts import translated
from raitti.directory.models import Organisation, Role
from tests.bodies.factories import GroupFactory, HolderFactory, HoldingFactory, MembershipFactory
from tests.factories import MandateFactory, PersonFactory


def write_group_letters(
    language: str, now: datetime, *, name: str, words: str, owned: Organisation, agent: Person
) -> None:
    """Let all of it happen in a group called `name`; `words` are what people write."""
    said = _Said(language, now, name, words, owned)
    said.join(agent)
    said.talk()
    said.ask()
    said.keep_peace()


class _Said:
    def __init__(self, language: str, now: datetime, name: str, words: str, owned: Organisation) -> None:
        self.language, self.now, self.words, self.owned = language, now, words, owned
        self.group: Body = GroupFactory(name=translated(fi=name), steward=owned, joining="on_approval")
        # Names of two letters read the same in every language.
        self.leader, self.member, self.other = (PersonFactory(name=language, language=language) for _ in range(3))
        HoldingFactory(seat=self.group.behind, holder=HolderFactory(person=self.leader))
        self.given: dict[str, Any] = {"actor": self.leader, "now": now}

    def _in(self, person: Person, **fields: Any) -> Membership:
        made: Membership = MembershipFactory(
            body=self.group, person=person, name=self.language, language=self.language, **fields
        )
        return made

    def join(self, agent: Person) -> None:
        facts = JoinFacts(name=self.language, language=self.language, message=self.words)
        ask_by_mail([self.group], facts, address=f"{uuid4().hex[:12]}@esimerkki.example", now=self.now)
        for take_in in (True, False):
            person = PersonFactory(language=self.language)
            (asked,) = memberships.join_groups([self.group], facts, actor=person, now=self.now)
            memberships.decide_membership(asked, take_in=take_in, reason=self.words, **self.given)
        gone = self._in(PersonFactory(language=self.language))
        memberships.end_membership(gone, reason=self.words, **self.given)
        municipality = self.owned.home_municipality
        assert municipality is not None
        MandateFactory(person=agent, organisation=self.owned, role=Role.AGENT)
        memberships.join_groups([self.group], facts, actor=agent, organisation=self.owned, now=self.now)

    def talk(self) -> None:
        self._in(self.member)
        self._in(self.other, mail="each")
        reader = PersonFactory(language=self.language)
        self._in(reader, mail="daily", told_until=self.now - timedelta(days=1))
        thread = begin_thread(
            self.group, title=self.language, text=self.words, actor=self.member, now=self.now, language=self.language
        )
        self.post = thread.posts.get()
        group_letters.tell_members_of_post.func(self.post.pk, self.now.isoformat())
        group_letters.send_digests(self.now + timedelta(hours=1))

    def ask(self) -> None:
        facts = QuestionFacts(title=self.language, text=self.words, closes=self.now + timedelta(days=2))
        question = ask_group(self.group, facts, **self.given)
        answer_question(question, text=self.words, actor=self.member, now=self.now)
        group_letters.tell_members_of_question.func(question.pk, self.now.isoformat())
        GroupQuestion.objects.filter(pk=question.pk).update(closes=self.now)
        bring_back(question, text=self.words, is_public=False, **self.given)
        group_letters.tell_members_of_summary.func(question.pk, self.now.isoformat())

    def keep_peace(self) -> None:
        owner = self.owned.mandates.filter(role=Role.OWNER).first()
        assert owner is not None
        report: dict[str, Any] = {"message": self.words, "actor": self.other, "now": self.now}
        report_post(self.post, **report)
        leave_post(self.post, answer=self.words, **self.given)
        for give_back in (True, False):
            report_post(self.post, **report)
            hide_post(self.post, reason=self.words, **self.given)
            appeal_post(self.post, text=self.words, actor=self.member, now=self.now)
            answer_appeal(self.post, give_back=give_back, answer=self.words, actor=owner.person, now=self.now)
