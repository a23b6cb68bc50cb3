# ruff: noqa: F811 - fixtures of the file beside
"""Who answers that they are very low is called by a human being, who writes down what was done."""

import pytest

from tests.features.test_asking_answers import (  # noqa: F401 - fixtures
    PAGE,
    answer_each,
    asked,
    by,
    fresh,
    guide,
    now,
    phone,
    staff,
)
from tests.features.world_outcomes import answer_all
from traedesten.audit.models import Event
from traedesten.domain.instruments import TILS, WHO5
from traedesten.domain.journey import MoveNotAllowed
from traedesten.outcomes import actions, queries
from traedesten.outcomes.models import Asking, ContactTask
from traedesten.tenancy.scope import at_site


def test_a_very_low_figure_opens_one_task_at_once(site, phone, asked, staff):
    answer_each(phone, low=True)
    with at_site(site):
        task = ContactTask.objects.get(asking=asked)
        assert task.due_on > task.opened_at.date() and task.closed_at is None
        assert queries.number_of_tasks() == 1
    assert "En af os ringer til dig" in phone.get(f"{PAGE}tak/").text
    assert "skal ringes op" in staff.get("/s/holstebro/tavle/").text
    page = staff.get("/s/holstebro/trivsel/ring/").text
    assert "Frida" in page and "WHO-5" not in page and "På intet tidspunkt" not in page


@pytest.mark.parametrize(("points", "opens"), [(7, True), (8, False)])
def test_twenty_eight_is_the_last_that_opens_it(site, asked, now, points, opens):
    values = dict(zip((item.key for item in WHO5.items), (5, points - 5, 0, 0, 0), strict=True))
    answers = {f"who-5.{key}": value for key, value in values.items()}
    with at_site(site):
        answer_all(asked, now, answers | {f"t-ils.{item.key}": 3 for item in TILS.items})
        assert ContactTask.objects.filter(asking=asked).exists() == opens


def test_a_task_is_closed_with_what_was_done_and_not_without(site, staff, by, phone, asked):
    answer_each(phone, low=True)
    with at_site(site):
        task = ContactTask.objects.get(asking=asked)
    path = f"/s/holstebro/trivsel/ring/{task.pk}/"
    for lacks in ({}, {"done": "called"}, {"words": "Vi talte."}, {"done": "slept", "words": "x"}):
        assert staff.post(path, lacks).status_code == 422
    assert staff.post(path, {"done": "called", "words": "Vi talte længe."}).status_code == 302
    closed = fresh(task)
    assert (closed.done, closed.words, closed.closed_by_user_id) == ("called", "Vi talte længe.", by.user_id)
    assert staff.post(path, {"done": "met", "words": "Igen."}).status_code == 409
    with at_site(site):
        assert queries.number_of_tasks() == 0
        assert Event.objects.filter(verb="contact_task.closed", person_id=asked.journey.participant_id).count() == 1


def test_a_task_cannot_be_closed_with_nothing(site, by, phone, asked, now):
    answer_each(phone, low=True)
    with at_site(site):
        task = ContactTask.objects.get(asking=asked)
        with pytest.raises(MoveNotAllowed):
            actions.close_contact_task(by=by, task=task, done="called", words="", now=now)


def test_an_answer_without_a_name_is_nobody_to_call(site, staff, by, phone, asked):
    answer_each(phone, low=True)
    with at_site(site):
        task = ContactTask.objects.get(asking=asked)
        Asking.objects.filter(pk=asked.pk).update(journey=None)
        assert (queries.number_of_tasks(), queries.number_of_nameless_tasks()) == (0, 1)
    assert "1 svar uden navn siger" in staff.get("/s/holstebro/tavle/").text
    page = staff.get("/s/holstebro/trivsel/ring/").text
    assert "her er ingen at ringe til" in page and "minde hele gruppen" in page and "Ring, og skriv" not in page
    assert "Et svar uden navn" in staff.get(f"/s/holstebro/trivsel/ring/{task.pk}/").text
