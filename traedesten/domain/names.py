"""Names, telephone numbers and free text, made comparable and clean."""

import re
import unicodedata
from dataclasses import dataclass

_DANISH = (("a\u030a", "aa"), ("a\u0308", "ae"), ("o\u0308", "oe"), ("æ", "ae"), ("ø", "oe"))
_UNDECOMPOSED = str.maketrans({"ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "œ": "oe", "ħ": "h"})
_SILENT = str.maketrans(dict.fromkeys("'’‘ʼ`´\u02b9", None))
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n){3,}")
_TRUNK_ZERO = re.compile(r"\(\s*0\s*\)")
_PHONE_MARKS = frozenset(" .-/()")


class BadPhone(ValueError):
    """Not a telephone number. `reason` is too_short, too_long, not_digits or unknown; `digits` is how
    many digits were seen (never which, so that the number cannot reach a log).
    """

    def __init__(self, reason: str, digits: int) -> None:
        super().__init__(f"{reason} ({digits} digits)")
        self.reason = reason
        self.digits = digits


@dataclass(frozen=True)
class Folded:
    """Text made comparable; `places[i]` is the position in the original of `text[i]`."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Half-open positions in the original of text[start:end], which must not be empty."""
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> Folded:
    """Case folded, æ/ø/å (and ä/ö) as ae/oe/aa, no accents or zero-width characters; punctuation kept."""
    chars: list[str] = []
    places: list[int] = []
    for i, char in enumerate(text):
        if char == "\u030a" and chars and chars[-1] == "a":
            plain = "a"
        elif char == "\u0308" and chars and chars[-1] in "ao":
            plain = "e"
        else:
            plain = _bare(char)
        chars += plain
        places += [i] * len(plain)
    return Folded("".join(chars), tuple(places))


def normalise_name(text: str, first_only: bool = False) -> str:
    """A name for comparing and for the blind index: lower case, æ/ä = ae, ø/ö = oe, å = aa, no accents,
    apostrophes or punctuation, single spaces. Only the first given name with `first_only`
    ("Anne-Marie" gives "anne"). May be empty. Idempotent.
    """
    words = "".join(c if c.isalnum() else " " for c in _bare(text.translate(_SILENT))).split()
    return " ".join(words[:1] if first_only else words)


def normalise_phone(text: str, region: str = "DK") -> str:
    """The number in E.164 (ITU-T), such as "+4531626102".

    Danish numbers have 8 digits, the first 2–9, with +45, 0045, 45 or nothing before. Others need + or
    00 and 7–15 digits. Spaces, dots, dashes, slashes and brackets are skipped. With another `region`
    than "DK" only numbers with a country code are known. Raises BadPhone.
    """
    plain = "".join(_phone_char(c) for c in text).strip()
    plus = plain.startswith("+")
    rest = _TRUNK_ZERO.sub("", plain[1:]) if plus else plain
    digits = "".join(c for c in rest if c not in _PHONE_MARKS)
    count = sum(c.isdigit() for c in digits)
    if not all(c in "0123456789" for c in digits):
        raise BadPhone("not_digits", count)
    if not plus and digits.startswith("00"):
        plus, digits = True, digits[2:]
    if plus:
        return _international(digits)
    if region != "DK":
        raise BadPhone("unknown", count)
    national = digits[2:] if len(digits) == 10 and digits.startswith("45") else digits
    return _danish(national, count)


def clean_text(text: str) -> str:
    """Free text fit to store: NFC, no control characters but newline and tab, no bidirectional controls,
    at most two blank lines together, no white space at the ends. Idempotent.
    """
    lines = re.sub("\r\n?|\u2028|\u2029|\x85", "\n", text)
    kept = "".join(
        c for c in lines if c in "\n\t" or (c not in _BIDI and unicodedata.category(c) not in ("Cc", "Cs"))
    )
    return _BLANK_LINES.sub("\n\n\n", unicodedata.normalize("NFC", kept)).strip()


def _bare(text: str) -> str:
    for _ in range(2):
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    for marked, plain in _DANISH:
        text = text.replace(marked, plain)
    return "".join(c for c in text.translate(_UNDECOMPOSED) if unicodedata.category(c) not in ("Mn", "Me", "Cf"))


def _phone_char(char: str) -> str:
    kind = unicodedata.category(char)
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    if kind == "Cf":
        return ""
    if kind == "Pd" or char == "\u2212":
        return "-"
    return " " if kind == "Zs" or char in "\t\r\n" else char.replace("\uff0b", "+")


def _international(digits: str) -> str:
    if digits.startswith("45"):
        return _danish(digits[2:], len(digits))
    if len(digits) < 7:
        raise BadPhone("too_short", len(digits))
    if len(digits) > 15:
        raise BadPhone("too_long", len(digits))
    if digits.startswith("0"):
        raise BadPhone("unknown", len(digits))
    return f"+{digits}"


def _danish(national: str, count: int) -> str:
    if len(national) < 8:
        raise BadPhone("too_short", count)
    if len(national) > 8:
        raise BadPhone("too_long", count)
    if national[0] in "01":
        raise BadPhone("unknown", count)
    return f"+45{national}"
