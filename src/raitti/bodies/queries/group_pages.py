"""What the pages of groups show: one's own groups, threads, messages, members, questions; and the public part."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from raitti.accounts.models import Person
from raitti.bodies.group_wording import written_by
from raitti.bodies.models import (
    MENDED_WITHIN,
    Body,
    GroupAnswer,
    GroupMeeting,
    GroupQuestion,
    Joining,
    Membership,
    Post,
    PostHiding,
    PostReport,
    Stage,
    Summary,
    Thread,
)
from raitti.bodies.queries.groups import Leader, Size, leaders_of, memberships_for, sizes_of

_MOST_SUMMARIES = 5


@dataclass(frozen=True)
class GroupRow:
    """A group with who leads it and how many are in."""

    body: Body
    leader: Leader | None
    size: Size
    memberships: tuple[Membership, ...] = ()
    # Open questions that none of these members has answered yet.
    unanswered: tuple[GroupQuestion, ...] = ()


def rows_of(
    bodies: Iterable[Body], *, on: date, memberships: Iterable[Membership] = (), now: datetime | None = None
) -> list[GroupRow]:
    """Groups with what lists say of them, in a constant number of questions."""
    groups = list(bodies)
    theirs: dict[int, list[Membership]] = {}
    for each in memberships:
        theirs.setdefault(each.body_id, []).append(each)
    leaders, sizes = leaders_of(groups, on=on), sizes_of([group.pk for group in groups])
    waiting = _unanswered(theirs, now) if now is not None else {}
    return [
        GroupRow(
            group,
            leaders.get(group.pk),
            sizes[group.pk],
            tuple(theirs.get(group.pk, ())),
            tuple(waiting.get(group.pk, ())),
        )
        for group in groups
    ]


def _unanswered(theirs: dict[int, list[Membership]], now: datetime) -> dict[int, list[GroupQuestion]]:
    mine = [each.pk for rows in theirs.values() for each in rows if each.is_current]
    answered = GroupAnswer.objects.filter(question=OuterRef("pk"), membership__in=mine)
    bodies = [key for key, rows in theirs.items() if any(each.is_current for each in rows)]
    asked = GroupQuestion.objects.filter(body__in=bodies, closes__gt=now).exclude(body__stage=Stage.ENDED)
    found: dict[int, list[GroupQuestion]] = {}
    for question in asked.filter(~Exists(answered)).order_by("closes", "pk"):
        found.setdefault(question.body_id, []).append(question)
    return found


def own_groups(person: Person, *, now: datetime) -> list[GroupRow]:
    """The groups somebody, or an association of theirs, is in or has asked to be in, those at work first."""
    states = (Membership.State.JOINED, Membership.State.ASKED)
    theirs = memberships_for(person, now=now).filter(state__in=states).select_related("body__behind__body")
    memberships = [each for each in theirs if each.is_current or each.state == Membership.State.ASKED]
    bodies = {each.body_id: each.body for each in memberships}
    ordered = sorted(bodies.values(), key=lambda body: (body.stage == Stage.ENDED, body.sort_fi, body.pk))
    return rows_of(ordered, on=timezone.localdate(now), memberships=memberships, now=now)


def threads_of(body: Body) -> QuerySet[Thread]:
    """A group's threads, those somebody wrote in last first, with how many messages can be read."""
    readable = Count("posts", filter=Q(posts__hidden=None, posts__deleted=None))
    return body.threads.annotate(readable=readable).order_by("-moved", "-pk")


def posts_of(thread: Thread) -> QuerySet[Post]:
    return thread.posts.select_related("membership__organisation").order_by("written", "pk")


@dataclass(frozen=True)
class PostLine:
    """A message with what its reader may do with it."""

    post: Post
    writer: str
    may_edit: bool = False
    may_delete: bool = False
    may_report: bool = False
    may_decide: bool = False
    is_reported: bool = False
    # The reader's own, which was hidden for a reason they may appeal.
    hiding: PostHiding | None = None


