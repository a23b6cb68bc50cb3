"""The two invented sites: towns, themes, workplaces that refer. Names of persons are made up; towns are real."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Unit:
    """A workplace that refers. ``sender`` is the invented person who fills in its cards."""

    name: str
    kind: str
    sender: str
    contact: str


@dataclass(frozen=True)
class Town:
    """One site of the demo."""

    slug: str
    place: str
    coordinator: str
    email: str
    phone: str
    footer: str
    areas: tuple
    units: tuple
    fields: dict = field(default_factory=dict)
    second: tuple[str, str] | None = None
    """Another coordinator, with the address they sign in with."""


_TEAL = {
    "primary-9": "#0B2E3A",
    "primary-7": "#14566B",
    "primary-6": "#1F6F87",
    "primary-1": "#E4F1F5",
    "lamp-5": "#FFB38A",
    "lamp-1": "#FFF0E7",
    "lamp-9": "#7A3410",
    "ground": "#F5F7F7",
}

HOLSTEBRO = Town(
    slug="holstebro",
    place="Holstebro",
    coordinator="Hanne Vad",
    email="hanne.vad@example.org",
    second=("Inge Toft", "inge.toft@example.org"),
    phone="+4597110040",
    footer="Et samarbejde mellem Røde Kors Holstebro, Center for Sundhed, Regionshospitalet Gødstrup "
    "og frivilligcentret.",
    areas=(
        ("Holstebro by", "7500", 56.3601, 8.6162),
        ("Mejrup", "7500", 56.3789, 8.6753),
        ("Ulfborg", "6990", 56.2704, 8.3200),
        ("Vemb", "7570", 56.3452, 8.3443),
        ("Vinderup", "7830", 56.4813, 8.7795),
    ),
    units=(
        Unit("Center for Sundhed, genoptræning", "health", "Lene", "lene.cfs@example.org"),
        Unit("Lægehuset Nygade", "gp", "Søren", "soeren.laegehus@example.org"),
        Unit("Regionshospitalet Gødstrup, medicinsk afdeling", "health", "Anne", "anne.goedstrup@example.org"),
        Unit("Holstebro Kommune, Sundhed og Omsorg", "municipality", "Kirsten", "kirsten.hk@example.org"),
        Unit("Lægerne i Vinderup", "gp", "Mads", "mads.vinderup@example.org"),
        Unit("Kræftrådgivningen", "association", "Pia", "pia.raadgivning@example.org"),
    ),
    fields={
        "silence_days": 10,
        "bridge_builder_name": "Tove",
        "bridge_builder_email": "tove.brobygger@example.org",
        "bridge_builder_phone": "+4596110055",
    },
)

AARHUS = Town(
    slug="aarhus",
    place="Aarhus",
    coordinator="Peter Lund",
    email="peter.lund@example.org",
    phone="+4586110070",
    footer="Et samarbejde mellem Røde Kors Aarhus, Folkesundhed Aarhus, Aarhus Universitetshospital "
    "og frivilligcentret.",
    areas=(
        ("Midtbyen", "8000", 56.1567, 10.2108),
        ("Brabrand", "8220", 56.1559, 10.1117),
        ("Risskov", "8240", 56.1947, 10.2247),
        ("Viby", "8260", 56.1303, 10.1638),
    ),
    units=(
        Unit("Folkesundhed Aarhus, Midt", "health", "Camilla", "camilla.fsa@example.org"),
        Unit("Lægefællesskabet i Viby", "gp", "Jens", "jens.viby@example.org"),
        Unit("Aarhus Universitetshospital, neurologi", "health", "Ida", "ida.auh@example.org"),
    ),
    fields={
        "theme": _TEAL,
        "bridge_builder_name": "Morten",
        "bridge_builder_email": "morten.brobygger@example.org",
        "silence_days": 21,
    },
)
