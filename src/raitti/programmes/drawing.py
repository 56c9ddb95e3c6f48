"""The drawings of a plan: activities over the months, money and working time under them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from raitti.programmes.telling import Told
from raitti.programmes.wording import euros_in_words, fte_in_words
from raitti.render.paper import Picture, steps_picture, timeline_pictures
from raitti.render.timeline import Curve, Span, highest_of, steps, timeline


def drawings(told: Told, *, key: str = "plan") -> dict[str, Any]:
    """The drawings by their names in the templates."""
    return {
        "activities_chart": activities_chart(told, key=key),
        "money_chart": _on_page(_money(told), told, f"{key}-money"),
        "work_chart": _on_page(_work(told), told, f"{key}-work"),
    }


def activities_chart(told: Told, *, key: str = "plan") -> SafeString:
    """The activities over the months, each with its time in words."""
    return timeline(_spans(told), places=told.places, title=_("Activities by month"), key=f"{key}-activities")


def pictures(told: Told) -> dict[str, list[Picture]]:
    """The same drawings for paper, by their names in the templates."""
    legend = [
        ("good", pgettext("activity", "continues")),
        ("warm", pgettext("activity", "narrows")),
        ("track", _("could have run")),
    ]
    title = _("Activities by month")
    return {
        "activity_pictures": timeline_pictures(_spans(told), places=told.places, title=title, legend=legend),
        "month_pictures": [_on_paper(steps, told) for steps in (_money(told), _work(told))],
    }


@dataclass(frozen=True)
class _Steps:
    """What a drawing of amounts shows, wherever it is drawn."""

    curves: list[Curve]
    title: str
    told: str
    most: str


def _on_page(drawn: _Steps, told: Told, key: str) -> SafeString:
    return steps(drawn.curves, places=told.places, title=drawn.title, told=drawn.told, key=key, most=drawn.most)


def _on_paper(drawn: _Steps, told: Told) -> Picture:
    return steps_picture(drawn.curves, places=told.places, title=drawn.title, told=drawn.told, most=drawn.most)


def _spans(told: Told) -> list[Span]:
    return [
        Span(line.name, line.first, line.last, line.period or line.decision_words, line.window, line.tone)
        for line in told.activities
    ]


def _money(told: Told) -> _Steps:
    curves = [
        Curve(_("money left"), [float(row.money_left) for row in told.months], "good"),
        Curve(_("costs"), [float(row.costs) for row in told.months], "bad"),
    ]
    words = _("Costs month by month, and what is left of the money: %(left)s at the end.") % {
        "left": euros_in_words(told.months[-1].money_left)
    }
    return _Steps(_padded(curves, told), _("Money by month"), words, euros_in_words(_highest(curves)))


def _work(told: Told) -> _Steps:
    curves = [
        Curve(_("at work"), [float(row.fte_at_work) for row in told.months], "good"),
        Curve(_("needed"), [float(row.fte_need) for row in told.months], "bad"),
    ]
    words = _("Working time needed and at hand, month by month: at most %(most)s person-months are needed.") % {
        "most": fte_in_words(max(row.fte_need for row in told.months))
    }
    most = _("%(fte)s person-months") % {"fte": fte_in_words(_highest(curves))}
    return _Steps(_padded(curves, told), _("Working time by month"), words, most)


def _highest(curves: list[Curve]) -> Decimal:
    """What the scale of some curves ends at, exact again to the cent."""
    return Decimal(str(highest_of(curves))).quantize(Decimal("0.01"))


def _padded(curves: list[Curve], told: Told) -> list[Curve]:
    """The curves to the end of the drawing: after the project's last month there is nothing."""
    rest = len(told.places) - len(told.months)
    return [Curve(curve.label, [*curve.values, *([0.0] * rest)], curve.tone) for curve in curves]
