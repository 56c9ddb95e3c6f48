"""Letters of open groups: what was written, asked and brought back, and what was decided about a member.

Nobody answers by mail: each letter leads to the page, says how to have fewer letters and how to leave.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.bodies.group_wording import written_by
from raitti.bodies.models import Body, GroupQuestion, Mail, Membership, Post, Stage
from raitti.bodies.queries.groups import leader_of
from raitti.bodies.queries.standing import SPEAKING_FOR
from raitti.core.addressees import register_kind
from raitti.core.addresses import full_address
from raitti.core.daily import daily
from raitti.core.jobs import job
from raitti.core.links import sign
from raitti.directory.actions.mandate_letters import name_of, send
from raitti.directory.queries.addressees import addressees_of
from raitti.directory.queries.mandates import organisations_of

KIND = "group"
register_kind(KIND, _("What is written in your groups"))
# How much of one message, and how many of them, a digest holds.
_MOST_LETTERS, _MOST_POSTS = 600, 20
_A_DAY, _A_WEEK = timedelta(days=1), timedelta(days=7)


def leave_token(membership: Membership) -> str:
    """What proves in a letter's link that its bearer may say which letters come, and leave."""
    return sign("group-letters", membership.pk)


def recipients(membership: Membership, *, now: datetime) -> list[tuple[str, str]]:
    """Where a member's letters go and in which language. Of an association: to whoever joined for it as long as they
    act for it, else to its owners or its own address."""
    person, organisation = membership.person, membership.organisation
    if organisation is not None:
        if person is not None and organisation.pk in organisations_of(person, SPEAKING_FOR, now=now):
            return [(person.email, membership.language)]
        return [(each.address, each.language) for each in addressees_of(organisation, now=now, kind=KIND)]
    if person is not None:
        return [(person.email, membership.language)] if person.is_active else []
    return [(membership.email, membership.language)] if membership.email else []


def _write(
    membership: Membership,
    subject: Promise,
    *sentences: Promise,
    now: datetime,
    quote: str = "",
    button: Promise | str = "",
    page: str = "own_group",
    kind: str = KIND,
    **words: object,
) -> None:
    """One letter to a member; texts may name the `group`."""
    for address, language in recipients(membership, now=now):
        with override(language):
            known = {"group": membership.body.name_in(language).value}
            leave = (
                gettext("Fewer letters, or leave the group"),
                full_address("group_letters", language, token=leave_token(membership)),
            )
            words = {"group": membership.body.uid, **words}
            send(
                address,
                language,
                str(subject) % known,
                *(str(sentence) % known for sentence in sentences),
                quote=quote,
                button=(str(button), full_address(page, language, **words)) if button else None,
                other=leave if kind else None,
                why=gettext("You get this letter because you are in the group %(group)s.") % known if kind else "",
                kind=kind,
            )


def tell_of_welcome(membership: Membership, *, now: datetime) -> None:
    """Tell whoever asked that they are in."""
    _write(
        membership,
        _("You are in the group: %(group)s"),
        _("The leader has taken you in. Read what is talked about, and say something yourself."),
        now=now,
        button=_("Open the group"),
        kind="",
    )


def tell_of_refusal(membership: Membership, reason: str, *, now: datetime) -> None:
    _write(
        membership,
        _("You were not taken into the group: %(group)s"),
        _("The leader of the group answered your wish to join. The reason is below."),
        now=now,
        quote=reason,
        kind="",
    )


def tell_of_end(membership: Membership, reason: str, *, now: datetime) -> None:
    _write(
        membership,
        _("You are no longer in the group: %(group)s"),
        _("Those who look after the group ended your membership. The reason is below."),
        now=now,
        quote=reason,
        kind="",
    )


def tell_association(made: Sequence[Membership], *, by: Person, now: datetime) -> None:
    """Tell an association into which groups somebody brought it on its behalf."""
    if not made:
        return
    organisation = made[0].organisation
    assert organisation is not None  # noqa: S101 - nobody acts on behalf of nobody
    for to in addressees_of(organisation, now=now):
        with override(to.language):
            words = {"name": name_of(organisation, to.language), "person": by.name or by.email}
            groups = "\n".join(each.body.name_in(to.language).value for each in made)
            send(
                to.address,
                to.language,
                gettext("%(name)s has joined groups") % words,
                gettext("%(person)s joined these groups on behalf of %(name)s. You can leave them at any time.")
                % words,
                quote=groups,
                button=(gettext("Look at your groups"), full_address("own_groups", to.language)),
            )


