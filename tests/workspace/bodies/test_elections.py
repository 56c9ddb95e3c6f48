"""Preparing, opening and closing an election on its pages, and voting by link and signed in."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from raitti.bodies.actions.closing import publish_election
from raitti.bodies.ballot_papers import ballot_link
from raitti.bodies.models import Ballot, Election, SealedBallot, Voter
from raitti.core.addresses import address
from raitti.core.slugs import assign_slugs
from raitti.directory.models import Organisation
from raitti.voting import count, read_election
from tests.bodies.elections import PROGRAM, cast, counted, keys_in, opened
from tests.bodies.factories import CandidateFactory, ElectionFactory, SeatFactory
from tests.bodies.world import Seated, seat
from tests.conftest import NOW
from tests.directory.world import build_world

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}


@pytest.fixture(autouse=True)
def keys(tmp_path: Path) -> Iterator[Path]:
    with keys_in(tmp_path) as folder:
        yield folder


@pytest.fixture
def seated(db: None) -> Seated:
    return seat(build_world(NOW))


@pytest.fixture
def visit(client: Client, seated: Seated) -> Callable[..., Any]:
    def ask(who: str, page: str, send: dict[str, Any] | None = None, *, language: str = "fi", **words: Any) -> Any:
        client.logout()
        if who != "nobody":
            client.force_login(seated.people[who])
        path = address(page, language, **words)
        return client.get(path, headers=HOST) if send is None else client.post(path, send, headers=HOST)

    return ask


@pytest.fixture
def election(seated: Seated) -> Election:
    """A vote that is open to Oulu's association and others."""
    made = opened(now=timezone.now(), body=seated.body, rule="equal_shares", seats=2)
    assign_slugs(seated.body, "body")
    return made


def theirs(election: Election, seated: Seated) -> Voter:
    return election.voters.get(organisation=seated.world.association)


