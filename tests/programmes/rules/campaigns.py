"""Who may support a campaign, and who decides what is shown of it."""

from datetime import timedelta

from django.utils import timezone

from raitti.core.texts import translated
from raitti.directory.models import Publication
from raitti.programmes.models import Campaign, Support
from tests.programmes.rules.cases import FundedCase as Case
from tests.programmes.rules.cases import asking
from tests.programmes.rules.programmes import closed
from tests.programmes.world import Funded


def campaign(
    it: Funded, *, days: int = 0, publication: str = Publication.PUBLISHED, of_project: bool = True
) -> Campaign:
    """A campaign whose ten days begin so many days from today."""
    opens = timezone.localdate(it.now) + timedelta(days=days)
    return Campaign.objects.create(
        name=translated(fi="Kampanja"),
        programme=it.programme,
        project=it.project if of_project else None,
        publication=publication,
        opens=opens,
        closes=opens + timedelta(days=10),
        created=it.now,
    )


def support(it: Funded, *, of_project: bool = True) -> Support:
    return Support.objects.create(campaign=campaign(it, of_project=of_project), name="Yhdistys", text="", given=it.now)


CASES = [
    Case("may_support", "first day", lambda it: asking("may_support", campaign(it), it=it), "everyone"),
    Case("may_support", "last day", lambda it: asking("may_support", campaign(it, days=-10), it=it), "everyone"),
    Case("may_support", "before", lambda it: asking("may_support", campaign(it, days=1), it=it), "none"),
    Case("may_support", "after", lambda it: asking("may_support", campaign(it, days=-11), it=it), "none"),
    Case(
        "may_support",
        "not published",
        lambda it: asking("may_support", campaign(it, publication=Publication.DRAFT), it=it),
        "none",
    ),
    Case(
        "may_see_supports",
        "running",
        lambda it: asking("may_see_supports", it.project, it=it),
        "keepers, the program",
    ),
    Case(
        "may_see_supports",
        "closed",
        lambda it: asking("may_see_supports", closed(it).project, it=it),
        "keepers, the program",
    ),
    Case(
        "may_see_supports",
        "of a programme",
        lambda it: asking("may_see_supports", it.programme, it=it),
        "coordinator, the program",
    ),
    Case(
        "may_judge_support",
        "of a project",
        lambda it: asking("may_judge_support", support(it), it=it),
        "keepers, the program",
    ),
    Case(
        "may_judge_support",
        "of a programme",
        lambda it: asking("may_judge_support", support(it, of_project=False), it=it),
        "coordinator, the program",
    ),
]
