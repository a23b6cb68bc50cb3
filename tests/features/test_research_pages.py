"""The pages of exports: asking with a plan, a second person's yes or no, the password again, and the files."""

import io
import zipfile
from datetime import timedelta
from unittest import mock

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob as Job

from tests import make, research
from traedesten.evaluation.export import Plan
from traedesten.research import actions, tasks
from traedesten.research.models import Export, ExportRequest
from traedesten.tenancy.models import Membership, User
from traedesten.tenancy.scope import at_site

REAUTHENTICATE = "/konto/reauthenticate/"
ASKED = {
    "purpose": "DEFACTUM vil se, om det hjælper.",
    "course": "journeys",
    "instruments": ["t-ils:da-2"],
    "waves": ["t1"],
    "factors": ["came_by"],
    "months": "3",
}


@pytest.fixture(autouse=True)
def nobody_has_tried_before():
    """Tries are counted by machine as well, and all tests come from one."""
    cache.clear()


@pytest.fixture
def other(site):
    return make.a_coordinator(site, "Grethe Holm")


@pytest.fixture
def second(other):
    """The second person's browser."""
    return make.signed_in(other.user_id)


@pytest.fixture
def crowd(site, by):
    return research.a_crowd(site, by, 8)


def page(name: str, *rest) -> str:
    return reverse(f"research:{name}", args=["holstebro", *rest])


def the_request() -> ExportRequest:
    with at_site(make.a_site()):
        return ExportRequest.objects.select_related("asked_by").latest("asked_at")


def asks(staff, **changed):
    answer = staff.post(page("ask_for_export"), ASKED | changed)
    assert answer.status_code == 302, answer.context["form"].errors
    return the_request()


def works_off(row: ExportRequest) -> None:
    """What a worker does with the wish for files."""
    assert list(Job.objects.filter(task_name="research.make").values_list("args__request_id", flat=True)) == [
        str(row.pk)
    ]
    tasks.make(row.site_id, request_id=str(row.pk))


def password(browser):
    answer = browser.post(REAUTHENTICATE, {"password": make.PASSWORD, "next": page("exports")})
    assert answer.status_code == 302, answer.text
    assert answer.url == page("exports")


def test_before_anybody_has_asked_the_page_says_so(staff):
    assert "Ingen har bedt om et udtræk endnu." in staff.get(page("exports")).text
    assert page("exports") in staff.get(reverse("insight:insight", args=["holstebro"])).text


