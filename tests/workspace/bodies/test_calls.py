"""Getting in, page by page: call, nomination, answer, balance, decision; nothing typed is lost."""

from urllib.parse import unquote

import pytest

from raitti.bodies.models import Call, Candidate, Holding, Nomination
from raitti.core.addresses import address
from raitti.core.rates import forget_all
from tests.bodies.calling import ANNA, CARL, a_call, has_closed, nominated, open_seats, willing
from tests.bodies.world import seat
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.letters import letters

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}
# Whoever neither looks after the body nor appoints it nor nominates.
OTHERS = [
    *("nobody", "anyone", "contact officer", "steward", "coordinator", "reader", "its agent"),
    *("owner elsewhere", "agent elsewhere", "former owner", "county officer elsewhere"),
]


@pytest.fixture
def seated(db, monkeypatch):
    # The world's mandates and calls lie around one moment; pages ask the clock.
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    forget_all()
    return seat(build_world(NOW))


@pytest.fixture
def visit(client, seated):
    """Ask for a page as somebody: `visit("owner", "own_call", number=1)`; with `send` it is sent."""

    def ask(who, page, send=None, *, query="", language="fi", **words):
        client.logout()
        if who != "nobody":
            client.force_login(seated.people[who])
        path = address(page, language, **({"body": seated.body.uid} | words)) + query
        return client.get(path, headers=HOST) if send is None else client.post(path, send, headers=HOST)

    return ask


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:400]
    return answer.content.decode()


def written(seated, **more):
    """What somebody types into the form of a call."""
    return {
        "name_fi": "Haku neuvottelukuntaan",
        "name_sv": "Nominering till delegationen",
        "text_fi": "Neljä kokousta vuodessa.",
        "seats": [str(each.pk) for each in seated.body.seats.all()],
        "opens": "20.11.2026",
        "opens_at": "12",
        "closes": "2026-12-18",
        "closes_at": "16.00",
        "candidates_each": "2",
        "wants_deputies": "on",
    } | more


def typed(**more):
    """What somebody types into the form of a nomination."""
    return {
        "name_0": "Anna Esimerkki",
        "email_0": "anna@example.org",
        "deputy_name_0": "Bertta Esimerkki",
        "deputy_email_0": "bertta@example.org",
        "motivation": "Pitkä kokemus nuorten parissa.",
        "seen": "",
    } | more


def of_association(seated):
    return {"organisation": seated.world.elsewhere["association"].uid}


class TestTheCall:
    def test_the_body_leads_to_its_calls_those_who_may_and_nobody_else(self, seated, visit):
        listed = address("calls_of_body", "fi", body=seated.body.uid)
        assert listed in text(visit("owner", "own_body"))
        assert listed in text(visit("county officer", "own_body"))
        assert listed not in text(visit("owner elsewhere", "own_body"))

    def test_a_call_is_drafted_published_and_seen_by_everyone(self, seated, visit, client):
        made = visit("owner", "call_new", written(seated))
        call = Call.objects.get()
        assert made["Location"] == address("own_call", "fi", body=seated.body.uid, number=1)
        assert call.closes.astimezone().utcoffset() is not None
        assert call.wants_deputies

        visit("owner", "own_call", {"publish": ""}, number=1)

        assert Call.objects.get().state == Call.State.PUBLISHED

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            ({"closes": "pian"}, "pian"),
            ({"closes": "2026-11-01"}, "2026-11-01"),
            ({"opens_at": "aamulla"}, "aamulla"),
            ({"seats": []}, "Neljä kokousta vuodessa."),
            ({"candidates_each": "monta"}, "monta"),
            ({"name_fi": "", "name_sv": ""}, "Neljä kokousta vuodessa."),
        ],
    )
    def test_what_cannot_be_is_said_and_every_word_stays(self, seated, visit, more, said):
        page = text(visit("owner", "call_new", written(seated, **more)), 422)
        assert said in page
        assert "Neljä kokousta vuodessa." in page
        assert not Call.objects.exists()

    def test_a_published_call_is_not_cut_short_and_the_words_stay(self, seated, visit):
        a_call(seated)
        late = written(seated, closes="2026-11-25", text_fi="Uusi teksti.", opens="11.11.2026")
        page = text(visit("owner", "call_edit", late, number=1), 422)
        assert "Uusi teksti." in page

    def test_a_withdrawal_needs_its_reason(self, seated, visit):
        a_call(seated)
        text(visit("owner", "call_withdraw", {"reason_fi": ""}, number=1), 422)
        visit("owner", "call_withdraw", {"reason_fi": "Rahoitus puuttuu."}, number=1)
        assert Call.objects.get().state == Call.State.WITHDRAWN

    def test_a_draft_is_thrown_away(self, seated, visit):
        a_call(seated, published=False)
        visit("owner", "own_call", {"remove": ""}, number=1)
        assert not Call.objects.exists()


