"""How the pages of the workspace are found by tests that look at all of them.

To a new page: if its path has words of its own (`<uuid:…>`, `<str:token>` …), say in `WORDS` which row of `Things`
they name. What you put into `Things` holds the word SECRET, so that nobody else's page may show it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.urls import URLPattern

from raitti.bodies.actions import agenda, meetings, sitting
from raitti.bodies.ballot_papers import ballot_link
from raitti.bodies.facts.meetings import ItemFacts, MeetingFacts, RecordFacts, TaskFacts
from raitti.bodies.models import (
    Body,
    Call,
    Candidate,
    DraftVersion,
    GroupMeeting,
    GroupQuestion,
    Initiative,
    LineComment,
    Material,
    Meeting,
    Membership,
    Nomination,
    Post,
    Representation,
    Statement,
    Thread,
    Voter,
)
from raitti.core.links import sign
from raitti.core.texts import translated
from raitti.directory.models import (
    Claim,
    Contact,
    Draft,
    DuplicateSuspicion,
    FirstLook,
    Hiding,
    Invitation,
    Matter,
    Merge,
    Organisation,
    Publication,
    Report,
    Revision,
    Role,
    Service,
    Suggestion,
    ThingKind,
)
from raitti.directory.queries.invitations import claim_token, invitation_token
from raitti.programmes.actions.attachments import attach
from raitti.programmes.actions.notices import draft_notice
from raitti.programmes.actions.programme_scenarios import ProgrammeQuestion, ask_programme, solve_programme_later
from raitti.programmes.actions.scenarios import Question, accept, ask
from raitti.programmes.models import (
    Attachment,
    Campaign,
    LedgerEntry,
    Plea,
    ProgrammeScenario,
    Project,
    Scenario,
    ShapeStudy,
    Support,
)
from raitti.workspace.addresses import ELECTIONS_OF_BODIES, SEATS_OF_BODIES
from raitti.workspace.urls import urlpatterns
from tests.bodies.factories import (
    BodyFactory,
    CandidateFactory,
    ElectionFactory,
    GroupFactory,
    HolderFactory,
    HoldingFactory,
    MembershipFactory,
    OfficeFactory,
    PostFactory,
    QuestionFactory,
    SeatFactory,
    TermFactory,
    ThreadFactory,
    VoterFactory,
)
from tests.bodies.world import Seated, seat
from tests.directory.world import World
from tests.factories import OrganisationFactory, ServiceFactory
from tests.programmes.factories import ActivityFactory, GrantFactory, LedgerEntryFactory, StructureFactory
from tests.programmes.world import Funded, fund, study_of

SECRET = "Salaisuus"
PROOF = f"%PDF-1.7 {SECRET} %%EOF".encode()

# Pages of one's own account: they show nothing but the account of whoever has signed in, and allauth asks who that is.
ACCOUNT = {
    *("sign_in", "sign_out", "sign_in_code", "sign_in_second", "sign_in_passkey", "sign_in_closed"),
    *("sign_in_elsewhere", "sign_up", "confirm_address", "password_forgotten", "password_forgotten_code"),
    *("password_forgotten_new", "account_erased", "emails", "password", "password_first", "reauthenticate"),
    *("reauthenticate_code", "reauthenticate_passkey", "second_factor", "app_add", "app_remove", "recovery_codes"),
    *("recovery_codes_new", "recovery_codes_file", "passkeys", "passkey_add", "passkey_rename", "passkey_remove"),
    *("own_data", "erase_account", "linked"),
}


@dataclass
class Things:
    """One of everything that only some may see: an association's that has not published its page."""

    organisation: Organisation
    service: Service
    draft: Draft
    invitation: Invitation
    claim: Claim
    matter: Matter
    suggestion: Suggestion
    report: Report
    look: FirstLook
    hiding: Hiding
    revision: Revision
    suspicion: DuplicateSuspicion
    merge: Merge
    world: World
    project: Project
    scenario: Scenario
    joint: ProgrammeScenario
    study: ShapeStudy
    entry: LedgerEntry
    attachment: Attachment
    board: Body
    nomination: Nomination
    meeting: Meeting
    comment: LineComment
    representation: Representation
    initiative: Initiative
    group: Body
    member: Membership
    thread: Thread
    post: Post
    question: GroupQuestion
    material: Material
    voter: Voter


