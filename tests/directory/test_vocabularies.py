"""Vocabularies come in as others publish them, twice without a change, and broken ones not at all."""

import gzip
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from raitti.core.models import AuditEntry
from raitti.core.texts import translated, versions
from raitti.directory.actions import load_topics, save_topics
from raitti.directory.facts import TopicFacts, VocabularyFacts
from raitti.directory.lookup import Lookup, canonical_uri
from raitti.directory.models import Topic, Vocabulary
from raitti.search.models import SearchDocument, SearchTerm
from raitti.search.queries import Query, find
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db
PTV_FILES = ("ServiceClasses", "TargetGroups", "LifeEvents")


def last_line(path: Path, *options: str) -> str:
    told = StringIO()
    call_command("import_vocabulary", str(path), "--lang", "en", *options, stdout=told, stderr=StringIO())
    return told.getvalue().splitlines()[-1]


def test_a_skos_file_brings_labels_other_words_and_what_is_broader(shared):
    path = shared / "vocab" / "yso-archaeology.ttl"

    assert last_line(path) == "130 created, 0 updated, 0 unchanged, 0 refused"
    assert last_line(path) == "0 created, 0 updated, 130 unchanged, 0 refused"

    narrow = Topic.objects.filter(broader__isnull=False, vocabulary__key="yso-archaeology").first()
    assert narrow.uri.startswith("http://www.yso.fi/")
    assert {"fi", "sv", "en"} >= set(versions(narrow.name))
    assert Topic.objects.exclude(other_labels={}).exists()
    assert SearchTerm.objects.filter(source="yso-archaeology", language="fi").exists()


def test_an_ontology_in_json_brings_its_synonyms(shared):
    path = shared / "vocab" / "tero-2022.json.gz"

    assert last_line(path) == "2470 created, 0 updated, 0 unchanged, 0 refused"
    assert last_line(path) == "0 created, 0 updated, 2470 unchanged, 0 refused"

    twins = Topic.objects.get(uri="http://www.yso.fi/onto/koko/p61569")
    assert twins.vocabulary.key == "tero"
    assert "identtiset kaksoset" in twins.other_labels["fi"]
    assert "http://www.yso.fi/onto/mesh/D014430" in twins.same_as


def test_a_table_of_tens_of_thousands_comes_in(shared):
    path = shared / "vocab" / "yso-2019.3-labels.tsv.gz"

    assert last_line(path, "--role", "theme") == "35999 created, 0 updated, 0 unchanged, 0 refused"

    assert Vocabulary.objects.get(key="yso").licence == "CC BY 4.0"
    topic = Topic.objects.get(uri="http://www.yso.fi/onto/yso/p10")
    assert versions(topic.name) == {
        "fi": "ympäristötietoisuus",
        "sv": "miljömedvetande",
        "en": "environmental awareness",
    }


@pytest.mark.parametrize("name", PTV_FILES)
def test_what_we_carry_of_ptv_is_what_ptv_publishes(shared, actor, now, name):
    load_topics(actor=actor, now=now)

    told = last_line(shared / "ptv" / "codes-3.4" / f"{name}.json")

    assert told.startswith("0 created, 0 updated, ")
    assert told.endswith(" unchanged, 0 refused")


def test_a_ptv_class_is_found_by_any_of_its_three_addresses(actor, now):
    load_topics(actor=actor, now=now)
    lookup = Lookup()

    found = {
        topic.notation
        for uri in (
            "http://uri.suomi.fi/codelist/ptv/ptvserclass2/code/P1.1",
            "http://urn.fi/URN:NBN:fi:au:ptvl:P1.1",
            "http://urn.fi/URN:NBN:fi:au:ptvl:v1002",
            "P1.1",
        )
        for topic in lookup.topics(uri)
    }

    assert found == {"P1.1"}
    assert canonical_uri("http://www.yso.fi/onto/yso/p10") == "http://www.yso.fi/onto/yso/p10"


def test_our_own_topics_are_known_by_everyday_words_in_three_languages(actor, now):
    load_topics(actor=actor, now=now)
    own = Topic.objects.filter(vocabulary__key__in=["raitti", "raitti-kohderyhmat"])

    assert own.count() >= 80
    for topic in own:
        assert set(versions(topic.name)) == {"fi", "sv", "en"}
        assert len(topic.other_labels["fi"]) >= 3, topic.notation
        assert topic.other_labels["sv"], topic.notation
        assert topic.other_labels["en"], topic.notation
        assert topic.slugs["fi"]
    assert SearchDocument.objects.filter(kind="topic", object_id="digituki").count() == 3
    assert "tietokoneapu" in Topic.objects.get(notation="digituki").other_labels["fi"]