def post_lines(posts: Sequence[Post], person: Any, *, leads: bool, at_work: bool, now: datetime) -> list[PostLine]:
    """The messages of one page, told by who reads them; the actions ask the rules again."""
    keys = [post.pk for post in posts]
    reports = PostReport.objects.filter(post__in=keys, answered=None).values_list("post", "person")
    reported = {post for post, _by in reports}
    by_me = {post for post, by in reports if by == person.pk}
    mine = [post.pk for post in posts if post.person_id == person.pk]
    hidings = {each.post_id: each for each in PostHiding.objects.filter(post__in=mine, ended=None)}
    lines = []
    for post in posts:
        is_own, stands = post.person_id == person.pk, post.hidden is None and post.deleted is None
        lines.append(
            PostLine(
                post,
                written_by(post),
                may_edit=is_own and stands and at_work and now - post.written <= MENDED_WITHIN,
                may_delete=is_own and stands,
                may_report=not is_own and stands and not leads and post.pk not in by_me,
                may_decide=leads and stands and at_work,
                is_reported=(leads and post.pk in reported) or post.pk in by_me,
                hiding=hidings.get(post.pk),
            )
        )
    return lines


def people_in(body: Body) -> QuerySet[Membership]:
    """Who is in a group, associations first, by name."""
    found = Membership.objects.current().filter(body=body).select_related("organisation")
    return found.order_by("organisation__sort_fi", "name", "pk")


def asking_in(body: Body) -> list[Membership]:
    """Who asks to come in, longest waiting first."""
    return list(Membership.objects.waiting().filter(body=body).select_related("organisation").order_by("created", "pk"))


def questions_of(body: Body) -> QuerySet[GroupQuestion]:
    """A group's questions, the newest first, with how many answered."""
    return body.questions.select_related("summary").annotate(answered=Count("answers")).order_by("-asked", "-pk")


def answers_to(question: GroupQuestion) -> QuerySet[GroupAnswer]:
    return question.answers.select_related("membership__organisation").order_by("given", "pk")


def waiting_reports(body: Body) -> list[Post]:
    """Reported messages that wait for the leader, longest first, with their open reports."""
    found = Post.objects.readable().filter(thread__body=body, reports__answered=None, reports__isnull=False)
    return list(
        found.select_related("thread", "membership__organisation").prefetch_related("reports").distinct().order_by("pk")
    )


def hidden_posts(body: Body) -> list[PostHiding]:
    """What is hidden now, those whose appeal waits first."""
    found = PostHiding.objects.filter(post__thread__body=body, ended=None)
    rows = found.select_related("post__thread", "post__membership__organisation", "by").order_by("-at", "-pk")
    return sorted(rows[:100], key=lambda each: each.appealed is None or each.answered is not None)


def next_meeting(body: Body, *, now: datetime) -> GroupMeeting | None:
    """The meeting that is still to come."""
    return GroupMeeting.objects.filter(body=body, starts__gt=now).first()


@dataclass(frozen=True)
class PublicGroups:
    """What everyone may see: how many are in, who leads by consent, what was brought back for all. No member, no
    message, no answer, no link of a meeting."""

    # The support groups behind the seats of a body, by seat.
    behind: tuple[GroupRow, ...] = ()
    # Of an open group itself.
    own: GroupRow | None = None
    meeting: GroupMeeting | None = None
    summaries: tuple[Summary, ...] = ()


def public_groups(body: Body, *, now: datetime) -> PublicGroups:
    """What a body's public page says of its groups, and of itself where it is one."""
    on = timezone.localdate(now)
    behind = Body.objects.public().filter(behind__body=body).exclude(joining=Joining.BY_SEAT)
    groups = behind.exclude(stage=Stage.ENDED).select_related("behind").order_by("behind__position", "sort_fi", "pk")
    rows = rows_of(groups, on=on)
    if not body.is_open_group:
        return PublicGroups(tuple(rows))
    (own,) = rows_of([body], on=on)
    shared = Summary.objects.filter(question__body=body, is_public=True).select_related("question")
    return PublicGroups(
        tuple(rows), own, next_meeting(body, now=now), tuple(shared.order_by("-written", "-pk")[:_MOST_SUMMARIES])
    )