def make_things(world: World) -> Things:
    now, kept, seated = world.now, world.association, seat(world)
    # Only the association's own people have anything to do with this body.
    seated.seat.holdings.all().delete()
    Organisation.objects.filter(pk=kept.pk).update(
        name=translated(fi=f"{SECRET} ry"), publication=Publication.DRAFT, email="toimisto@kutojat.example"
    )
    kept.refresh_from_db()
    person = world.people["anyone"]
    person.name = f"{SECRET} Pyytäjä"
    person.save()
    Contact.objects.create(
        organisation=kept, role=translated(fi=f"{SECRET} sihteeri"), email=f"{SECRET}@kutojat.example", is_public=False
    )
    about = {"organisation": kept, "thing_kind": ThingKind.ORGANISATION, "thing_uid": kept.uid}
    fields = {"name_fi": SECRET, "summary_fi": SECRET}
    claim = Claim(organisation=kept, person=person, way="register", position=SECRET, message=SECRET, created=now)
    claim.proof.save(f"{claim.uid}.pdf", ContentFile(PROOF), save=False)
    claim.save()
    other = OrganisationFactory(
        name=translated(fi=f"{SECRET} kaksonen ry"), home_municipality=world.oulu, publication=Publication.DRAFT
    )
    report = Report.objects.create(why="wrong", message=SECRET, email=f"{SECRET}@example.org", created=now, **about)
    first, second = sorted((kept, other), key=lambda one: one.pk)
    return Things(
        organisation=kept,
        service=ServiceFactory(organisation=kept, name=translated(fi=f"{SECRET} kerho"), publication=Publication.DRAFT),
        draft=Draft.objects.create(person=world.people["owner"], fields=fields, created=now, saved=now, **about),
        invitation=Invitation.objects.create(
            organisation=kept,
            email=f"{SECRET}@example.org",
            role=Role.EDITOR,
            message=SECRET,
            given_by=world.people["owner"],
            created=now,
            expires=now + timedelta(days=3650),
        ),
        claim=claim,
        matter=Matter.objects.create(
            kind="report", about_uid=report.uid, organisation=kept, municipality=world.oulu, title=SECRET, opened=now
        ),
        suggestion=Suggestion.objects.create(
            proposed={"summary": {"fi": SECRET}}, message=SECRET, email=f"{SECRET}@example.org", created=now, **about
        ),
        report=report,
        look=FirstLook.objects.create(organisation=kept, reason=SECRET, sent=now),
        hiding=Hiding.objects.create(reason=SECRET, hidden_by=SECRET, at=now, appeal=SECRET, appealed=now, **about),
        revision=Revision.objects.create(
            before={}, fields=["summary"], actor=SECRET, at=now, undo_until=now + timedelta(days=3650), **about
        ),
        suspicion=DuplicateSuspicion.objects.create(first=first, second=second, found_at=now),
        merge=Merge.objects.create(
            kept=kept,
            gone_uid=uuid4(),
            gone_name=SECRET,
            gone={},
            kept_before={},
            moved={},
            by=SECRET,
            at=now,
            undo_until=now - timedelta(days=1),
        ),
        world=world,
        board=_board(world),
        voter=_voter(world),
        **_planned(fund(world)),
        nomination=_nominated(seated),
        meeting=_meeting(world, seated.body),
        **_said(seated),
        **_group(world),
    )


