"""Ready-made programmes of self-help groups: what a site may begin from instead of an empty page.

The texts are a site's to change, and stand in Danish like everything else a site writes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from traedesten.domain.groups import CORE

LONG = (
    "15 min. ankomst og kaffe · 30 min. runde · 35 min. øvelse · 10 min. pause · 20 min. øve sig · 10 min. afrunding"
)
USUAL = (
    "10 min. ankomst og kaffe · 25 min. runde · 40 min. øvelse · 10 min. pause · 25 min. øve sig · 10 min. afrunding"
)
TALKING = (
    "10 min. ankomst og te · 40 min. runde · 10 min. pause · 35 min. øvelse · 15 min. ud i ugen · 10 min. afrunding"
)
SHORT = (
    "10 min. ankomst og mad · 20 min. runde · 30 min. øvelse · 10 min. pause · 20 min. øve sig · 15 min. afrunding"
)


@dataclass(frozen=True)
class Plan:
    """What happens at one meeting, in the words that facilitators read. ``timing`` adds up to the whole meeting."""

    theme: str
    opening_round: str
    exercise: str
    social_training: str
    timing: str = USUAL
    is_core: bool = True


@dataclass(frozen=True)
class ReadyMade:
    """A programme to begin from. ``fields`` are those of ``Programme`` that differ from its defaults."""

    key: str
    name: str
    theme: str
    about: str
    plans: tuple[Plan, ...]
    venue_needs: tuple[str, ...] = ("quiet",)
    fields: dict = field(default_factory=dict)

    @property
    def begun(self) -> dict:
        """The fields of a ``Programme`` that starts from it."""
        return {
            "name": self.name,
            "theme": self.theme,
            "about": self.about,
            "sessions": len(self.plans),
            "venue_needs": list(self.venue_needs),
            "core": list(CORE),
            **self.fields,
        }


def shortened(plans: Sequence[Mapping], meetings: int) -> list[Mapping]:
    """The materials for only so many meetings, in the same order: the first and the last stay as long as they can.

    What may be left out (not ``is_core``) goes first, the latest before the earliest; then the core in the same way.
    """
    last = len(plans) - 1
    leave = sorted(range(len(plans)), key=lambda n: (n in (0, last), bool(plans[n]["is_core"]), n == 0, -n))
    gone = set(leave[: max(0, len(plans) - meetings)])
    return [plan for number, plan in enumerate(plans) if number not in gone]


LONELINESS = ReadyMade(
    "loneliness",
    "Vejen ud af ensomheden",
    "Ensomhed",
    "En række aftener med de samme mennesker. Du skal ikke præstere noget, og du bestemmer selv, hvad du fortæller. "
    "To frivillige holder rammen, og sammen øver vi os i at være sammen med andre.",
    (
        Plan(
            "Velkommen, du er ikke den eneste",
            "Sig dit fornavn, og hvad der fik dig til at komme i dag. Man må gerne sige pas.",
            "Lav gruppens aftaler sammen på en stor planche: tavshed, afbud, at alle får lige meget plads. "
            "Hæng den op hver gang.",
            "To og to: hils, og find to ting, I har til fælles. Fortæl gruppen den ene.",
            LONG,
        ),
        Plan(
            "Hvad er ensomhed for mig?",
            "Hvornår i løbet af ugen fylder det mest? Et sted på dagen er nok.",
            "Tegn en cirkel med dig i midten. Skriv dem, du møder på en uge: tæt på, lidt væk, langt væk. "
            "Vis den til én, hvis du har lyst.",
            "Øv at sige »jeg ville gerne se nogen« højt. To og to, hver to gange.",
        ),
        Plan(
            "Når tankerne holder mig hjemme",
            "Hvad har du sagt nej til for nylig, og hvad tænkte du lige inden?",
            "Skriv tanken ned på et kort. Byt kort, og svar, som du ville svare en god ven.",
            "Øv at svare ja til en invitation, også når du er i tvivl: »Ja tak, men jeg går måske tidligt.«",
        ),
        Plan(
            "At lytte og blive lyttet til",
            "Hvem har lyttet til dig engang, så du mærkede det? Hvad gjorde de?",
            "Tre og tre: én fortæller i fire minutter, én lytter uden råd, én ser til. "
            "Byt, til alle har prøvet det hele.",
            "Øv to spørgsmål, der får andre til at fortælle videre. Brug dem på én i ugens løb.",
        ),
        Plan(
            "Halvvejs: hvordan går det?",
            "Hvad er blevet lidt lettere, og hvad er lige så svært som før?",
            "Gennemgå aftalerne fra første gang. Skriv hver for sig, hvad I vil have mere og mindre af. "
            "Vælg sammen én ting at ændre.",
            "Øv at sige, hvad du har brug for, uden at undskylde: »Jeg vil gerne have lidt mere ro.«",
        ),
        Plan(
            "Det lille skridt",
            "Fortæl om en lille snak, du har haft siden sidst: i bussen, i butikken, på trappen.",
            "Skriv fem skridt, fra det letteste til det sværeste. Vælg det letteste, og aftal hvornår.",
            "Rollespil med en buskø eller en kassekø: begynd en snak om vejret, og slut den pænt igen.",
            is_core=False,
        ),
        Plan(
            "Steder, hvor andre er",
            "Et sted, du engang var glad for at komme. Hvad var godt ved det?",
            "Læg kort med steder i byen på bordet. Vælg to, og tal om, hvad der skulle til, for at du gik derhen.",
            "Ring op to og to på skrømt: spørg, hvornår der er åbent, og om nogen tager imod.",
            is_core=False,
        ),
        Plan(
            "Videre herfra",
            "Hvad tager du med? Sig én ting til den, der sidder til venstre for dig.",
            "Vælg din næste sten: en guide, et sted fra listen, at mødes videre selv, eller ingenting lige nu. "
            "Alt er i orden. Skriv den ned.",
            "Byt telefonnumre, hvis I vil. Øv, hvordan man skriver den første besked.",
            LONG,
        ),
    ),
    ("step_free", "quiet", "kitchen"),
)

YOUNG = ReadyMade(
    "young",
    "Sammen, for unge",
    "Unge",
    "For dig mellem 16 og 25, der savner nogen at være sammen med. Vi spiser lidt, laver noget og taler om det, "
    "som andre går og holder for sig selv. Ingen karakterer, ingen skærm, ingen forventninger.",
    (
        Plan(
            "Hej",
            "Dit navn, og en ting, du kan tale om i en time. Man må sige pas.",
            "Lav gruppens aftaler på sedler: hvad skal der til, for at du har lyst til at komme igen? "
            "Saml dem til fem.",
            "Speed-snak: to minutter med hver, med et spørgsmål fra bunken.",
            SHORT,
        ),
        Plan(
            "Alle de andre",
            "Hvad ser du på din telefon, som giver dig følelsen af at stå udenfor?",
            "Tegn din uge, som den ser ud på nettet, og som den er. Vis dem frem, hvis du har lyst.",
            "Skriv en besked til én, du ikke har hørt fra længe. Du behøver ikke sende den.",
            SHORT,
        ),
        Plan(
            "Lave noget sammen",
            "Hvad er dejligst at lave, når man ikke skal snakke hele tiden?",
            "Lav mad sammen i tre hold. Hvert hold har en opgave, de andre ikke kan undvære.",
            "Øv at spørge »må jeg være med?«, og at sige ja til en, der spørger.",
            SHORT,
            is_core=False,
        ),
        Plan(
            "Når det er svært at komme",
            "Hvad var du tættest på at blive hjemme fra, og hvorfor kom du alligevel?",
            "Fire hjørner: nervøs, træt, tom, vred. Stil dig, hvor du er mest, og tal med dem, der står der.",
            "Øv at melde afbud, så det er let at komme igen: kort, ærligt, og med »vi ses næste gang«.",
            SHORT,
        ),
        Plan(
            "Halvvejs",
            "Et tal fra ét til ti for, hvor rart det er at komme her. Hvad skulle der til for ét mere?",
            "Skriv, hvad vi skal blive ved med, holde op med og prøve. Stem med klistermærker.",
            "Øv at sige fra i gruppen: »Jeg vil hellere, at vi …«",
            SHORT,
        ),
        Plan(
            "Venner, og hvordan man får dem",
            "Fortæl om første gang, du mødte én, der blev din ven.",
            "Læg trinene på gulvet: se, hilse, snakke, lave noget, gøre det igen. Hvor går det i stå for dig?",
            "Spørg to og to om at lave noget bestemt: hvad, hvor, hvornår. Svar ærligt.",
            SHORT,
        ),
        Plan(
            "Ud i byen",
            "Et sted, du er gået forbi, men aldrig er gået ind.",
            "Gå derhen sammen. Hver finder én ting at fortælle om bagefter.",
            "Tal med én, du ikke kender: den i disken, den på bænken. Tre sætninger er nok.",
            SHORT,
            is_core=False,
        ),
        Plan(
            "Hvad så nu?",
            "Hvad har du set hos den, der sidder ved siden af dig? Sig det.",
            "Vælg din næste sten: en guide, et sted fra listen, at mødes videre selv, eller ingenting lige nu. "
            "Skriv den ned, og tag den med hjem.",
            "Lav en gruppe på telefonen, hvis I vil. Aftal den første gang, inden I går.",
            SHORT,
        ),
    ),
    ("kitchen", "own_door"),
    {"minimum_age": 16, "maximum_age": 25, "age_span": 9, "minutes": 105},
)

GRIEF = ReadyMade(
    "grief",
    "Sorg, vi bærer sammen",
    "Sorg",
    "For dig, der har mistet, og som savner nogen at tale med, som ved, hvordan det er. Gruppen er ikke behandling. "
    "Den er et sted, hvor man må være den, man er blevet.",
    (
        Plan(
            "Den, vi har mistet",
            "Dit navn, og navnet på den, du savner. Mere behøver du ikke sige i dag.",
            "Lav gruppens aftaler sammen. Tal om, at der må være tårer, latter og tavshed, "
            "og at ingen sorg vejer mest.",
            "To og to: hvad hjælper dig, når du bliver ked af det her? En hånd, ro, et glas vand?",
            TALKING,
        ),
        Plan(
            "Fortællingen",
            "Tag en ting med, der minder dig om den, du har mistet. Vis den.",
            "Fortæl om dengang det skete, så langt du vil. Ti minutter til hver, og ingen afbryder.",
            "Øv en kort udgave til dem, der spørger i butikken: to sætninger, du kan holde til at sige.",
            TALKING,
        ),
        Plan(
            "Hverdagen, der er blevet en anden",
            "Hvornår på dagen er der mest stille?",
            "Tegn en uge. Sæt en prik, hvor det er tungest, og en stjerne, hvor der er luft. Se på hinandens.",
            "Vælg én prik, og aftal, hvem du kan ringe til netop dér.",
            TALKING,
        ),
        Plan(
            "De andre, der ikke ved, hvad de skal sige",
            "Hvad er det bedste, nogen har sagt eller gjort?",
            "Skriv et brev til dem omkring dig: det her hjælper, det her gør ikke. Læs det højt, hvis du vil.",
            "Øv at sige: »Du behøver ikke sige noget. Vil du bare sidde her lidt?«",
            TALKING,
        ),
        Plan(
            "Halvvejs: hvordan har vi det her?",
            "Hvad er det som at komme her, nu hvor vi kender hinanden?",
            "Gennemgå aftalerne fra første gang. Sig hver for sig, hvad du vil have mere og mindre af.",
            "Øv at bede om noget i gruppen: tid, ro, eller at få lov bare at lytte.",
            TALKING,
        ),
        Plan(
            "Skyld, vrede og det, man ikke siger",
            "Man kan skrive på en seddel i stedet for at sige noget. Læg den i skålen.",
            "Læs sedlerne højt uden navn. Tal om det, I genkender. De frivillige passer på tempoet.",
            "Tal til dig selv, som du ville tale til den, der sidder ved siden af. Skriv sætningen ned.",
            TALKING,
            is_core=False,
        ),
        Plan(
            "Mærkedage",
            "Hvilken dag frygter du mest det næste år?",
            "Læg et år på bordet. Skriv dagene på, og find én ting at gøre på hver: et lys, en tur, et måltid.",
            "Spørg én, om de vil være der den dag. Øv det to og to.",
            TALKING,
            is_core=False,
        ),
        Plan(
            "Det, vi tager med",
            "Tænd et lys, og sig navnet på den, du har mistet, og én ting, du bærer videre.",
            "Vælg din næste sten: en guide, et sted fra listen, at mødes videre selv, eller ingenting lige nu. "
            "Skriv den ned.",
            "Sig farvel to og to. Byt numre, hvis I vil, og aftal, hvem der ringer først.",
            TALKING,
        ),
    ),
    ("step_free", "quiet", "hearing_loop"),
    {"age_span": 25},
)

READY_MADE = {one.key: one for one in (LONELINESS, YOUNG, GRIEF)}
