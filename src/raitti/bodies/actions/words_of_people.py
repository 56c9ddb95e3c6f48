"""What statements, initiatives and representation hold of a person: handed out, and taken away."""

from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.bodies.models import DraftVersion, Initiative, LineComment, ReportBack, Representative, Signature
from raitti.core.personal import Holding, register_holding

_AUTHORED = (DraftVersion, LineComment, Signature, Initiative, ReportBack)


def _show(person: Person) -> list[dict[str, Any]]:
    """Everything written or signed, and where the person represents a body."""
    drafts = DraftVersion.objects.filter(person=person).select_related("statement__body").order_by("pk")
    comments = LineComment.objects.filter(person=person).select_related("statement__body").order_by("pk")
    signatures = Signature.objects.filter(person=person).select_related("statement__body").order_by("pk")
    initiatives = Initiative.objects.filter(person=person).select_related("organisation").order_by("pk")
    reports = ReportBack.objects.filter(person=person).order_by("pk")
    named = Representative.objects.filter(holder__person=person).select_related(
        "representation__body", "representation__seat__body"
    )
    return [
        *({"draft": str(one.statement), "number": one.number, "saved": one.saved.isoformat()} for one in drafts),
        *({"comment": one.text, "on": str(one.statement), "given": one.given.isoformat()} for one in comments),
        *({"signed": str(one.statement), "for": str(one.name), "at": one.signed.isoformat()} for one in signatures),
        *({"initiative": one.title, "for": str(one.organisation), "sent": one.sent.isoformat()} for one in initiatives),
        *({"report": one.text, "on": one.on.isoformat()} for one in reports),
        *(
            {"represents": str(one.representation), "as": one.place, "asked": one.asked.isoformat()}
            for one in named.order_by("pk")
        ),
    ]


def _erase(person: Person, now: datetime) -> list[str | Promise]:
    """What was said in a body's or an organisation's work stays, without the person."""
    changed = [model._default_manager.filter(person=person).update(person=None) for model in _AUTHORED]
    if not any(changed):
        return []
    return [
        _(
            "Texts, comments, signatures and initiatives in the work of boards and groups belong to those you wrote "
            "them for. They stay, without your name."
        )
    ]


register_holding("words in bodies", Holding(_("What you have written and signed in boards and groups"), _show, _erase))
