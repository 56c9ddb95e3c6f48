"""The drawings of a plan: activities over the months, money and working time under them."""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from raitti.programmes.telling import Told
from raitti.programmes.wording import euros_in_words, fte_in_words
from raitti.render.timeline import Curve, Span, steps, timeline


def drawings(told: Told, *, key: str = "plan") -> dict[str, Any]:
    """The drawings by their names in the templates."""
    return {
        "activities_chart": activities_chart(told, key=key),
        "money_chart": _money(told, key),
        "work_chart": _work(told, key),
    }


def activities_chart(told: Told, *, key: str = "plan") -> SafeString:
    """The activities over the months, each with its time in words."""
    rows = [
        Span(line.name, line.first, line.last, line.period or line.decision_words, line.window, line.tone)
        for line in told.activities
    ]
    return timeline(rows, places=told.places, title=_("Activities by month"), key=f"{key}-activities")


def _money(told: Told, key: str) -> SafeString:
    last = told.months[-1]
    words = _("Costs month by month, and what is left of the money: %(left)s at the end.") % {
        "left": euros_in_words(last.money_left)
    }
    curves = [
        Curve(_("money left"), [float(row.money_left) for row in told.months], "good"),
        Curve(_("costs"), [float(row.costs) for row in told.months], "bad"),
    ]
    return steps(_padded(curves, told), places=told.places, title=_("Money by month"), told=words, key=f"{key}-money")


def _work(told: Told, key: str) -> SafeString:
    most = max(row.fte_need for row in told.months)
    words = _("Working time needed and at hand, month by month: at most %(most)s person-months are needed.") % {
        "most": fte_in_words(most)
    }
    curves = [
        Curve(_("at work"), [float(row.fte_at_work) for row in told.months], "good"),
        Curve(_("needed"), [float(row.fte_need) for row in told.months], "bad"),
    ]
    return steps(
        _padded(curves, told), places=told.places, title=_("Working time by month"), told=words, key=f"{key}-work"
    )


def _padded(curves: list[Curve], told: Told) -> list[Curve]:
    """The curves to the end of the drawing: after the project's last month there is nothing."""
    rest = len(told.places) - len(told.months)
    return [Curve(curve.label, [*curve.values, *([0.0] * rest)], curve.tone) for curve in curves]