def tell_of_asking(membership: Membership, *, now: datetime) -> None:
    """Tell the leader, or who looks after the group where nobody leads it, that somebody asks to join."""
    for address, language in leaders_addresses(membership.body, now=now):
        with override(language):
            words = {"group": membership.body.name_in(language).value, "person": str(membership)}
            send(
                address,
                language,
                gettext("Somebody asks to join: %(group)s") % words,
                gettext("%(person)s would like to be in the group. Take them in, or say why not.") % words,
                quote=membership.message,
                button=(
                    gettext("Look and answer"),
                    full_address("group_people", language, group=membership.body.uid),
                ),
            )


def tell_of_report(post: Post, message: str, *, now: datetime) -> None:
    """Tell the leader that a message was reported."""
    body = post.thread.body
    for address, language in leaders_addresses(body, now=now):
        with override(language):
            words = {"group": body.name_in(language).value}
            send(
                address,
                language,
                gettext("A message was reported: %(group)s") % words,
                gettext("Somebody in the group says that a message should not stand there. Look at it and decide."),
                quote=message,
                button=(
                    gettext("Look and decide"),
                    full_address("group_peace", language, group=body.uid),
                ),
            )


def tell_keepers_of_appeal(post: Post, appeal: str, *, now: datetime) -> None:
    """Tell those who look after the group that a member asks for a hidden message to be seen again."""
    body = post.thread.body
    for to in addressees_of(body.steward, now=now):
        with override(to.language):
            words = {"group": body.name_in(to.language).value}
            address = full_address("group_peace", to.language, group=body.uid)
            send(
                to.address,
                to.language,
                gettext("An appeal waits for your answer: %(group)s") % words,
                gettext("A message was hidden, and whoever wrote it says why it should be seen."),
                quote=appeal,
                button=(gettext("Look and decide"), address),
            )


def tell_writer(post: Post, subject: Promise, sentence: Promise, *, quote: str, appeal: bool = False) -> None:
    """Tell whoever wrote a message what was decided about it and why; with `appeal` how to appeal."""
    person, body = post.person, post.thread.body
    if person is None or not person.is_active:
        return
    language = person.language
    with override(language):
        words = {"group": body.name_in(language).value}
        page = full_address("group_appeal", language, group=body.uid, post=post.uid)
        send(
            person.email,
            language,
            str(subject) % words,
            str(sentence) % words,
            quote=quote,
            button=(gettext("Say why it should be seen"), page) if appeal else None,
        )


def tell_reporter(person: Person, body: Body, answer: str) -> None:
    if not person.is_active:
        return
    with override(person.language):
        words = {"group": body.name_in(person.language).value}
        send(
            person.email,
            person.language,
            gettext("The message you reported: %(group)s") % words,
            gettext("It has been looked at. What was decided is below."),
            quote=answer,
        )


def leaders_addresses(body: Body, *, now: datetime) -> list[tuple[str, str]]:
    """Where the leader of a group reads letters; where nobody leads it, those who look after it."""
    leads = leader_of(body, on=timezone.localdate(now))
    if leads is not None:
        person = leads.holder.person
        if person is not None and person.is_active:
            return [(person.email, person.language)]
        if leads.holder.email:
            return [(leads.holder.email, leads.holder.language)]
    return [(to.address, to.language) for to in addressees_of(body.steward, now=now)]


def _wrote(member: Membership, post: Post) -> bool:
    is_theirs = post.person_id is not None and post.person_id == member.person_id
    return is_theirs or post.membership_id == member.pk


def _members(body: Body, *mails: str) -> list[Membership]:
    found = Membership.objects.current().filter(body=body, mail__in=mails)
    return list(found.select_related("person", "organisation", "body").order_by("pk"))


