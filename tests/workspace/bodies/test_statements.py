"""A statement from its first line to what came of it, on the pages of those who write, comment, sign and send."""

from datetime import timedelta

import pytest
from django.utils import timezone

from raitti.bodies.models import LineComment, Signature, Statement
from raitti.core.kept import forget_kept
from tests.bodies import statements as made
from tests.bodies.rules.representation import initiative, named

pytestmark = pytest.mark.django_db
TEXT = {"title_fi": "Lausunto tiloista", "text_fi": "Ensimmäinen rivi\nToinen rivi", "based_on": "0"}


def soon(days=14):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_a_statement_goes_its_whole_way_by_its_pages(visit, seated):
    body = {"body": seated.body.uid}
    asked = {"title_fi": "Lausunto tiloista", "asked_by_name": "Oulun kaupunki", "due": soon()}
    assert visit("owner", "statement_new", asked, **body).status_code == 302
    statement = Statement.objects.get()
    assert statement.asked_by == seated.world.municipality, "a name of the directory is that organisation"
    own = {"statement": statement.uid}
    visit("owner elsewhere", "statement_write", TEXT, **own)
    assert visit("agent elsewhere", "own_statement", **own).status_code == 403
    visit("owner", "statement_open", {"until": soon(7)}, **own)
    line = {"tongue": "fi", "line": 2}
    page = visit("agent elsewhere", "statement_comment", **own, **line).content.decode()
    assert "Toinen rivi" in page
    said = {"text": "Lisätkää induktiosilmukat.", "version": "1"}
    assert visit("agent elsewhere", "statement_comment", said, **own, **line).status_code == 302
    comment = LineComment.objects.get()
    assert comment.organisation == seated.world.elsewhere["association"]
    visit("owner", "statement_act", {}, act="close", **own)
    visit("owner", "statement_comment_answer", {"taken": "yes"}, comment=comment.uid, **own)
    visit("owner", "statement_act", {}, act="finish", **own)
    signer = {"organisation": seated.world.elsewhere["association"].uid}
    visit("owner elsewhere", "statement_sign", {}, **own, **signer)
    assert Signature.objects.filter(withdrawn=None).count() == 1
    sent = {"receiver_name": "Oulun kaupunki", "email": "kirjaamo@oulu.example", "language": "fi"}
    assert visit("owner", "statement_send", sent, **own).status_code == 302
    answer = {"on": timezone.localdate().isoformat(), "answer_fi": "Kiitos lausunnosta."}
    visit("owner", "statement_answer", answer, **own)
    visit("owner", "statement_effect", {"effect_fi": "Silmukat hankittiin."}, **own)
    forget_kept()
    public = visit("nobody", "statement", slug=seated.body.slugs["fi"], number=1).content.decode()
    for words in ("Toinen rivi", str(seated.world.elsewhere["association"]), "Kiitos lausunnosta.", "Silmukat"):
        assert words in public
    assert "induktiosilmukat" not in public, "what was said in the comment round stays inside"


def test_a_second_writer_sees_both_texts_and_saves_one_of_them(visit, seated):
    statement = made.written(seated)
    own = {"statement": statement.uid}
    visit("owner", "statement_write", TEXT | {"text_fi": "Toisen teksti", "based_on": "1"}, **own)
    answer = visit("editor", "statement_write", TEXT | {"text_fi": "Oma teksti", "based_on": "1"}, **own)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Toisen teksti" in page
    assert "Oma teksti" in page
    assert 'name="based_on" value="2"' in page
    assert visit("editor", "statement_write", TEXT | {"text_fi": "Molemmat", "based_on": "2"}, **own).status_code == 302
    statement.refresh_from_db()
    assert str(statement.text) == "Molemmat"
    assert statement.versions.filter(is_aside=True).count() == 1


def test_a_text_sent_after_finishing_and_a_comment_after_closing_keep_their_words(visit, seated):
    statement = made.closed(seated)
    said = {"text": "Myöhästynyt sana", "version": str(statement.version)}
    late = visit("owner elsewhere", "statement_comment", said, statement=statement.uid, tongue="fi", line=1)
    assert late.status_code == 422
    assert "Myöhästynyt sana" in late.content.decode()
    outside = visit("agent elsewhere", "statement_comment", said, statement=statement.uid, tongue="fi", line=1)
    assert outside.status_code == 422
    assert "Myöhästynyt sana" in outside.content.decode()
    assert "Lausumme seuraavaa" not in outside.content.decode(), "the draft is no longer theirs to read"
    visit("owner", "statement_act", {}, act="finish", statement=statement.uid)
    text = TEXT | {"text_fi": "Kesken jäänyt", "based_on": str(statement.version)}
    closed = visit("editor", "statement_write", text, statement=statement.uid)
    assert closed.status_code == 422
    assert "Kesken jäänyt" in closed.content.decode()


