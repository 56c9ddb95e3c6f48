"""Looking after a body's seats on its pages: opened, filled, told what waits, who sat when, who represents whom."""

from datetime import date, timedelta

import pytest

from raitti.bodies.models import Body, Holding, Office, Seat
from raitti.core.texts import pick
from tests.bodies.factories import HolderFactory, HoldingFactory, OfficeFactory, SeatFactory, TermFactory
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _still(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def text(answer):
    return answer.content.decode()


NEW = {
    "kind": "advisory_board",
    "joining": "by_seat",
    "publication": "published",
    "term_rule": "none",
    "name_fi": "Uusi neuvottelukunta",
    "areas": "Oulu",
    "notice_days": "7",
    "quorum": "50",
}


def test_a_body_is_opened_from_a_model_and_its_page_says_what_is_missing(visit, seated):
    new = NEW | {"model": "helsinki", "steward": str(seated.world.association.uid), "first_meeting": "2027-10-04"}
    assert "Helsingin malli" in text(visit("owner", "body_new"))
    answer = visit("owner", "body_new", new)
    body = Body.objects.get(model="helsinki")

    assert answer.status_code == 302
    assert answer["Location"].endswith(f"{body.uid}/")
    assert (body.seats.count(), body.most_terms, body.steward) == (19, 2, seated.world.association)
    page = text(visit("owner", "own_body", body=body.uid))
    assert 'id="founding"' in page
    assert page.count('class="button"') == 1, "one thing to do first"


def test_what_was_typed_stays_where_it_cannot_be_taken_in(visit, seated):
    wrong = NEW | {
        "steward": str(seated.world.association.uid),
        "setter": "Ei ole sellaista",
        "areas": "Atlantis",
        "purpose_fi": "Tärkeä tarkoitus",
    }
    answer = visit("owner", "body_new", wrong)
    assert answer.status_code == 422
    assert "Tärkeä tarkoitus" in text(answer)
    assert "Atlantis" in text(answer)
    assert "Ei ole sellaista" in text(answer)
    assert visit("anyone", "body_new").status_code == 403


def test_keepers_see_what_waits_first_and_those_who_sit_do_not(visit, seated):
    SeatFactory(body=seated.body)
    assert 'id="waits"' in text(visit("owner", "own_body", body=seated.body.uid))
    assert 'id="waits"' in text(visit("county officer", "own_body", body=seated.body.uid))
    assert 'id="waits"' not in text(visit("owner elsewhere", "own_body", body=seated.body.uid))
    assert visit("steward", "own_body", body=seated.body.uid).status_code == 403


def test_the_desk_and_the_list_say_how_much_waits_in_ones_bodies(visit, seated):
    SeatFactory(body=seated.body)
    for page in ("desk", "own_bodies"):
        shown = text(visit("owner", page))
        assert str(seated.body) in shown
        assert 'class="tag warm"' in shown
        assert str(seated.body) not in text(visit("steward", page))
    for page in ("desk", "own_bodies"):
        assert str(seated.body) in text(visit("owner elsewhere", page))


def test_what_is_said_of_a_body_is_changed_and_refused_at_its_field(visit, seated):
    words = {"body": seated.body.uid}
    assert visit("owner", "body_edit", NEW | {"most_terms": "2"}, **words).status_code == 302
    seated.body.refresh_from_db()
    assert (pick(seated.body.name, "fi").value, seated.body.most_terms) == ("Uusi neuvottelukunta", 2)
    refused = visit("owner", "body_edit", NEW | {"term_rule": "fixed_years"}, **words)
    assert refused.status_code == 422
    assert 'href="#id_term_years"' in text(refused)
    assert visit("county officer", "body_edit", **words).status_code == 403


def test_a_seat_is_added_put_in_order_and_ended(visit, seated):
    words = {"body": seated.body.uid}
    new = {"name_fi": "Kunnat", "belongs": "public_body", "organisation": "oulun kaupunki", "rights": "speaking"}
    assert visit("owner", "body_seat_new", new, **words).status_code == 302
    made = Seat.objects.get(body=seated.body, rights="speaking")
    assert (made.organisation, made.has_deputy) == (seated.world.municipality, False)
    visit("owner", "body_seats_order", {"seat": str(made.uid), "way": "up"}, **words)
    assert list(seated.body.seats.all()) == [made, seated.seat]
    assert visit("owner", "body_seat_end", {"on": "2026-11-21"}, seat=made.uid, **words).status_code == 302
    assert list(seated.body.seats.all()) == [seated.seat]


def test_a_seat_with_a_wrong_theme_or_organisation_says_so_beside_it(visit, seated):
    new = {"name_fi": "X", "belongs": "theme", "organisation": "Oulun kaupunki", "rights": "full"}
    answer = visit("owner", "body_seat_new", new, body=seated.body.uid)
    assert answer.status_code == 422
    assert 'href="#id_organisation"' in text(answer)


ANNA = {"name": "Anna Esimerkki", "email": "anna@example.org", "language": "fi", "since": "2026-11-01"}


def test_people_are_seated_replaced_and_leave_on_the_page_of_a_seat(visit, seated):
    empty = SeatFactory(body=seated.body)
    words = {"body": seated.body.uid, "seat": empty.uid}
    sent = ANNA | {"nominated_by": "Oulun Kutojat ry"}
    assert visit("owner", "body_seat_person", sent, place="member", **words).status_code == 302
    holding = Holding.objects.get(seat=empty)
    assert holding.nominated_by == seated.world.association
    assert "Anna Esimerkki" in text(visit("owner", "body_seat", **words))

    taken = visit("owner", "body_seat_person", ANNA | {"name": "Bertta"}, place="member", **words)
    assert taken.status_code == 422
    assert "Bertta" in text(taken)

    stead = ANNA | {"name": "Cecilia", "email": "", "since": "2026-11-15"}
    visit("owner", "body_holding_replace", stead, holding=holding.pk, **words)
    after = Holding.objects.get(seat=empty, holder__name="Cecilia")
    leaving = {"on": "2026-11-21", "because": "resigned"}
    assert visit("owner", "body_holding_end", leaving, holding=after.pk, **words).status_code == 302
    after.refresh_from_db()
    assert (after.until, after.ended_because) == (TODAY, "resigned")


def test_one_leaves_ones_own_seat_and_hides_ones_own_name(visit, seated):
    holding = Holding.objects.get(seat=seated.seat, place="deputy")
    words = {"body": seated.body.uid, "seat": seated.seat.uid, "holding": holding.pk}
    visit("anyone", "body_holding_name", {"show": "yes"}, **words)
    holding.holder.refresh_from_db()
    assert holding.holder.name_is_public
    visit("anyone", "body_holding_name", {"show": "no"}, **words)
    holding.holder.refresh_from_db()
    assert not holding.holder.name_is_public
    other = Holding.objects.get(seat=seated.seat, place="member")
    leaving = {"on": "2026-11-21", "because": "resigned"}
    assert visit("anyone", "body_holding_end", leaving, **words | {"holding": other.pk}).status_code == 403
    assert visit("anyone", "body_holding_end", leaving, **words).status_code == 302


def test_what_is_known_of_somebody_is_corrected_and_removed_at_their_wish(visit, seated):
    holding = Holding.objects.get(seat=seated.seat, place="member")
    words = {"body": seated.body.uid, "seat": seated.seat.uid, "holding": holding.pk}
    new = {"name": "Uusi Nimi", "email": "ei osoite", "language": "sv"}
    refused = visit("owner", "body_holding_person", new, **words)
    assert refused.status_code == 422
    assert "Uusi Nimi" in text(refused)
    assert visit("owner", "body_holding_person", new | {"email": "uusi@example.org"}, **words).status_code == 302
    assert visit("owner", "body_holding_person", {"forget": "yes"}, **words).status_code == 409, "they sit still"
    Holding.objects.filter(pk=holding.pk).update(until=TODAY - timedelta(days=1))
    visit("owner", "body_holding_person", {"forget": "yes"}, **words)
    holding.holder.refresh_from_db()
    assert holding.holder.name == ""


def test_a_person_in_two_seats_is_refused_in_words_and_stays_chosen(visit, seated):
    empty = SeatFactory(body=seated.body)
    member = Holding.objects.get(seat=seated.seat, place="member").holder
    sent = {"known": str(member.uid), "since": "2026-11-21"}
    answer = visit("owner", "body_seat_person", sent, body=seated.body.uid, seat=empty.uid, place="member")
    assert answer.status_code == 422
    assert "Ikäihmiset" in text(answer), "it names the other seat"
    assert f'value="{member.uid}" selected' in text(answer)


def test_terms_are_opened_by_the_rule_and_never_over_each_other(visit, seated):
    seated.body.term_rule = "council_term"
    seated.body.save()
    words = {"body": seated.body.uid}
    page = text(visit("owner", "body_terms", **words))
    assert 'value="2025-06-01"' in page
    assert 'value="2029-05-31"' in page
    visit("owner", "body_terms", {"starts": "2025-06-01", "ends": "2029-05-31"}, **words)
    term = seated.body.terms.get()
    over = visit("owner", "body_terms", {"starts": "2029-05-01", "ends": ""}, **words)
    assert over.status_code == 422
    assert 'value="2029-05-01"' in text(over)
    visit("owner", "body_term", {"starts": "2025-06-01", "ends": "2027-05-31"}, term=term.pk, **words)
    term.refresh_from_db()
    assert term.ends == date(2027, 5, 31)
    assert visit("owner elsewhere", "body_terms", {"starts": "2030-01-01"}, **words).status_code == 403
    visit("owner", "body_term", {"remove": "yes"}, term=term.pk, **words)
    assert not seated.body.terms.exists()


def test_a_report_is_drafted_written_on_and_published(visit, seated):
    term = TermFactory(body=seated.body)
    words = {"body": seated.body.uid, "term": term.pk}
    visit("owner", "body_report_act", {}, act="draft", **words)
    assert "1.6.2025" in text(visit("owner", "body_report", **words))
    visit("owner", "body_report", {"report_fi": "Meidän kautemme."}, **words)
    visit("owner", "body_report_act", {}, act="publish", **words)
    term.refresh_from_db()
    assert pick(term.report, "fi").value == "Meidän kautemme."
    assert term.report_published_on == TODAY
    assert visit("owner elsewhere", "body_report", **words).status_code == 403


def test_only_those_who_write_the_report_are_led_to_it(visit, seated):
    term = TermFactory(body=seated.body)
    words = {"body": seated.body.uid, "term": term.pk}
    report = f"/kaudet/{term.pk}/kertomus/"
    assert report in text(visit("owner", "body_terms", body=seated.body.uid))
    setter = text(visit("county officer", "body_terms", body=seated.body.uid))
    assert f"/kaudet/{term.pk}/" in setter
    assert report not in setter
    assert visit("county officer", "body_report", **words).status_code == 403


def test_offices_are_given_to_those_who_may_have_them(visit, seated):
    words = {"body": seated.body.uid}
    outside = {"task": "chair", "name": "Ulkopuolinen", "language": "fi", "since": "2026-11-21"}
    answer = visit("owner", "body_offices", outside, **words)
    assert answer.status_code == 422
    assert "Ulkopuolinen" in text(answer)
    assert visit("owner", "body_offices", outside | {"task": "secretary"}, **words).status_code == 302
    office = Office.objects.get(body=seated.body)
    visit("owner", "body_office_end", {"on": "2026-11-21"}, office=office.pk, **words)
    office.refresh_from_db()
    assert office.until == TODAY


def test_the_founding_is_written_down_step_by_step(visit, seated):
    visit("owner", "body_new", NEW | {"steward": str(seated.world.association.uid), "first_meeting": "2027-02-01"})
    body = Body.objects.latest("pk")
    words = {"body": body.uid}
    shown = {"on": "2026-11-20", "note": "Muistio"}
    assert visit("owner", "body_founding_step", shown, step="idea", **words).status_code == 302
    assert "Muistio" in text(visit("owner", "body_founding", **words))
    late = visit("owner", "body_founding", {"due_idea": "2027-03-01", "due_mandate": "2027-01-01"}, **words)
    assert late.status_code == 422
    assert 'value="2027-03-01"' in text(late)
    visit("owner", "body_founding_back", {}, step="idea", **words)
    assert body.founding_steps.get(step="idea").done_on is None


def test_history_shows_who_sat_on_the_day_one_asks_for(visit, seated):
    old = HolderFactory(name="Entinen Jäsen")
    HoldingFactory(seat=seated.seat, holder=old, since=date(2021, 6, 1), until=date(2025, 5, 31))
    words = {"body": seated.body.uid}
    assert "Entinen Jäsen" in text(visit("owner elsewhere", "body_history", query="?on=2023-01-01", **words))
    assert "Entinen Jäsen" not in text(visit("owner", "body_history", **words))
    wrong = visit("owner", "body_history", query="?on=ei", **words)
    assert wrong.status_code == 422


def test_an_association_sees_who_represents_it_and_only_public_names(visit, seated):
    ours = seated.world.association
    ours.topics.clear()
    kind = {"belongs": "organisation_kind", "organisation_kind": "association"}
    shown = HolderFactory(name="Julkinen Nimi", consented=NOW)
    hidden = HolderFactory(name="Salattu Nimi")
    for holder in (shown, hidden):
        HoldingFactory(seat=SeatFactory(body=seated.body, **kind), holder=holder, nominated_by=seated.world.federation)
    for name, consented in (("Julkinen Varajäsen", NOW), ("Salattu Varajäsen", None)):
        deputy = HolderFactory(name=name, consented=consented)
        seat = SeatFactory(body=seated.body, **kind)
        HoldingFactory(seat=seat, holder=HolderFactory(name=f"{name}n jäsen"), nominated_by=seated.world.federation)
        HoldingFactory(seat=seat, holder=deputy, place="deputy", nominated_by=ours)
    seated.body.email = "neuvottelukunta@esimerkki.example"
    seated.body.save()
    page = text(visit("owner", "represented", organisation=ours.uid))
    assert "Julkinen Nimi" in page
    assert "Salattu Nimi" not in page
    assert "Julkinen Varajäsen, " in page
    assert "Salattu Varajäsen" not in page
    assert "mailto:neuvottelukunta@esimerkki.example" in page
    assert hidden.email not in page
    assert visit("owner elsewhere", "represented", organisation=ours.uid).status_code == 403


def test_a_body_ends_with_its_reason_and_stays_to_be_read(visit, seated):
    words = {"body": seated.body.uid}
    missing = visit("owner", "body_end", {"on": "2026-11-21"}, **words)
    assert missing.status_code == 422
    visit("owner", "body_end", {"on": "2026-11-21", "reason_fi": "Työ siirtyi."}, **words)
    assert "Työ siirtyi." in text(visit("owner", "own_body", **words))
    assert visit("owner", "body_seat_new", **words).status_code == 409


def test_each_page_costs_the_same_however_many_seats_there_are(visit, seated, django_assert_max_num_queries):
    OfficeFactory(body=seated.body)
    for number in range(6):
        place = SeatFactory(body=seated.body)
        HoldingFactory(seat=place, nominated_by=seated.world.federation, since=TODAY - timedelta(days=number))
    for page in ("own_body", "body_seats", "body_history"):
        with django_assert_max_num_queries(60) as asked:
            visit("owner", page, body=seated.body.uid)
        before = len(asked)
        HoldingFactory(seat=SeatFactory(body=seated.body), nominated_by=seated.world.county)
        with django_assert_max_num_queries(before):
            visit("owner", page, body=seated.body.uid)
