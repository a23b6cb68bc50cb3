"""A job is there when its transaction is, and not otherwise; one that was begun and dropped is begun again."""

import asyncio
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob as Job

from tests import make
from traedesten.audit.models import Event, Seal
from traedesten.jobs import queue, tasks
from traedesten.messages.models import Message
from traedesten.tenancy.models import Site
from traedesten.tenancy.queries import site_now
from traedesten.tenancy.scope import at_site

NOW = make.NOW
HERE, THERE = "holstebro", "skovby"


def _work_off():
    """What a worker does, until the queue is empty. What the clock would begin stays out of it."""
    quiet = mock.patch.object(app.periodic_registry, "periodic_tasks", {})
    with quiet, app.replace_connector(app.connector.get_worker_connector()):
        asyncio.run(_run())


async def _run():
    async with app.open_async():
        await app.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)


@pytest.fixture
def card(committed):
    """A committed referral, whose receipt waits in the queue."""
    with transaction.atomic():
        site = make.a_site()
        make.a_referral(site, now=datetime.now(UTC))
    return site


def _deliveries():
    return Job.objects.filter(task_name="messages.deliver")


def _messages(site):
    with transaction.atomic(), at_site(site):
        return list(Message.objects.values_list("name", "state"))


def test_a_job_of_a_transaction_that_was_rolled_back_does_not_exist(committed):
    with transaction.atomic():
        site = make.a_site()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make.a_referral(site)
        assert Job.objects.count() == 1
        raise ZeroDivisionError
    assert (Job.objects.count(), _messages(site)) == (0, [])


def test_a_job_of_a_transaction_that_was_kept_exists_with_its_message(card):
    assert list(Job.objects.values_list("task_name", "status")) == [("messages.deliver", "todo")]
    assert _messages(card) == [("referral_receipt", "queued")]


def test_a_worker_delivers_what_waits(card):
    _work_off()
    assert _messages(card) == [("referral_receipt", "kept")]
    assert list(_deliveries().values_list("status", flat=True)) == ["succeeded"]


def test_delivering_twice_is_delivering_once(card):
    _work_off()
    with transaction.atomic(), at_site(card):
        message = Message.objects.get()
        queue.later("messages.deliver", site_id=card.pk, message_id=message.pk)
    _work_off()
    with transaction.atomic(), at_site(card):
        assert Event.objects.filter(verb="message.kept").count() == 1
        assert Message.objects.get().sent_at == message.sent_at


def test_a_message_that_is_gone_is_no_trouble(card):
    with transaction.atomic():
        queue.later("messages.deliver", site_id=card.pk, message_id="00000000-0000-4000-8000-000000000000")
    _work_off()
    assert set(_deliveries().values_list("status", flat=True)) == {"succeeded"}


def test_a_job_of_a_worker_that_died_is_begun_again(card):
    """A worker takes the job, and is never heard of again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat) values (now() - interval '5 minutes') returning id"
        )
        worker_id = cursor.fetchone()[0]
        cursor.execute("update procrastinate_jobs set status = 'doing', worker_id = %s", [worker_id])
    _work_off()
    assert _messages(card) == [("referral_receipt", "queued")], "nobody else takes it by itself"
    _recover()
    _work_off()
    assert _messages(card) == [("referral_receipt", "kept")]


def test_a_job_of_a_worker_that_lives_is_left_alone(card):
    with connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_workers (last_heartbeat) values (now()) returning id")
        cursor.execute("update procrastinate_jobs set status = 'doing', worker_id = %s", [cursor.fetchone()[0]])
    _recover()
    assert list(_deliveries().values_list("status", flat=True)) == ["doing"]


def _recover():
    with app.replace_connector(app.connector.get_worker_connector()):
        asyncio.run(_call_recover())


async def _call_recover():
    async with app.open_async():
        await tasks.recover(None, 0)


def test_a_job_that_fails_is_tried_again_later(card, settings):
    settings.EMAIL_PROVIDER = "smtp"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    _work_off()
    assert _messages(card) == [("referral_receipt", "queued")]
    job = _deliveries().get()
    assert (job.status, job.attempts) == ("todo", 1)
    assert job.scheduled_at > datetime.now(UTC)


def test_a_deferred_job_waits_for_its_time(card):
    with transaction.atomic(), at_site(card):
        person = make.a_journey(card, stage="assessing").participant
        at = datetime.now(UTC) + timedelta(hours=2)
        Message.post("person_page", person.recipient, now=NOW, at=at, idempotency_key="later")
    _work_off()
    assert ("person_page", "queued") in _messages(card)


@pytest.fixture
def nightly():
    """A task for every site that fails at one of them, taken off again afterwards."""
    seen = []

    @queue.every("0 0 1 1 *", "tests.nightly")
    def nightly(now):
        site = site_now()
        seen.append((site.slug, now))
        if site.slug == HERE:
            raise ZeroDivisionError

    yield app.tasks["tests.nightly"], seen
    del app.tasks["tests.nightly"]
    app.periodic_registry.periodic_tasks.pop(("tests.nightly", ""), None)


def test_trouble_at_one_site_does_not_keep_the_others_waiting(site, other_site, nightly):
    run, seen = nightly
    with pytest.raises(ExceptionGroup):
        run(timestamp=int(NOW.timestamp()))
    assert seen == [(HERE, NOW), (THERE, NOW)]


def test_a_job_at_every_site_goes_by_the_clock_of_each(site, other_site):
    Site.objects.filter(pk=other_site.pk).update(timezone="Atlantic/Faroe")
    seen = {}

    @queue.every("0 0 1 1 *", "tests.hours")
    def hours(now):
        seen[site_now().slug] = timezone.localtime(now).hour

    try:
        app.tasks["tests.hours"](timestamp=int(NOW.timestamp()))
    finally:
        del app.tasks["tests.hours"]
        app.periodic_registry.periodic_tasks.pop(("tests.hours", ""), None)
    assert seen == {HERE: 10, THERE: 9}


def test_the_audit_is_sealed_by_the_clock(here):
    make.a_journey(here)
    for _twice in range(2):
        tasks.seal(now=NOW + timedelta(hours=1))
    assert Seal.objects.count() == 1


def test_a_broken_seal_is_said_in_the_log(here, caplog, monkeypatch):
    tasks.check_seals(now=NOW)
    assert caplog.records == []
    monkeypatch.setattr(tasks.queries, "check_seals", lambda: Seal(pk=7, site_id=here.pk))
    tasks.check_seals(now=NOW)
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_every_task_is_known_to_the_worker():
    app.perform_import_paths()
    known = {"messages.deliver", "journeys.remind_visits", "jobs.recover", "audit.seal", "audit.check"}
    assert known <= set(app.tasks)
