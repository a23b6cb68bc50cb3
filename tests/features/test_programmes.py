"""Programmes: written down, changed, closed, on a poster; shared with the network, followed, and kept up with."""

import re
from io import BytesIO

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone
from pypdf import PdfReader

from tests import make
from tests.features.test_offers import sign_in
from traedesten.audit.models import Event
from traedesten.demo import programmes as demo
from traedesten.demo.telling import Clock, Told
from traedesten.domain import editions
from traedesten.domain.groups import CORE
from traedesten.domain.programmes import LONELINESS, READY_MADE
from traedesten.groups import actions
from traedesten.groups.models import Programme, PublishedProgramme
from traedesten.groups.queries import programmes as queries
from traedesten.tenancy.scope import at_site

LIST, NETWORK = "/s/holstebro/grupper/programmer/", "/s/holstebro/grupper/netvaerket/"


@pytest.fixture
def boss(client, site):
    return sign_in(client, make.a_coordinator(site))


def written(site, ready=LONELINESS, **fields) -> Programme:
    """A programme from a ready-made one, at a site."""
    with at_site(site):
        return actions.write_programme(
            by=make.a_coordinator(site),
            now=make.NOW,
            plans=[vars(plan) for plan in ready.plans],
            **{"slug": "ensomhed", **ready.begun, **fields},
        )


def published(site, row: Programme) -> PublishedProgramme:
    with at_site(site):
        return actions.publish_programme(by=make.a_coordinator(site), programme=row, now=make.NOW)


def fields_of(page) -> dict:
    """What a browser would send from the form on a page."""
    form = page.context["form"]
    found = {field.html_name: field.value() for field in form}
    found = {name: "on" if value is True else value for name, value in found.items()}
    return {name: value for name, value in found.items() if value not in (None, False, "")}


def only(site) -> Programme:
    with at_site(site):
        row = Programme.objects.get()
        row.themes = [plan.theme for plan in row.plans.order_by("number")]
        return row


# --- a site's own -------------------------------------------------------------------------------------------------


def test_a_site_without_programmes_is_offered_three(boss):
    page = boss.get(LIST).text
    assert "I har ingen programmer endnu" in page
    assert re.findall(r"\?fra=(\w+)", page) == list(READY_MADE)


@pytest.mark.parametrize("ready", READY_MADE.values(), ids=list(READY_MADE))
def test_a_ready_made_one_is_whole_and_kept_as_it_stands(boss, site, ready):
    assert len(ready.plans) == 8
    assert all(all(vars(plan)[name] for name in editions.PLAN if name != "is_core") for plan in ready.plans)
    minutes = {sum(map(int, re.findall(r"(\d+) min\.", plan.timing))) for plan in ready.plans}
    assert minutes == {ready.begun.get("minutes", 120)}
    page = boss.get(f"{LIST}nyt/?fra={ready.key}")
    answer = boss.post(f"{LIST}nyt/?fra={ready.key}", fields_of(page))
    assert answer.status_code == 302
    row = only(site)
    assert row.themes == [plan.theme for plan in ready.plans]
    with at_site(site):
        content = queries.content_of(row)
    assert {name: content[name] for name in ready.begun} == ready.begun
    assert content["plans"] == [vars(plan) for plan in ready.plans]
    read = boss.get(answer.url).text
    for plan in ready.plans:
        assert plan.theme in read and plan.opening_round.split(".")[0] in read


def test_an_empty_page_becomes_a_programme_with_an_address_of_its_own(boss, site):
    for name, slug in (("Fædre på Ø", "faedre-paa-oe"), ("Fædre på Ø", "faedre-paa-oe-2"), ("…", "gruppe")):
        sent = fields_of(boss.get(f"{LIST}nyt/")) | {"name": name}
        assert boss.post(f"{LIST}nyt/", sent).status_code == 302
        with at_site(site):
            row = Programme.objects.select_related("site").get(slug=slug)
            assert queries.public_path(row) == f"/holstebro/grupper/{slug}/"
            assert set(row.core) == set(CORE) and not row.plans.exists()