def test_from_asking_to_the_files(staff, second, crowd):
    row = asks(staff)
    assert Plan.from_json(row.plan).main.key == "journeys:t-ils:da-2:t1"
    mine, theirs = (browser.get(page("export_request", row.pk)).text for browser in (staff, second))
    assert "En anden skal sige god for det" in mine and "Grethe Holm" in mine
    assert "Vil du sige god for det?" in theirs and "8 personer" in theirs
    assert "Ét udtræk venter på dit ja eller nej" in second.get(page("exports")).text
    assert second.post(page("approve_export", row.pk)).status_code == 302
    asked_again = staff.post(page("make_export", row.pk))
    assert asked_again.url.startswith(REAUTHENTICATE)
    assert "Er det dig?" in staff.get(asked_again.url).text
    password(staff)
    begun = staff.post(page("make_export", row.pk), follow=True)
    assert "Filerne bliver lavet" in begun.text and "Hanne Vad bad om filerne" in begun.text
    works_off(row)
    made = staff.get(page("export_request", row.pk))
    assert "Filerne blev klar" in made.text
    assert "Svarene fra 8 personer er klar" in made.text and "persons.csv" in made.text
    fetched = staff.post(page("fetch_export", row.pk))
    assert fetched["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(fetched.content)) as archive:
        assert {"persons.csv", "report.pdf", "manifest.json"} <= set(archive.namelist())
    after = staff.get(page("export_request", row.pk)).text
    assert "Hanne Vad hentede det" in after and "Grethe Holm sagde god for det" in after


def test_a_wrong_password_opens_nothing(staff, second, crowd):
    row = asks(staff)
    second.post(page("approve_export", row.pk))
    wrong = staff.post(REAUTHENTICATE, {"password": "en helt anden adgangskode"})
    assert "Det passede ikke helt" in wrong.text
    assert staff.post(page("make_export", row.pk)).url.startswith(REAUTHENTICATE)
    assert the_request().state == "approved"


def test_after_many_wrong_ones_there_is_a_pause(staff):
    for _ in range(10):
        assert staff.post(REAUTHENTICATE, {"password": "forkert"}).status_code == 200
    pause = staff.post(REAUTHENTICATE, {"password": "forkert"})
    assert pause.status_code == 429 and "Lad os vente lidt" in pause.text


def test_a_password_given_long_ago_is_asked_for_again(staff, second, crowd):
    row = asks(staff)
    second.post(page("approve_export", row.pk))
    password(staff)
    session = staff.session
    session["account_authentication_methods"] = [
        {**record, "at": record["at"] - 301} for record in session["account_authentication_methods"]
    ]
    session.save()
    assert staff.post(page("make_export", row.pk)).url.startswith(REAUTHENTICATE)


def test_signing_in_just_now_is_enough(client, by, other, site, crowd):
    row = research.approved(site, by, other)
    client.post("/konto/login/", {"login": User.objects.get(pk=by.user_id).email, "password": make.PASSWORD})
    assert client.post(page("make_export", row.pk)).url == page("export_request", row.pk)
    assert the_request().state == "making"


def test_whoever_asked_is_told_that_another_must_answer(staff, crowd):
    row = asks(staff)
    for name, words in (("approve_export", {}), ("refuse_export", {"words": "Nej"})):
        told = staff.post(page(name, row.pk), words, follow=True)
        assert "det skal være en anden" in told.text
    assert the_request().state == "waiting"


def test_a_no_with_its_reason_can_be_read(staff, second):
    row = asks(staff)
    empty = second.post(page("refuse_export", row.pk), {"words": ""})
    assert empty.status_code == 422 and "Skriv kort, hvorfor ikke." in empty.text
    second.post(page("refuse_export", row.pk), {"words": "Vi ved ikke, hvem der skal have det."})
    told = staff.get(page("export_request", row.pk)).text
    assert "Grethe Holm sagde nej" in told and "Vi ved ikke, hvem der skal have det." in told


def test_somebody_else_was_quicker(site, staff, second):
    row = asks(staff)
    third = make.signed_in(make.a_coordinator(site, "Poul Friis").user_id)
    assert third.post(page("refuse_export", row.pk), {"words": "Ikke nu"}).status_code == 302
    assert second.post(page("approve_export", row.pk)).status_code == 409
    late = second.post(page("refuse_export", row.pk), {"words": "Det er for meget."})
    assert late.status_code == 409 and "Det er for meget." in late.text


def test_two_clicks_are_one(staff, second, crowd):
    row = asks(staff)
    for _ in range(2):
        assert second.post(page("approve_export", row.pk)).status_code == 302
    password(staff)
    for _ in range(2):
        assert staff.post(page("make_export", row.pk)).status_code == 302
    for _ in range(2):
        works_off(row)
    with at_site(row.site_id):
        assert Export.objects.count() == 1


def test_how_many_it_is_about_is_shown_before_it_is_sent(staff, crowd):
    shown = staff.post(page("ask_for_export"), ASKED | {"preview": "1", "course": ""})
    assert "Forløb med en guide: 8 personer" in shown.text
    assert "Selvhjælpsgrupper: færre end fem" in shown.text
    assert "DEFACTUM vil se, om det hjælper." in shown.text
    with at_site(make.a_site()):
        assert not ExportRequest.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"purpose": ""}, "Skriv, hvad det skal bruges til."),
        ({"purpose": "Om 010203-1234"}, "Det ligner et CPR-nummer"),
        ({"instruments": []}, "Vælg mindst ét spørgeskema."),
        ({"waves": []}, "Vælg mindst én gang."),
        ({"factors": ["programme"]}, "kender vi ikke om dem"),
        ({"months": ""}, "Vælg, hvor længe det må ligge her."),
    ],
)
def test_what_is_missing_is_said_where_it_is_missing(staff, crowd, changed, words):
    answer = staff.post(page("ask_for_export"), ASKED | changed)
    assert answer.status_code == 422
    assert words in answer.text


def test_too_few_are_told_kindly_and_nothing_is_made(site, staff, second, by):
    research.a_crowd(site, by, 3)
    row = asks(staff)
    second.post(page("approve_export", row.pk))
    assert "færre end fem" in staff.get(page("export_request", row.pk)).text
    password(staff)
    staff.post(page("make_export", row.pk))
    works_off(row)
    told = staff.get(page("export_request", row.pk)).text
    assert "Der er for få til" in told and "Lav filerne" in told
    assert the_request().state == "approved"


def test_what_breaks_is_told_and_can_be_tried_again(staff, second, crowd):
    row = asks(staff)
    second.post(page("approve_export", row.pk))
    password(staff)
    staff.post(page("make_export", row.pk))
    with (
        mock.patch("traedesten.research.making.packed", side_effect=ZeroDivisionError),
        pytest.raises(ZeroDivisionError),
    ):
        works_off(row)
    told = staff.get(page("export_request", row.pk)).text
    assert "Noget gik galt hos os" in told and "Lav filerne" in told
    with at_site(row.site_id):
        assert not Export.objects.exists()
    staff.post(page("make_export", row.pk))
    tasks.make(row.site_id, request_id=str(row.pk))
    told = staff.get(page("export_request", row.pk)).text
    assert "Svarene fra 8 personer er klar" in told and "Noget gik galt" not in told


