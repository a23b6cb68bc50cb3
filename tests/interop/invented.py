"""Records as any source could give them, for hypothesis."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from hypothesis import strategies as st

from traedesten.domain.taxonomy import KEYS
from traedesten.interop import clean
from traedesten.interop.records import (
    MONTHLY,
    STATUSES,
    WEEKLY,
    ContactRecord,
    ForeignTerm,
    OfferRecord,
    OrganisationRecord,
    PlaceRecord,
    ScheduleRecord,
)

uuids = st.uuids().map(str)
words = (
    st.text(min_size=1, max_size=40)
    .map(lambda text: clean.plain_text(text, lines=False))
    .filter(
        lambda text: (
            text.lower() not in ("", "null", "none", "n/a", "nan", "undefined", "-") and "javascript:" not in text
        )
    )
)
texts = st.lists(words, min_size=1, max_size=3).map("\n".join).map(clean.plain_text).filter(bool)
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
clocks = st.times().map(lambda at: time(at.hour, at.minute))
phones = st.integers(20_000_000, 20_999_999).map(lambda number: f"+45{number}")
emails = st.sampled_from(["a@example.org", "kontakt@forening.dk"])
urls = st.sampled_from(
    ["https://example.org/", "https://www.forening.dk/kor?sted=5&x=%C3%A6", "http://example.org/a#b"]
)


def maybe(strategy, otherwise=""):
    return st.just(otherwise) | strategy


@st.composite
def schedules(draw, place_ids=()):
    """A rule or an extra date in the form that readers give."""
    starts = draw(maybe(clocks, None))
    common = {
        "starts": starts,
        "ends": draw(maybe(clocks, None)),
        "place_id": draw(st.sampled_from(["", *place_ids])),
        "words": draw(maybe(words)),
    }
    kind = draw(st.sampled_from(["weekly", "monthly", "days", "once"]))
    if kind == "once":
        return ScheduleRecord(on=draw(days), **common)
    begins, ends = sorted([draw(days), draw(days)])
    common |= {"valid_from": draw(st.just(begins) | st.none()), "valid_to": draw(st.just(ends) | st.none())}
    common["cancelled"] = tuple(sorted(draw(st.sets(days, max_size=3))))
    interval = draw(st.integers(1, 6))
    if kind == "days":
        month_days = sorted(draw(st.sets(st.integers(1, 31), min_size=1, max_size=3)))
        return ScheduleRecord(MONTHLY, interval, month_days=tuple(month_days), **common)
    weekdays = tuple(sorted(draw(st.sets(st.integers(0, 6), min_size=1))))
    if kind == "weekly":
        return ScheduleRecord(WEEKLY, interval, weekdays, **common)
    weeks = tuple(sorted(draw(st.sets(st.sampled_from([1, 2, 3, 4, 5, -1]), min_size=1))))
    return ScheduleRecord(MONTHLY, interval, weekdays, weeks, **common)


@st.composite
def places(draw):
    address = tuple(draw(st.lists(words, max_size=2)))
    has_point = draw(st.booleans())
    return PlaceRecord(
        source_id=draw(uuids),
        name=draw(maybe(words)),
        kind=draw(st.sampled_from(["physical", "postal", "virtual"])),
        address=address,
        postcode=draw(maybe(st.integers(1000, 9999).map(str))),
        city=draw(maybe(words)),
        region=draw(maybe(words)),
        country="DK",
        latitude=draw(st.floats(1, 90)) if has_point else None,
        longitude=draw(st.floats(-180, 180)) if has_point else None,
        access_notes=draw(maybe(texts)),
        transport=draw(maybe(texts)),
    )


organisations = st.builds(
    OrganisationRecord,
    source_id=uuids,
    name=words,
    description=maybe(texts),
    url=maybe(urls),
    email=maybe(emails),
    phone=maybe(phones),
    parent_id=maybe(uuids),
)


@st.composite
def offers(draw, organisation_id=""):
    its_places = tuple(draw(st.lists(places(), max_size=2, unique_by=lambda place: place.source_id)))
    place_ids = [place.source_id for place in its_places]
    times = draw(st.lists(schedules(place_ids), max_size=4, unique=True))
    order = ["", *place_ids]
    lowest, highest = sorted([draw(st.integers(0, 119)), draw(st.integers(1, 119))])
    price = draw(st.none() | st.decimals(0, 5000, places=2))
    contact = st.builds(ContactRecord, maybe(words), maybe(words), emails, maybe(phones))
    facts = st.tuples(st.sampled_from(["kind", "holds.anxiety", "greeted"]), words)
    return OfferRecord(
        source_id=draw(uuids),
        name=draw(words),
        description=draw(maybe(texts)),
        status=draw(st.sampled_from(STATUSES)),
        url=draw(maybe(urls)),
        email=draw(emails),
        phone=draw(phones),
        minimum_age=draw(maybe(st.just(lowest), None)),
        maximum_age=draw(maybe(st.just(max(highest, 1)), None)),
        price_words=draw(maybe(texts)),
        price=price if price is None else Decimal(price),
        currency="" if price is None else draw(st.sampled_from(["DKK", "EUR"])),
        languages=tuple(draw(st.lists(st.sampled_from(["da", "en", "ar", "uk", "klingonsk"]), unique=True))),
        organisation_id=organisation_id,
        places=its_places,
        schedules=tuple(sorted(times, key=lambda schedule: order.index(schedule.place_id))),
        contacts=tuple(draw(st.lists(contact, max_size=2, unique=True))),
        themes=tuple(key for key in KEYS if key in draw(st.sets(st.sampled_from(KEYS), max_size=3))),
        terms=tuple(draw(st.lists(terms, max_size=2, unique_by=lambda term: term.source_id))),
        eligibility=draw(maybe(texts)),
        assured_on=draw(maybe(days, None)),
        modified_at=draw(
            maybe(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)), None)
        ),
        attributes=tuple(draw(st.lists(facts, max_size=2, unique=True))),
    )


terms = st.builds(
    ForeignTerm, uuids, words.map(lambda word: f"zz {word}"), st.sampled_from(["", "målgruppe"]), maybe(urls)
)
