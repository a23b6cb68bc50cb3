"""The outbox: written once, sent at least once with the same key, held back on pause, no names in subjects."""

import base64
import json
import socket
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils import translation

from tests import make
from traedesten.audit.models import Event
from traedesten.messages import actions
from traedesten.messages.models import Message, Pause, Recipient
from traedesten.messages.providers import NotSent, Parcel, gateway, smtp
from traedesten.messages.wording import PLACEHOLDERS, WORDS
from traedesten.tenancy.scope import at_site
from traedesten.vault.models import DataKey

NOW = make.NOW


@pytest.fixture
def kaj(here):
    return Recipient(DataKey.new(), "Kajsignal", "+4540999111", "kajsignal@example.org")


def post(recipient, name="person_page", key="one", **rest):
    return Message.post(name, recipient, now=NOW, idempotency_key=key, path="/holstebro/p/abc/", **rest)


@pytest.fixture
def sms_house(settings):
    """A gateway on the loopback that writes down what it is sent, and answers as it is told."""

    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.server.heard.append((self.headers["Authorization"], json.loads(body)))
            self.send_response(self.server.answer)
            self.end_headers()

        def log_message(self, *_words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Gateway)
    server.heard, server.answer = [], 200
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    settings.SMS_PROVIDER, settings.SMS_TOKEN = "gateway", "hemmelig"
    settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/rest/mtsms"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def mail_house(settings):
    """A mail server on the loopback that takes letters, one connection at a time."""
    listener = socket.create_server(("127.0.0.1", 0))
    letters = []
    thread = threading.Thread(target=_take_letters, args=(listener, letters))
    thread.start()
    settings.EMAIL_PROVIDER, settings.EMAIL_BACKEND = "smtp", "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = listener.getsockname()
    yield letters
    with socket.create_connection(listener.getsockname()) as last:
        last.sendall(b"STOP\r\n")
    thread.join()
    listener.close()


