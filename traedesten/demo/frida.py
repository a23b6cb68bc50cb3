"""Frida's story, step by step as the collaboration in Holstebro has told it, with invented details."""

from datetime import timedelta

from traedesten.demo.arcs import tell, visit
from traedesten.demo.arriving import ask, relative_of
from traedesten.demo.people import BY, CFS, Person
from traedesten.demo.telling import Life, Waits
from traedesten.domain.access import Role
from traedesten.domain.consent import Channel, Purpose
from traedesten.domain.journey import Judgement
from traedesten.journeys import actions as journeys
from traedesten.journeys.models import Agreement, Contact
from traedesten.referrals import actions as referrals

FRIDA = Person(
    "Frida",
    20,
    BY,
    "frida",
    85,
    "Frida er 20 og har været væk fra sine venner længe. Ring til mig først, helst efter kl. 15.",
    "Jeg vil gerne møde nogen på min egen alder. Men ikke for mange på én gang.",
    ("talk", "creative", "games"),
    ("Selvhjælpsgruppe for unge med langvarig sygdom", "Café Nygade"),
    "Birthe Kjær",
    CFS,
    ("Mona", "parent", "+4540001860"),
)


def frida(life: Life) -> Waits:
    yield from mother_fills_in_the_card(life)
    yield from birthe_takes_contact(life)
    yield from they_meet(life)
    yield from they_agree(life)
    yield from the_group(life)
    yield from overwhelmed(life)
    yield from cafe_nygade(life)


def mother_fills_in_the_card(life: Life) -> Waits:
    """Mona hears about the guides at Center for Sundhed and fills in the card there."""
    yield
    life.send_card(
        source="relative", referrer_name="Mona", referrer_contact="mona@example.org", wishes=["company", "peers"]
    )
    yield from life.after(1, "15:20")
    referrals.record_call(
        by=life.by_coordinator,
        referral=life.referral,
        answered=True,
        now=life.now,
        note="Mona blev lettet. Frida kom selv til telefonen og sagde ja til at mødes, når Mona er med.",
    )
    life.journey = journeys.open_journey(by=life.by_coordinator, referral=life.referral, now=life.now)
    life.agree_to(Purpose.CONTACT, Channel.PHONE)
    journeys.edit_participant(
        by=life.by_coordinator, journey=life.journey, now=life.now, phone=life.phone, email="frida@example.org",
        gender="woman", prefers_text=True, calling_hint="Skriv en sms først. Sover længe.",
    )  # fmt: skip
    journeys.edit_relative(
        by=life.by_coordinator, journey=life.journey, relative=relative_of(life), relation="parent", now=life.now,
        email="mona@example.org",
    )  # fmt: skip
    journeys.assess(
        by=life.by_coordinator, journey=life.journey, judgement=Judgement.VOLUNTEER, now=life.now,
        reasons=["wants_community", "settled_loneliness", "has_network"],
        note="Går til kontrol på hospitalet og har den hjælp, hun skal have. Det er vennerne, hun mangler.",
    )  # fmt: skip


def birthe_takes_contact(life: Life) -> Waits:
    yield from life.after(2, "09:15")
    yield from ask(life, "Birthe Kjær")
    yield from life.after(2, "15:30")
    life.log(Contact.Kind.PHONE, "Mona fortalte om de sidste to år. Vi aftalte at mødes alle tre hjemme hos dem.",
             next_step="Mød Frida og Mona", days=4, relative=relative_of(life))  # fmt: skip


def they_meet(life: Life) -> Waits:
    """Frida, her mother and Birthe talk about what Frida wishes and needs."""
    yield from life.after(4, "15:15")
    mother = relative_of(life)
    life.log(
        Contact.Kind.MET,
        "Vi sad i køkkenet. Frida sagde ikke så meget i starten, men viste mig sine tegninger. Mona gav hende plads.",
        next_step="Tal med Trine om gruppen for unge", days=5,
    )  # fmt: skip
    journeys.write_wishes(
        by=life.by_guide,
        journey=life.journey,
        now=life.now,
        own_words=life.person.words,
        interests=["talk", "creative", "games"],
        has_worked="At tegne sammen med sin kusine. At vide på forhånd, hvem der kommer.",
        has_overwhelmed="En fødselsdag i foråret. Hun gik efter ti minutter.",
        overwhelms=["crowd", "noise", "tired"],
        group_size="few",
        times=["tue-eve", "wed-pm", "thu-pm", "mon-pm", "fri-pm"],
        transport=["lift", "bus"],
        reach_km=8,
        languages=["da"],
        access_needs=["breaks", "short"],
        access_words="Har brug for et sted at sætte sig.",
    )
    life.agree_to(Purpose.RELATIVE, about_id=mother.pk)
    journeys.edit_relative(
        by=life.by_guide, journey=life.journey.locked(), relative=mother, now=life.now, wants_relief=True,
        carries="Jeg er både mor, chauffør og veninde. Jeg tør næsten ikke tage på arbejde.",
        wishes="At være mor igen. Og en aften til koret.",
    )  # fmt: skip


