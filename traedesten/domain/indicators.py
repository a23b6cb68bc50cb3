"""What every figure means. Pages, reports and exports take their words from here, so that they cannot disagree."""

from dataclasses import dataclass

from traedesten.domain.instruments.definition import Words


@dataclass(frozen=True)
class Indicator:
    """``denominator``: of whom; ``source``: the tables it is read from, by their names in the glossary."""

    key: str
    name: Words
    definition: Words
    denominator: Words
    unit: Words
    source: str


PEOPLE = Words("mennesker", "people")
DAYS = Words("dage", "days")
REFERRED = Words(
    "Alle henvisninger, der er kommet i perioden, uden dem, der viste sig ikke at være rigtige",
    "All referrals that came in the period, without those that turned out not to be real",
)
UNDER_WAY = Words("Alle, der er i forløb i dag", "Everybody on a journey today")

INDICATORS = (
    Indicator(
        "funnel",
        Words("Vejen fra henvisning til fællesskab", "The way from referral to community"),
        Words(
            "Hver henvisning tælles på den sten, den er nået længst til. Har man sprunget en sten over, tæller den "
            "med som nået. Den sidste sten er nået, når et sted er blevet ens eget, eller forløbet er sluttet i et "
            "fællesskab. Den, der er henvist to gange, tælles to gange.",
            "Each referral counts at the furthest stone it has come to. A stone that was skipped counts as reached. "
            "The last stone is reached when a place has become one's own, or the journey ended in a community. "
            "Somebody referred twice counts twice.",
        ),
        REFERRED,
        PEOPLE,
        "Referral, Journey, Introduction, Visit",
    ),
    Indicator(
        "days_to_contact",
        Words("Dage til den første samtale", "Days to the first conversation"),
        Words(
            "Fra den dag henvisningen kom, til nogen første gang talte med personen. Forgæves opkald tæller ikke. "
            "De, der stadig venter, er med, så længe de har ventet (Kaplan–Meier). Har nogen sagt nej tak først, "
            "regnes det for sig (Aalen–Johansen).",
            "From the day the referral came until somebody first spoke with the person. Unanswered calls do not "
            "count. Those still waiting are in for as long as they have waited (Kaplan–Meier). Where somebody said "
            "no thank you first, that is reckoned on its own (Aalen–Johansen).",
        ),
        REFERRED,
        DAYS,
        "Referral, Journey",
    ),
    Indicator(
        "days_to_community",
        Words("Dage til et fællesskab", "Days to a community"),
        Words(
            "Fra den dag henvisningen kom, til et sted blev ens eget. De, der er på vej, er med, så længe de har "
            "været det. At forløbet slutter uden et fællesskab, eller at vi siger nej, står i vejen for det og "
            "regnes for sig (Aalen–Johansen).",
            "From the day the referral came until a place became one's own. Those on their way are in for as long "
            "as they have been. A journey that ends without a community, or a card we declined, stands in its way "
            "and is reckoned on its own (Aalen–Johansen).",
        ),
        REFERRED,
        DAYS,
        "Referral, Journey, Introduction, Event",
    ),
    Indicator(
        "trend",
        Words("Måned for måned", "Month by month"),
        Words(
            "Den midterste af de dage, der gik fra henvisning til første samtale, for dem, der kom i måneden og er "
            "talt med. Måneder med færre end fem er ikke tegnet.",
            "The middle number of days from referral to first conversation, for those who came in the month and "
            "have been spoken with. Months with fewer than five are not drawn.",
        ),
        Words("De henviste i måneden, som vi har talt med", "Those referred in the month whom we have spoken with"),
        DAYS,
        "Referral, Journey",
    ),
    Indicator(
        "waiting",
        Words("Venter nu", "Waiting now"),
        Words(
            "De, der venter på en guide i dag, efter hvor længe de har ventet: siden henvisningen kom, eller siden "
            "deres guide stoppede.",
            "Those who wait for a guide today, by how long they have waited: since the referral came, or since "
            "their guide left.",
        ),
        Words("Alle, der venter på en guide i dag", "Everybody who waits for a guide today"),
        PEOPLE,
        "Journey",
    ),
    Indicator(
        "silence",
        Words("Stille for længe", "Quiet for too long"),
        Words(
            "De, der følges med en guide, og som ingen har talt med længe nok til, at I selv har sagt, det er for "
            "længe. Pauser tæller ikke.",
            "Those who walk with a guide and with whom nobody has spoken for as long as you have said is too long. "
            "Pauses do not count.",
        ),
        Words("Alle, der følges med en guide i dag", "Everybody who walks with a guide today"),
        PEOPLE,
        "Journey",
    ),
    Indicator(
        "came_from",
        Words("Hvor de kommer fra", "Where they come from"),
        Words(
            "Henvisninger efter den afdeling, hvis link blev brugt; ellers efter hvem der skrev kortet.",
            "Referrals by the workplace whose link was used; else by who wrote the card.",
        ),
        REFERRED,
        PEOPLE,
        "Referral, ReferringUnit",
    ),
    Indicator(
        "went_to",
        Words("Hvor de er landet", "Where they have landed"),
        Words(
            "De steder, der er blevet nogens eget. Den, der har fundet to, tælles begge steder.",
            "The places that have become somebody's own. Somebody who found two counts at both.",
        ),
        Words("Alle, hvis sted er blevet deres eget", "Everybody whose place has become their own"),
        PEOPLE,
        "Introduction, Offer",
    ),
    Indicator(
        "stones",
        Words("Hvad stenene fører til", "What the stones lead to"),
        Words(
            "Hver gang nogen har valgt et sted: blev de fulgt derhen eller gik selv, og blev det deres eget? Efter "
            "slags af tilbud.",
            "Each time somebody chose a place: did they go there, together or alone, and did it become their own? "
            "By kind of offer.",
        ),
        Words("Alle sten, nogen har valgt", "All stones that somebody chose"),
        Words("sten", "stones"),
        "Introduction, Visit, Offer",
    ),
    Indicator(
        "settled",
        Words("Stadig med efter tre og seks måneder", "Still there after three and six months"),
        Words(
            "Hvad de svarede, da vi spurgte tre og seks måneder efter sidste besøg sammen: kommer du stadig, her "
            "eller et andet sted? De, vi ikke har nået at spørge eller ikke fik svar fra, er hverken ja eller nej.",
            "What they answered when we asked three and six months after the last visit together: do you still "
            "come, here or elsewhere? Those we have not asked or heard from are neither yes nor no.",
        ),
        Words(
            "De, der har svaret; ved siden af står, hvor mange vi skulle spørge",
            "Those who answered; beside it stands how many we were to ask",
        ),
        PEOPLE,
        "FollowUp",
    ),
    Indicator(
        "before_after",
        Words("Før og efter", "Before and after"),
        Words(
            "Det samme menneskes svar på de samme spørgsmål, ved begyndelsen og senere. Før og efter er "
            "gennemsnittet af dem, der har svaret begge gange i tide. Ændringen er regnet for alle, der begyndte, "
            "også dem, der kun svarede én gang, og usikkerheden er et 95 %-interval. Effekten er ændringen målt i, "
            "hvor forskelligt folk svarer. Et tal står, til mindst fem flere har svaret begge gange.",
            "The same person's answers to the same questions, at the beginning and later. Before and after are the "
            "mean of those who answered in time on both occasions. The change is reckoned for all who began, also "
            "those who answered once, and the uncertainty is a 95% interval. The effect is the change measured in "
            "how differently people answer. A figure stands until at least five more have answered both times.",
        ),
        Words(
            "Alle, der begyndte, og hvis tid til at svare igen er gået; ved siden af står, hvor mange der svarede "
            "begge gange",
            "Everybody who began and whose time to answer again is over; beside it stands how many answered both "
            "times",
        ),
        Words("point på skalaen", "points on the scale"),
        "Asking, Response, Score",
    ),
    Indicator(
        "goals",
        Words("Hvad de helst ville nå", "What they most wanted to reach"),
        Words(
            "Ved begyndelsen siger den, der vil, med egne ord, hvad man helst vil nå. Senere ser man ordene igen og "
            "siger, hvor langt man er kommet, på fem trin (goal attainment scaling, let udgave). »Så langt, som de "
            "håbede« er der, hvor man håbede, eller længere: en T-score på 50 eller mere. Usikkerheden er et "
            "95 %-interval (Wilson). Hvem der ikke sagde noget, bliver ikke spurgt. Et tal står, til mindst fem "
            "flere har svaret.",
            "At the beginning those who wish to say in their own words what they most want to reach. Later they see "
            "the words again and say how far they have come, in five steps (goal attainment scaling, light). “As far "
            "as they hoped” is where one hoped to be, or further: a T score of 50 or more. The uncertainty is a 95% "
            "interval (Wilson). Whoever said nothing is not asked. A figure stands until at least five more have "
            "answered.",
        ),
        Words(
            "Alle, der har svaret i tide; ved siden af står, hvor mange der blev spurgt",
            "Everybody who answered in time; beside it stands how many were asked",
        ),
        PEOPLE,
        "Asking, Goal, Response, Score",
    ),
    Indicator(
        "followed",
        Words("Bliver forslagene fulgt?", "Are proposals followed?"),
        Words(
            "Det år, der gik forud for tilbageblikket. For guider: hvert spørgsmål til en guide, der er besvaret "
            "eller taget tilbage. For grupper: hver gruppe i et forslag, der er lavet, sagt nej til eller lagt "
            "væk; den er ændret, hvis nogen blev flyttet ind eller ud i hånden. For trædesten: hvert sted, der er"
            " foreslået en borger. Det, ingen har svaret på eller besluttet endnu, er ikke talt med for guider og"
            " grupper. Et tilbageblik står i et år, og det næste begynder, hvor det slap.",
            "The year before the look back. For guides: each question to a guide that has been answered or taken "
            "back. For groups: each group in a proposal that was made, turned down or put away; it was changed "
            "when somebody was moved in or out by hand. For stepping stones: each place suggested to a "
            "participant. What nobody has answered or decided yet is not counted for guides and groups. A look "
            "back stands for a year, and the next begins where it ended.",
        ),
        Words("Alle forslag, der er besluttet noget om", "All proposals that something was decided on"),
        Words("forslag", "proposals"),
        "GuideRequest, GroupProposal, ProposedGroup, ProposalChange, Introduction",
    ),
    Indicator(
        "placed",
        Words("Hvem bliver placeret?", "Who is placed?"),
        Words(
            "Med en guide: alle, hvis forløb begyndte i året, og som skulle have en guide. I en gruppe: alle, der"
            " sagde ja til en plads i året, er klar nu eller har meldt fra efter samtalen. Hver gruppe "
            "sammenlignes med de andre samme sted, og forskellene vejes sammen over stederne (Mantel–Haenszel, 95"
            " procents sikkerhed): så ligner det ikke forskelsbehandling, at der er mange af en slags et sted, "
            "hvor få får plads. De, vi ikke ved det om, sammenlignes ikke. Steder, der skjuler tallet, er ikke "
            "med.",
            "With a guide: everybody whose journey began in the year and who was to have a guide. In a group: "
            "everybody who said yes to a seat in the year, is ready now or has withdrawn after the talk. Each "
            "group is compared with the others at the same place, and the differences are weighed together over "
            "the places (Mantel–Haenszel, 95% confidence): so it does not look like bias that there are many of "
            "one kind at a place where few are placed. Those of whom it is not known are not compared. Places "
            "that hide the number are left out.",
        ),
        Words(
            "Alle, der skulle have en guide eller var klar til en gruppe",
            "Everybody who was to have a guide or was ready for a group",
        ),
        PEOPLE,
        "Journey, Wishes, Seeker, Talk, Member",
    ),
    Indicator(
        "relatives",
        Words("Pårørende, vi har nået", "Relatives reached"),
        Words(
            "Pårørende, der er skrevet ned, som nogen har talt med for deres egen skyld, eller som har fået et sted "
            "til aflastning.",
            "Relatives written down with whom somebody has spoken for their own sake, or who have been given a "
            "place for relief.",
        ),
        Words("Alle pårørende til dem, der er henvist i perioden", "All relatives of those referred in the period"),
        PEOPLE,
        "Relative, Contact, Introduction",
    ),
    Indicator(
        "load",
        Words("Guidernes hænder", "The guides' hands"),
        Words(
            "Guider efter hvor mange forløb de har i dag. Forløb på pause holder deres plads. En ledig plads er en, "
            "guiden har sagt ja til at have, og som ingen har eller er spurgt om.",
            "Guides by how many journeys they have today. Paused journeys keep their place. A free place is one the "
            "guide has agreed to, and that nobody has or has been asked about.",
        ),
        Words("Alle guider, der kan logge ind", "All guides who can sign in"),
        Words("guider", "guides"),
        "Volunteer, Journey, GuideRequest",
    ),
    Indicator(
        "missing",
        Words("Her mangler der tilbud", "Where offers are missing"),
        Words(
            "De, der er på vej uden et sted, og som har et ønske, intet sted på listen kan opfylde: emne, tid, "
            "afstand, alder og plads. Hver tælles, hvor de bor, og én gang for hvert ønske.",
            "Those on their way without a place who have a wish that no place on the list can meet: theme, time, "
            "distance, age and room. Each counts where they live, once for each wish.",
        ),
        UNDER_WAY,
        Words("ønsker", "wishes"),
        "Wishes, Offer, Area",
    ),
)

BY_KEY = {indicator.key: indicator for indicator in INDICATORS}
