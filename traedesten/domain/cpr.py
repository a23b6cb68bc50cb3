"""Spot Danish civil registration (CPR) numbers in free text, so that they are never stored.

The number is ddmmyynnnn: a real date and four digits. There is no modulus 11 check, because
numbers issued since 2007 need not satisfy it (source: the CPR Office, "Personnumre uden
kontrolciffer (modulus 11 kontrol)"). Replacement numbers raise the first digit by 6,
synthetic ones also by 4; both are recognised.

How it works, in linear time and without a backtracking pattern: the text is folded character
by character; groups of digits a few separators apart form a *run*. Within a run the unmistakable
shapes (0102031234, 010203-1234, 01.02.03-1234, 01.02.2003-1234, 2003-02-01-1234) always count. Every
other shape counts only when it is the whole run or the word CPR stands close, so that two telephone
numbers after each other, a date with a time of day and a date range are left alone.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MASK = "*"

_DROPPED = "\u200b"
_DASHES = "\u2212\u2043\u00af\u02d7\u2796~"
_WORD = re.compile(r"c[ .]{0,2}p[ .]{0,2}r(?![a-z]*[aeiouy][a-z])|person[ -]?(?:nr|num)|civil reg|ssn\b", re.I)
_PHONE_WORD = re.compile(r"tlf|telefon|mobil|phone|ring |sms", re.I)
_NUMBER_WITH_LETTERS = re.compile(r"(?<![^\W_])[0-9OolI]++(?![^\W\d_])")
_LETTER_DIGITS = str.maketrans("OolI", "0011")
_GROUP = re.compile(r"[0-9]+")
_GAP = re.compile(r"[ ./_:\-]{0,3}|(?=[ \n./_:]{0,4}-)[ \n./_:\-]{1,5}")
_BEFORE, _AFTER = 30, 12
_STRONG = ((10,), (6, 4), (2, 2, 2, 4), (2, 4, 4), (4, 2, 4))
_FULL_YEAR = ((2, 2, 4, 4), (1, 1, 4, 4), (1, 2, 4, 4), (2, 1, 4, 4), (4, 2, 2, 4), (8, 4))
_CENTURIES = ("19", "20")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class CprFound(Exception):
    """Something that was to be stored holds a CPR number. It never is."""


@dataclass(frozen=True, order=True)
class Span:
    """Where a number stands: text[start:end], in code points of the text as given. Never the number."""

    start: int
    end: int


@dataclass(frozen=True)
class _Digits:
    """One group of digits in the folded text, with the separators before it ("" at the start of a run)."""

    start: int
    end: int
    text: str
    gap: str


def find(text: str) -> tuple[Span, ...]:
    """Every CPR number in `text`, by position, not overlapping; time is linear in the length.

    Letters O, o, l and I count as digits (at most two) only where the word CPR stands close.
    """
    folded = _fold(text)
    places = [i for i, char in enumerate(folded) if char != _DROPPED]
    plain = folded.replace(_DROPPED, "")
    words = _word_map(plain)
    found: list[Span] = []
    while new := _pass(plain, words):
        found += new
        plain = _masked(plain, new)
    return tuple(sorted(Span(places[s.start], places[s.end - 1] + 1) for s in found))


def remove(text: str) -> str:
    """`text`, of the same length, with each character of every number but its separators made into `MASK`.

    Nothing is left to find: `find(remove(text)) == ()`.
    """
    return _masked(text, find(text), _fold(text))


def _pass(plain: str, words: bytearray) -> list[Span]:
    """What the strict reading finds; if nothing, what the reading with letters as digits finds."""
    strict = [span for run in _runs(plain) for span in _in_run(plain, run, words)]
    if strict or not any(words):
        return strict
    lenient = _NUMBER_WITH_LETTERS.sub(_letters_to_digits, plain)
    if lenient == plain:
        return []
    return [
        span
        for run in _runs(lenient)
        for span in _in_run(lenient, run, words)
        if words[span.start] and _changes(plain, lenient, span) <= 2
    ]


def _letters_to_digits(match: re.Match[str]) -> str:
    token = match.group()
    return token.translate(_LETTER_DIGITS) if any(c.isdigit() for c in token) else token


def _changes(before: str, after: str, span: Span) -> int:
    return sum(a != b for a, b in zip(before[span.start : span.end], after[span.start : span.end], strict=True))


class _Table(dict[int, str]):
    """What each code point counts as; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = value = _plain(chr(code))
        return value


def _plain(char: str) -> str:
    kind = unicodedata.category(char)
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    if kind in ("Cf", "Mn", "Me") or char == "\r":
        return _DROPPED
    if kind == "Pd" or char in _DASHES:
        return "-"
    if kind == "Zs" or char == "\t":
        return " "
    simple = unicodedata.normalize("NFKC", char.replace("\u2044", "/").replace("\u2215", "/").replace("\u00b7", "."))
    return simple if len(simple) == 1 and simple.isascii() and not simple.isdigit() else char