def _take_letters(listener, letters):
    while True:
        line_in, _address = listener.accept()
        with line_in, line_in.makefile("rb") as lines:
            line_in.sendall(b"220 here\r\n")
            for line in lines:
                if line.startswith(b"STOP"):
                    return
                if line.upper().startswith(b"DATA"):
                    line_in.sendall(b"354 go on\r\n")
                    letters.append(b"".join(iter(lines.readline, b".\r\n")).decode())
                line_in.sendall(b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 yes\r\n")
                if line.upper().startswith(b"QUIT"):
                    break


def test_asked_for_twice_is_written_once(kaj):
    assert post(kaj) is not None
    assert post(kaj) is None
    assert Message.objects.count() == 1


def test_the_same_key_at_another_site_is_another_message(kaj, other_site):
    post(kaj)
    with at_site(other_site):
        assert post(Recipient(DataKey.new(), "Nadia", "+4540999222")) is not None


def test_somebody_who_cannot_be_reached_gets_no_message(here):
    assert post(Recipient(DataKey.new(), "Kaj")) is None


def test_a_telephone_goes_before_a_mailbox(kaj):
    assert post(kaj).channel == "sms"
    only_mail = Recipient(kaj.key, kaj.first_name, email=kaj.email)
    assert post(only_mail, key="two").channel == "email"


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("name", sorted(WORDS))
def test_a_subject_holds_nothing_of_the_person(kaj, name, language):
    person = Recipient(kaj.key, kaj.first_name, "", kaj.email, language)
    message = post(person, name)
    assert not {"Kajsignal", "kajsignal", "40999111"} & set(message.subject.replace("@", " ").split())
    assert "{" not in message.subject and message.subject.strip()
    assert "http" in message.text, "positive control: the text is really made"


@pytest.mark.parametrize("name", sorted(WORDS))
def test_words_use_only_known_places(name):
    with translation.override("da"):
        assert str(WORDS[name].text).format(**dict.fromkeys(PLACEHOLDERS, "x"))


def test_the_text_carries_the_first_name_and_the_link_and_is_sealed(kaj, settings):
    message = post(kaj)
    assert "Kajsignal" in message.text and f"{settings.PUBLIC_URL}/holstebro/p/abc/" in message.text
    raw = (
        Message.objects.filter(pk=message.pk)
        .extra(select={"raw": "text", "raw_to": '"to"'})
        .values("raw", "raw_to")[0]
    )
    assert b"Kajsignal" not in bytes(raw["raw"]) and b"40999111" not in bytes(raw["raw_to"])


def test_what_is_automatic_is_held_back_on_pause(here):
    person = make.a_journey(here, stage="assessing").participant
    Pause.begin(person.pk, NOW)
    held, asked_for = post(person.recipient, key="a", is_automatic=True), post(person.recipient, key="b")
    for message in (held, asked_for):
        actions.deliver(message=message, now=NOW)
    assert (held.state, asked_for.state) == ("paused", "kept")
    Pause.end(person.pk)
    again = post(person.recipient, key="c", is_automatic=True)
    actions.deliver(message=again, now=NOW)
    assert again.state == "kept"


def test_kept_messages_leave_no_house(kaj, mailoutbox):
    message = post(Recipient(kaj.key, "Kaj", email=kaj.email))
    actions.deliver(message=message, now=NOW)
    assert (message.state, message.sent_at, mailoutbox) == ("kept", NOW, [])


def test_an_sms_goes_to_the_gateway_with_its_key(kaj, sms_house):
    message = post(kaj)
    actions.deliver(message=message, now=NOW)
    credentials, body = sms_house.heard[0]
    assert base64.b64decode(credentials.removeprefix("Basic ")) == b"hemmelig:"
    assert (body["recipients"], body["userref"], body["message"]) == (
        [{"msisdn": 4540999111}],
        str(message.pk),
        message.text,
    )
    assert message.state == "sent"


@pytest.mark.parametrize("answer", [400, 401, 500, 503])
def test_a_gateway_that_says_no_leaves_the_message_in_the_queue(kaj, sms_house, answer):
    sms_house.answer = answer
    message = post(kaj)
    with pytest.raises(NotSent) as problem:
        actions.deliver(message=message, now=NOW)
    assert str(problem.value) == str(answer), "the error names nobody"
    assert Message.objects.get(pk=message.pk).state == "queued"
    assert not Event.objects.filter(subject_id=message.pk).exists()


def test_sent_again_it_carries_the_same_key(kaj, sms_house):
    message = post(kaj)
    sms_house.answer = 503
    with pytest.raises(NotSent):
        actions.deliver(message=message, now=NOW)
    sms_house.answer = 200
    actions.deliver(message=Message.objects.get(pk=message.pk), now=NOW + timedelta(minutes=5))
    assert [body["userref"] for _who, body in sms_house.heard] == [str(message.pk)] * 2


def test_a_gateway_that_is_not_there_is_a_failure_that_names_nobody(settings):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    settings.SMS_URL = f"http://127.0.0.1:{port}/"
    with pytest.raises(NotSent) as problem:
        gateway(Parcel("+4540999111", "", "Hej Kajsignal", "key"))
    assert "Kajsignal" not in str(problem.value) and "40999111" not in str(problem.value)


def test_a_letter_goes_by_smtp_with_its_key(kaj, mail_house):
    message = post(Recipient(kaj.key, kaj.first_name, email=kaj.email))
    actions.deliver(message=message, now=NOW)
    head, _blank, _body = mail_house[0].partition("\r\n\r\n")
    assert f"Message-ID: <{message.pk}@" in head
    assert "Kajsignal" not in head.split("Subject:")[1].split("\r\n")[0]
    assert message.state == "sent"


def test_a_mail_server_that_is_not_there_is_a_failure(settings):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings.EMAIL_HOST, settings.EMAIL_PORT = taken.getsockname()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with pytest.raises(NotSent):
        smtp(Parcel("kajsignal@example.org", "Emne", "Hej", "key"))


def test_a_planned_message_is_due_later(kaj):
    at = datetime.now(UTC) + timedelta(days=2)
    assert post(kaj, at=at).due_at == at
