"""One HSDS service with all that hangs on it, made into an OfferRecord."""

from collections.abc import Iterator
from decimal import Decimal

from traedesten.domain.taxonomy import KEYS
from traedesten.interop import clean, ids
from traedesten.interop.fields import Fields
from traedesten.interop.languages import language_code
from traedesten.interop.records import ContactRecord, ForeignTerm, OfferRecord, PlaceRecord, ScheduleRecord
from traedesten.interop.schedules import read_schedule
from traedesten.interop.themes import theme_of

WORD_FIELDS = (
    *("alternate_name", "application_process", "accreditations", "licenses", "alert", "wait_time"),
    *("interpretation_services", "deliverable_type", "attending_type", "attending_access"),
)
"""Texts of a service that have no field in the record and become attributes under their own name."""

AUDIENCES = ("pc_targetAudience", "audience", "target audience", "målgruppe")
"""Vocabularies about people."""

OLDEST = 120
_STATUSES = {
    **{"active": "active", "aktiv": "active", "open": "active", "åben": "active", "live": "active", "true": "active"},
    **{"inactive": "inactive", "inaktiv": "inactive", "suspended": "inactive", "draft": "inactive"},
    **{"defunct": "defunct", "nedlagt": "defunct", "closed": "defunct", "lukket": "defunct", "deleted": "defunct"},
    **{"temporarily closed": "temporarily closed", "midlertidigt lukket": "temporarily closed"},
    **{"pause": "temporarily closed", "på pause": "temporarily closed", "sommerlukket": "temporarily closed"},
}
_TERM_KEYS = {ids.term_id(key): key for key in KEYS}


def read_offer(fields: Fields, organisation_id: str) -> OfferRecord:
    """The record of a service that has a name; what is odd is added to the warnings of `fields`."""
    places, place_schedules = read_places(fields)
    contacts = tuple(_contacts(fields))
    price_words, price, currency = read_price(fields)
    terms, attributes = read_attributes(fields)
    youngest, oldest = read_ages(fields)
    name = fields.text("name", "alternate_name")
    return OfferRecord(
        source_id=_offer_id(fields, name, organisation_id, places),
        name=name,
        description=fields.long("description"),
        status=read_status(fields),
        url=fields.url("url", "website"),
        email=fields.email("email") or next((contact.email for contact in contacts if contact.email), ""),
        phone=_phone(fields) or next((contact.phone for contact in contacts if contact.phone), ""),
        minimum_age=youngest,
        maximum_age=oldest,
        price_words=price_words,
        price=price,
        currency=currency,
        languages=tuple(dict.fromkeys(_languages(fields))),
        organisation_id=organisation_id,
        places=places,
        schedules=tuple(dict.fromkeys([*_schedules(fields), *place_schedules])),
        contacts=tuple(dict.fromkeys(contacts)),
        themes=_themes(fields, terms),
        terms=tuple(term for term in terms if term.source_id not in _TERM_KEYS),
        eligibility=fields.long("eligibility_description", "eligibility", limit=2000),
        assured_on=fields.day("assured_date"),
        modified_at=fields.moment("last_modified"),
        attributes=attributes,
    )


def read_status(fields: Fields) -> str:
    """One of STATUSES; active, with a warning, when it is missing or unknown."""
    said = fields.text("status").lower()
    if said not in _STATUSES:
        fields.warn("status", "unknown_status" if said else "missing_status", value=said[:40])
    return _STATUSES.get(said, "active")


def read_ages(fields: Fields) -> tuple[int | None, int | None]:
    """(youngest, oldest), the other way round when they were swapped; an age above OLDEST is no limit."""
    youngest = fields.whole("minimum_age", least=0, most=999)
    oldest = fields.whole("maximum_age", least=0, most=999)
    if youngest is not None and oldest is not None and oldest < youngest:
        if oldest:
            fields.warn("maximum_age", "swapped_ages")
            youngest, oldest = oldest, youngest
        else:
            oldest = None
    lowest = youngest if youngest is not None and youngest <= OLDEST else None
    return lowest, oldest if oldest and oldest < OLDEST else None


def read_price(fields: Fields) -> tuple[str, Decimal | None, str]:
    """(words, amount, currency): the amount of a single cost option; of several only the words."""
    words = fields.long("fees_description", "fees", limit=2000)
    amounts, lines, currency = [], [], ""
    for option in fields.many("cost_options"):
        amount = option.number("amount")
        currency = currency or option.text("currency", limit=3).upper()
        amounts.append(amount)
        said = [option.text("option"), str(amount) if amount is not None else "", option.text("currency", limit=3)]
        lines.append(" ".join(filter(None, [*said, option.text("amount_description")])))
    if len(amounts) > 1:
        fields.warn("cost_options", "several_prices", count=len(amounts))
        return words or "\n".join(lines), None, ""
    price = amounts[0] if amounts and amounts[0] is not None and 0 <= amounts[0] < 1_000_000 else None
    if not words and fields.item.get("cost_options"):
        words = next((o.text("amount_description", "option") for o in fields.many("cost_options")), "")
    return words, price, (currency or fields.reading.currency) if price is not None else ""


