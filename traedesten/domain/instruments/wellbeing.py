"""WHO-5, the short Warwick-Edinburgh scale, and PHQ-4."""

from traedesten.domain.instruments.definition import (
    Band,
    Better,
    Definition,
    Grade,
    Item,
    Option,
    Source,
    Subscale,
    Use,
    Words,
    Yardstick,
)

WHO5 = Definition(
    key="who-5",
    version="da-1",
    name=Words("Trivsel (WHO-5)", "Wellbeing (WHO-5)"),
    stem=Words("I de sidste 2 uger …", "Over the last two weeks …"),
    items=(
        Item("cheerful", Words("har jeg været glad og i godt humør", "I have felt cheerful and in good spirits")),
        Item("calm", Words("har jeg følt mig rolig og afslappet", "I have felt calm and relaxed")),
        Item("active", Words("har jeg følt mig aktiv og energisk", "I have felt active and vigorous")),
        Item("rested", Words("er jeg vågnet frisk og udhvilet", "I woke up feeling fresh and rested")),
        Item(
            "interest",
            Words(
                "har min dagligdag været fyldt med ting der interesserer mig",
                "my daily life has been filled with things that interest me",
            ),
        ),
    ),
    options=(
        Option(5, Words("Hele tiden", "All of the time")),
        Option(4, Words("Det meste af tiden", "Most of the time")),
        Option(3, Words("Lidt mere end halvdelen af tiden", "More than half of the time")),
        Option(2, Words("Lidt mindre end halvdelen af tiden", "Less than half of the time")),
        Option(1, Words("Lidt af tiden", "Some of the time")),
        Option(0, Words("På intet tidspunkt", "At no time")),
    ),
    low=0,
    high=100,
    better=Better.HIGHER,
    factor=4,
    bands=(Band("low", 0, 35), Band("lowered", 36, 50), Band("not_lowered", 51, 100)),
    yardstick=Yardstick(
        person=24,
        group=10,
        source=Source("Danish detectable change 23.6 (read); 10 points for groups (second-hand)", Grade.READ),
    ),
    contact_at=28,
    source=Source("WHO 1998, Danish version; SNOMED CT 1144665009", Grade.READ),
    terms=Source("Free to use", Grade.READ),
    is_on=True,
)

# Stewart-Brown et al. 2009, table of the Rasch transformation; also on the owner's pages.
_METRIC = (
    (7, 7.00), (8, 9.51), (9, 11.25), (10, 12.40), (11, 13.33), (12, 14.08), (13, 14.75), (14, 15.32),
    (15, 15.84), (16, 16.36), (17, 16.88), (18, 17.43), (19, 17.98), (20, 18.59), (21, 19.25), (22, 19.98),
    (23, 20.73), (24, 21.54), (25, 22.35), (26, 23.21), (27, 24.11), (28, 25.03), (29, 26.02), (30, 27.03),
    (31, 28.13), (32, 29.31), (33, 30.70), (34, 32.55), (35, 35.00),
)  # fmt: skip

SWEMWBS = Definition(
    key="swemwbs",
    version="1",
    name=Words("Mentalt velbefindende (SWEMWBS)", "Mental wellbeing (SWEMWBS)"),
    stem=Words("De sidste 2 uger", "The last two weeks"),
    # Its owner gives the wording on registration: the site brings the seven items, in this order.
    items=tuple(Item(f"item_{number}", None) for number in range(1, 8)),
    options=(
        Option(1, Words("På intet tidspunkt", "None of the time")),
        Option(2, Words("Sjældent", "Rarely")),
        Option(3, Words("Noget af tiden", "Some of the time")),
        Option(4, Words("Ofte", "Often")),
        Option(5, Words("Hele tiden", "All of the time")),
    ),
    low=7,
    high=35,
    better=Better.HIGHER,
    metric=_METRIC,
    yardstick=Yardstick(person=3, group=1, source=Source("1 to 3 points; the higher for one person", Grade.READ)),
    source=Source("Stewart-Brown et al. 2009, Health Qual Life Outcomes 7:15", Grade.SECOND_HAND),
    terms=Source("Free after registration with the University of Warwick", Grade.SECOND_HAND),
    use=Use.REGISTERED,
)

PHQ4 = Definition(
    key="phq-4",
    version="da-1",
    name=Words("Bekymring og nedtrykthed (PHQ-4)", "Worry and low mood (PHQ-4)"),
    stem=Words(
        "Hvor ofte inden for de sidste 2 uger har du været generet af følgende?",
        "Over the last two weeks, how often have you been bothered by the following problems?",
    ),
    items=(
        Item(
            "nervous",
            Words("Følt dig nervøs, ængstelig eller anspændt", "Feeling nervous, anxious or on edge"),
        ),
        Item(
            "worrying",
            Words("Ikke kunnet stoppe eller styre dine bekymringer", "Not being able to stop or control worrying"),
        ),
        Item(
            "little_interest",
            Words("Lille interesse for eller glæde ved at gøre ting", "Little interest or pleasure in doing things"),
        ),
        Item("down", Words("Følt dig nedtrykt, deprimeret, håbløs", "Feeling down, depressed, or hopeless")),
    ),
    options=(
        Option(0, Words("Slet ikke", "Not at all")),
        Option(1, Words("Flere dage", "Several days")),
        Option(2, Words("Mere end halvdelen af dagene", "More than half the days")),
        Option(3, Words("Næsten hver dag", "Nearly every day")),
    ),
    low=0,
    high=12,
    better=Better.LOWER,
    subscales=(
        Subscale("anxiety", ("nervous", "worrying"), 0, 6, cut=3),
        Subscale("depression", ("little_interest", "down"), 0, 6, cut=3),
    ),
    bands=(Band("none", 0, 2), Band("mild", 3, 5), Band("moderate", 6, 8), Band("severe", 9, 12)),
    source=Source("Kroenke et al. 2009, Psychosomatics 50:613–621 (Danish wording to be confirmed)", Grade.READ),
    terms=Source("Public domain", Grade.SECOND_HAND),
)
