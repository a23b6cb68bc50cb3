"""The invented guides. They have pictures drawn from a seed (``portrait``), never photographs."""

from dataclasses import dataclass

_FREE = ("tue-pm", "wed-pm", "thu-pm", "tue-eve", "thu-eve")


@dataclass(frozen=True)
class Guide:
    """``away`` is first and last day of leave, in days from today."""

    name: str
    age: int
    gender: str
    area: str
    about: str
    interests: tuple
    times: tuple = _FREE
    languages: tuple = ("da",)
    capacity: int = 3
    away: tuple = ()
    started: int = 330


HOLSTEBRO = (
    Guide(
        "Birthe Kjær",
        58,
        "woman",
        "Holstebro by",
        "Jeg har arbejdet i en børnehave det meste af mit liv. Nu går jeg ture med hunden Pjevs og læser krimier.",
        ("talk", "walking", "creative", "animals"),
        times=("mon-pm", "tue-pm", "wed-pm", "thu-pm", "fri-pm", "mon-eve", "wed-eve"),
        capacity=5,
        away=(30, 37),
        started=420,
    ),
    Guide(
        "Jonas Meldgaard",
        27,
        "man",
        "Mejrup",
        "Jeg læser til pædagog, tegner i min fritid og spiller brætspil, så snart nogen gider.",
        ("games", "creative", "digital", "talk"),
        times=("mon-eve", "tue-pm", "wed-pm", "thu-pm", "thu-eve", "sat-am"),
        languages=("da", "en"),
        capacity=2,
        started=45,
    ),
    Guide(
        "Karen Toft",
        66,
        "woman",
        "Vinderup",
        "Pensioneret sygeplejerske. Synger i kirkekor og bager rugbrød hver torsdag.",
        ("music", "food", "faith", "talk"),
        times=("mon-am", "tue-am", "wed-am", "thu-am", "thu-pm", "fri-am"),
        capacity=4,
        started=380,
    ),
    Guide(
        "Erik Sandgaard",
        71,
        "man",
        "Holstebro by",
        "Tømrer i 45 år. Jeg kan godt lide at lave noget sammen, mens vi snakker.",
        ("games", "garden", "helping", "walking"),
        times=("mon-am", "mon-pm", "tue-am", "wed-am", "thu-am", "fri-am"),
        capacity=4,
        started=400,
    ),
    Guide(
        "Fatima Hassan",
        41,
        "woman",
        "Holstebro by",
        "Mor til tre og tolk til daglig. Jeg ved, hvad det vil sige at begynde forfra et nyt sted.",
        ("food", "talk", "helping", "culture"),
        times=("wed-eve", "fri-pm", "sat-am", "sat-pm"),
        languages=("da", "ar", "so", "en"),
        capacity=4,
        started=365,
    ),
    Guide(
        "Niels Ove Krogh",
        63,
        "man",
        "Ulfborg",
        "Bor ved plantagen og er ude hver dag. Fisker, når vejret er til det.",
        ("nature", "walking", "animals", "movement"),
        times=("tue-am", "tue-pm", "thu-am", "thu-pm", "sat-am"),
        capacity=4,
        started=350,
    ),
    Guide(
        "Mie Bak",
        34,
        "woman",
        "Vemb",
        "Har selv været syg længe. Nu dyrker jeg yoga og urtehave og tager én dag ad gangen.",
        ("nature", "garden", "creative", "movement"),
        times=("mon-am", "wed-am", "wed-pm", "fri-am"),
        capacity=3,
        away=(-6, 20),
        started=300,
    ),
    Guide(
        "Lars Thyge",
        52,
        "man",
        "Mejrup",
        "Buschauffør og håndboldtræner. Jeg er god til de første ti minutter, når man ikke kender nogen.",
        ("movement", "walking", "music", "games"),
        times=("mon-eve", "tue-eve", "wed-eve", "sun-pm"),
        languages=("da", "de"),
        capacity=4,
        started=310,
    ),
)

AARHUS = (
    Guide(
        "Sofie Brandt",
        29,
        "woman",
        "Midtbyen",
        "Arbejder på bibliotek. Elsker bøger, korte cykelture og stille caféer.",
        ("culture", "talk", "creative", "digital"),
        languages=("da", "en"),
        capacity=4,
    ),
    Guide(
        "Henning Rask",
        68,
        "man",
        "Viby",
        "Tidligere skolelærer. Går i haven om sommeren og til skak om vinteren.",
        ("games", "garden", "walking", "talk"),
        capacity=4,
    ),
    Guide(
        "Amina Yusuf",
        37,
        "woman",
        "Brabrand",
        "Køkkenleder med plads til én mere ved bordet.",
        ("food", "helping", "talk"),
        languages=("da", "so", "ar", "en"),
        capacity=3,
    ),
    Guide(
        "Torben Friis",
        59,
        "man",
        "Risskov",
        "Vinterbader og korsanger. Rolig af natur.",
        ("music", "nature", "movement"),
        capacity=3,
        away=(5, 19),
    ),
)