class TestTheNomination:
    def test_the_associations_desk_leads_to_open_calls_that_concern_it(self, seated, visit):
        call = a_call(seated)
        call.body.areas.set([seated.world.utsjoki])
        page = text(visit("owner elsewhere", "calls_for_organisation", **of_association(seated)))
        assert "Haku neuvottelukuntaan" in page
        call.body.areas.set([seated.world.oulu])
        page = text(visit("owner elsewhere", "calls_for_organisation", **of_association(seated)))
        assert "Haku neuvottelukuntaan" not in page

    def test_from_the_calls_page_one_comes_to_ones_own_association(self, seated, visit):
        call = a_call(seated)
        answer = visit("owner elsewhere", "choose_nominator", call=call.uid)
        assert answer["Location"] == address("nominate", "fi", call=call.uid, **of_association(seated))

    def test_it_is_kept_then_sent_then_changed(self, seated, visit):
        call = a_call(seated)
        place = {"call": call.uid, **of_association(seated)}
        visit("owner elsewhere", "nominate", typed(email_0="", keep=""), **place)
        made = Nomination.objects.get()
        assert made.state == Nomination.State.DRAFT
        page = text(visit("owner elsewhere", "nominate", **place))
        assert "Anna Esimerkki" in page
        assert made.changed.isoformat() in page

        visit("owner elsewhere", "nominate", typed(seen=made.changed.isoformat(), send=""), **place)
        assert Nomination.objects.get().state == Nomination.State.SENT
        assert Candidate.objects.count() == 2

    def test_what_lacks_something_is_said_at_its_field_and_every_word_stays(self, seated, visit):
        call = a_call(seated)
        answer = visit(
            "owner elsewhere", "nominate", typed(email_0="", send=""), call=call.uid, **of_association(seated)
        )
        page = text(answer, 422)
        assert "id_email_0_error" in page
        assert "Bertta Esimerkki" in page
        assert "Pitkä kokemus nuorten parissa." in page
        assert not Nomination.objects.exists()

    def test_after_closing_it_is_refused_with_the_reason_and_nothing_typed_is_lost(self, seated, visit):
        call = has_closed(a_call(seated))
        answer = visit("owner elsewhere", "nominate", typed(send=""), call=call.uid, **of_association(seated))
        page = text(answer, 422)
        for word in ("Anna Esimerkki", "bertta@example.org", "Pitkä kokemus nuorten parissa."):
            assert word in page
        assert not Nomination.objects.exists()

    def test_of_two_of_one_association_the_second_sees_that_and_keeps_every_word(self, seated, visit):
        call = a_call(seated)
        nominated(seated, call, CARL)
        answer = visit("agent elsewhere", "nominate", typed(send=""), call=call.uid, **of_association(seated))
        page = text(answer, 422)
        assert "Anna Esimerkki" in page
        assert Candidate.objects.get().name == "Carl Esimerkki"

    def test_who_acts_on_an_associations_behalf_is_told_so(self, seated, visit):
        call = a_call(seated)
        page = text(visit("agent elsewhere", "nominate", call=call.uid, **of_association(seated)))
        assert 'class="behalf"' in page
        assert 'class="behalf"' not in text(
            visit("owner elsewhere", "nominate", call=call.uid, **of_association(seated))
        )

    def test_it_is_taken_back(self, seated, visit):
        call = a_call(seated)
        nominated(seated, call)
        visit("owner elsewhere", "nominate", {"withdraw": ""}, call=call.uid, **of_association(seated))
        assert Nomination.objects.get().state == Nomination.State.WITHDRAWN