def _board(world: World) -> Body:
    """A body that the association founds and nobody else has to do with yet."""
    of = {"setter": world.association, "steward": world.association, "publication": Publication.DRAFT}
    board = BodyFactory(name=translated(fi=f"{SECRET} neuvottelukunta"), stage="founding", **of)
    term = TermFactory(body=board, report=translated(fi=SECRET))
    seat = SeatFactory(body=board, name=translated(fi=f"{SECRET} paikka"))
    holder = HolderFactory(name=SECRET, email=f"{SECRET}@example.org")
    HoldingFactory(seat=seat, holder=holder, term=term)
    OfficeFactory(body=board, holder=holder)
    board.founding_steps.create(step="idea", note=translated(fi=SECRET))
    return board


def _nominated(seated: Seated) -> Nomination:
    """An open call of a body the association looks after, and whom the association itself has nominated."""
    now = seated.now
    call = Call.objects.create(
        body=seated.body,
        number=1,
        name=translated(fi="Haku"),
        state=Call.State.PUBLISHED,
        opens=now - timedelta(days=3650),
        closes=now + timedelta(days=3650),
        created=now,
        changed=now,
    )
    call.seats.set([SeatFactory(body=seated.body)])
    own = seated.world.association
    about = {"organisation": own, "made_for": own.uid, "state": "sent", "sent": now, "created": now, "changed": now}
    nomination = Nomination.objects.create(call=call, motivation=SECRET, **about)
    Candidate.objects.create(nomination=nomination, name=SECRET, email=f"{SECRET}@example.org", consent="given")
    return nomination


def _meeting(world: World, body: Body) -> Meeting:
    """A meeting of a body that the association looks after, going on, with minutes and a task in it."""
    holder = HoldingFactory(seat__body=body, holder__name=f"{SECRET} Jäsen").holder
    acting: dict[str, Any] = {"actor": world.people["owner"], "now": world.now}
    day = (world.now + timedelta(days=20)).date()
    made = meetings.plan_meeting(body, MeetingFacts(day=day, begins=time(13), ends=time(15)), **acting)
    item = agenda.add_item(made, ItemFacts(title={"fi": SECRET}, is_confidential=True), **acting)
    given = {"name": "muistio.txt", "content": SECRET.encode(), "is_confidential": True}
    agenda.add_paper(item, **given, **acting)
    meetings.call_meeting(made, **acting)
    sitting.open_meeting(made, **acting)
    sitting.give_task(item, TaskFacts(text={"fi": SECRET}, owner=holder.pk), **acting)
    sitting.write_item(item, RecordFacts(record={"fi": SECRET}), seen=0, **acting)
    made.refresh_from_db()
    return made


def _group(world: World) -> dict[str, Any]:
    """An open group of the association, all of whose talk is secret to others."""
    now, person = world.now, world.people["anyone"]
    group = GroupFactory(setter=world.association, steward=world.association, behind=None)
    member = MembershipFactory(body=group, person=person, name=SECRET, email=f"{SECRET}@example.org".lower())
    thread = ThreadFactory(body=group, title=SECRET)
    post = PostFactory(thread=thread, membership=member, person=person, text=SECRET)
    post.reports.create(person=world.people["owner"], message=SECRET, made=now)
    question = QuestionFactory(body=group, title=SECRET, text=SECRET)
    question.answers.create(membership=member, text=SECRET, given=now)
    GroupMeeting.objects.create(
        body=group, starts=now + timedelta(days=3650), where="Kirjasto", link=f"https://kokous.example/{SECRET}"
    )
    material = Material(body=group, title=SECRET, media_type="application/pdf", added=now)
    material.file.save(f"{material.uid}.pdf", ContentFile(PROOF), save=False)
    material.save()
    return {
        "group": group,
        "member": member,
        "thread": thread,
        "post": post,
        "question": question,
        "material": material,
    }


def _voter(world: World) -> Voter:
    """A right to vote in an election of a body that only the association has to do with."""
    of = {"setter": world.association, "steward": world.association, "publication": Publication.DRAFT}
    body = BodyFactory(name=translated(fi=f"{SECRET} neuvottelukunta"), **of)
    election = ElectionFactory(
        body=body,
        name=translated(fi=f"{SECRET} vaali"),
        state="open",
        public_key="00" * 32,
        opened=world.now,
        closes=world.now + timedelta(days=4000),
    )
    candidate = CandidateFactory(election=election, name=SECRET)
    election.quotas.create(name=translated(fi=SECRET)).candidates.set([candidate])
    voter: Voter = VoterFactory(election=election, organisation=world.association)
    return voter