def test_whoever_has_left_meanwhile_gets_no_files(site, staff, second, by, crowd):
    row = asks(staff)
    second.post(page("approve_export", row.pk))
    password(staff)
    staff.post(page("make_export", row.pk))
    with at_site(site):
        Membership.objects.filter(user_id=by.user_id).delete()
    works_off(row)
    assert "har ikke adgang mere" in second.get(page("export_request", row.pk)).text
    assert the_request().state == "approved"


def test_what_is_withdrawn_meanwhile_is_not_made(site, staff, second, crowd):
    row = asks(staff)
    second.post(page("approve_export", row.pk))
    password(staff)
    staff.post(page("make_export", row.pk))
    staff.post(page("withdraw_export", row.pk))
    works_off(row)
    with at_site(site):
        assert not Export.objects.exists()
    assert the_request().state == "withdrawn"


def test_a_yes_taken_back_is_listed_and_closes_the_files(site, by, other, staff, crowd):
    from traedesten.consent import actions as consent
    from traedesten.consent.models import Consent

    row, export = research.made(site, by, other)
    with at_site(site):
        yes = Consent.objects.get(person_id=crowd[2].participant_id, purpose="research")
        consent.withdraw_consent(by=by, consent=yes, owners=crowd[2].owners, now=timezone.now())
        number = next(one.row for one in export.people.select_related("key") if one.key_id == crowd[2].key_id)
    told = staff.get(page("export_request", row.pk)).text
    assert "1 person har taget sit ja tilbage siden" in told and f"alle rækker om {number}" in told
    assert "Hent filerne" not in told
    password(staff)
    assert "Bed om et nyt udtræk uden dem." in staff.post(page("fetch_export", row.pk), follow=True).text


def test_what_has_run_out_says_so(site, by, other, staff, crowd):
    with at_site(site):
        past = timezone.now() - timedelta(days=40)
        fields = {"purpose": "Det var dengang", "plan": research.PLAN, "expires_on": past.date()}
        row = actions.ask_for_export(by=by, now=past, **fields)
    told = staff.get(page("export_request", row.pk)).text
    assert "Det er udløbet" in told and "Det næste" not in told
    assert "Overstået" in staff.get(page("exports")).text


def test_in_english(client, site, by, other, staff, crowd):
    row, _export = research.made(site, by, other)
    staff.cookies["django_language"] = "en"
    for path in (page("exports"), page("ask_for_export"), page("export_request", row.pk)):
        text = staff.get(path).text
        assert "Udtræk" not in text and "udtræk" not in text


def test_a_guide_finds_no_exports(site, guide, client):
    assert client.get(page("exports")).status_code == 403
    assert client.get(page("ask_for_export")).status_code == 403


# ---- The command ----


def evaluate(monkeypatch, **words) -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO(make.PASSWORD + "\n"))
    told = io.StringIO()
    call_command("evaluate", site="holstebro", stdout=told, **words)
    return told.getvalue()


def email(actor) -> str:
    return User.objects.get(pk=actor.user_id).email


def test_the_command_asks_waits_and_writes(site, by, other, crowd, monkeypatch, tmp_path):
    told = evaluate(monkeypatch, by=email(by), purpose="Hjælper det?")
    row = the_request()
    assert str(row.pk) in told and "Grethe Holm" in told
    with pytest.raises(CommandError, match="Nobody has approved it yet"):
        evaluate(monkeypatch, by=email(by), request=str(row.pk), out=str(tmp_path / "files"))
    with at_site(site):
        actions.approve_export(by=other, request=row, now=timezone.now())
    evaluate(monkeypatch, by=email(by), request=str(row.pk), out=str(tmp_path / "files"))
    again = tmp_path / "again"
    evaluate(monkeypatch, by=email(other), request=str(row.pk), out=str(again))
    for file in (tmp_path / "files").iterdir():
        assert file.read_bytes() == (again / file.name).read_bytes()
    assert "--request" in (again / "repeat.txt").read_text()


def test_the_command_takes_a_plan_and_refuses_what_is_none(site, by, crowd, monkeypatch, tmp_path):
    plan = tmp_path / "plan.json"
    plan.write_text(research.PLAN.to_json(), encoding="utf-8")
    evaluate(monkeypatch, by=email(by), purpose="Hjælper det?", plan=str(plan))
    assert Plan.from_json(the_request().plan).main == research.LONELINESS
    plan.write_text("{}", encoding="utf-8")
    with pytest.raises(CommandError, match="cannot be followed"):
        evaluate(monkeypatch, by=email(by), purpose="Hjælper det?", plan=str(plan))


def test_the_command_believes_nobody_without_their_password(site, by, monkeypatch):
    monkeypatch.setattr("tests.make.PASSWORD", "noget andet")
    with pytest.raises(CommandError, match="do not fit"):
        evaluate(monkeypatch, by=email(by), purpose="Hjælper det?")
    with pytest.raises(CommandError, match="do not fit"):
        evaluate(monkeypatch, by="ukendt@example.org", purpose="Hjælper det?")
