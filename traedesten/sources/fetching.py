"""Fetching a feed from the open net, and from nowhere else: bounded in size, time, redirects and pages."""

import ipaddress
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urljoin, urlsplit

import httpx

from traedesten.interop import hsds
from traedesten.interop.records import Refusal
from traedesten.sources.models import OfferSource
from traedesten.sources.reading import LARGEST, kind_of

MOST_REDIRECTS = 5
MOST_PAGES = 2_000
TIMEOUT = httpx.Timeout(20)
LONGEST = 15 * 60
"""Seconds for all pages together."""

_HEADERS = {"Accept": "application/json, text/csv, text/calendar, */*;q=0.5", "Accept-Encoding": "identity"}
_PAGED = (OfferSource.Kind.HSDS, OfferSource.Kind.ORUK)


def pages(address: str) -> Iterator[tuple[str, bytes]]:
    """(kind, content) of the feed, page after page. Each address is asked once.

    Raises Refusal: bad_address, private_address, not_found, no_answer, too_large, too_many_pages, cyclic, and
    those of ``reading.kind_of``.
    """
    deadline, left, seen = time.monotonic() + LONGEST, LARGEST, set()
    kind, following = "", address
    with _client() as client:
        while following:
            if following in seen:
                raise Refusal("cyclic")
            if len(seen) >= MOST_PAGES:
                raise Refusal("too_many_pages", limit=MOST_PAGES)
            seen.add(following)
            content = _fetched(client, following, left, deadline)
            left -= len(content)
            kind = kind or kind_of(content)
            yield kind, content
            following = hsds.next_page(following, content) if kind in _PAGED else None


def check_address(address: str) -> tuple[str, int]:
    """(host, port) of an http(s) address. Raises Refusal("bad_address")."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Refusal("bad_address") from None
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.password:
        raise Refusal("bad_address")
    return host, port or (443 if parts.scheme == "https" else 80)


def _client() -> httpx.Client:
    return httpx.Client(timeout=TIMEOUT, trust_env=False, follow_redirects=False, headers=_HEADERS)


def _fetched(client: httpx.Client, address: str, limit: int, deadline: float) -> bytes:
    for _ in range(MOST_REDIRECTS + 1):
        try:
            with closing(client.send(_asked(client, address), stream=True)) as answer:
                if not answer.is_redirect:
                    return _content(answer, limit, deadline)
                address = urljoin(address, answer.headers["location"])
        except httpx.HTTPError:
            raise Refusal("no_answer") from None
    raise Refusal("no_answer")


def _asked(client: httpx.Client, address: str) -> httpx.Request:
    """A request to the very number that was looked at: the name is not looked up a second time."""
    host, port = check_address(address)
    number = _public_number(host, port)
    asked = httpx.URL(address)
    return client.build_request(
        "GET",
        asked.copy_with(host=number),
        headers={"Host": asked.netloc.decode("ascii")},
        extensions={"sni_hostname": asked.raw_host.decode("ascii")},
    )


def _public_number(host: str, port: int) -> str:
    """The host's IP address. Raises Refusal("private_address") when any of its addresses is not public."""
    try:
        numbers = [ipaddress.ip_address(found) for found in _numbers(host, port)]
    except (OSError, UnicodeError, ValueError):
        raise Refusal("no_answer") from None
    plain = [getattr(number, "ipv4_mapped", None) or number for number in numbers]
    if not plain:
        raise Refusal("no_answer")
    if not all(number.is_global and not number.is_multicast for number in plain):
        raise Refusal("private_address")
    return str(plain[0])


def _numbers(host: str, port: int) -> list[str]:
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _content(answer: httpx.Response, limit: int, deadline: float) -> bytes:
    if answer.status_code != httpx.codes.OK:
        raise Refusal("not_found" if answer.is_client_error else "no_answer")
    said = answer.headers.get("content-length", "")
    if said.isdecimal() and int(said) > limit:
        raise Refusal("too_large", limit=LARGEST)
    parts, total = [], 0
    for part in answer.iter_bytes(65_536):
        total += len(part)
        if total > limit:
            raise Refusal("too_large", limit=LARGEST)
        if time.monotonic() > deadline:
            raise Refusal("no_answer")
        parts.append(part)
    return b"".join(parts)
