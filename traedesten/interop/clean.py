"""Values as they come from outside, made plain and regular; `Unclear` says why one could not be."""

import html
import re
import unicodedata
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from urllib.parse import quote, urlsplit, urlunsplit

import phonenumbers

from traedesten.domain.names import BadPhone, normalise_phone

LONGEST_RAW = 200_000
"""Characters of a single value that are looked at."""

_SILENT = {"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head", "title", "select"}
_BLOCK = {"p", "div", "br", "tr", "ul", "ol", "table", "section", "article", "hr", "blockquote", "pre"}
_BLOCK |= {f"h{level}" for level in range(1, 7)}
_TAG_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9:-]*")
_ROUNDS = 4
_ODD = re.compile(r"\r\n?|[^\n\t\x20-\x7e\xa1-\xac\xae-\u024f\u2010-\u2027\u20ac]")
_SPACES = re.compile(r"[^\S\n]+")
_MANY_LINES = re.compile(r"\n{3,}")
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[a-z0-9æøå-]{1,63}\.){1,8}[a-zæøå]{2,24}", re.IGNORECASE)
_UK_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) *([0-9][A-Z]{2})", re.IGNORECASE)
_DANISH_POSTCODE = re.compile(r"(?:DK *-? *)?([0-9]{4})(?:[ ,]+(\D.*))?", re.IGNORECASE)
_CLOCK = re.compile(
    r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(?:[:.][0-9]{2}(?:\.[0-9]+)?)? *(am|pm|[AP]M)?(?:Z|[+-][0-9:]{2,6})?"
)
_DAY_FIRST = re.compile(r"([0-9]{1,2})[./ -]([0-9]{1,2})[./ -]([0-9]{4})\b")
_YEAR_FIRST = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?![0-9])")
_NUMBER = re.compile(r"-?[0-9][0-9 .,]*")


