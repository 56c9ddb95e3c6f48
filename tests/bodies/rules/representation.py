"""Who names representatives, confirms and ends them, and who deals with initiatives."""

from raitti.bodies.actions.initiatives import answer_initiative, send_initiative
from raitti.bodies.actions.representation import answer_naming, confirm_representation, name_representative
from raitti.bodies.facts.statements import InitiativeFacts, NamedFacts, RepresentationFacts
from raitti.bodies.models import Initiative, Representation, Seat
from raitti.core.audit import System
from raitti.core.texts import translated
from tests.bodies.factories import BodyFactory, SeatFactory
from tests.bodies.rules.cases import SeatedCase as Case
from tests.bodies.rules.cases import asking
from tests.bodies.rules.statements import INSIDE, KEEPING, SPEAKING_THERE, association, dissolved, ended, of
from tests.bodies.world import Seated

BY = System("test")


def other_seat(it: Seated) -> Seat:
    """A seat of a body that the county of Lapland sets up."""
    body = BodyFactory(
        name=translated(fi="Lapin neuvottelukunta"),
        setter=it.world.elsewhere["county"],
        steward=it.world.elsewhere["federation"],
    )
    return SeatFactory(body=body, name=translated(fi="Pohjoinen"))


def named(it: Seated, *, outside: bool = False, confirmed: bool = False, accepted: bool = False) -> Representation:
    facts = RepresentationFacts(
        member=NamedFacts(holder=it.seat.holdings.get(place="member").holder_id),
        seat=None if outside else other_seat(it).pk,
        outside={"fi": "Maakunnan yhteistyöryhmä"} if outside else {},
        since=it.now.date(),
    )
    # Named by those who keep the body, so that the other body's setter is still to be asked.
    representation = name_representative(it.body, facts, actor=it.people["owner"], now=it.now)
    if confirmed:
        confirm_representation(representation, actor=BY, now=it.now)
    if accepted:
        answer_naming(representation.representatives.get(), accepts=True, name_public=True, now=it.now)
    return Representation.objects.select_related("body__steward", "seat__body__setter").get(pk=representation.pk)


def initiative(it: Seated, *, answered: bool = False) -> Initiative:
    facts = InitiativeFacts(title="Kokoustilat", text="Tilat maksuttomiksi.")
    made = send_initiative(it.body, facts, organisation=association(it), actor=BY, now=it.now)
    return answer_initiative(made, answer="Otetaan esiin.", actor=BY, now=it.now) if answered else made


CASES = [
    of("may_see_representation", "at work", lambda it: it.body, INSIDE),
    of("may_name_representative", "at work", lambda it: it.body, KEEPING),
    of("may_name_representative", "ended", lambda it: ended(it).body, "none"),
    of("may_confirm_representation", "named", named, "county officer elsewhere, the program"),
    of("may_confirm_representation", "confirmed already", lambda it: named(it, confirmed=True), "none"),
    of("may_confirm_representation", "a group outside", lambda it: named(it, outside=True), "none"),
    of("may_end_representation", "named", named, KEEPING),
    of("may_report_back", "not answered yet", named, KEEPING),
    of("may_report_back", "accepted", lambda it: named(it, accepted=True), f"{KEEPING}, owner elsewhere"),
    Case(
        "may_send_initiative",
        "an association elsewhere",
        lambda it: asking("may_send_initiative", association(it), it=it),
        SPEAKING_THERE,
    ),
    Case("may_send_initiative", "dissolved", lambda it: asking("may_send_initiative", dissolved(it), it=it), "none"),
    of("may_see_initiatives", "at work", lambda it: it.body, INSIDE),
    of("may_see_initiative", "sent", initiative, f"{INSIDE}, agent elsewhere"),
    of("may_take_up_initiative", "sent", initiative, KEEPING),
    of("may_take_up_initiative", "answered", lambda it: initiative(it, answered=True), "none"),
    of("may_answer_initiative", "sent", initiative, KEEPING),
    of("may_answer_initiative", "answered", lambda it: initiative(it, answered=True), "none"),
    of("may_show_initiative", "sent", initiative, KEEPING),
]
