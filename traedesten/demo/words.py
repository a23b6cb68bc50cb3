"""Everyday words for what happens again and again, so that no two notes read alike."""

PASSWORD = "trin for trin i demoen"
"""Of every coordinator in the demo, told at its front door: the next step is to be tried as it is."""

CALLS = (
    "Vi talte længe. Bliver glad, når nogen ringer.",
    "Kort snak. Vil gerne mødes, helst om formiddagen.",
    "Lidt genert i telefonen, men sagde ja til at mødes.",
    "Fortalte om dengang, der altid var nogen i køkkenet.",
    "Var på vej ud ad døren. Det lød godt.",
    "Talte om ugen. Ikke så meget nyt, men rart at høre stemmen.",
    "Spurgte selv, hvornår vi ses.",
    "Har sovet skidt. Vi holdt det kort.",
)

FIRST_MEETINGS = (
    "Vi mødtes hjemme over en kop kaffe. Der stod to kopper fremme, da jeg kom.",
    "Vi gik en tur i anlægget. Det er nemmere at tale, når man går ved siden af hinanden.",
    "Mødtes i sundhedshuset. Var lidt nervøs, og det var jeg også.",
    "Hjemmebesøg. Fik vist billeder fra dengang.",
    "Vi sad på bænken udenfor. Efter en halv time kom ordene.",
)

WHY = (
    "Det er tæt på, og de er ikke for mange.",
    "Her er nogen, der holder af det samme.",
    "Man kan komme og gå, som man vil.",
    "Kontaktpersonen tager imod i døren.",
    "Det ligger på et tidspunkt, hvor dagene ellers er lange.",
)

HARD = (
    "At gå ind ad døren første gang.",
    "At de andre kender hinanden.",
    "Turen derhen, når det er mørkt.",
    "At skulle sige noget om sig selv.",
    "",
)

FIRST_VISITS = (
    "Vi sad tæt på døren og blev tre kvarter. Det var nok for i dag.",
    "Anspændt i starten, men lo med til sidst.",
    "Blev budt velkommen ved navn. Det betød meget.",
    "Sagde ikke så meget, men ville gerne igen.",
    "Lidt meget larm. Vi fandt et hjørne.",
)

LATER_VISITS = (
    "Hilste selv på to, da vi kom.",
    "Jeg trak mig lidt, og det gik helt af sig selv.",
    "Fik en opgave og voksede ti centimeter.",
    "Blev hele tiden. Snakkede om næste gang på vej hjem.",
    "Der var kage. Og en, der havde gemt en plads.",
)

ALONE_VISITS = (
    "Tog selv af sted. Skrev bagefter: »Det gik fint.«",
    "Kom af sted uden mig, selv om det regnede.",
    "Ringede på vej hjem og fortalte om de andre.",
    "Havde en aftale med en af de andre om at følges.",
)

NEXT_STEPS = (
    "Ring og hør, hvordan det gik",
    "Aftal, hvor I mødes",
    "Find en dag, der passer",
    "Snak om, hvad der ville være rart at prøve",
)

STANDINGS = {
    "community": (
        "Kommer fast og er savnet, når det glipper.",
        "Er med til at sætte kaffen over nu.",
        "Har fået to telefonnumre, der bliver brugt.",
    ),
    "sometimes": (
        "Kommer, når kræfterne rækker. Det er aftalt med de andre.",
        "Hver anden gang. Det er en god rytme.",
    ),
    "elsewhere": ("Har fundet noget andet gennem naboen.",),
}

CARRIES = (
    "Det er mig, der ringer, hver dag. Jeg er træt og tør ikke lade være.",
    "Jeg har ikke haft en aften for mig selv længe.",
    "Vi er kun os to, og jeg er bange for, hvad der sker, hvis jeg bliver syg.",
)

RELATIVE_WISHES = (
    "En at tale med, som kender det.",
    "To timer, hvor jeg ikke har ansvaret.",
    "At nogen spørger til mig.",
)

OVERWHELMED = (("crowd", "noise"), ("new_people", "talking"), ("no_greeting",), ("evening", "travel"))
LEFT = (
    "Der var for mange, og jeg kunne ikke høre, hvad de sagde.",
    "Det var søde mennesker, men det var ikke mig.",
    "Jeg nåede ikke at falde til, før det var slut.",
)
