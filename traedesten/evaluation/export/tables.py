"""The three tables of an export, column by column: what the codebook says, and what every reader may rely on."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from traedesten.domain.asking import Course, Mode, State, Wave
from traedesten.domain.exports import AGE_BANDS, TIMES_BANDS
from traedesten.domain.groups import Came
from traedesten.domain.instruments import ALL, Why
from traedesten.domain.instruments.definition import Words


class BadTables(ValueError):
    """A table that is not as the codebook says. Names the column at most, never a value."""


Kind = Literal["string", "integer", "number", "boolean"]
Place = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Code:
    value: str
    words: Words


@dataclass(frozen=True)
class Field:
    """One column. ``codes``: all the values there are, besides none; ``pattern``: what a value looks like.

    ``may_be_blank``: also when nobody forgot it, because disclosure control hid it or because it does not apply.
    ``could_identify``: together with others it might tell on somebody, so it is blanked where few share it.
    """

    name: str
    title: Words
    description: Words
    kind: Kind = "string"
    codes: tuple[Code, ...] = ()
    pattern: str = ""
    low: float | None = None
    may_be_blank: bool = True
    could_identify: bool = False

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(code.value for code in self.codes)


def _codes(words: Mapping[str, tuple[str, str]]) -> tuple[Code, ...]:
    return tuple(Code(str(value), Words(*both)) for value, both in words.items())


PERSON = r"P[0-9]+"
QUARTER = r"[0-9]{4}Q[1-4]"
SLUG = r"[-a-zA-Z0-9_]+"
BANDS = tuple(name for _start, name in AGE_BANDS)
"""Age in years when they began, both ends included."""
TIMES = tuple(name for _start, name in TIMES_BANDS)
HAPPENED, LEFT, OPEN = 1, 2, 0
"""What became of a wait."""
WAITS = ("contact", "community")
MARKS = {"contact": (0, 2, 4, 8, 12), "community": (0, 13, 26, 39, 52)}
"""Weeks at which it is told how many are still waiting; the last is as far as the curves go."""
ANSWERED = str(State.ANSWERED)

COURSES = _codes(
    {
        Course.JOURNEYS: ("Forløb med en guide", "A journey with a guide"),
        Course.GROUPS: ("Selvhjælpsgrupper", "Self-help groups"),
    }
)
WAVES = _codes(
    {
        Wave.T0: ("Ved begyndelsen", "At the beginning"),
        Wave.T1: ("Efter tre måneder, eller når gruppen slutter", "After three months, or when the group ends"),
        Wave.T2: (
            "Efter et halvt år, eller tre måneder efter gruppen",
            "After half a year, or three months after the group",
        ),
        Wave.T3: ("Efter et år", "After a year"),
    }
)
GENDERS = _codes({"woman": ("Kvinde", "Woman"), "man": ("Mand", "Man"), "other": ("Andet", "Other")})
STONES = _codes(
    {
        "self_help_group": ("Selvhjælpsgruppe", "Self-help group"),
        "practice": ("Øvefællesskab", "Practice community"),
        "lasting": ("Varigt fællesskab", "Lasting community"),
        "relief": ("Aflastning for pårørende", "Relief for relatives"),
        "counselling": ("Rådgivning", "Counselling"),
        "professional": ("Professionel hjælp", "Professional help"),
    }
)
SENDERS = _codes(
    {
        "health": ("Sundhedspersonale", "Health staff"),
        "gp": ("Praktiserende læge", "GP"),
        "municipality": ("Kommunal medarbejder", "Municipal staff"),
        "relative": ("Pårørende", "A relative"),
        "self": ("Borgeren selv", "The person themselves"),
        "association": ("Forening", "Association"),
        Came.SIGN_UP: ("Skrev sig selv op", "Signed up themselves"),
        Came.PHONE: ("Ringede til os", "Called us"),
        Came.RECOMMENDED: ("Anbefalet af en fagperson", "Recommended by a professional"),
        Came.JOURNEY: ("Fra et forløb hos os", "From a journey with us"),
    }
)
EVENTS = _codes(
    {
        HAPPENED: ("Det skete", "It happened"),
        LEFT: ("Stoppede forinden", "Left before it did"),
        OPEN: ("Ikke sket endnu", "Not happened yet"),
    }
)
STATUSES = _codes(
    {
        State.ANSWERED: ("Har svaret", "Has answered"),
        State.DECLINED: ("Sagde nej tak", "Said no, thank you"),
        State.MISSED: ("Nåede ikke at svare", "Did not get to answer"),
        State.STOPPED: ("Holdt op med at blive spurgt", "No longer asked"),
        Why.NOT_ASKED: ("Blev ikke spurgt", "Was not asked"),
    }
)
MODES = _codes(
    {
        Mode.OWN_LINK: ("Selv, på linket", "Alone, by the link"),
        Mode.PAPER: ("På papir", "On paper"),
        Mode.WITH_GUIDE: ("Sammen med guiden", "Together with the guide"),
        Mode.PHONE: ("Læst op i telefonen", "Read aloud on the phone"),
    }
)
REASONS = _codes(
    {
        Why.DECLINED: ("Ville ikke svare på det", "Did not want to answer it"),
        Why.SKIPPED: ("Sprunget over", "Skipped"),
        Why.NOT_ASKED: ("Ikke spurgt", "Not asked"),
    }
)
BAND_CODES = _codes({band: (f"{band} år", f"{band} years") for band in BANDS})
TIMES_CODES = _codes({span: (f"{span} gange", f"{span} times") for span in TIMES})
INSTRUMENTS = tuple(Code(key, name) for key, name in {one.key: one.name for one in reversed(ALL)}.items())
_HIDDEN = Words(
    "Tomt, når det ikke vides, eller når så få har det, at nogen kunne genkendes.",
    "Empty where it is not known, or where so few have it that somebody could be recognised.",
)


def _known_by(name: str, title: Words, description: Words, **more) -> Field:
    """A column by which somebody might be known."""
    told = Words(f"{description.da} {_HIDDEN.da}", f"{description.en} {_HIDDEN.en}")
    return Field(name, title, told, could_identify=True, **more)


_PERSON = Field(
    "person",
    Words("Person", "Person"),
    Words(
        "Et nummer, der er trukket til netop denne udlevering og ikke kan føres tilbage.",
        "A number drawn for this export alone; it leads back to nobody.",
    ),
    pattern=PERSON,
    may_be_blank=False,
)


def _wait(name: str, what: Words) -> tuple[Field, Field]:
    return (
        Field(
            f"{name}_weeks",
            Words(f"Uger til {what.da}", f"Weeks until {what.en}"),
            Words(
                f"Hele uger fra begyndelsen til {what.da}, til de stoppede, eller til i dag.",
                f"Whole weeks from the beginning until {what.en}, until they left, or until today.",
            ),
            kind="number",
            low=0,
        ),
        Field(
            f"{name}_event",
            Words(f"Hvad der skete: {what.da}", f"What happened: {what.en}"),
            Words(
                "Om det skete, om de stoppede forinden, eller om det stadig kan ske.",
                "Whether it happened, whether they left before it did, or whether it still may.",
            ),
            kind="integer",
            codes=EVENTS,
        ),
    )


_PERSONS = (
    _PERSON,
    Field(
        "course",
        Words("Forløb", "Course"),
        Words("Hvad personen er begyndt på.", "What the person has begun on."),
        codes=COURSES,
        may_be_blank=False,
    ),
    _known_by(
        "began",
        Words("Begyndte", "Began"),
        Words("Det kvartal, personen begyndte i.", "The quarter in which the person began."),
        pattern=QUARTER,
    ),
    _known_by(
        "age_band",
        Words("Alder", "Age"),
        Words("Alder i år ved begyndelsen.", "Age in years at the beginning."),
        codes=BAND_CODES,
    ),
    _known_by("gender", Words("Køn", "Gender"), Words("Som det er oplyst.", "As it was told."), codes=GENDERS),
    _known_by(
        "programme",
        Words("Program", "Programme"),
        Words("Hvilket program gruppen fulgte.", "Which programme the group followed."),
        pattern=SLUG,
    ),
    _known_by(
        "first_stone",
        Words("Den første sten", "The first stone"),
        Words("Slagsen af det første tilbud, personen valgte.", "The kind of the first offer the person chose."),
        codes=STONES,
    ),
    _known_by(
        "times_together",
        Words("Gange sammen", "Times together"),
        Words(
            "Hvor mange gange personen og en frivillig har været afsted sammen.",
            "How many times the person and a volunteer have gone together.",
        ),
        codes=TIMES_CODES,
    ),
    _known_by(
        "came_by",
        Words("Kom fra", "Came by"),
        Words("Hvem der henviste, eller hvordan de fandt os.", "Who referred them, or how they found us."),
        codes=SENDERS,
    ),
    *_wait("contact", Words("den første samtale", "the first conversation")),
    *_wait("community", Words("et fællesskab", "a community")),
)

_ASKED = (
    _PERSON,
    Field(
        "wave",
        Words("Runde", "Wave"),
        Words("Hvilken gang de blev spurgt.", "Which time they were asked."),
        codes=WAVES,
        may_be_blank=False,
    ),
    Field(
        "instrument",
        Words("Spørgeskema", "Instrument"),
        Words("Hvilket spørgeskema.", "Which questionnaire."),
        codes=INSTRUMENTS,
        may_be_blank=False,
    ),
    Field(
        "version",
        Words("Udgave", "Version"),
        Words(
            "Ordlyden. Svar på to udgaver sammenlignes ikke.",
            "The wording. Answers to two versions are not compared.",
        ),
        pattern=SLUG,
        may_be_blank=False,
    ),
)

_ANSWERS = (
    *_ASKED,
    Field(
        "status",
        Words("Hvordan det gik", "What became of it"),
        Words(
            "Om de svarede, og ellers hvorfor ikke. Der er ingen række, før runden er forbi.",
            "Whether they answered, and if not, why. There is no row before the wave is over.",
        ),
        codes=STATUSES,
        may_be_blank=False,
    ),
    Field(
        "mode",
        Words("Hvordan de svarede", "How they answered"),
        Words(
            "Hjælp får svar til at se bedre ud, så det står her.",
            "Help makes answers look better, so it is told here.",
        ),
        codes=MODES,
    ),
    Field(
        "weeks",
        Words("Uger", "Weeks"),
        Words("Uger fra begyndelsen til svaret.", "Weeks from the beginning until the answer."),
        kind="number",
    ),
    Field(
        "is_late",
        Words("For sent", "Late"),
        Words("Om svaret kom efter rundens sidste dag.", "Whether it came after the last day of the wave."),
        kind="boolean",
    ),
    Field(
        "score",
        Words("Score", "Score"),
        Words(
            "Spørgeskemaets samlede tal. Tomt, når for meget er sprunget over.",
            "The total of the questionnaire. Empty where too much was skipped.",
        ),
        kind="number",
    ),
)

_ITEMS = (
    *_ASKED,
    Field(
        "item",
        Words("Spørgsmål", "Item"),
        Words("Hvilket spørgsmål i skemaet.", "Which question of the questionnaire."),
        pattern=SLUG,
        may_be_blank=False,
    ),
    Field(
        "answer",
        Words("Svar", "Answer"),
        Words("Svarets værdi, som den blev givet.", "The value of the answer, as it was given."),
        kind="integer",
    ),
    Field(
        "reason",
        Words("Hvorfor ikke", "Why not"),
        Words("Hvorfor der ikke er et svar.", "Why there is no answer."),
        codes=REASONS,
    ),
)

TABLES: Mapping[str, tuple[Field, ...]] = MappingProxyType(
    {"persons": _PERSONS, "answers": _ANSWERS, "items": _ITEMS}
)
"""Table → its columns, in order. No value is None or empty; a boolean is 1 or 0."""
TITLES = {
    "persons": Words("Personer", "Persons"),
    "answers": Words("Besvarelser", "Answers"),
    "items": Words("Svar på hvert spørgsmål", "Answers to each item"),
}
KEYS = {
    "persons": ("person",),
    "answers": ("person", "wave", "instrument"),
    "items": ("person", "wave", "instrument", "item"),
}
"""Table → the columns that no two rows share."""


def field_of(table: str, name: str) -> Field:
    """Raises KeyError for a column that the table does not have."""
    return {field.name: field for field in TABLES[table]}[name]