def they_agree(life: Life) -> Waits:
    """The agreement is sent to Frida's own page, and she says yes there. Mona gets a page as well."""
    yield from life.after(1, "10:00")
    agreement = journeys.propose_agreement(
        by=life.by_guide, journey=life.journey, planned_visits=6, how_often="weekly", now=life.now, send=True,
        ends_on=(life.now + timedelta(weeks=16)).date(),
        own_words="Vi går i Fridas tempo. Vi siger til, hvis det er for meget.",
    )  # fmt: skip
    journeys.send_relative_link(by=life.by_guide, journey=life.journey, relative=relative_of(life), now=life.now)
    yield from life.after(0.4)
    journeys.answer_agreement(
        by=life.by_link(Role.PARTICIPANT, life.journey.participant_id), journey=life.journey, agreement=agreement,
        accepts=True, how=Agreement.How.LINK, now=life.now,
    )  # fmt: skip


def the_group(life: Life) -> Waits:
    """First the self-help group. Mona is the driving force, and Frida finds that she likes it."""
    yield from life.after(3, "14:00")
    group = life.lay("Selvhjælpsgruppe for unge med langvarig sygdom", why="Her har alle prøvet at være syge længe.",
                     hard="At komme ud ad døren derhjemme.")  # fmt: skip
    yield from tell(life, group)
    yield from visit(life, group, felt=2, note="Mona fik hende af sted. Frida ville hjem, men blev til pausen.")
    yield from life.after(1, "15:40")
    life.log(Contact.Kind.PHONE, "Mona var træt. Vi talte om, at det ikke kun skal være hende, der skubber.",
             relative=relative_of(life), next_step="Skriv til Frida dagen før gruppen", days=5)  # fmt: skip
    yield from visit(life, group, felt=4, note="Frida lo. På vej hjem sagde hun: »De forstod det godt.«")
    for felt, note in (
        (4, "Mona kørte. Frida gik selv ind."),
        (4, "Tog en tegning med."),
        (5, "Hun glæder sig til tirsdag."),
    ):
        yield from visit(life, group, felt=felt, note=note, together=False)


def overwhelmed(life: Life) -> Waits:
    """The group builds a bridge to more, but the thought of another, larger thing is too much. Mona gets relief."""
    yield from life.until(life.clock.ago(30, "15:10"))
    supper = life.lay(
        "Fællesspisning i sognehuset", why="Gruppen foreslog det.", hard="Der er mange ved bordene.", chosen=False
    )
    yield from life.after(1, "15:30")
    journeys.leave_stone(
        by=life.by_guide, introduction=supper, overwhelmed=["crowd", "new_people", "pace"], now=life.now,
        words="Bare tanken er for meget. Jeg kan ikke overskue at begynde forfra et helt andet sted.",
    )  # fmt: skip
    journeys.set_back(by=life.by_guide, journey=life.journey, now=life.now)
    life.log(Contact.Kind.MET,
             "Frida var ked af det. Vi blev enige om, at det er i orden, og at vi finder noget mindre.",
             next_step="Hør Hanne, om der er noget mindre på vej", days=4)  # fmt: skip
    yield from life.after(1, "19:30")
    relief = life.lay("Pårørendegruppen", why="Et sted, hvor andre bærer på det samme.", relative=relative_of(life))
    starts_at = life.next_time(life.told.offers["Pårørendegruppen"], days=3)
    planned = life.plan(relief, starts_at, together=False)
    yield from life.until(starts_at + timedelta(hours=2))
    life.report(relief, felt=5, note="»Jeg sagde det højt for første gang.«", together=False, visit=planned)


def cafe_nygade(life: Life) -> Waits:
    """The volunteer centre opens Café Nygade, a place to practise. Tomorrow they go there for the second time."""
    yield from life.until(life.clock.ago(15, "15:00"))
    cafe = life.lay(
        "Café Nygade",
        why="Et lille sted at øve sig. Man må gå igen, når man vil.",
        hard="At de andre er ældre end hende.",
    )
    yield from tell(life, cafe, is_answered=False)
    yield from life.until(life.clock.ago(10, "15:20"))
    first = life.clock.ago(6, "16:30")
    planned = life.plan(cafe, first, meet_at="Døren, Nygade 12, kl. 16.20", remember="Vi bliver højst en time.")
    yield from life.until(life.clock.ago(7, "16:05"))
    life.remind(planned)
    yield from life.until(life.clock.ago(6, "18:10"))
    life.report(
        cafe,
        felt=3,
        note="Vi sad ved vinduet og tegnede. Lone satte sig lidt. Frida blev 40 minutter.",
        visit=planned,
    )
    yield from life.after(1, "15:45")
    second = life.clock.ago(-1, "16:30")
    life.plan(cafe, second, meet_at="Døren, Nygade 12, kl. 16.20", remember="Hun vil gerne sidde ved vinduet.")
    life.log(Contact.Kind.MESSAGE, "»Jeg vil godt igen. Men kun hvis vi må sidde ved vinduet.«")
    yield from life.until(second + timedelta(hours=2))
