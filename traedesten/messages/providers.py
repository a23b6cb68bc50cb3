"""The ways out. A provider sends one message and may be asked twice: the key tells it is the same one."""

from dataclasses import dataclass

import httpx
from django.conf import settings
from django.core.mail import EmailMessage


class NotSent(Exception):
    """The provider could not take the message now; it is tried again later."""


@dataclass(frozen=True)
class Parcel:
    """What leaves the house: an address, a subject (e-mail only), the words, and the key that makes it one."""

    to: str
    subject: str
    text: str
    key: str


def kept(parcel: Parcel) -> None:
    """Nothing leaves: the message stays where the mailbox page shows it."""


def smtp(parcel: Parcel) -> None:
    """E-mail through the SMTP server of the settings; the key becomes the Message-ID."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(">")
    message = EmailMessage(
        parcel.subject, parcel.text, to=[parcel.to], headers={"Message-ID": f"<{parcel.key}@{host}>"}
    )
    try:
        message.send()
    except OSError as error:
        raise NotSent(type(error).__name__) from None


def gateway(parcel: Parcel) -> None:
    """SMS through GatewayAPI's REST interface (or one that speaks the same); the key goes along as ``userref``."""
    answer = _post(
        {
            "sender": "Guiderne",
            "message": parcel.text,
            "recipients": [{"msisdn": int(parcel.to.lstrip("+"))}],
            "userref": parcel.key,
            "encoding": "UCS2",
        }
    )
    if answer.status_code >= 300:
        raise NotSent(str(answer.status_code))


def _post(body: dict) -> httpx.Response:
    try:
        return httpx.post(settings.SMS_URL, json=body, auth=(settings.SMS_TOKEN, ""), timeout=20)
    except httpx.HTTPError as error:
        raise NotSent(type(error).__name__) from None


PROVIDERS = {
    "email": {"kept": kept, "smtp": smtp},
    "sms": {"kept": kept, "gateway": gateway},
}


def provider_for(channel: str):
    """The provider's name and its function, from the settings."""
    name = {"email": settings.EMAIL_PROVIDER, "sms": settings.SMS_PROVIDER}[channel]
    return name, PROVIDERS[channel][name]