def test_what_is_missing_when_sending_is_said_and_nothing_typed_is_lost(visit, seated):
    statement = made.finished(seated)
    sent = {"receiver_name": "Kirjaamo ja kanslia", "email": "", "language": "fi"}
    answer = visit("owner", "statement_send", sent, statement=statement.uid)
    assert answer.status_code == 422
    assert "Kirjaamo ja kanslia" in answer.content.decode()
    visit("owner", "statement_send", sent | {"email": "a@oulu.example"}, statement=statement.uid)
    again = visit("owner", "statement_send", sent | {"email": "a@oulu.example"}, statement=statement.uid)
    assert again.status_code == 409


def test_tags_in_a_text_are_words(visit, seated):
    statement = made.sent(seated, made.finished(seated))
    Statement.objects.filter(pk=statement.pk).update(text={"fi": "<script>alert(1)</script>"})
    slug = seated.body.slugs["fi"]
    pages = [
        visit("owner", "own_statement", statement=statement.uid),
        visit("nobody", "statement", slug=slug, number=statement.number),
        visit("nobody", "statements_feed", slug=slug),
    ]
    for page in pages:
        assert b"<script>alert" not in page.content
        assert b"&lt;script&gt;alert" in page.content


def test_an_association_sends_an_initiative_and_follows_it(visit, seated):
    own = {"organisation": seated.world.elsewhere["association"].uid}
    words = {"body": str(seated.body.uid), "title": "Kokoustilat", "text": ""}
    missing = visit("agent elsewhere", "initiative_new", words, **own)
    assert missing.status_code == 422
    assert "Kokoustilat" in missing.content.decode()
    assert visit("agent elsewhere", "initiative_new", words | {"text": "Maksuttomiksi."}, **own).status_code == 302
    sent = seated.body.initiatives.get()
    assert sent.is_on_behalf
    visit("owner", "initiative_act", {}, act="take", initiative=sent.uid)
    visit("owner", "initiative_agenda", {"meeting": "Kokous 3/2027"}, initiative=sent.uid)
    visit("owner", "initiative_answer", {"answer": "Tilat ovat kunnan."}, initiative=sent.uid)
    page = visit("owner elsewhere", "own_initiative", initiative=sent.uid).content.decode()
    assert "Kokous 3/2027" in page
    assert "Tilat ovat kunnan." in page
    listed = visit("owner elsewhere", "own_words", **own).content.decode()
    assert "Kokoustilat" in listed


def test_an_association_asks_for_a_statement_from_its_own_page(visit, seated):
    own = {"organisation": seated.world.elsewhere["association"].uid}
    words = {"body": str(seated.body.uid), "title_fi": "Bussivuorot", "question_fi": "Mitä mieltä olette?"}
    assert visit("owner elsewhere", "statement_ask", words, **own).status_code == 302
    assert Statement.objects.get().asked_by == seated.world.elsewhere["association"]
    assert "Bussivuorot" in visit("owner", "own_statements", body=seated.body.uid).content.decode()


def test_a_representative_is_named_answers_by_link_and_is_confirmed_by_the_other_body(visit, seated):
    from raitti.bodies.actions.representation import answer_token

    form = {
        "outside_fi": "Maakunnan yhteistyöryhmä",
        "member_name": "Esimerkki Edustaja",
        "member_email": "edustaja@esimerkki.example",
        "since": timezone.localdate().isoformat(),
    }
    assert visit("owner", "representation_new", form, body=seated.body.uid).status_code == 302
    asked = seated.body.representations.get().representatives.get()
    token = answer_token(asked)
    assert "yhteistyöryhmä" in visit("nobody", "representation_answer", token=token).content.decode()
    visit("nobody", "representation_answer", {"accepts": "yes", "name_public": "on"}, token=token)
    forget_kept()
    public = visit("nobody", "body", slug=seated.body.slugs["fi"]).content.decode()
    assert "Esimerkki Edustaja" in public
    there = named(seated, accepted=True)
    assert visit("owner", "representation_confirm", {}, representation=there.uid).status_code == 403
    visit("county officer elsewhere", "representation_confirm", {}, representation=there.uid)
    assert there.seat.holdings.count() == 1


def test_lists_take_the_same_number_of_queries_however_long(visit, seated, django_assert_max_num_queries):
    for _time in range(12):
        made.commented(seated)
        initiative(seated)
    statement = Statement.objects.first()
    for page, words in (
        ("own_statements", {"body": seated.body.uid}),
        ("initiatives", {"body": seated.body.uid}),
        ("own_statement", {"statement": statement.uid}),
        ("own_words", {"organisation": seated.world.elsewhere["association"].uid}),
    ):
        with django_assert_max_num_queries(45):
            assert visit("owner elsewhere", page, **words).status_code == 200