_TABLE = _Table()


def _fold(text: str) -> str:
    return text.translate(_TABLE)


def _word_map(plain: str) -> bytearray:
    """One byte per position: 1 where the word CPR stands close enough, with no telephone word between."""
    near = bytearray(len(plain))
    for word in _WORD.finditer(plain):
        until = min(len(plain), word.end() + _BEFORE)
        if phone := _PHONE_WORD.search(plain, word.end(), until):
            until = phone.start()
        since = max(0, word.start() - _AFTER - 10)
        near[since:until] = b"\1" * (until - since)
    return near


def _runs(plain: str) -> Iterator[list[_Digits]]:
    """Groups of digits that stand no more than a few separators apart."""
    run: list[_Digits] = []
    for match in _GROUP.finditer(plain):
        gap = plain[run[-1].end : match.start()] if run and match.start() - run[-1].end <= 5 else None
        if gap is None or not _GAP.fullmatch(gap):
            if run:
                yield run
            run, gap = [], ""
        run.append(_Digits(match.start(), match.end(), match.group(), gap))
    if run:
        yield run


def _in_run(plain: str, run: list[_Digits], words: bytearray) -> list[Span]:
    if sum(len(group.text) for group in run) < 10:
        return []
    found: list[Span] = []
    for part in _parts_without_phones(plain, run, words):
        rest: list[_Digits] = []
        i = 0
        while i < len(part):
            size = _strong_at(part, i)
            if size:
                found += [*_weak_in(rest, words), Span(part[i].start, part[i + size - 1].end)]
                rest, i = [], i + size
            else:
                rest.append(part[i])
                i += 1
        found += _weak_in(rest, words)
    return found


def _strong_at(part: Sequence[_Digits], i: int) -> int:
    """How many groups from `i` on make a shape that is nothing but a CPR number; 0 if none does."""
    if len(part[i].text) not in (10, 8, 6, 4, 2, 1):
        return 0
    for shape in _STRONG:
        window = part[i : i + len(shape)]
        if tuple(len(group.text) for group in window) == shape and _real_date(_joined(window)):
            return len(shape)
    return _full_year_at(part, i)


def _full_year_at(part: Sequence[_Digits], i: int) -> int:
    """How many groups from `i` on are a date with its whole year and then four digits; 0 if they are not.

    A date with a telephone number after it (25.09.1947 4012 1860) and two dates after each other are left alone.
    """
    for shape in _FULL_YEAR:
        window = part[i : i + len(shape)]
        if tuple(len(group.text) for group in window) != shape or not _real_date(_day_first(window)):
            continue
        inner = {group.gap for group in window[1:-1]}
        if (len(inner) > 1 and [group.gap for group in window[1:-1]] != ["/", "-"]) or (1 in shape and " " in inner):
            continue
        if len(shape) == 2 and window[0].text[0] not in "01" and "-" not in window[1].gap:
            continue
        if not _phone_after(part, i + len(shape) - 1) and not _among_dates(part, i, len(shape), inner):
            return len(shape)
    return 0


def _day_first(window: Sequence[_Digits]) -> str:
    """The date as ddmmyy; "000000", which is none, for a year outside the two centuries of the living."""
    digits = "".join(group.text.zfill(2) for group in window[:-1])
    if len(window[0].text) == 4:
        digits = digits[6:] + digits[4:6] + digits[:4]
    return digits[:4] + digits[6:] if digits[4:6] in _CENTURIES else "000000"


def _phone_after(part: Sequence[_Digits], i: int) -> bool:
    """Whether group `i` is the first half of a telephone number: 4012 1860, 4012 18 60."""
    gap, more = part[i].gap, 0
    if gap.strip(" ") or part[i].text[0] in "01":
        return False
    for group in part[i + 1 :]:
        if group.gap != gap:
            break
        more += len(group.text)
    return more == 4


def _among_dates(part: Sequence[_Digits], i: int, size: int, inner: set[str]) -> bool:
    """Whether the year belongs to the date before, or the last four digits to the date after."""
    if len(part[i].text) != 4:
        return False
    around = [part[i]] if i and len(part[i - 1].text) == 2 else []
    around += [group for group in part[i + size : i + size + 1] if len(group.text) == 2]
    return any(group.gap in inner for group in around)


def _weak_in(part: list[_Digits], words: bytearray) -> list[Span]:
    """Less clear shapes: the whole of `part`, or anywhere in it close to the word CPR."""
    found: list[Span] = []
    if _reads_as_cpr(part):
        return [Span(part[0].start, part[-1].end)]
    i = 0
    while i < len(part):
        size = _window(part, i, 10) or _window(part, i, 12) if words[part[i].start] else 0
        window = part[i : i + size]
        if size and _real_date(_short_year(_joined(window))):
            found.append(Span(window[0].start, window[-1].end))
            i += size
        else:
            i += 1
    return found