class Unclear(ValueError):
    """A value that cannot be made regular; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def plain_text(text: str, lines: bool = True) -> str:
    """Text without markup, scripts, entities, control and direction characters; one line unless `lines`.

    Idempotent. Looks at LONGEST_RAW characters, in time proportional to them.
    """
    if text.isascii() and text.isalnum():
        return text[:LONGEST_RAW]
    text = _visible(text[:LONGEST_RAW])
    for _ in range(_ROUNDS):
        before, text = text, _visible(html.unescape(_without_tags(text))) if "<" in text or "&" in text else text
        if text == before:
            break
    else:
        text = _without_tags(text).replace("<", "").replace("&", "")
    text = unicodedata.normalize("NFC", text)
    if not lines:
        return " ".join(text.split())
    rows = (_SPACES.sub(" ", row).strip() for row in text.split("\n"))
    return _MANY_LINES.sub("\n\n", "\n".join(rows)).strip()


def email(text: str) -> str:
    """The first e-mail address in it. Raises Unclear("bad_email")."""
    found = _EMAIL.search(text[:1000].removeprefix("mailto:"))
    if not found:
        raise Unclear("bad_email")
    return found[0]


def phone(text: str, region: str) -> str:
    """The number in E.164, from words such as "Tlf. 97 42 00 00 (Anna)". Raises Unclear("bad_phone")."""
    try:
        return normalise_phone(text[:60], region)
    except BadPhone:
        found = phonenumbers.PhoneNumberMatcher(text[:200], region, leniency=phonenumbers.Leniency.VALID)
        match = next(iter(found), None)
    if match is None:
        raise Unclear("bad_phone")
    return phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)


def url(text: str) -> str:
    """An http(s) address, percent-encoded, its host in ASCII. Raises Unclear("bad_url")."""
    text = re.sub(r"^(https?)[:/]*//?", r"\1://", text.strip(), flags=re.IGNORECASE)
    if not re.match(r"https?://", text, re.IGNORECASE):
        if re.match(r"[a-z][a-z0-9+.-]*:(?![0-9])", text, re.IGNORECASE) or " " in text or "@" in text:
            raise Unclear("bad_url")
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        raise Unclear("bad_url") from None
    if not re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+", host) or len(text) > 2000:
        raise Unclear("bad_url")
    path, query, fragment = (quote(part, safe="/%:;=@&+$,!*'()~?-._[]") for part in parts[2:])
    return urlunsplit((parts.scheme.lower(), host + port, path, query, fragment))


def postcode(text: str) -> tuple[str, str]:
    """(postcode, city) from "7500", "DK-7500 Holstebro" or "dn17 2al"; the city is often empty."""
    text = text.strip()
    danish = _DANISH_POSTCODE.fullmatch(text)
    if danish:
        return danish[1], (danish[2] or "").strip()
    british = _UK_POSTCODE.fullmatch(text)
    return (f"{british[1]} {british[2]}".upper() if british else text[:20]), ""


def day(text: str) -> date:
    """A date from "2026-03-01", "20260301", "2026-03-01T10:00Z" or, day first, "1/3 2026", "01.03.2026".

    Raises Unclear("bad_date"), also outside the years 1900 to 2200.
    """
    text = text.strip()
    year_first, day_first = _YEAR_FIRST.match(text), _DAY_FIRST.match(text)
    if year_first:
        year, month, number = year_first.groups()
    elif day_first:
        number, month, year = day_first.groups()
    else:
        raise Unclear("bad_date")
    try:
        found = date(int(year), int(month), int(number))
    except ValueError:
        raise Unclear("bad_date") from None
    if not 1900 <= found.year <= 2200:
        raise Unclear("bad_date")
    return found


def moment(text: str) -> datetime:
    """An instant in UTC, to the microsecond; UTC is assumed where no zone is named. Raises Unclear("bad_date")."""
    try:
        found = datetime.fromisoformat(text.strip())
        found = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        found = datetime.combine(day(text), time(), UTC)
    if not 1900 <= found.year <= 2200:
        raise Unclear("bad_date")
    return found


def clock(text: str) -> time:
    """A wall-clock time from "10:00:00", "10.00", "10", "2pm", "09:00-05:00" (as it is said there); 24:00 is
    midnight. Raises Unclear("bad_time").
    """
    text = text.strip()
    text = text.partition("T")[2] if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T", text) else text
    match = _CLOCK.fullmatch(text) or re.fullmatch(r"([0-9]{2})([0-9]{2})()", text)
    if not match:
        raise Unclear("bad_time")
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if (hour, minute) == (24, 0):
        hour = 0
    if hour > 23 or minute > 59:
        raise Unclear("bad_time")
    return time(hour, minute)


def number(text: str) -> Decimal:
    """The first number in it, "1.250,50" and "1,250.50" alike; "12,50" is twelve and a half.

    Raises Unclear("bad_number").
    """
    found = _NUMBER.search(text[:100])
    if not found:
        raise Unclear("bad_number")
    digits = found[0].replace(" ", "").strip(".,")
    if "," in digits and (
        digits.rfind(",") > digits.rfind(".") and not re.fullmatch(r"-?\d{1,3}(,\d{3}){2,}", digits)
    ):
        digits = digits.replace(".", "").replace(",", ".")
    else:
        digits = digits.replace(",", "")
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+", digits) and "," not in found[0]:
        digits = digits.replace(".", "")
    try:
        return Decimal(digits)
    except InvalidOperation:
        raise Unclear("bad_number") from None


def _without_tags(text: str) -> str:
    kept, place = [], 0
    while (start := text.find("<", place)) >= 0:
        kept.append(text[place:start])
        if text.startswith("<!--", start):
            end = text.find("-->", start)
            place = end + 3 if end >= 0 else len(text)
            continue
        name = _TAG_NAME.match(text, start + (2 if text.startswith("</", start) else 1))
        if not name and text[start + 1 : start + 2] not in ("!", "?"):
            kept.append("<")
            place = start + 1
            continue
        end = text.find(">", start)
        if end < 0:
            return "".join(kept) + text[start:].replace("<", "")
        tag = name[0].lower() if name else ""
        place = _after_silence(text, start, end, tag)
        kept.append(_instead(text[start + 1 : end], tag))
    return "".join(kept) + text[place:]


def _after_silence(text: str, start: int, end: int, tag: str) -> int:
    """Where to go on after a tag: behind its closing one, when nothing inside is meant to be read."""
    if tag not in _SILENT or text[start + 1] == "/" or text[end - 1] == "/":
        return end + 1
    closing = re.compile(f"</{re.escape(tag)}[^>]*>", re.IGNORECASE).search(text, end)
    return closing.end() if closing else len(text)


def _instead(inside: str, tag: str) -> str:
    if "@" in inside or inside.startswith(("http://", "https://")):
        return inside if " " not in inside else ""
    if tag == "li" and not inside.startswith("/"):
        return "\n– "
    return "\n" if tag in _BLOCK or tag == "li" else ""


def _visible(text: str) -> str:
    return _ODD.sub(lambda match: _instead_of(match[0]), text)


def _instead_of(char: str) -> str:
    if char[0] == "\r" or char in "\x0b\x0c\x85\u2028\u2029":
        return "\n"
    category = unicodedata.category(char)
    if category in ("Cc", "Cs", "Co", "Cn") or (category == "Cf" and char != "\u200d"):
        return ""
    return " " if category == "Zs" else char
