"""Who may draft, edit, approve and publish what the public is told of a plan."""

from raitti.core.texts import translated
from raitti.programmes.models import Notice
from tests.programmes.rules.cases import FundedCase as Case
from tests.programmes.rules.cases import asking
from tests.programmes.rules.plans import version
from tests.programmes.rules.programmes import closed
from tests.programmes.world import Funded


def notice(it: Funded, state: str = "draft", application: str = "") -> Notice:
    return Notice.objects.create(
        project=it.project,
        number=1,
        version=version(it, application),
        title=translated(fi="Tiedote"),
        text=translated(fi="Työ jatkuu."),
        state=state,
        edited=it.now,
        published=it.now if state == "published" else None,
    )


def drafting(it: Funded) -> Funded:
    version(it)
    return it


CASES = [
    Case(
        "may_see_notices",
        "running",
        lambda it: asking("may_see_notices", it.project, it=it),
        "keepers, coordinator, the program",
    ),
    Case(
        "may_draft_notice",
        "with a plan",
        lambda it: asking("may_draft_notice", drafting(it).project, it=it),
        "keepers, the program",
    ),
    Case("may_draft_notice", "without a plan", lambda it: asking("may_draft_notice", it.project, it=it), "none"),
    Case(
        "may_draft_notice", "closed", lambda it: asking("may_draft_notice", drafting(closed(it)).project, it=it), "none"
    ),
    Case("may_edit_notice", "a draft", lambda it: asking("may_edit_notice", notice(it), it=it), "keepers, the program"),
    Case("may_edit_notice", "published", lambda it: asking("may_edit_notice", notice(it, "published"), it=it), "none"),
    Case(
        "may_approve_notice",
        "a draft",
        lambda it: asking("may_approve_notice", notice(it), it=it),
        "owner, other owner, the program",
    ),
    Case(
        "may_approve_notice",
        "published",
        lambda it: asking("may_approve_notice", notice(it, "published"), it=it),
        "none",
    ),
    Case(
        "may_publish_notice",
        "approved",
        lambda it: asking("may_publish_notice", notice(it, "approved"), it=it),
        "keepers, the program",
    ),
    Case("may_publish_notice", "not approved", lambda it: asking("may_publish_notice", notice(it), it=it), "none"),
    Case(
        "may_publish_notice",
        "published",
        lambda it: asking("may_publish_notice", notice(it, "published"), it=it),
        "none",
    ),
    Case(
        "may_publish_notice",
        "approved, permission given",
        lambda it: asking("may_publish_notice", notice(it, "approved", "approved"), it=it),
        "keepers, the program",
    ),
    *(
        Case(
            "may_publish_notice",
            f"approved, application {state}",
            lambda it, state=state: asking("may_publish_notice", notice(it, "approved", state), it=it),
            "none",
        )
        for state in ("draft", "sent", "refused")
    ),
]