def hidden(page: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    assert found
    return found[1]


def test_an_election_is_prepared_opened_and_cancelled_on_its_pages(visit, seated):
    body = {"body": seated.body.uid}
    said = {
        "name_fi": "Puheenjohtaja 2027",
        "rule": "approval",
        "roll": "associations",
        "seats": "1",
        "areas": [str(seated.world.oulu.pk)],
        "day": (timezone.localdate() + timedelta(days=8)).isoformat(),
        "hour": "16.00",
    }
    assert visit("anyone", "election_new", said, **body).status_code == 403
    assert visit("editor", "election_new", said, **body).status_code == 302
    made = Election.objects.get()
    where = {**body, "number": made.number}
    assert timezone.localtime(made.closes).strftime("%H.%M") == "16.00"
    for name in ("Esimerkki Aino", "Esimerkki Eino"):
        assert visit("editor", "candidate_new", {"name": name, "organisation": ""}, **where).status_code == 302
    page = visit("editor", "own_election", **where)
    assert (
        page.context["preview"].number
        == Organisation.objects.filter(kind__in=["association", "federation"])
        .filter(operating_areas=seated.world.oulu)
        .count()
        + 2
    )
    assert visit("editor", "own_election", {"do": "open"}, **where).status_code == 302
    made.refresh_from_db()
    assert made.state == "open"
    assert visit("editor", "election_edit", **where).status_code == 409
    early = visit("editor", "own_election", {"do": "close"}, **where)
    assert early.status_code == 409
    assert early.context["trouble"]
    assert visit("editor", "election_cancel", {"reason": ""}, **where).status_code == 422
    assert visit("editor", "election_cancel", {"reason": "Väärä kysymys"}, **where).status_code == 302
    made.refresh_from_db()
    assert made.state == "cancelled"


def test_what_was_typed_stays_where_something_is_wrong(visit, seated):
    said = {
        "name_fi": "Valiokunta",
        "text_fi": "Kahdeksan paikkaa",
        "rule": "approval",
        "roll": "holders",
        "seats": "8",
    }
    page = visit("editor", "election_new", said, body=seated.body.uid)
    assert page.status_code == 422
    shown = page.content.decode()
    assert "Valiokunta" in shown
    assert "Kahdeksan paikkaa" in shown
    assert page.context["form"].errors["seats"]


def test_a_quota_that_cannot_be_kept_is_said_at_the_form(visit, seated, election):
    draft = Election.objects.create(
        body=seated.body, number=70, name={"fi": "x"}, rule="stv", seats=2, roll="holders", created=NOW
    )
    for number in (1, 2, 3):
        CandidateFactory(election=draft, number=number)
    where = {"body": seated.body.uid, "number": 70}
    said = {"name_fi": "Rannikko", "at_least": "2", "numbers": ["1"]}
    page = visit("editor", "quota_new", said, **where)
    assert page.status_code == 422
    assert "Rannikko" in page.content.decode()
    assert visit("editor", "quota_new", said | {"at_least": "1"}, **where).status_code == 302


@pytest.mark.parametrize("way", ["link", "signed in"])
def test_a_ballot_is_chosen_looked_at_and_sent(visit, seated, election, way):
    voter = theirs(election, seated)
    who, page, words = (
        ("nobody", "ballot_link", {"token": ballot_link(voter)})
        if way == "link"
        else ("owner", "ballot", {"voter": voter.uid})
    )
    assert visit(who, page, **words).status_code == 200
    looked = visit(who, page, {"choice-1": "on", "choice-3": "on", "look": ""}, **words)
    assert looked.status_code == 200
    assert [one.number for one in looked.context["chosen"]] == [1, 3]
    assert not SealedBallot.objects.exists()
    # It can still be changed: what was chosen stands in the form.
    changed = visit(who, page, {"choice-1": "on", "change": ""}, **words)
    assert re.search(r'name="choice-1"[^>]* checked', changed.content.decode())
    send = {"choice-1": "on", "choice-3": "on", "send": "", "in_hand": hidden(looked, "in_hand")}
    sent = visit(who, page, send, **words)
    assert sent.status_code == 200
    assert looked.context["receipt"] in sent.content.decode()
    assert SealedBallot.objects.count() == 1
    again = visit(who, page, send, **words)
    assert again.status_code == 409
    assert [one.number for one in again.context["chosen"]] == [1, 3]
    assert SealedBallot.objects.count() == 1


def test_only_owners_and_no_one_else_have_the_ballot_of_an_association(visit, seated, election):
    words = {"voter": theirs(election, seated).uid}
    may = {who for who in seated.people if who != "the program" and visit(who, "ballot", **words).status_code == 200}
    assert may == {"owner", "other owner"}


def test_a_ballot_that_comes_too_late_is_refused_and_shows_what_was_chosen(visit, seated, election):
    voter = theirs(election, seated)
    Election.objects.filter(pk=election.pk).update(closes=timezone.now() - timedelta(minutes=1))
    page = visit("owner", "ballot", {"choice-2": "on", "send": "", "in_hand": "x"}, voter=voter.uid)
    assert page.status_code == 409
    assert [one.number for one in page.context["chosen"]] == [2]
    voter.refresh_from_db()
    assert not voter.voted


def test_ranks_are_numbers_and_two_alike_are_told_with_both_names(visit, seated, election):
    Election.objects.filter(pk=election.pk).update(rule="stv")
    words = {"voter": theirs(election, seated).uid}
    page = visit("owner", "ballot", {"choice-1": "2", "choice-2": "2", "choice-3": "1", "look": ""}, **words)
    assert page.status_code == 422
    shown = page.content.decode()
    assert "Esimerkki Ehdokas 1" in str(page.context["form"].errors)
    assert 'value="1"' in shown
    page = visit("owner", "ballot", {"choice-1": "5", "choice-3": "1", "look": ""}, **words)
    assert page.status_code == 422
    page = visit("owner", "ballot", {"choice-1": "4", "choice-3": "1", "look": ""}, **words)
    assert [one.number for one in page.context["chosen"]] == [3, 1]


def test_a_broken_link_leads_to_help(visit, election):
    assert visit("nobody", "ballot_link", token="x").status_code == 410


def test_keepers_see_how_many_have_voted_and_never_who(visit, seated, election):
    voted = theirs(election, seated)
    where = {"body": seated.body.uid, "number": election.number}
    before = visit("editor", "election_roll", **where).content
    cast(voted, [1], now=timezone.now())
    after = visit("editor", "election_roll", **where).content
    assert _without_tokens(before) == _without_tokens(after)
    assert visit("editor", "own_election", **where).context["voted"] == 1
    assert visit("owner elsewhere", "election_roll", **where).status_code == 403
    assert not visit("owner elsewhere", "own_election", **where).context["voted"]


def _without_tokens(page: bytes) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value=")[^"]*', "", page.decode())


def test_one_finds_ones_open_votes(visit, seated, election):
    assert str(election) in visit("owner", "own_votes").content.decode()
    assert str(election) not in visit("anyone", "own_votes").content.decode()


