"""Every letter Raitti writes, made by what really happens, in one language; for the tests that read them.

To a new letter: let it happen in `write_all`.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from raitti.accounts.letters import write_letter
from raitti.accounts.words import LETTERS
from raitti.bodies.actions import agenda, election_letters, elections, meetings, minutes, sitting
from raitti.bodies.actions.answers import answer_call
from raitti.bodies.actions.body_letters import tell_setter
from raitti.bodies.actions.telling import tell_of_body
from raitti.bodies.facts.meetings import ItemFacts, MeetingFacts, RecordFacts
from raitti.bodies.models import Holder, Meeting, Minutes
from raitti.core.addressees import forget_bounce, mark_bounced, row_of
from raitti.core.addresses import address
from raitti.core.audit import System
from raitti.core.texts import translated
from raitti.directory.actions import (
    check_rounds,
    claims,
    contacts,
    invitations,
    mandates,
    moderation,
    save_organisation,
    save_service,
    suggestions,
)
from raitti.directory.actions.behalf import undo_changes
from raitti.directory.actions.freshness import ByLink, CheckAnswer, answer_check, close_organisation, confirm
from raitti.directory.actions.matters import open_matter
from raitti.directory.actions.merging import merge
from raitti.directory.actions.queue_letters import tell_of_queues
from raitti.directory.actions.reminders import remind_of_mandates, tell_of_returned
from raitti.directory.actions.saving import keep_making
from raitti.directory.actions.telling import tell_now, tell_of_new_page
from raitti.directory.facts import ServiceFacts
from raitti.directory.models import Claim, Contact, Organisation, Portal, Revision, Role
from raitti.directory.queries.confirmers import BY_LINK
from raitti.directory.snapshots import facts_of
from raitti.exchange.actions.webhooks import try_again
from raitti.exchange.models import Webhook
from tests.bodies.call_letters import write_call_letters
from tests.bodies.factories import (
    BodyFactory,
    ElectionFactory,
    HolderFactory,
    HoldingFactory,
    OfficeFactory,
    SeatFactory,
    TermFactory,
    VoterFactory,
)
from tests.bodies.letters import write_group_letters
from tests.factories import AreaFactory, MandateFactory, OrganisationFactory, PersonFactory
from tests.letters import Letter, letters

NAME = "Keski-Pohjanmaan Näkövammaistenyhdistys ry"
PROGRAM = System("test")
# What people wrote themselves stands in letters as they wrote it, in whatever language.
WORDS = "Hei! Kirjoitin näin.\n\nToinen kappale <b>ja</b> & merkkejä."


def every_letter(language: str, now: datetime) -> list[Letter]:
    """All of them, oldest first."""
    _Writer(language, now).write_all()
    return letters()


class _Writer:
    def __init__(self, language: str, now: datetime) -> None:
        self.language, self.now = language, now
        self.home = AreaFactory(code="564", name=translated(fi="Oulu"))
        steward = self.organisation("Alueen tuki ry", email="alue@esimerkki.example")
        portal = Portal.objects.create(
            key="alue",
            hostname="alue.example",
            name=translated(fi="Alue"),
            steward=steward,
            contact_email="apua@alue.example",
            contact_phone="08 555 0100",
            hide_after_months=6,
        )
        portal.areas.set([self.home])
        self.agent = PersonFactory(name="Anna Agentti", language=language)

    def organisation(self, name: str = NAME, **fields: Any) -> Organisation:
        known = {"languages": [self.language], "home_municipality": self.home, "next_check_due": date(2040, 1, 1)}
        slugs = {"fi": f"sivu-{Organisation.objects.count()}"}
        return OrganisationFactory(name=translated(fi=name), slugs=slugs, **known | fields)

    def owned(self, name: str = NAME, **fields: Any) -> Organisation:
        return self.mandate(self.organisation(name, **fields)).organisation

    def mandate(self, organisation: Organisation, **fields: Any) -> Any:
        person = PersonFactory(name="Olli Omistaja", language=self.language)
        return MandateFactory(organisation=organisation, person=person, **fields)

    def write_all(self) -> None:
        for letter in LETTERS.values():
            write_letter(
                letter, "tili@esimerkki.example", language=self.language, code="" if letter.page else "ABCD-EFGH"
            )
        self._checks()
        self._on_behalf()
        self._helping()
        self._mandates()
        self._claims()
        self._contacts()
        self._queue()
        self._meetings()
        self._elections()
        self._others()
        write_call_letters(self.owned, words=WORDS, language=self.language, now=self.now)
        self._groups()
        self._bodies()

    def _groups(self) -> None:
        here = {"name": NAME, "words": WORDS, "owned": self.owned(), "agent": self.agent}
        write_group_letters(self.language, self.now, **here)

    def _checks(self) -> None:
        due = timezone.localdate(self.now)
        own = f"toimisto@{self.language}.example"
        silent = self.organisation(email=own, phone="08 555 0123", website="https://esimerkki.example")
        Organisation.objects.filter(pk=silent.pk).update(next_check_due=due)
        for days in (0, 21, 42, 63, 200):
            check_rounds.check_entries(self.now + timedelta(days=days))
        by = ByLink(row_of(own))
        answered: dict[str, Any] = {"actor": by, "now": self.now + timedelta(days=201)}
        confirm(silent, by=BY_LINK, **answered)
        answer = CheckAnswer(fields={"phone": "08 555 0999", "description": {self.language: WORDS}})
        answer_check(silent, answer, by=BY_LINK, language=self.language, **answered)
        close_organisation(silent, "dormant", since=date(2026, 1, 1), reason={self.language: "Lepo"}, **answered)

    def _on_behalf(self) -> None:
        owned = self.owned()
        acting: dict[str, Any] = {"actor": self.agent, "now": self.now, "on_behalf_of": owned}
        save_organisation(replace(facts_of(owned), phone="08 555 0456", email="uusi@esimerkki.example"), **acting)
        club = ServiceFacts(source="", source_id="", organisation=f"uid:{owned.uid}", name={"fi": "Kerho"})
        save_service(club, **acting)
        tell_now(owned.pk, now=self.now)
        undo_changes(list(Revision.objects.filter(organisation=owned)), word=WORDS, actor=PROGRAM, now=self.now)
        made = self.organisation(email="uusi@esimerkki.example")
        tell_of_new_page(keep_making(made, actor=self.agent, now=self.now), now=self.now)

    def _helping(self) -> None:
        owned = self.owned()
        asked: dict[str, Any] = {"email": "vieras@esimerkki.example", "language": self.language, "now": self.now}
        proposed = {"phone": "08 555 0789", "website": "https://toinen.example"}
        for number, reason in ((1, WORDS), (9, "")):
            made = suggestions.suggest_change(owned, proposed=proposed, message=WORDS, **asked)
            accepted = suggestions.parts_of(made)[:number]
            suggestions.decide_suggestion(made, accepted=accepted, reason=reason, actor=PROGRAM, now=self.now)
        report = moderation.report_content(owned, why="wrong", message=WORDS, **asked)
        moderation.answer_report(report, answer=WORDS, actor=PROGRAM, now=self.now, hide_because=WORDS)
        for give_back in (False, True):
            hiding = moderation.current_hiding(owned) or moderation.hide(
                owned, reason=WORDS, actor=PROGRAM, now=self.now
            )
            moderation.appeal(hiding, WORDS, actor=PROGRAM, now=self.now)
            moderation.answer_appeal(hiding, give_back=give_back, answer=WORDS, actor=PROGRAM, now=self.now)
            hiding.refresh_from_db()
            if hiding.ended is None:
                moderation.end_hiding(hiding, actor=PROGRAM, now=self.now)

    def _mandates(self) -> None:
        now = self.now
        mandate = self.mandate(self.organisation())
        organisation, owner = mandate.organisation, mandate.person
        offered: dict[str, Any] = {"actor": owner, "now": now, "language": self.language, "message": WORDS}
        invitations.invite(organisation, Role.EDITOR, "eksynyt@esimerkki.example", **offered)
        mark_bounced("eksynyt@esimerkki.example", "5.1.1", now=now)
        tell_of_returned(now)
        declined = invitations.invite(organisation, Role.EDITOR, "kutsu@esimerkki.example", **offered)
        invitations.decline_invitation(declined, actor=None, now=now)
        accepted = invitations.invite(organisation, Role.EDITOR, "kutsu@esimerkki.example", **offered)
        editor = invitations.accept_invitation(accepted, actor=PersonFactory(language=self.language), now=now)
        mandates.end_mandate(editor, actor=owner, now=now)
        heir = PersonFactory(language=self.language)
        invitations.accept_invitation(invitations.hand_over(mandate, heir.email, **offered), actor=heir, now=now)
        today = timezone.localdate(now)
        self.mandate(self.organisation(), renew_by=today)
        self.mandate(self.organisation(), role=Role.EDITOR, until=today)
        lost = self.mandate(self.owned(email="toimisto@esimerkki.example"), renew_by=today)
        mark_bounced(lost.person.email, "5.1.1", now=now)
        remind_of_mandates(now)
        forget_bounce(lost.person.email)

    def _claims(self) -> None:
        asking: dict[str, Any] = {"now": self.now, "position": "Sihteeri", "message": WORDS}

        def claim(organisation: Organisation) -> Claim:
            person = PersonFactory(name="Ville Vaatija", language=self.language)
            return claims.claim_organisation(organisation, way="address", actor=person, **asking)

        own = self.organisation(email="oma@esimerkki.example")
        claims.deny_claim(claim(own), now=self.now)
        owned = self.owned(email="toinen@esimerkki.example")
        claims.accept_claim(claim(owned), actor=PROGRAM, now=self.now + timedelta(days=15))

    def _contacts(self) -> None:
        soon = timezone.localdate(self.now) + timedelta(days=20)
        Contact.objects.create(
            organisation=self.organisation(), name="Tove Testi", email="tove@esimerkki.example", keep_until=soon
        )
        contacts.remove_outdated(self.now)
        contacts.send_own_listings("tove@esimerkki.example", language=self.language, now=self.now)

    def _queue(self) -> None:
        self.mandate(Portal.objects.get().steward, role=Role.STEWARD)
        opened = {"title": "Tuonti", "now": self.now, "organisation": self.organisation()}
        open_matter(kind="import", about_uid=uuid4(), **opened)
        tell_of_queues(self.now + timedelta(days=8))

    def _meetings(self) -> None:
        """A meeting called late and moved, a deputy asked and let go; one held and checked; one cancelled."""
        fi, matter = {"fi": NAME}, {"fi": "Lausunto", "sv": "Utlåtande", "en": "Statement"}
        body = BodyFactory(name=translated(**fi), notice_days=60, steward=self.owned(), email="")
        seats = [SeatFactory(body=body, name=translated(**fi)) for _ in range(3)]
        holders = [HolderFactory(name=NAME, language=self.language) for _ in range(5)]
        member, second, chair, deputy, secretary = holders
        for seat, holder in zip(seats, (member, second, chair), strict=True):
            HoldingFactory(seat=seat, holder=holder)
        HoldingFactory(seat=seats[0], holder=deputy, place="deputy")
        OfficeFactory(body=body, holder=chair)
        OfficeFactory(body=body, holder=secretary, task="secretary")
        acting: dict[str, Any] = {"actor": PROGRAM, "now": self.now}
        day = timezone.localdate(self.now) + timedelta(days=20)
        facts = MeetingFacts(day=day, begins=time(13), ends=time(15), place=fi)
        made = [meetings.plan_meeting(body, facts, **acting) for _ in range(2)]
        for meeting in made:
            for is_confidential in (False, True):
                agenda.add_item(meeting, ItemFacts(title=matter, is_confidential=is_confidential), **acting)
            meetings.call_meeting(meeting, late_reason=WORDS, **acting)
        meetings.change_meeting(made[0], replace(facts, day=day + timedelta(days=1)), **acting)
        for answer in ("not_coming", "coming"):
            answer_call(made[0].attendances.get(holder=member), answer, **acting)
        meetings.cancel_meeting(made[1], reason=WORDS, **acting)
        self._minutes(made[0], holders, **acting)

    def _elections(self) -> None:
        """A member of a body on the roll of an election, written to, and told that it was cancelled."""
        body = BodyFactory(name=translated(fi=NAME), steward=self.owned(), email="")
        holder = HolderFactory(name=NAME, language=self.language)
        HoldingFactory(seat=SeatFactory(body=body, name=translated(fi=NAME)), holder=holder)
        election = ElectionFactory(
            body=body,
            name=translated(fi=NAME),
            rule="approval",
            roll="holders",
            state="open",
            public_key="00" * 32,
            opened=self.now,
            closes=self.now + timedelta(days=7),
        )
        VoterFactory(election=election, organisation=None, holder=holder, name=NAME)
        election_letters.send_links.call(str(election.uid))
        elections.cancel_election(election, reason={"fi": WORDS}, actor=PROGRAM, now=self.now)
        election_letters.tell_of_cancelling.call(str(election.uid))

    def _minutes(self, meeting: Meeting, holders: list[Holder], **acting: Any) -> None:
        sitting.open_meeting(meeting, **acting)
        there = sitting.Mark(presence="present")
        marks = {each.pk: there for each in meeting.attendances.all()}
        sitting.mark_attendance(meeting, marks, led_by=holders[2].pk, **acting)
        drafted = Minutes.objects.get(meeting=meeting)
        minutes.name_checkers(drafted, holders[:2], **acting)
        for item in meeting.items.filter(outcome="", standing__in=("", "agenda")):
            sitting.write_item(item, RecordFacts(outcome="noted"), seen=0, **acting)
        sitting.close_meeting(meeting, **acting)
        first, second = drafted.checks.all()
        minutes.send_minutes(drafted, **acting)
        minutes.check_minutes(first, "remarks", remarks=WORDS, **acting)
        minutes.send_minutes(drafted, **acting)
        for check in (first, second):
            minutes.check_minutes(check, "approved", **acting)

    def _others(self) -> None:
        kept, gone = self.owned(), self.owned("Saman yhdistyksen toinen sivu")
        merge(kept, gone, choices={}, actor=PROGRAM, now=self.now)
        Webhook.objects.create(
            organisation=kept,
            url="https://ohjelma.example/koukku",
            email="ohjelma@esimerkki.example",
            language=self.language,
            created=self.now,
            failing_since=self.now - timedelta(days=30),
        )
        try_again(self.now)
        for email in ("", "kysyja@esimerkki.example"):
            form = {"message": WORDS, "email": email, "about": str(kept.uid)}
            with override(self.language):
                Client().post(address("feedback", self.language), form, headers={"host": "localhost:8000"})

    def _bodies(self) -> None:
        """Who is said to appoint a body, and everything that can wait in one."""
        steward, setter = self.owned(), self.owned(status="dissolved")
        body = BodyFactory(name=translated(fi=NAME), steward=steward, setter=setter, most_terms=1)
        body.most_organisation_terms = 1
        body.save()
        tell_setter(body, now=self.now)
        today = self.now.date()
        term = TermFactory(body=body, starts=today - timedelta(days=900), ends=today + timedelta(days=30))
        seats = [SeatFactory(body=body, name=translated(fi=NAME)) for _ in range(2)]
        holder = HolderFactory(name="Olli Omistaja")
        HoldingFactory(seat=seats[0], holder=holder, term=term, since=term.starts, nominated_by=steward)
        tell_of_body(body, now=self.now)