class TestTheCandidate:
    @pytest.fixture
    def link(self, seated):
        nominated(seated, a_call(seated))
        letter = next(each for each in letters() if each.to == "anna@example.org")
        return unquote(letter.path().rstrip("/").rpartition("/")[2])

    def test_opening_the_letters_link_changes_nothing_and_needs_no_account(self, visit, link):
        answer = visit("nobody", "candidate", token=link)
        assert "Anna Esimerkki" in text(answer)
        assert answer["Referrer-Policy"] == "same-origin"
        assert Candidate.objects.get(name="Anna Esimerkki").consent == Candidate.Consent.ASKED

    def test_the_answer_is_kept_with_what_was_said(self, visit, link):
        sent = {"answer": "yes", "name_is_public": "on", "gender": "woman"}
        assert visit("nobody", "candidate", sent, token=link).status_code == 302
        anna = Candidate.objects.get(name="Anna Esimerkki")
        assert (anna.consent, anna.name_is_public, anna.gender) == ("given", True, "woman")
        assert Candidate.objects.get(name="Bertta Esimerkki").consent == Candidate.Consent.ASKED

    def test_an_answer_that_says_nothing_is_asked_again(self, visit, link):
        text(visit("nobody", "candidate", {"gender": "woman"}, token=link), 422)

    def test_a_broken_link_says_so(self, visit, link):
        assert visit("nobody", "candidate", token=link[:-3]).status_code == 410

    def test_after_the_end_of_the_call_nothing_waits_for_an_answer(self, visit, link):
        Call.objects.update(state=Call.State.WITHDRAWN)
        answer = visit("nobody", "candidate", {"answer": "yes"}, token=link)
        assert "name=answer" not in text(answer)
        assert Candidate.objects.get(name="Anna Esimerkki").consent == Candidate.Consent.ASKED


class TestTheDecision:
    @pytest.fixture
    def standing(self, seated):
        places = open_seats(seated)
        call = a_call(seated, seats=places)
        nominated(seated, call, ANNA, CARL)
        willing(call, now=NOW)
        Candidate.objects.filter(name="Anna Esimerkki").update(gender="woman")
        has_closed(call)
        people = {each.name.split()[0]: each for each in Candidate.objects.all()}
        return places, people

    def test_a_choice_is_tried_without_being_kept_then_kept_then_decided(self, visit, standing):
        (first, second), people = standing
        sent = {f"member_{first.pk}": people["Anna"].pk, f"deputy_{first.pk}": people["Bertta"].pk}
        page = text(visit("owner", "call_choice", sent | {"act": "try"}, number=1))
        assert page.count("selected") >= 2
        assert not Candidate.objects.exclude(seat=None).exists()

        visit("owner", "call_choice", sent | {"keep": ""}, number=1)
        assert Candidate.objects.filter(seat=first).count() == 2

        assert visit("owner", "call_appoint", number=1).status_code == 403
        page = text(visit("county officer", "call_appoint", number=1))
        assert "Anna Esimerkki" in page
        seen = Call.objects.get().proposed.isoformat()
        sent = {"seen": seen, "since": "2026-11-21", "words_fi": "Aluehallitus 20.11.2026 § 5"}
        assert visit("county officer", "call_appoint", sent, number=1).status_code == 302
        assert Holding.objects.filter(seat=first).count() == 2
        assert not Holding.objects.filter(seat=second).exists()

    def test_the_balance_follows_the_choice(self, seated, visit, standing):
        (first, _second), people = standing
        Holding.objects.all().delete()

        def women(sent):
            page = text(visit("owner", "call_choice", sent, number=1))
            row = page.split("<tbody>")[1].split("</tr>")[0]
            return row.split("<td")[1].split(">")[1].split("<")[0]

        assert women({"act": "try"}) == "0"
        assert women({"act": "try", f"member_{first.pk}": people["Anna"].pk}) == "1"

    def test_a_candidate_chosen_twice_is_said_and_the_choice_stays_in_the_form(self, visit, standing):
        (first, second), people = standing
        twice = {f"member_{first.pk}": people["Anna"].pk, f"member_{second.pk}": people["Anna"].pk, "keep": ""}
        page = text(visit("owner", "call_choice", twice, number=1), 422)
        assert page.count(f'value="{people["Anna"].pk}" selected') == 2

    def test_what_stands_in_the_way_keeps_the_words_of_the_decision(self, visit, standing):
        (first, _second), people = standing
        visit("owner", "call_choice", {f"member_{first.pk}": people["Anna"].pk, "keep": ""}, number=1)
        Candidate.objects.filter(name="Anna Esimerkki").update(consent=Candidate.Consent.WITHDRAWN)
        seen = Call.objects.get().proposed.isoformat()
        sent = {"seen": seen, "since": "21.11.2026", "words_fi": "Aluehallitus § 5"}
        page = text(visit("county officer", "call_appoint", sent, number=1), 422)
        assert "Aluehallitus § 5" in page
        assert Call.objects.get().state == Call.State.PUBLISHED

    def test_a_choice_changed_meanwhile_is_shown_anew_before_it_is_decided(self, visit, standing):
        (first, _second), people = standing
        visit("owner", "call_choice", {f"member_{first.pk}": people["Anna"].pk, "keep": ""}, number=1)
        sent = {"seen": "eilen", "since": "2026-11-21", "words_fi": ""}
        page = text(visit("county officer", "call_appoint", sent, number=1), 422)
        assert f'value="{Call.objects.get().proposed.isoformat()}"' in page