def test_meetings_are_moved_taken_out_and_added_without_javascript(boss, site):
    row = written(site)
    edit = f"{LIST}{row.pk}/ret/"
    before = only(site).themes
    sent = fields_of(boss.get(edit)) | {
        "remove_1": "on",
        "place_7": "1",
        "place_0": "2",
        "theme_8": "En tur i skoven",
    }
    assert boss.post(edit, sent).status_code == 302
    assert only(site).themes == [before[7], before[0], *before[2:7], "En tur i skoven"]


def test_fewer_meetings_take_what_is_too_much_out_when_it_is_asked_for(boss, site):
    row = written(site)
    edit, before = f"{LIST}{row.pk}/ret/", only(site).themes
    sent = fields_of(boss.get(edit)) | {"sessions": "6", "review_after": "4"}
    answer = boss.post(edit, sent)
    assert answer.status_code == 422 and 'name="shortens"' in answer.text and only(site).themes == before
    assert boss.post(edit, sent | {"shortens": "on"}).status_code == 302
    assert only(site).themes == [*before[:5], before[7]] and only(site).sessions == 6


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        ({"name": ""}, "name"),
        ({"smallest": "9"}, "ideal_from"),
        ({"largest": "7"}, "largest"),
        ({"maximum_age": "12"}, "maximum_age"),
        ({"review_after": "9"}, "sessions"),
        ({"sessions": "7"}, "sessions"),
        ({"sessions": "seks"}, "sessions"),
        ({"theme_2": ""}, "theme_2"),
        ({"exercise_3": "Spørg 250947-9989"}, "exercise_3"),
        ({"joining": "maybe"}, "joining"),
    ],
)
def test_a_fault_stands_beside_its_field_and_keeps_what_was_typed(boss, site, fault, field):
    row = written(site)
    edit = f"{LIST}{row.pk}/ret/"
    answer = boss.post(edit, fields_of(boss.get(edit)) | {"local": "Vi har kat."} | fault)
    assert (answer.status_code, "Vi har kat." in answer.text) == (422, True)
    assert field in answer.context["form"].errors
    assert only(site).version == row.version


def test_two_at_once_the_second_is_shown_what_stands_now(boss, site):
    row = written(site)
    edit = f"{LIST}{row.pk}/ret/"
    sent = fields_of(boss.get(edit))
    assert boss.post(edit, sent | {"about": "Den første."}).status_code == 302
    late = boss.post(edit, sent | {"about": "Den anden."})
    assert late.status_code == 409
    assert "Den første." in late.text and "Den anden." in late.text
    assert boss.post(edit, fields_of(late)).status_code == 302
    assert only(site).about == "Den anden."


def test_closed_and_open_again(boss, site):
    row = written(site)
    for verb, is_open in (("luk", False), ("aabn", True)):
        assert boss.post(f"{LIST}{row.pk}/{verb}/").status_code == 302
        assert only(site).is_open is is_open
    with at_site(site):
        assert list(Event.objects.values_list("verb", flat=True).order_by("pk"))[-2:] == ["programme.changed"] * 2


def test_the_poster_says_what_it_is_and_leads_to_the_public_page(boss, site, settings):
    row = written(site)
    answer = boss.get(f"{LIST}{row.pk}/plakat.pdf")
    assert (answer.status_code, answer["content-type"]) == (200, "application/pdf")
    pdf = PdfReader(BytesIO(answer.content))
    text = " ".join(pdf.pages[0].extract_text().split())
    assert len(pdf.pages) == 1 and "Vejen ud af ensomheden" in text and "8 gange" in text
    assert f"{settings.PUBLIC_URL}/holstebro/grupper/ensomhed/" in str(alternatives(pdf))


