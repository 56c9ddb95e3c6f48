"""A project's activities, posts and running costs, a page a row."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from raitti.core.texts import translated, versions
from raitti.programmes.models import Activity, Post
from tests.programmes.factories import ActivityFactory

pytestmark = pytest.mark.django_db
ACTIVITY = {
    "name_fi": "Yhdistysillat",
    "name_sv": "Föreningskvällar",
    "name_en": "",
    "priority": "must",
    "value": "8",
    "fte": "0,25",
    "monthly": "150,50",
    "once": "0",
    "running": "on",
    "begins": "",
    "ends": "",
    "min_months": "3",
    "max_months": "0",
    "level_fi": "suppea",
    "share": "50",
    "worth": "60",
    "seen": "",
}


def test_an_activity_is_added_and_changed_as_it_was_written(visit, funded):
    project = funded.project
    assert visit("editor", "work_row", ACTIVITY, project=project.uid, sort="activity", number=0).status_code == 302
    added = Activity.objects.get(project=project, position=2)
    assert added.monthly == Decimal("150.50")
    assert added.levels == [{"name": {"fi": "suppea"}, "share": "0.5", "value": "0.6"}]

    page = visit("editor", "work_row", project=project.uid, sort="activity", number=3)
    assert 'value="Yhdistysillat"' in page.content.decode()
    changed = ACTIVITY | {"seen": page.context["seen"], "monthly": "200"}
    assert visit("editor", "work_row", changed, project=project.uid, sort="activity", number=3).status_code == 302
    added.refresh_from_db()
    assert added.monthly == 200


def test_names_in_languages_without_a_field_stay(visit, funded):
    project = funded.project
    names = {"fi": "Illat", "se": "Eahkedat", "smn": "Eehidijn"}
    level = {"name": {"fi": "suppea", "sms": "Vueʹnn"}, "share": "0.5", "value": "0.5"}
    row = ActivityFactory(project=project, name=translated(**names), levels=[level])
    where = {"project": project.uid, "sort": "activity", "number": 3}
    said = ACTIVITY | {"seen": visit("editor", "work_row", **where).context["seen"], "level_fi": "pieni"}
    visit("editor", "work_row", said, **where)
    row.refresh_from_db()
    assert versions(row.name) == names | {"fi": ACTIVITY["name_fi"], "sv": ACTIVITY["name_sv"]}
    assert row.levels[0]["name"] == {"fi": "pieni", "sms": "Vueʹnn"}

    said |= {"seen": visit("editor", "work_row", **where).context["seen"], "level_fi": ""}
    visit("editor", "work_row", said, **where)
    row.refresh_from_db()
    assert row.levels == []


def test_the_name_comes_first_and_the_narrower_way_before_its_share(visit, funded):
    page = visit("editor", "work_row", project=funded.project.uid, sort="activity", number=0).content.decode()
    order = [page.index(f'name="{name}"') for name in ("name_fi", "priority", "level_fi", "share", "worth", "name_sv")]
    assert order == sorted(order)


def test_a_row_somebody_else_changed_meanwhile_is_not_written_over(visit, funded):
    project = funded.project
    page = visit("editor", "work_row", project=project.uid, sort="post", number=1)
    Post.objects.filter(project=project).update(monthly_cost=5000)
    sent = {"name_fi": "Minun", "fte": "1", "monthly_cost": "1", "leave_months": "1", "notice_months": "1"}
    answer = visit(
        "owner", "work_row", sent | {"seen": page.context["seen"]}, project=project.uid, sort="post", number=1
    )

    assert answer.status_code == 422
    assert 'value="Minun"' in answer.content.decode()
    assert Post.objects.get(project=project).monthly_cost == 5000


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name_fi": "", "name_sv": ""}, "name_fi"),
        ({"monthly": "-5"}, "monthly"),
        ({"monthly": "sata"}, "monthly"),
        ({"begins": "2026-13"}, "begins"),
        ({"share": "150"}, "share"),
        ({"name_fi": "x" * 301}, "name_fi"),
        ({"max_months": "2"}, "max_months"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(visit, funded, wrong, field):
    answer = visit("editor", "work_row", ACTIVITY | wrong, project=funded.project.uid, sort="activity", number=0)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert Activity.objects.filter(project=funded.project).count() == 2


def test_an_activity_is_moved_and_taken_out_and_nothing_needs_it_any_more(visit, funded):
    project = funded.project
    first, second = project.activities.all()
    second.needs.add(first)
    words = {"project": project.uid, "sort": "activity"}
    visit("editor", "work_act", {}, **words, number=1, act="down")
    assert [each.name for each in project.activities.all()] == [second.name, first.name]

    visit("editor", "work_act", {}, **words, number=2, act="remove")
    left = project.activities.get()
    assert left.name == second.name
    assert not left.needs.exists()


def test_the_coordinator_looks_and_does_not_change(visit, funded):
    project = funded.project
    assert visit("coordinator", "project_work", project=project.uid).status_code == 200
    assert visit("coordinator", "work_row", project=project.uid, sort="activity", number=1).status_code == 403


PLAN = """title = "Koe"
start = "2026-01"
end = "2026-12"
[[staff]]
name = "Kehittäjä"
fte = 0.5
monthly_cost = 2150.5
[[activity]]
name = "Toiminta A"
priority = "must"
value = 5
levels = [{ name = "suppea", share = 0.5, value = 0.5 }]
[[activity]]
name = "Toiminta B"
priority = "could"
needs = ["Toiminta A"]
"""


def test_everything_is_read_from_a_plan_file(visit, funded):
    file = SimpleUploadedFile("suunnitelma.toml", PLAN.encode())
    assert visit("editor", "work_file", {"file": file}, project=funded.project.uid).status_code == 302

    assert [str(each.name) for each in funded.project.activities.all()] == ["Toiminta A", "Toiminta B"]
    assert funded.project.posts.get().monthly_cost == Decimal("2150.50")
    assert funded.project.activities.get(position=1).needs.get().position == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (PLAN.replace("fte = 0.5", 'fte = "puoli"'), "fte"),
        (PLAN.replace("2026-12", "2026-13"), "2026-13"),
        (PLAN + 'kesto = "pitkä"', "kesto"),
        ("ei = tämä ole TOML", "TOML"),
    ],
)
def test_a_plan_file_with_a_fault_is_refused_with_its_place_and_changes_nothing(visit, funded, text, words):
    file = SimpleUploadedFile("suunnitelma.toml", text.encode())
    answer = visit("editor", "work_file", {"file": file}, project=funded.project.uid)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert funded.project.activities.count() == 2
