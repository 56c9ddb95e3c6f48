"""A plan to take along: as tables for a workbook, as a tagged PDF, as the plan file."""

from collections.abc import Iterator
from decimal import Decimal

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from raitti.core.texts import pick
from raitti.programmes.drawing import pictures
from raitti.programmes.models import PlanVersion, Scenario
from raitti.programmes.telling import Told, tell
from raitti.render.pdf import pdf_from
from raitti.render.tables import Column, Table

# By its path below the static files, where the writer of PDF looks for it.
PAPER_STYLE = "/static/css/plan-paper.css"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "toml": "application/toml",
    "json": "application/json",
}


def plan_file(plan: Scenario | PlanVersion) -> bytes:
    """The plan file that the plan answers."""
    return plan.problem.encode()


def plan_workbook(plan: Scenario | PlanVersion, language: str) -> bytes:
    """The plan as a workbook: activities, months, staff, money."""
    # Late, as it takes 35 MB.
    from raitti.render.xlsx import workbook

    return workbook(*_tables(tell(plan, language)), properties={"title": heading(plan, language)})


def plan_pdf(plan: Scenario | PlanVersion, language: str) -> bytes:
    """The plan as PDF/UA. Raises `NoWriter` where Pango is missing."""
    return pdf_from(plan_paper(plan, language))


def plan_paper(plan: Scenario | PlanVersion, language: str) -> str:
    """The plan as a page for paper."""
    told = tell(plan, language)
    context = {
        "language": language,
        "title": heading(plan, language),
        "css": PAPER_STYLE,
        "told": told,
        **pictures(told),
        "version": plan if isinstance(plan, PlanVersion) else None,
    }
    return render_to_string("programmes/plan_paper.html", context)


def heading(plan: Scenario | PlanVersion, language: str) -> str:
    """What the plan is called, with its project."""
    project = pick(plan.project.name, language).value
    name = _("Plan %d") % plan.number if isinstance(plan, PlanVersion) else plan.name
    return f"{project}: {name}"


def _tables(told: Told) -> Iterator[Table]:
    yield Table(
        _("Activities"),
        [
            Column(_("Activity"), 44),
            Column(_("What becomes of it"), 18),
            Column(_("When"), 18),
            Column(_("Level"), 18),
            Column(_("Costs"), 14),
            Column(_("Why"), 70),
            Column(_("To keep it: euros"), 18),
            Column(_("To keep it: person-months a month"), 18),
        ],
        [
            [
                line.name,
                line.decision_words,
                line.period,
                line.level,
                line.cost,
                line.reason,
                _number(line.keeping_euros),
                _number(line.keeping_fte),
            ]
            for line in told.activities
        ],
    )
    yield Table(
        _("Months"),
        [
            Column(_("Month")),
            Column(_("Costs"), 14),
            Column(_("Money left"), 14),
            Column(_("Work needed"), 14),
            Column(_("At work"), 14),
        ],
        [[row.name, row.costs, row.money_left, row.fte_need, row.fte_at_work] for row in told.months],
    )
    yield Table(
        _("Staff"),
        [Column(_("Post"), 40), Column(_("Last month at work")), Column(_("Employed until")), Column(_("Costs"), 14)],
        [[post.name, post.works_until, post.until, post.cost] for post in told.posts],
    )
    yield Table(
        _("Money"),
        [Column(_("Money"), 40), Column(_("Amount"), 14), Column(_("Unused when its time ends"), 20)],
        [
            [money.name, money.amount, sum((row.euros for row in told.expired if row.money == money.name), Decimal(0))]
            for money in told.outcome.project.money
        ],
    )


def _number(amount: Decimal | None) -> Decimal | str:
    return "" if amount is None else amount