def alternatives(pdf) -> list[str]:
    """What a PDF says in place of its pictures."""
    found, todo = [], [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while todo:
        node = todo.pop().get_object()
        if hasattr(node, "get"):
            found += [str(node["/Alt"])] if "/Alt" in node else []
            kids = node.get("/K", [])
            todo += [kid for kid in (kids if isinstance(kids, list) else [kids]) if hasattr(kid, "get_object")]
    return found


def test_a_guide_keeps_no_programmes(client, site):
    row = written(site)
    guide = sign_in(client, make.as_guide(make.a_guide(site)))
    for path in (LIST, f"{LIST}nyt/", f"{LIST}{row.pk}/", f"{LIST}{row.pk}/ret/", NETWORK):
        assert guide.get(path).status_code == 403


# --- the network --------------------------------------------------------------------------------------------------


def test_a_programme_is_shared_in_numbered_editions(boss, site):
    row = written(site, local="Vores egen stue.")
    share = f"{LIST}{row.pk}/del/"
    assert boss.post(share).status_code == boss.post(share).status_code == 302
    assert PublishedProgramme.objects.count() == 1
    with at_site(site):
        actions.write_programme(by=make.a_coordinator(site), programme=row, now=make.NOW, about="Nyt.")
    assert "Del den nye udgave" in boss.get(f"{LIST}{row.pk}/").text
    boss.post(share)
    first, second = PublishedProgramme.objects.order_by("edition")
    assert (first.edition, second.edition, second.content["about"]) == (1, 2, "Nyt.")
    assert "Vores egen stue." not in str(second.content)
    assert set(second.content) == {*editions.SHARED, "plans"}


def test_only_the_site_that_publishes_may_write_its_editions(site, other_site):
    row = published(site, written(site))
    writes = (
        ("update groups_publishedprogramme set edition = 9 where id = %s", 0),
        ("delete from groups_publishedprogramme where id = %s", 0),
    )
    with at_site(other_site), connection.cursor() as cursor:
        assert PublishedProgramme.objects.get().pk == row.pk
        for statement, changed in writes:
            cursor.execute(statement, [row.pk])
            assert cursor.rowcount == changed
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            copy = {"site": site, "programme": row.programme, "edition": 2, "content": {}}
            PublishedProgramme.objects.create(published_at=make.NOW, **copy)
    with at_site(site), connection.cursor() as cursor:
        cursor.execute("update groups_publishedprogramme set edition = 9 where id = %s", [row.pk])
        assert cursor.rowcount == 1


def adopted(boss, site, other_site) -> tuple[Programme, Programme]:
    """(The other site's programme, this site's own that follows its first edition.)"""
    theirs = written(other_site)
    edition = published(other_site, theirs)
    assert "Vejen ud af ensomheden" in boss.get(NETWORK).text
    assert "Tag det over" in boss.get(f"{NETWORK}{edition.pk}/").text
    assert boss.post(f"{NETWORK}{edition.pk}/tag-over/").status_code == 302
    return theirs, only(site)


def test_another_site_adopts_it_and_sees_what_it_changed(boss, site, other_site):
    theirs, mine = adopted(boss, site, other_site)
    assert (mine.follows, mine.followed_edition, mine.themes[0]) == (theirs.pk, 1, LONELINESS.plans[0].theme)
    changes = f"{LIST}{mine.pk}/nyt-fra-netvaerket/"
    assert "I har ikke ændret noget" in boss.get(changes).text
    edit = f"{LIST}{mine.pk}/ret/"
    boss.post(edit, fields_of(boss.get(edit)) | {"exercise_0": "Vi går en tur.", "largest": "9"})
    page = boss.get(changes)
    assert [one.part for one in page.context["ours"]] == ["sizes", "plan.1"]
    assert "I har ændret 2 ting" in page.text and "Vi går en tur." in page.text
    with at_site(other_site):
        assert Programme.objects.get().largest == 10


def test_a_core_element_does_not_go_without_being_shown(boss, site, other_site):
    _theirs, mine = adopted(boss, site, other_site)
    edit = f"{LIST}{mine.pk}/ret/"
    sent = fields_of(boss.get(edit)) | {"core": [code for code in CORE if code != "bridge"]}
    shown = boss.post(edit, sent)
    assert shown.status_code == 422 and "let_go" in shown.context["form"].errors
    assert "I fjerner noget, som alle steder med programmet har" in shown.text
    assert "bridge" in only(site).core
    assert boss.post(edit, sent | {"let_go": ["bridge"]}).status_code == 302
    assert "bridge" not in only(site).core
    assert boss.post(edit, fields_of(boss.get(edit)) | {"about": "Videre."}).status_code == 302
    with at_site(site), pytest.raises(actions.CoreDropped) as dropped:
        actions.write_programme(by=make.a_coordinator(site), programme=mine, now=make.NOW, core=["review"])
    assert "confidentiality" in dropped.value.codes and "bridge" not in dropped.value.codes


def test_a_new_edition_is_taken_over_part_by_part(boss, site, other_site):
    theirs, mine = adopted(boss, site, other_site)
    edit = f"{LIST}{mine.pk}/ret/"
    boss.post(edit, fields_of(boss.get(edit)) | {"largest": "9", "exercise_1": "Vores øvelse."})
    with at_site(other_site):
        plans = queries.content_of(theirs)["plans"]
        plans[0]["opening_round"], plans[1]["exercise"] = "En ny runde.", "Deres øvelse."
        changed = {"about": "Et nyt ord.", "plans": plans}
        actions.write_programme(by=make.a_coordinator(other_site), programme=theirs, now=make.NOW, **changed)
    published(other_site, theirs)
    assert "Ny udgave i netværket" in boss.get(LIST).text
    changes = f"{LIST}{mine.pk}/nyt-fra-netvaerket/"
    page = boss.get(changes)
    assert [one.part for one in page.context["news"]] == ["about", "plan.1", "plan.2"]
    assert boss.post(changes, fields_of(page) | {"parts": ["sizes"]}).status_code == 422
    assert boss.post(changes, fields_of(page) | {"parts": ["about", "plan.1"]}).status_code == 302
    row = only(site)
    assert (row.about, row.largest, row.followed_edition) == ("Et nyt ord.", 9, 2)
    with at_site(site):
        plans = queries.content_of(row)["plans"]
    assert (plans[0]["opening_round"], plans[1]["exercise"]) == ("En ny runde.", "Vores øvelse.")
    assert "Ny udgave i netværket" not in boss.get(LIST).text
    late = boss.post(changes, fields_of(page) | {"parts": []})
    assert late.status_code == 409 and "En anden har skrevet her imens" in late.text


def test_only_an_edition_of_what_is_followed_is_taken_over(boss, site, other_site):
    _theirs, mine = adopted(boss, site, other_site)
    other = published(other_site, written(other_site, slug="sorg"))
    with at_site(site), pytest.raises(actions.NotFollowed):
        actions.take_over(by=make.a_coordinator(site), programme=mine, published=other, parts=[], now=make.NOW)


def test_a_programme_that_follows_nothing_has_no_changes_to_show(boss, site):
    assert boss.get(f"{LIST}{written(site).pk}/nyt-fra-netvaerket/").status_code == 404


# --- the demo -----------------------------------------------------------------------------------------------------


def test_the_invented_sites_follow_each_other_and_a_new_edition_is_out(db):
    towns = []
    for slug in demo.OFFERED:
        site = make.a_site(slug)
        with at_site(site):
            towns.append(Told(site, Clock(site, 1, timezone.now()), make.a_coordinator(site).user_id))
    for happens in (demo.offer, demo.follow, demo.renew):
        for told in towns:
            with at_site(told.site):
                happens(told)
    for told in towns:
        with at_site(told.site):
            own = set(Programme.objects.filter(follows=None).values_list("slug", flat=True))
            assert own == {slug for _ready, slug in demo.OFFERED[told.site.slug]}
            assert all(row.news for row in queries.programmes() if row.follows)
            for row in Programme.objects.exclude(follows=None):
                seen, newest = queries.followed(row)
                ours = editions.differences(seen.content, queries.content_of(row))
                assert [one.part for one in ours] == ["sizes", "plan.3"]
                news = editions.differences(seen.content, newest.content)
                assert (newest.edition, [one.part for one in news]) == (2, ["ages", "plan.1"])
    assert PublishedProgramme.objects.count() == 6