def _planned(funded: Funded) -> dict[str, Any]:
    """A project of the association, with a plan worked out, accepted, and a notice of it drafted."""
    project, owner = funded.project, funded.people["owner"]
    ActivityFactory(project=project, name=translated(fi=f"{SECRET} kokous"))
    grant = GrantFactory(project=project, purpose=translated(fi=SECRET))
    entry = LedgerEntryFactory(grant=grant, on=date(2026, 1, 10), note=SECRET)
    _campaign(funded)
    asked = Question(name=SECRET, start="2026-01", end="2026-12", on=funded.now.date())
    scenario = ask(project, asked, actor=owner, now=funded.now)
    accept(scenario, reason=SECRET, seen=0, actor=owner, now=funded.now)
    draft_notice(project, actor=owner, now=funded.now)
    structure = StructureFactory(project=project, name=translated(fi=SECRET), description=translated(fi=SECRET))
    file = attach(structure, name="muistio.txt", content=SECRET.encode(), actor=owner, now=funded.now)
    study = study_of(funded, name=SECRET)
    parts = {project.uid: "own"}
    together = ProgrammeQuestion(name=SECRET, start="2026-01", end="2026-12", on=funded.now.date(), parts=parts)
    joint = ask_programme(funded.programme, together, actor=funded.people["coordinator"], now=funded.now)
    solve_programme_later.func(str(joint.uid))
    return {
        "project": project,
        "study": study,
        "scenario": scenario,
        "joint": joint,
        "entry": entry,
        "attachment": file,
    }


def _said(seated: Seated) -> dict[str, Any]:
    """A draft that only the association's own people may see, a comment on it, a representative, an initiative."""
    body, association = seated.body, seated.world.association
    seated.seat.organisation = association
    seated.seat.save()
    about = {"body": body, "created": seated.now, "changed": seated.now, "number": 1, "version": 1}
    secret = translated(fi=SECRET)
    statement = Statement.objects.create(title=secret, text=secret, question=secret, state="draft", **about)
    DraftVersion.objects.create(statement=statement, number=1, title=secret, text=secret, saved=seated.now)
    line = {"language": "fi", "version": 1, "line": 1, "quote": SECRET}
    representation = Representation.objects.create(
        body=body, outside=secret, since=seated.now.date(), created=seated.now
    )
    words = {"title": SECRET, "text": SECRET, "sent": seated.now}
    return {
        "comment": LineComment.objects.create(
            statement=statement, text=SECRET, organisation=association, given=seated.now, **line
        ),
        "representation": representation,
        "initiative": Initiative.objects.create(body=body, organisation=association, **words),
    }


def _campaign(funded: Funded) -> None:
    """Something said that is not public, and campaigns not published yet, with statements nobody has looked at."""
    of = {"project": funded.project, "programme": funded.programme, "created": funded.now}
    day = funded.now.date()
    Plea.objects.create(
        **of, grant_year=2026, kind="appeal", on=day, given_by=SECRET, title=translated(fi=SECRET), is_public=False
    )
    Plea.objects.create(
        programme=funded.programme,
        created=funded.now,
        grant_year=2026,
        kind="opinion",
        on=day,
        given_by=SECRET,
        title=translated(fi=SECRET),
        is_public=False,
    )
    campaign = Campaign.objects.create(**of, name=translated(fi=SECRET), opens=day, closes=day)
    of["project"] = None
    joint = Campaign.objects.create(**of, name=translated(fi=SECRET), opens=day, closes=day)
    for each in (campaign, joint):
        Support.objects.create(campaign=each, name=SECRET, text=SECRET, email=f"{SECRET}@example.org", given=funded.now)