def read_places(fields: Fields) -> tuple[tuple[PlaceRecord, ...], list[ScheduleRecord]]:
    """The places of a service, each once, and the times that belong to one of them."""
    places: dict[str, PlaceRecord] = {}
    schedules: list[ScheduleRecord] = []
    for link in fields.many("service_at_locations", "locations"):
        location = link.one("location") or (link if "location" not in link.item else None)
        place = read_place(location) if location else None
        if place is None:
            fields.warn("service_at_locations", "missing_location")
            continue
        places.setdefault(place.source_id, place)
        for entry in [*link.many("schedules"), *(location.many("schedules") if location is not link else ())]:
            schedules += read_schedule(entry, place.source_id)
    return tuple(places.values()), schedules


def read_place(fields: Fields) -> PlaceRecord | None:
    """One location, None when it says nothing."""
    address = fields.one("addresses", "physical_addresses", "physical_address", "address") or fields.inside({})
    postcode, city = clean.postcode(address.text("postal_code", "postcode", limit=60))
    lines = [line for line in (address.text("address_1", "street"), address.text("address_2")) if line]
    latitude, longitude = read_point(fields)
    name = fields.text("name", "alternate_name")
    city = address.text("city") or city
    kind = fields.text("location_type").lower()
    given = fields.text("id")
    if not (given or name or lines or postcode or latitude is not None):
        return None
    return PlaceRecord(
        source_id=given or ids.derived("place", name.lower(), *lines, postcode),
        name=name,
        kind=kind if kind in ("physical", "postal", "virtual") else "physical",
        address=tuple(lines),
        postcode=postcode,
        city=city,
        region=address.text("state_province", "region"),
        country=address.text("country", limit=60),
        latitude=latitude,
        longitude=longitude,
        access_notes=_access(fields),
        transport=fields.long("transportation", limit=2000),
    )


def read_point(fields: Fields) -> tuple[float | None, float | None]:
    """(latitude, longitude), both or none; 0, 0 is nowhere."""
    latitude, longitude = fields.degrees("latitude", 90), fields.degrees("longitude", 180)
    if latitude is None or longitude is None:
        return None, None
    if abs(latitude) < 0.01 and abs(longitude) < 0.01:
        fields.warn("latitude", "bad_coordinate")
        return None, None
    return latitude, longitude


def read_attributes(fields: Fields) -> tuple[tuple[ForeignTerm, ...], tuple[tuple[str, str], ...]]:
    """The foreign terms, ours among them still, and the (key, value) pairs that no field has room for."""
    terms: list[ForeignTerm] = []
    facts = [(name, fields.long(name, limit=2000)) for name in WORD_FIELDS]
    for entry in fields.many("attributes", "taxonomy_terms", "taxonomies", "taxonomy", "categories"):
        term = entry.one("taxonomy_term") or entry
        source_id, name = term.text("id"), term.text("name", "term", "label")
        if source_id and source_id == ids.fact_id(name):
            facts.append((name, entry.long("value", limit=2000)))
        elif name:
            detail = term.one("taxonomy_detail") or term.inside({})
            vocabulary = term.text("taxonomy", "vocabulary") or detail.text("name")
            terms.append(ForeignTerm(source_id, name, vocabulary, term.url("term_uri", "uri")))
    return tuple(dict.fromkeys(terms)), tuple(dict.fromkeys(fact for fact in facts if fact[1]))


def _themes(fields: Fields, terms: tuple[ForeignTerm, ...]) -> tuple[str, ...]:
    """Whom an offer is for is no theme of it, unless the source's own table says so."""
    own = fields.reading.themes
    found = {
        _TERM_KEYS.get(term.source_id)
        or theme_of(term.name, term.source_id, own, guess=term.vocabulary not in AUDIENCES)
        for term in terms
    }
    return tuple(key for key in KEYS if key in found)


def _offer_id(fields: Fields, name: str, organisation_id: str, places: tuple[PlaceRecord, ...]) -> str:
    given = fields.text("id")
    if given:
        return given
    fields.warn("id", "missing_id")
    return ids.derived("offer", organisation_id, name.lower(), *(place.source_id for place in places))


def _schedules(fields: Fields) -> Iterator[ScheduleRecord]:
    for entry in fields.many("schedules"):
        yield from read_schedule(entry)


def _phone(fields: Fields) -> str:
    for holder in (fields, *fields.many("service_at_locations")):
        for entry in holder.many("phones"):
            number = entry.phone("number")
            if number:
                return number
    return fields.phone("phone", "telephone")


def _contacts(fields: Fields) -> Iterator[ContactRecord]:
    for holder in (fields, *fields.many("service_at_locations")):
        for entry in holder.many("contacts"):
            numbers = (phone.phone("number") for phone in entry.many("phones"))
            title = entry.text("title", "department")
            contact = ContactRecord(entry.text("name"), title, entry.email("email"), next(filter(None, numbers), ""))
            if contact != ContactRecord():
                yield contact


def _languages(fields: Fields) -> Iterator[str]:
    for entry in fields.many("languages"):
        said = entry.text("code", "name", "language", limit=60)
        if said:
            yield language_code(said)


def _access(fields: Fields) -> str:
    notes = []
    for entry in fields.many("accessibility", "accessibility_for_disabilities"):
        notes += [entry.long("description", "accessibility", limit=2000), entry.long("details", limit=2000)]
    return "\n".join(dict.fromkeys(filter(None, notes)))[:4000].strip()