def test_the_uris_our_topics_claim_to_share_are_real(shared, actor, now):
    load_topics(actor=actor, now=now)
    with gzip.open(shared / "vocab" / "yso-2019.3-labels.tsv.gz", "rt", encoding="utf-8") as lines:
        real = {line.split("\t", 1)[0] for line in lines}
    for name in PTV_FILES:
        rows = json.loads((shared / "ptv" / "codes-3.4" / f"{name}.json").read_text("utf-8-sig"))
        real |= {canonical_uri(row["Id"]) for row in rows if row["Id"]}

    claimed = {uri for same in Topic.objects.own().values_list("same_as", flat=True) for uri in same}

    assert claimed
    assert claimed <= real


def test_what_a_renamed_topic_describes_is_found_by_its_new_name(actor, now):
    home = VocabularyFacts(key="raitti", name="Aiheet")
    uri = "https://raitti.example/aihe/kuoro"
    save_topics(home, [TopicFacts(uri=uri, name={"fi": "Kuorot"}, notation="kuoro")], actor=actor, now=now)
    service = ServiceFactory(name=translated(fi="Keskiviikon harjoitukset"))
    service.topics.set(Topic.objects.filter(uri=uri))

    save_topics(home, [TopicFacts(uri=uri, name={"fi": "Yhteislaulu"}, notation="kuoro")], actor=actor, now=now)

    assert [hit.object_id for hit in find(Query("yhteislaulu", kinds=["service"])).hits] == [str(service.uid)]
    assert find(Query("kuorot", kinds=["service"])).total == 0


def test_loading_our_topics_again_writes_nothing(actor, now):
    load_topics(actor=actor, now=now)
    before = AuditEntry.objects.count()

    done = load_topics(actor=actor, now=now)

    assert sum(saved.created + saved.updated for saved in done) == 0
    assert AuditEntry.objects.count() == before


def test_a_concept_two_vocabularies_share_gains_from_both_and_loses_nothing(actor, now):
    uri = "http://www.yso.fi/onto/koko/p1"
    first = TopicFacts(uri=uri, name={"fi": "kaksoset"}, other={"fi": ("kaksonen",)})
    second = TopicFacts(uri=uri, name={"fi": "kaksoset (väestö)", "sv": "tvillingar"}, other={"fi": ("twinit",)})

    for _round in range(2):
        save_topics(VocabularyFacts(key="jupo", name="JUPO"), [first], actor=actor, now=now)
        save_topics(VocabularyFacts(key="tero", name="TERO"), [second], actor=actor, now=now)

    topic = Topic.objects.get(uri=uri)
    assert topic.vocabulary.key == "jupo"
    assert versions(topic.name)["fi"] == "kaksoset"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("broken.json", b'[\n{"id": "a",\n', "Line 3"),
        ("broken.json", b'{"id": "a"}', "not a list"),
        ("broken.ttl", b"@prefix a: <http://a/> .\n\na:b a:c .\n", "Line 3"),
        ("broken.rdf", b"<rdf>\n<open>\n</rdf>", "Line 3"),
        ("broken.tsv", b"uri\tfi\nhttp://a/1\tyksi\nhttp://a/2\n", "Line 3"),
        ("broken.tsv", "uri\tfi\nhttp://a/1\tpöytä\n".encode("latin-1"), "Line 2"),
        ("broken.tsv", b"name\tfi\nx\ty\n", "Line 1"),
        ("broken.tsv.gz", gzip.compress(b"uri\tfi\n" * 1000, mtime=0)[:-20], "middle"),
        ("empty.tsv", b"", "empty"),
        ("picture.png", b"PNG", "not understood"),
    ],
)
def test_a_broken_file_is_refused_with_its_place_and_leaves_nothing(tmp_path, name, content, told):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(CommandError, match=f"{name}.*{told}"):
        last_line(path)

    assert not Topic.objects.exists()


def test_a_nameless_concept_stops_the_file_unless_the_rest_is_asked_for(tmp_path):
    path = tmp_path / "own.tsv"
    path.write_text("uri\tfi\nhttp://a/1\tyksi\nhttp://a/2\t\n")

    with pytest.raises(CommandError):
        last_line(path)
    assert not Topic.objects.exists()

    with pytest.raises(CommandError):
        last_line(path, "--partial")
    assert [str(topic) for topic in Topic.objects.all()] == ["yksi"]


def test_a_dry_run_tells_and_changes_nothing(tmp_path):
    path = tmp_path / "own.tsv"
    path.write_text("\ufeffuri\tfi\nhttp://a/1\tyksi\n", encoding="utf-8")

    assert last_line(path, "--dry-run") == "1 created, 0 updated, 0 unchanged, 0 refused"
    assert not Topic.objects.exists()