def _of(name: str) -> Callable[[Things], dict[str, Any]]:
    """The uid of one of the things."""
    return lambda things: {"uid": getattr(things, name).uid}


def _organisation(things: Things) -> dict[str, Any]:
    return {"organisation": things.organisation.uid, "uid": things.organisation.uid}


def _mandate(things: Things) -> dict[str, Any]:
    return {"uid": things.world.people["owner"].mandates.get().uid}


def _of_board(things: Things) -> dict[str, Any]:
    """What the pages of a body's seats name."""
    board = things.board
    return {
        "body": board.uid,
        "seat": board.seats.get().uid,
        "holding": board.seats.get().holdings.get().pk,
        "place": "deputy",
        "term": board.terms.get().pk,
        "office": board.offices.get().pk,
        "step": "idea",
        "act": "draft",
    }


def _of_election(things: Things) -> dict[str, Any]:
    """What the pages of an election name."""
    election = things.voter.election
    return {
        "body": election.body.uid,
        "number": election.number,
        "candidate": election.candidates.get().pk,
        "quota": election.quotas.get().pk,
        "voter": things.voter.uid,
    }


# Words by the page's name; what is not here is found by the word alone, in `COMMON`.
WORDS: dict[str, Callable[[Things], dict[str, Any]]] = {
    **{name: _of_board for name in ("own_body", "body_edit", *SEATS_OF_BODIES) if name != "represented"},
    **dict.fromkeys(ELECTIONS_OF_BODIES, _of_election),
    "mandate": _mandate,
    "hand_over": _mandate,
    "renew_mandate": _mandate,
    "end_mandate": _mandate,
    "withdraw_invitation": _of("invitation"),
    "claim": _of("claim"),
    "claim_proof": _of("claim"),
    "accept_claim": _of("claim"),
    "refuse_claim": _of("claim"),
    "withdraw_claim": _of("claim"),
    "matter": _of("matter"),
    "suggestion": _of("suggestion"),
    "reported": _of("report"),
    "first_look": _of("look"),
    "appealed": _of("hiding"),
    "unmerge": _of("merge"),
    "duplicate": lambda things: {"uid": UUID(int=things.suspicion.pk)},
    "confirm": _organisation,
    "ask_again": _organisation,
    "hide": _organisation,
    "history": _organisation,
    "change": lambda things: {"uid": things.organisation.uid, "number": things.revision.pk},
    "end_api_key": lambda _things: {"pk": 1},
    "harvest_source": lambda _things: {"uid": uuid4(), "act": "now"},
    "webhook": lambda _things: {"uid": uuid4(), "act": "end"},
    "postbox_letter": lambda _things: {"key": "0"},
    "postbox_html": lambda _things: {"key": "0"},
    "structure_act": lambda _things: {"act": "withdraw"},
    "overview_area": lambda things: {"code": things.world.oulu.code},
    "overview_area_list": lambda things: {"code": things.world.oulu.code},
    "picture_page": lambda things: {"kind": "organisation", "part": things.organisation.uid},
    "own_file": lambda _things: {"form": "csv"},
    "own_notice_text": lambda _things: {"tongue": "fi"},
    "grant_entry": lambda _things: {"kind": "used"},
    "clock_mark": lambda _things: {"year": 2026, "what": "account"},
    "instalment_drop": lambda _things: {"pk": 1},
    "plea_edit": lambda things: {"pk": things.project.pleas.get().pk},
    "programme_plea_edit": lambda things: {"pk": things.project.programme.pleas.get(project=None).pk},
    **{
        name: lambda things: {"scenario": things.joint.uid, "form": "json", "act": "stop"}
        for name in ("programme_scenario", "programme_part", "programme_scenario_act", "programme_scenario_file")
    },
    **{
        name: lambda things: {"pk": things.project.programme.campaigns.get(project=None).pk}
        for name in ("programme_campaign_edit", "programme_supports")
    },
    "conflict_withdraw": lambda _things: {"pk": 1},
    "meeting_year": lambda things: {"year": things.meeting.year},
    "meeting_act": lambda _things: {"act": "close"},
    "campaign_edit": lambda things: {"pk": things.project.campaigns.get().pk},
    "supports": lambda things: {"pk": things.project.campaigns.get().pk},
    "statement_act": lambda _things: {"act": "close"},
    "initiative_act": lambda _things: {"act": "take"},
    "statement_sign": lambda things: {"organisation": things.comment.organisation.uid},
}
COMMON: dict[str, Callable[[Things], Any]] = {
    "group": lambda things: things.group.uid,
    "member": lambda things: things.member.uid,
    "thread": lambda things: things.thread.uid,
    "post": lambda things: things.post.uid,
    "question": lambda things: things.question.uid,
    "material": lambda things: things.material.uid,
    "organisation": lambda things: things.organisation.uid,
    "part": lambda things: things.service.uid,
    "key": lambda things: things.world.portal.key,
    "project": lambda things: things.project.uid,
    "programme": lambda things: things.project.programme.uid,
    "scenario": lambda things: things.scenario.uid,
    "study": lambda things: things.study.uid,
    "grant": lambda things: things.entry.grant.uid,
    "entry": lambda things: things.entry.uid,
    "body": lambda things: things.nomination.call.body.uid,
    "call": lambda things: things.nomination.call.uid,
    "statement": lambda things: things.comment.statement.uid,
    "comment": lambda things: things.comment.uid,
    "tongue": lambda _things: "fi",
    "line": lambda _things: 1,
    "representation": lambda things: things.representation.uid,
    "initiative": lambda things: things.initiative.uid,
    "structure": lambda things: things.attachment.structure.uid,
    "file": lambda things: things.attachment.uid,
    "meeting": lambda things: things.meeting.uid,
    "item": lambda things: things.meeting.items.get(is_confidential=True).uid,
    "paper": lambda things: things.meeting.items.get(is_confidential=True).papers.get().uid,
    "task": lambda things: things.meeting.items.get(is_confidential=True).tasks.get().uid,
    "what": lambda _things: "minutes",
    "step": lambda _things: "agreed",
    "number": lambda _things: 1,
    "sort": lambda _things: "activity",
    "act": lambda _things: "down",
    "form": lambda _things: "csv",
    # What a stranger can make up.
    "token": lambda _things: sign("nothing", "made up"),
}
# Links that prove by themselves who may: for those who hold them. Others' pages by link have tests of their own.
TOKENS: dict[str, Callable[[Things], str]] = {
    "ballot_link": lambda things: ballot_link(things.voter),
    "invitation": lambda things: invitation_token(things.invitation),
    "claim_link": lambda things: claim_token(things.claim),
}
# Pages of links that say of a made-up one that it is too old, before there is anything to ask a rule about.
MADE_UP_IS_OLD = {"appeal", "undo", "meeting_answer", "meeting_answer_paper", "minutes_check", "minutes_sign"}
# Pages for rows of one's own alone: a stranger's number is no row at all.
ONLY_OWN_ROWS = {"webhook"}


def pages() -> dict[str, URLPattern]:
    """The workspace's pages by name, each in Finnish."""
    found = {}
    for pattern in urlpatterns:
        name = getattr(pattern, "name", "") or ""
        if isinstance(pattern, URLPattern) and name.endswith("_fi"):
            found[name.removesuffix("_fi")] = pattern
    return found


def words_of(name: str, pattern: URLPattern, things: Things) -> dict[str, Any]:
    """What a page's path needs; fails with what its author is to add."""
    wanted = set(pattern.pattern.converters)
    known = {word: find(things) for word, find in COMMON.items() if word in wanted}
    if name in WORDS:
        known |= {word: value for word, value in WORDS[name](things).items() if word in wanted}
    missing = wanted - known.keys()
    assert not missing, f"say in tests/workspace/pages.py, WORDS[{name!r}], which row {sorted(missing)} names"
    return known