class TestWhoSeesCandidates:
    """Nothing of candidates before they are appointed, to anyone but those who look after the body and appoint it."""

    SECRETS = ("Anna Esimerkki", "anna@example.org", "Bertta", "Pitkä kokemus")

    @pytest.fixture
    def call(self, seated):
        # The body's own association nominates nothing here: its keepers see what has come as keepers.
        call = a_call(seated)
        nominated(seated, call, organisation=seated.world.federation, by="the program")
        return willing(call, now=NOW) and call

    @pytest.mark.parametrize("who", OTHERS)
    @pytest.mark.parametrize("page", ["own_call", "call_choice", "call_appoint", "call_edit", "calls_of_body"])
    def test_pages_of_the_call_are_not_for_others(self, call, visit, who, page):
        words = {} if page == "calls_of_body" else {"number": call.number}
        answer = visit(who, page, **words)
        assert answer.status_code in {302, 401, 403}
        assert not any(secret in answer.content.decode() for secret in self.SECRETS)

    @pytest.mark.parametrize("who", ["nobody", "owner", "county officer", "owner elsewhere", "coordinator"])
    def test_no_public_page_feed_or_search_tells_of_candidates(self, call, client, seated, who):
        if who != "nobody":
            client.force_login(seated.people[who])
        slug = seated.body.slug_in("fi")
        for path in (
            address("call", "fi", slug=slug, number=call.number),
            address("body", "fi", slug=slug),
            address("calls", "fi"),
            address("calls_feed", "fi"),
            address("body_feed", "fi", slug=slug),
            f"{address('search', 'fi')}?q=Anna+Esimerkki",
        ):
            answer = client.get(path, headers=HOST)
            assert answer.status_code == 200, path
            page = answer.content.decode().replace("Anna+Esimerkki", "").replace('value="Anna Esimerkki"', "")
            assert not any(secret in page for secret in self.SECRETS[1:]), path
            assert page.count("Anna Esimerkki") <= (2 if "haku/?q" in path else 0), path

    def test_keepers_and_setter_see_them(self, call, visit):
        for who in ("owner", "county officer"):
            assert "Anna Esimerkki" in text(visit(who, "own_call", number=call.number))
            assert "Anna Esimerkki" in text(visit(who, "call_choice", number=call.number))


def test_pages_of_many_candidates_ask_the_database_as_often_as_those_of_few(
    seated, visit, django_assert_max_num_queries
):
    call = a_call(seated)
    nominated(seated, call)
    counts = []
    for _more in range(2):
        for page in ("own_call", "call_choice"):
            with django_assert_max_num_queries(200) as asked:
                visit("owner", page, number=1)
            counts.append(len(asked))
        nominated(seated, call, ANNA, CARL, organisation=seated.world.federation, by="the program")
        nominated(seated, call, CARL, organisation=seated.world.municipality, by="the program")
    assert counts[2] <= counts[0] + 2
    assert counts[3] <= counts[1] + 4