def _window(part: Sequence[_Digits], i: int, wanted: int) -> int:
    """How many groups from `i` on hold just `wanted` digits; 0 if none. Twelve need a year like 1947."""
    total = 0
    for count, group in enumerate(part[i : i + 10], start=1):
        total += len(group.text)
        if total == wanted:
            years = _joined(part[i : i + count])[4:6]
            return count if wanted == 10 or years in ("18", "19", "20") else 0
    return 0


def _short_year(digits: str) -> str:
    return digits if len(digits) == 10 else digits[:4] + digits[6:]


def _reads_as_cpr(part: Sequence[_Digits]) -> bool:
    """Ten digits alone that are split where a CPR number may be, and are no phone, time or range of dates."""
    digits = _joined(part[:11])
    if len(part) > 10 or len(digits) != 10 or not _real_date(digits):
        return False
    if len(part) == 10:
        return True
    gaps: dict[int, str] = {}
    at = 0
    for group in part:
        gaps[at] = group.gap
        at += len(group.text)
    splits = set(gaps) - {0}
    if not splits <= {2, 4, 6, 8} or (8 in splits and 6 not in splits):
        return False
    year_first = 4 in splits and 2 not in splits and digits[:2] in ("19", "20")
    if year_first and splits in ({4}, {4, 6, 8}):
        return False
    return not (8 in splits and _phone_time_or_range(digits, gaps))


def _phone_time_or_range(digits: str, gaps: dict[int, str]) -> bool:
    """22 33 44 55 - 17 · 25.09.26 16.30 · 01.02-03.04.26"""
    second, third, fourth, fifth = (gaps.get(i, "").strip(" ") for i in (2, 4, 6, 8))
    own = {i: gaps.get(i) for i in (2, 4, 6, 8)}
    phone = digits[0] not in "01" and own[2] == own[4] == own[6] != own[8]
    time = int(digits[6:8]) <= 24 and int(digits[8:]) < 60 and fifth in (".", ":", "-") and own[6] != own[8]
    dates = own[2] is not None and second != third and second == fourth == fifth
    hours = own[2] is not None and second != third and second == fourth and own[8] != own[6]
    return phone or time or dates or hours


def _parts_without_phones(plain: str, run: list[_Digits], words: bytearray) -> Iterator[list[_Digits]]:
    """The run, cut where numbers written +45 … or 0045 … (8 digits), or +46 … (to 15 digits) stand."""
    part: list[_Digits] = []
    i = 0
    while i < len(run):
        size = 0 if words[run[i].start] else _phone_at(plain, run, i)
        if size:
            yield part
            part, i = [], i + size
        else:
            step = max(1, _strong_at(run, i))
            part += run[i : i + step]
            i += step
    yield part


def _phone_at(plain: str, run: list[_Digits], i: int) -> int:
    """How many groups from `i` on are an international telephone number; 0 if none starts here."""
    before = plain[max(0, run[i].start - 2) : run[i].start].rstrip(" ")
    first = run[i].text
    if before.endswith("+") and first[0] != "0":
        shift = 0
    elif first.startswith("00") and len(first) > 2 and first[2] != "0":
        shift = 2
    else:
        return 0
    danish = first.startswith("45", shift)
    total, size = -shift, 0
    for k in range(i, min(len(run), i + 15)):
        if total >= (10 if danish else 8) and (danish or _strong_at(run, k)):
            break
        total += len(run[k].text)
        if total > (10 if danish else 15):
            break
        size = k - i + 1
        if danish and total == 10:
            return size
    return 0 if danish or total < 7 else size


def _joined(groups: Sequence[_Digits]) -> str:
    return "".join(group.text for group in groups)


def _real_date(digits: str) -> bool:
    """Whether ddmmyy is a date in some century; the day may be raised by 40 or 60."""
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    if not 1 <= month <= 12:
        return False
    days = 28 if month == 2 and year % 4 else _DAYS[month - 1]
    return any(1 <= day - raised <= days for raised in (0, 40, 60))


def _masked(text: str, spans: Sequence[Span], folded: str = "") -> str:
    """`text` with all but separators and dropped characters in the spans replaced."""
    folded = folded or text
    pieces: list[str] = []
    done = 0
    for span in sorted(spans):
        inside = zip(text[span.start : span.end], folded[span.start : span.end], strict=True)
        pieces.append(text[done : span.start])
        pieces.append("".join(char if plain in " ./_:-\n" or plain == _DROPPED else MASK for char, plain in inside))
        done = span.end
    return "".join([*pieces, text[done:]])