@job
def tell_members_of_post(post: int, at: str) -> None:
    """Send a message to those who want each one; all letters are queued together or none."""
    now = datetime.fromisoformat(at)
    found = Post.objects.readable().filter(pk=post).select_related("thread__body", "membership__organisation")
    for written in found:
        with transaction.atomic():
            for member in _members(written.thread.body, Mail.EACH):
                if _wrote(member, written):
                    continue
                with override(member.language):
                    quote = f"{written_by(written)}:\n{written.text}"
                _write(
                    member,
                    _("New in the group %(group)s"),
                    _("Somebody wrote in the group. Answer on the page, not to this letter."),
                    now=now,
                    quote=quote,
                    button=_("Read and answer"),
                    page="group_thread",
                    thread=written.thread.uid,
                )


@job
def tell_members_of_question(question: int, at: str) -> None:
    """Tell everybody who wants letters at all what the leader asks, and until when it can be answered."""
    now = datetime.fromisoformat(at)
    for asked in GroupQuestion.objects.filter(pk=question).select_related("body"):
        with transaction.atomic():
            for member in _members(asked.body, Mail.EACH, Mail.DAILY, Mail.WEEKLY):
                closes = timezone.localtime(asked.closes)
                with override(member.language):
                    until = gettext("Answer by %(day)s at %(time)s.") % {
                        "day": f"{closes.day}.{closes.month}.{closes.year}",
                        "time": f"{closes:%H.%M}",
                    }
                _write(
                    member,
                    _("Your view is asked: %(group)s"),
                    _("The leader of the group takes your view to the meeting. Answer on the page."),
                    now=now,
                    quote="\n\n".join(filter(None, (asked.title, asked.text, until))),
                    button=_("Answer"),
                    page="group_question",
                    question=asked.uid,
                )


@job
def tell_members_of_summary(question: int, at: str) -> None:
    """Bring back to the members what came of their answers."""
    now = datetime.fromisoformat(at)
    for asked in GroupQuestion.objects.filter(pk=question).select_related("body", "summary"):
        with transaction.atomic():
            for member in _members(asked.body, Mail.EACH, Mail.DAILY, Mail.WEEKLY):
                _write(
                    member,
                    _("What came of it: %(group)s"),
                    _("The leader tells what the group said and what came of it. Thank you for answering."),
                    now=now,
                    quote=f"{asked.title}\n\n{asked.summary.text}",
                    button=_("Open the page"),
                    page="group_question",
                    question=asked.uid,
                )


@daily("tell members what was written in their groups")
def send_digests(now: datetime) -> None:
    """One letter a day, or on Mondays, with what others wrote since the last one."""
    wishes = [Mail.DAILY] + ([Mail.WEEKLY] if timezone.localtime(now).weekday() == 0 else [])
    since = now - (_A_WEEK + _A_DAY)
    moved = Body.objects.filter(threads__posts__written__gte=since).exclude(stage=Stage.ENDED).distinct()
    for body in moved.order_by("pk"):
        posts = Post.objects.readable().filter(thread__body=body, written__gte=since, written__lte=now)
        written = list(posts.select_related("thread", "membership__organisation").order_by("thread__moved", "written"))
        for member in _members(body, *wishes):
            _send_digest(member, written, now=now)


@transaction.atomic
def _send_digest(member: Membership, written: list[Post], *, now: datetime) -> None:
    """The letter and the mark that it was written go together, so that a chore done twice tells nothing twice."""
    held = Membership.objects.select_for_update(of=("self",)).get(pk=member.pk)
    known = held.told_until or held.since or held.created
    new = [post for post in written if post.written > known and not _wrote(member, post)]
    if not new:
        return
    with override(member.language):
        told = ngettext("%(number)d new message.", "%(number)d new messages.", len(new)) % {"number": len(new)}
        parts = [f"{post.thread.title} – {written_by(post)}:\n{_shortened(post.text)}" for post in new[:_MOST_POSTS]]
        if len(new) > _MOST_POSTS:
            parts.append(gettext("The rest is on the page."))
    _write(
        member,
        _("What was written in the group %(group)s"),
        _("Here is what others wrote since the last letter. Answer on the page, not to this letter."),
        now=now,
        quote="\n\n".join([told, *parts]),
        button=_("Read and answer"),
    )
    held.told_until = now
    held.save(update_fields=["told_until"])


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else text[:_MOST_LETTERS].rstrip() + " …"