@pytest.mark.parametrize("rule", Election.Rule.values)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_public_page_explains_the_count_and_shows_the_ballot_of_a_receipt(client, seated, rule, language):
    now = timezone.now() - timedelta(days=20)
    seats = 1 if rule in {"approval", "instant_runoff"} else 3
    election = opened(now=now, body=seated.body, rule=rule, seats=seats, voters=6, candidates=5)
    assign_slugs(seated.body, "body")
    receipts = {
        cast(voter, [1 + number % 5, 1 + (number + 2) % 5], now=now): number
        for number, voter in enumerate(election.voters.all())
    }
    where = {"slug": seated.body.slug_in(language), "number": election.number}
    path = address("election", language, **where)
    receipt = next(iter(receipts))
    asked = client.post(address("election_receipt", language, **where), {"receipt": receipt}, headers=HOST)
    assert asked.context["ballot"] is None
    assert client.get(address("election_ballots", language, **where), headers=HOST).status_code == 404
    election = counted(election)
    assert "told" not in client.get(path, headers=HOST).context
    publish_election(election, actor=PROGRAM, now=now)
    page = client.get(path, headers=HOST)
    assert len(page.context["elected"]) == seats
    assert page.context["told"].rounds
    asked = client.post(
        address("election_receipt", language, **where), {"receipt": receipt.lower().replace("-", " ")}, headers=HOST
    )
    assert asked.context["ballot"].receipt == receipt
    assert receipt in client.get(address("election_ballots", language, **where), headers=HOST).content.decode()
    no = client.post(address("election_receipt", language, **where), {"receipt": "<b>nix"}, headers=HOST)
    assert no.context["ballot"] is None
    assert "<b>nix" not in no.content.decode()


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_the_ballots_can_be_downloaded_and_counted_again_with_the_same_result(client, seated, kind):

    now = timezone.now() - timedelta(days=20)
    election = opened(now=now, body=seated.body, rule="phragmen", seats=2, voters=6, candidates=5)
    assign_slugs(seated.body, "body")
    for number, voter in enumerate(election.voters.all()):
        cast(voter, [1 + number % 4, 5], now=now)
    election = counted(election)
    publish_election(election, actor=PROGRAM, now=now)
    path = address(f"election_{kind}", "fi", slug=seated.body.slug_in("fi"), number=election.number)
    problem, ballots = read_election(client.get(path, headers=HOST).content)
    elected = count(problem, ballots).elected
    places = election.candidates.exclude(place=None).order_by("place").values_list("number", flat=True)
    assert [int(one) for one in elected] == list(places)
    assert ballots.total() == Ballot.objects.count()


def test_a_draft_has_no_public_page(client, seated):
    Election.objects.create(
        body=seated.body, number=7, name={"fi": "x"}, rule="stv", seats=2, roll="holders", created=NOW
    )
    assign_slugs(seated.body, "body")
    path = address("election", "fi", slug=seated.body.slug_in("fi"), number=7)
    assert client.get(path, headers=HOST).status_code == 404


def test_those_elected_get_their_seats_on_a_page_and_what_stands_in_the_way_is_said(visit, seated):
    made = ElectionFactory(body=seated.body, state="published", opened=timezone.now(), published=timezone.now())
    one = CandidateFactory(election=made, number=1, place=1, name="Esimerkki Aino")
    place = SeatFactory(body=seated.body)
    where = {"body": seated.body.uid, "number": made.number}
    assert visit("anyone", "elected_seats", **where).status_code == 403
    assert visit("editor", "elected_seats", **where).status_code == 200
    said = {"candidate": one.pk, "place": "member", "since": timezone.localdate().isoformat(), "email": ""}
    taken = visit("editor", "elected_seats", {**said, "seat": seated.seat.pk}, **where)
    assert taken.status_code in {200, 409, 422}
    assert not place.holdings.exists()
    assert visit("editor", "elected_seats", {**said, "seat": place.pk}, **where).status_code == 302
    assert place.holdings.get().holder.name == "Esimerkki Aino"
    assert visit("editor", "own_election", **where).status_code == 200


def test_a_vote_that_waits_is_on_the_desk_and_on_the_page_of_the_association(visit, election, seated):
    voter = theirs(election, seated)
    link = address("ballot", "fi", voter=voter.uid)
    assert link in visit("owner", "desk").content.decode()
    page = visit("owner", "organisation_desk", organisation=seated.world.association.uid)
    assert link in page.content.decode()
    assert link not in visit("editor", "desk").content.decode()
