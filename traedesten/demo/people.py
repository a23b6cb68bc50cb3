"""The invented people of Holstebro: who they are, and which way their life goes (``arcs``)."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Person:
    """``began`` is how many days ago the card came in. ``unit`` is part of a workplace's name, or "" for none.

    ``relative`` is (first name, relation, phone) of somebody close who is the one to call; ``more`` is read
    by the arc.
    """

    name: str
    age: int
    area: str
    arc: str
    began: int
    note: str
    words: str = ""
    interests: tuple = ()
    offers: tuple = ()
    guide: str = ""
    unit: str = "Center for Sundhed"
    relative: tuple = ()
    more: dict = field(default_factory=dict)


BY, MEJRUP, ULFBORG, VEMB, VINDERUP = "Holstebro by", "Mejrup", "Ulfborg", "Vemb", "Vinderup"
CFS, NYGADE, GOEDSTRUP, KOMMUNEN, VINDERUP_LAEGE, KRAEFT = (
    "Center for Sundhed",
    "Lægehuset Nygade",
    "Gødstrup",
    "Kommune",
    "Lægerne i Vinderup",
    "Kræftrådgivningen",
)
SELF = "self"
"""In place of a workplace: the person sent the card."""

INBOX = (
    Person(
        "Signe", 26, BY, "fresh", 0, "»Jeg savner nogen at spise aftensmad med.«", unit=NYGADE, interests=("food",)
    ),
    Person(
        "Ole", 59, VINDERUP, "fresh", 1, "Ny i Vinderup efter skilsmisse. Vil gerne cykle.", interests=("nature",)
    ),
    Person(
        "Inger",
        82,
        BY,
        "fresh",
        1,
        "Datteren henviser. Hører dårligt i telefon – skriv sms.",
        unit="",
        relative=("Marianne", "child", "+4561003104"),
    ),
    Person(
        "Mette", 45, MEJRUP, "no_answer_yet", 4, "Ringet op to gange uden svar. Arbejder om natten.", unit=GOEDSTRUP
    ),
    Person(
        "Helle",
        53,
        ULFBORG,
        "asked_more",
        5,
        "Flyttet hertil i foråret. Vil gerne have nogen at gå til ting med.",
        unit=NYGADE,
        more={"question": "Er det bedst at ringe til Helle selv, og må vi ringe om aftenen?"},
    ),
    Person(
        "Amir",
        29,
        BY,
        "being_assessed",
        3,
        "Måske brug for mere støtte, end en frivillig kan give. Venter på tid hos psykolog.",
        unit=KOMMUNEN,
    ),
    Person("Mads", 31, BY, "held", 1, "Jeg har hørt om jer fra en ven. Jeg er meget alene for tiden.", unit=SELF),
    Person("Gratis", 0, BY, "held", 2, "Tjek vores tilbud på nye tagrender i dag.", unit=SELF),
    Person("Vinder", 0, BY, "discarded", 40, "Tillykke, du er udtrukket til en præmie.", unit=SELF),
    Person(
        "Flemming",
        66,
        BY,
        "declined",
        75,
        "Bor i Skive, men kommer her til genoptræning.",
        more={"why": "lives_elsewhere"},
    ),
    Person(
        "Anita",
        51,
        VEMB,
        "declined",
        130,
        "Vil måske gerne have en at snakke med.",
        unit=GOEDSTRUP,
        more={"why": "wants_no_contact"},
    ),
    Person(
        "Knud",
        77,
        BY,
        "declined",
        58,
        "Sidder meget alene efter sin brors død.",
        unit=NYGADE,
        more={"why": "no_answer"},
    ),
    Person(
        "Ida",
        43,
        VINDERUP,
        "declined",
        101,
        "Har brug for hjælp til rengøring og til breve fra kommunen.",
        unit=VINDERUP_LAEGE,
        more={"why": "not_for_us"},
    ),
    Person(
        "Freja",
        21,
        BY,
        "waiting",
        16,
        "Vil gerne møde nogen på sin egen alder – i små bidder.",
        "Jeg vil gerne møde nogen på min egen alder. Men ikke for mange på én gang.",
        ("talk", "creative", "games"),
        unit=GOEDSTRUP,
        relative=("Dorthe", "parent", "+4561003122"),
        more={"times": ["wed-pm", "thu-pm", "fri-pm"], "size": "few"},
    ),
    Person(
        "Poul",
        71,
        BY,
        "waiting",
        9,
        "Sang i kor i 30 år. Vil gerne i gang igen.",
        "Jeg mangler de andres stemmer. Hjemme er der så stille.",
        ("music",),
        unit=NYGADE,
        more={"times": ["thu-am", "thu-pm"], "size": "large"},
    ),
    Person(
        "Lise",
        38,
        ULFBORG,
        "waiting",
        4,
        "Holder af natur. Bliver hurtigt træt.",
        "Jeg kan godt lide at være ude, bare jeg må sætte mig.",
        ("nature", "garden"),
        more={"times": ["tue-am", "thu-am"], "size": "small"},
    ),
    Person(
        "Carsten",
        48,
        MEJRUP,
        "guide_asked",
        8,
        "Spillede håndbold som ung. Vil gerne bruge kroppen igen.",
        "Det er ikke sporten, jeg savner mest. Det er omklædningsrummet.",
        ("movement", "games"),
        guide="Lars Thyge",
        unit=KRAEFT,
        more={"times": ["tue-eve"], "size": "large"},
    ),
    Person(
        "Vibeke",
        61,
        BY,
        "not_now",
        47,
        "Mistede sin mand i sommer. Ved ikke, om hun er klar.",
        "Ring igen, når foråret kommer.",
        unit=NYGADE,
    ),
)

BIRTHES = (
    Person(
        "Kaj",
        78,
        BY,
        "gone_quiet",
        31,
        "Enkemand. Har været snedker og savner værkstedet.",
        "Jeg snakker bedst, når jeg har noget i hænderne.",
        ("games", "helping"),
        ("Herreværelset",),
        "Birthe Kjær",
        more={"met": 22, "last": 15, "next": "Aftal første besøg i Herreværelset", "when": "Når I har talt sammen"},
    ),
    Person(
        "Nadia",
        34,
        BY,
        "third_time_soon",
        56,
        "Har været hjemme længe med angst. Vil gerne møde andre, der kender det.",
        "Jeg vil gerne høre, at jeg ikke er den eneste.",
        ("talk", "food"),
        ("Selvhjælpsgruppe mod ensomhed",),
        "Birthe Kjær",
        unit=NYGADE,
    ),
    Person(
        "Bent",
        67,
        BY,
        "walk",
        104,
        "Gik ned med stress før pensionen. Elsker at gå.",
        "Det er rart, at der er nogen, der lægger mærke til, om man kommer.",
        ("walking", "nature"),
        ("Gågruppen ved søen",),
        "Birthe Kjær",
        more={"visits": 2, "follow_up_soon": True},
    ),
    Person(
        "Emil",
        24,
        BY,
        "walk",
        322,
        "Syg gennem gymnasiet. Har mistet kontakten med vennerne.",
        "Jeg troede, jeg havde glemt, hvordan man gør.",
        ("games", "digital"),
        ("Brætspil i baghuset",),
        "Birthe Kjær",
        unit=GOEDSTRUP,
    ),
    Person(
        "Sarah",
        22,
        MEJRUP,
        "walk",
        295,
        "Vil gerne ud igen efter lang tids sygdom.",
        "Små skridt. Og nogen, der ikke har travlt.",
        ("talk", "creative"),
        ("Selvhjælpsgruppe for unge med langvarig sygdom", "Strikkecaféen"),
        "Birthe Kjær",
        unit=KRAEFT,
    ),
)

OTHERS = (
    Person("Else", 84, VINDERUP, "walk", 62, "Bor alene på gården. Hører fint, ser dårligt.",
           "Jeg vil gerne høre noget andet end uret.", ("talk", "food"), ("Hverdagscaféen i Vinderup",), "Karen Toft",
           VINDERUP_LAEGE, ("Birgitte", "child", "+4561003208"), {"relief": "Pårørendegruppen"}),
    Person("Gudrun", 76, VINDERUP, "walk", 150, "Har spillet klaver hele livet.",
           "Musik er lettere end ord.", ("music",), ("Vemb Fællessang",), "Karen Toft", VINDERUP_LAEGE),
    Person("Anna", 69, BY, "set_back", 175, "Efter en blodprop tør hun ikke tage bussen.",
           "Det gik så godt, og så turde jeg ikke mere.", ("creative", "talk"), ("Strikkecaféen",), "Karen Toft"),
    Person("Aage", 81, VINDERUP, "walk", 340, "Lige flyttet i ældrebolig.", "Jeg kender jo ingen i opgangen.",
           ("food", "talk"), ("Hverdagscaféen i Vinderup",), "Karen Toft", VINDERUP_LAEGE),
    Person("Jørgen", 72, BY, "walk", 58, "Hjerteopereret i foråret. Færdig med genoptræning.",
           "Nu hvor jeg kan noget igen, mangler jeg nogen at gøre det med.", ("helping", "games"),
           ("Herreværelset",), "Erik Sandgaard"),
    Person("Henry", 79, BY, "walk", 160, "Passer sin kone, eller er det omvendt?", "Vi trænger begge to til andre.",
           ("games", "garden"), ("Herreværelset",), "Erik Sandgaard", CFS, ("Ingrid", "partner", "+4561003245"),
           {"relief": "Aflastningscaféen"}),
    Person("Leif", 64, MEJRUP, "paused", 88, "Kunne før det meste. Nu er dagene lange.",
           "Jeg skal lige igennem den operation først.", ("garden", "walking"), ("Gågruppen ved søen",),
           "Erik Sandgaard"),
    Person("Kurt", 58, BY, "getting_to_know", 19, "Førtidspensionist, tidligere svejser.", "Jeg skal lige se dig an.",
           ("helping",), (), "Erik Sandgaard", KOMMUNEN),
    Person("Preben", 83, BY, "walk", 330, "Enkemand, går til alting i avisen og aldrig i virkeligheden.",
           "Jeg klarer mig nu, tak.", ("walking", "games"), ("Gågruppen ved søen",), "Erik Sandgaard", NYGADE,
           more={"outcome": "own_way"}),
    Person("Layla", 31, BY, "walk", 66, "To små børn og ingen familie i Danmark.", "Jeg vil gerne have en veninde.",
           ("food", "talk"), ("Sprogcaféen",), "Fatima Hassan", KOMMUNEN),
    Person("Maryam", 44, BY, "walk", 140, "Taler godt dansk, men bruger det ikke.", "På arbejdet snakkede vi altid.",
           ("creative", "food"), ("Strikkecaféen",), "Fatima Hassan", NYGADE),
    Person("Ahmed", 52, BY, "gone_quiet", 70, "Mistede arbejdet og dermed kollegerne.",
           "Jeg vil gerne være til nytte.",
           ("helping", "food"), ("Fællesspisning i sognehuset",), "Fatima Hassan", KOMMUNEN,
           more={"met": 58, "last": 19, "next": "Ring og hør om torsdag", "when": "Når I har talt sammen"}),
    Person("Samir", 38, BY, "walk", 310, "Ny i byen.", "Fodbold, men ikke for hårdt.", ("movement", "food"),
           ("Fællesspisning i sognehuset",), "Fatima Hassan", SELF),
    Person("Tom", 49, ULFBORG, "walk", 50, "Ude af arbejdsmarkedet efter en ulykke.",
           "I skoven er der ingen, der glor.",
           ("nature", "walking"), ("Skovens venner",), "Niels Ove Krogh", NYGADE),
    Person("Ruth", 73, ULFBORG, "walk", 132, "Børnene bor i København.", "Jeg vil gerne være nogen for nogen.",
           ("creative", "helping"), ("Nørklerne i Ulfborg",), "Niels Ove Krogh", NYGADE),
    Person("Rasmus", 33, VEMB, "gone_quiet", 64, "Gamer om natten og sover om dagen. Søsteren er bekymret.",
           "Jeg ved ikke rigtig, hvad jeg vil.", ("nature", "digital"), ("Skovens venner",), "Niels Ove Krogh",
           "", ("Louise", "sibling", "+4561003290"),
           {"met": 50, "last": 23, "next": "Skriv en sms, han ringer selv", "when": "I denne uge"}),
    Person("Gitte", 55, ULFBORG, "walk", 300, "Kræftbehandlet sidste år.", "Jeg gider ikke snakke sygdom mere.",
           ("creative",), ("Nørklerne i Ulfborg",), "Niels Ove Krogh", KRAEFT),
    Person("Camilla", 42, VEMB, "walk", 54, "Sygemeldt med langvarige følger efter covid.",
           "Et kvarter er også et besøg.",
           ("nature", "garden"), ("Skovens venner",), "Mie Bak", GOEDSTRUP),
    Person("Susanne", 57, VEMB, "walk", 145, "Gigt i hænderne, men synger gerne.",
           "Jeg vil være med, hvor man smiler.",
           ("music",), ("Vemb Fællessang",), "Mie Bak"),
    Person("Lotte", 47, VEMB, "walk", 280, "Efter skilsmissen forsvandt vennerne også.", "Det er nemmere med dyr.",
           ("nature", "animals"), ("Skovens venner",), "Mie Bak", NYGADE, more={"left_first": "Onsdagskoret"}),
    Person("Sanne", 36, MEJRUP, "new_guide", 78, "Vil gerne træne, men ikke alene.",
           "Jeg har brug for en, der ringer på.",
           ("movement", "music"), ("Onsdagskoret",), "Lars Thyge", more={"first_guide": "Mie Bak"}),
    Person("Brian", 46, MEJRUP, "first_visit_ahead", 16, "Lastbilchauffør med ny ryg og tom kalender.",
           "Jeg er ikke god til kaffe.", ("movement",), ("Gågruppen ved søen",), "Lars Thyge"),
    Person("Michael", 39, BY, "gone_quiet", 60, "Har det sværest i weekenderne.", "Søndage er lange.",
           ("games", "movement"), ("Brætspil i baghuset",), "Lars Thyge", NYGADE,
           more={"met": 45, "last": 17, "next": "Find en dag til første besøg", "when": "Inden weekenden"}),
    Person("Pernille", 29, BY, "walk", 265, "Nyuddannet og alene i en ny by.",
           "Nu har jeg fundet et hold på arbejdet.",
           ("music", "movement"), ("Onsdagskoret",), "Lars Thyge", SELF, more={"outcome": "own_way"}),
    Person("Dennis", 35, BY, "handed_over", 92, "Drikker for meget og vil gerne stoppe.", "Jeg kan ikke selv.",
           unit=NYGADE, more={"reasons": ["addiction"]}),
    Person("Rikke", 27, ULFBORG, "both", 40, "Venter på behandling og er meget alene imens.", "Bare én fast aftale.",
           ("nature", "animals"), (), "Niels Ove Krogh", GOEDSTRUP),
    Person("Tage", 88, VEMB, "stopped", 210, "Vil gerne have besøg.", "Jeg er blevet for træt.", ("talk",), (),
           "Karen Toft", VINDERUP_LAEGE),
    Person("Margit", 70, BY, "walk", 355, "Flyttede fra Fyn for at være tæt på børnebørnene.",
           "Nu siger de godmorgen til mig på torvet.", ("creative", "talk"), ("Strikkecaféen",), "Karen Toft", CFS,
           more={"left_first": "Fællesspisning i sognehuset"}),
    Person("Jytte", 69, BY, "walk", 318, "Har altid gået alene.", "Det er hyggeligere at være to.",
           ("walking",), ("Gågruppen ved søen",), "Erik Sandgaard", NYGADE, more={"again": 2, "outcome": "own_way"}),
)  # fmt: skip

HOLSTEBRO = (*INBOX, *BIRTHES, *OTHERS)
