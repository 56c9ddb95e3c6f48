"""One of each thing that signed-in pages name, all of them secret to those who have nothing to do with them."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile

from raitti.bodies.actions import agenda, meetings, sitting
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
