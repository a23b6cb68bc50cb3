"""What people live with and whom they want to meet, in the words they use: key → (words, hints)."""

LIVING: dict[str, tuple[str, str]] = {
    "talk": (
        "samtale, samtaler, samtalegruppe, snakkegruppe, en snak, snakke, tale om, netværksgruppe, selvhjælpsgruppe,"
        " selvhjælp, støttegruppe, ligestillede, ligesindede, erfaringsudveksling, talk, support group, self-help,"
        " conversation",
        "snak, dele, lytte, lytter, åben snak, tavshedspligt, facilitator, tale, svært, netværk",
    ),
    "company": (
        "selskab, samvær, nogen at tale med, nogen at snakke med, en at snakke med, snakke med nogen, tale med nogen,"
        " bekendtskab, bekendtskaber, få venner, nye venner, en ven, venskab, vennekreds, lære nogen at kende,"
        " møde mennesker, møde nye mennesker, fællesskab, høre til, følges ad, følges med, ringe til, social, socialt,"
        " sociale, make friends, meet people, friends, company, socialize, someone to talk to",
        "snak, ven, hygge, kende, følges, ringer, falde i snak, hverdag, lærer hinanden at kende, vært",
    ),
    "talk.loneliness": (
        "ensom, ensomhed, ensomme, alene, føler mig alene, sidder alene, helt alene, savner nogen, savner venner,"
        " mangler venner, ingen venner, isoleret, isolation, udenfor, holdt udenfor, kontakt, kender ingen,"
        " ser ingen, enlig, enlige, single, ensomhedsgruppe, tomt hus, stille derhjemme, lonely, loneliness, alone,"
        " isolated, no friends",
        "savn, savner, tomt, selskab, mødested, stille, fremmed, venner, ensidig, usynlig, fællesskab, aldrig ude,"
        " sidder derhjemme, kommer ikke ud",
    ),
    "phone": (
        "telefonven, telefon, ringer op, ringeven, opringning, ringe, telefonlinje, chat, ringe til, sms, brevven,"
        " phone call, helpline, hotline, telefonkæde, tryghedsopkald",
        "ring, skriv, anonym, anonymt",
    ),
    "talk.grief": (
        "sorg, sorggruppe, sorgcafé, mistet, miste, dødsfald, efterladt, efterladte, enke, enkemand, enker, savnet,"
        " begravelse, min mand døde, min kone døde, død, gået bort, dødsbo, sørge, sørger, tab, alene tilbage,"
        " selvmord, grief, bereavement, bereaved, widow, widower, mourning, loss, lost my",
        "savn, savner, græde, ægtefælle, trøst, kirkegård",
    ),
    "child_loss": (
        "mistet et barn, dødfødt, spontan abort, abort, englebarn, englebørn, tabt barn, død baby, vuggedød, stillborn,"
        " miscarriage",
        "fødsel, forældre, gravid, graviditet",
    ),
    "suicide": ("selvmord, selvmordstanker, livstræt, ikke leve mere, selvmordsforsøg, suicide, suicidal", "efterladte"),
    "talk.illness": (
        "sygdom, syg, syge, langvarig sygdom, kronisk sygdom, kronisk, diagnose, patientforening, patient, lidelse,"
        " sygemeldt, indlagt, indlæggelse, hospital, sygehus, illness, chronic illness, sick, disease, patients",
        "behandling, træt, smerter, læge, sundhed, rehabilitering, operation",
    ),
    "cancer": ("kræft, kræftsyg, cancer, kemo, kemoterapi, brystkræft, tumor, strålebehandling, prostata", "paryk, senfølger"),
    "heart": (
        "hjerte, hjertet, hjertesyg, hjertepatient, blodprop, hjertestop, hjerteoperation, hjerteforeningen, bypass,"
        " blodtryk, heart disease, heart",
        "puls, kredsløb, motion",
    ),
    "lungs": ("KOL, lunger, lungesyg, astma, åndenød, iltapparat, rygerlunger, vejrtrækningsproblemer, lungs, COPD", "luft"),
    "brain": (
        "hjerneskade, hjernerystelse, blodprop i hjernen, hjerneblødning, apopleksi, afasi, senhjerneskade, hovedskade,"
        " slagtilfælde, stroke, concussion, brain injury, epilepsi",
        "hjerne, koncentration, dæmpet lys, hovedpine",
    ),
    "dementia": (
        "demens, dement, demente, alzheimer, alzheimers, hukommelse, hukommelsestab, glemsom, huske, glemmer, dementia,"
        " memory loss",
        "glemme, erindring, minder, reminiscens",
    ),
    "parkinson": ("parkinson, parkinsons, rysten, ryster på hænderne, sklerose, scleroser, parkinson's", "balance"),
    "diabetes": ("diabetes, diabetiker, sukkersyge, sukkersyg, blodsukker, type 2, insulin, diabetic", "sukker, vægttab"),
    "pain": (
        "smerter, ondt, ondt i ryggen, kroniske smerter, gigt, leddegigt, fibromyalgi, rygsmerter, slidgigt, piskesmæld,"
        " migræne, gigtforeningen, pain, chronic pain, arthritis",
        "smerte, led, ryg, hofte, knæ",
    ),
    "addiction": (
        "misbrug, alkohol, alkoholiker, drikke, druk, drukket, ædru, ædruelighed, afhængig, afhængighed, stoffer, hash,"
        " ludomani, spillegæld, tørlagt, tilbagefald, narko, narkoman, anonyme alkoholikere, rusmidler, addiction,"
        " sober, alcohol, drinking, drugs, alcoholic",
        "klik, flasken, øl, behandling, blå kors, druk i hjemmet",
    ),
    "homeless": (
        "hjemløs, hjemløse, varmestue, værested, bolig, herberg, gaden, på gaden, udsat, socialt udsatte, homeless, shelter",
        "suppe, bad, tøj, fattig, misbrug, kanten",
    ),
    "money": ("fattig, få penge, ingen penge, billig, billigt, kontanthjælp, gæld, julehjælp, dårlig økonomi, cheap", "gratis"),
    "talk.mental_health": (
        "psykisk, psykisk sårbar, psykisk sårbarhed, sårbar, sindslidende, sindslidelse, mentalt helbred, psykiatri,"
        " psykiatrisk, psyken, mental sundhed, psykiske problemer, bipolar, maniodepressiv, skizofreni, PTSD, OCD,"
        " borderline, spiseforstyrrelse, traume, nedtrykt, nede, har det svært, ondt i livet, mental health, mental illness",
        "svært, sind, sindet, sårbare, behandling, psykolog, krise, angst, depression, tanker",
    ),
    "anxiety": (
        "angst, angstgruppe, angstanfald, panik, panikangst, socialangst, social angst, nervøs, nervøsitet, bange, bange for"
        " mennesker, uro, hjertebanken, tør ikke, utryg, frygt, fobi, bekymret, bekymringer, anxiety, anxious,"
        " nervous, afraid, panic",
        "tryg, trygt, rolig, modig, mod, turde, krav, fylder",
    ),
    "shy": (
        "genert, generte, sky, indadvendt, introvert, tilbageholdende, stille type, stille mennesker, usikker, lavt selvværd,"
        " selvværd, selvtillid, tør ikke møde, akavet, smalltalk, socialt akavet, shy, introvert, introverted, self-esteem",
        "bange, nervøs, forsigtig, tør, øve sig, træne, små grupper, gemme",
    ),
    "depression": (
        "depression, deprimeret, trist, tristhed, mørke tanker, alt er gråt, gråt, nedtur, tungsind, ked af det, modløs,"
        " ingen energi, depressed, sad",
        "ked, grå, håb, mening, tung",
    ),
    "stress": (
        "stress, stresset, sygemeldt med stress, udbrændt, brændt ud, brænde ud, overbelastet, pres, presset,"
        " sygemeldt, udmattet, burnout, burned out, stressed",
        "ro, pause, hvile, træt, uro, afspænding",
    ),
    "calm": (
        "ro, rolig, fred og ro, stille, stilhed, uden larm, lille gruppe, få mennesker, skærmet, quiet, calm, peaceful",
        "langsom, pause, blid, dæmpet",
    ),
    "talk.divorce": (
        "skilsmisse, skilt, skilles, fraskilt, gået fra hinanden, brud, bruddet, kærestesorg, separeret, alene med børn, eneforsørger,"
        " forladt, min kone er gået, min mand er gået, divorce, divorced, separation, break up, breakup",
        "aleneforælder, samvær, ekskone, eksmand, delebørn",
    ),
    "single_parent": (
        "eneforælder, eneforældre, aleneforælder, aleneforældre, alene med børn, alenemor, alenefar, enlig mor, enlig far,"
        " enlig forsørger, aleneforsørger, single mother, single parent, single mom",
        "delebørn, børn, forældre",
    ),
    "talk.men": (
        "mænd, mandegruppe, mandeklub, mandefællesskab, herreklub, herre, herrer, mænds mødested, mandehørm, gutter,"
        " drenge, fyre, mandfolk, far, fædre, fædregruppe, fars legestue, kun for mænd, men, men only, men's group, guys, dads",
        "mand, gubber, håndværk, fiskeri, øl, karle, bedstefar, pensionerede mænd",
    ),
    "talk.women": (
        "kvinder, kvinde, kvindegruppe, kvindecafé, kvindeklub, kvindefællesskab, piger, pige, tøser, veninder, damer,"
        " dame, kun for kvinder, women, women only, ladies, girls, women's group",
        "mødre, overgangsalder, frirum",
    ),
    "menopause": ("overgangsalder, hedeture, overgangen, menopause, klimakterie, midtvejs i livet", "kvinder, søvn"),
    "violence": (
        "vold, voldsramt, voldelig, voldelige forhold, krisecenter, overgreb, incest, psykisk vold, slår mig, domestic violence,"
        " abuse, violence",
        "kvinder, tryghed, skygge, seksuelle",
    ),
    "talk.young": (
        "ung, unge, ungdom, ungdomsklub, teenager, teenagere, ungehus, ungecafé, gymnasieelev, studerende, studiestart,"
        " ung voksen, unge voksne, under 30, 18-30, 15-25, efterskole, droppet ud, youth, young, young people, teen, teenagers,"
        " students",
        "gymnasiet, uddannelse, skole, studie, snapchat, ungeguide",
    ),
    "elderly": (
        "ældre, gamle mennesker, gamle kroppe, gammel krop, blevet gammel, er gammel, ældre mennesker, senior, seniorer, pensionist, pensionister, pensionistklub, seniorklub, efterløn, efterlønner,"
        " folkepension, oldinge, bedstemor, bedstefar, plejehjem, 60+, 65+, 70+, 80+, ældreklub, halvfjerds, firs, elderly,"
        " senior citizens, seniors, old people, retired, pensioners, retirement",
        "gammel, ældre sagen, rollator, årgang, gebis, opsparing, plejecenter",
    ),
    "counselling": (
        "rådgivning, rådgiver, professionel samtale, psykolog, psykologhjælp, terapi, terapeut, anonym rådgivning, anonym samtale, råd"
        " og vejledning, ungerådgivning, counselling, counseling, therapy, therapist, advice",
        "gratis samtale, henvisning, vejledning, tale med en voksen, fortrolig",
    ),
    "talk.new_in_town": (
        "ny i byen, tilflytter, tilflyttere, flyttet, flyttet hertil, nytilflytter, flytter til byen, nyankommen,"
        " kommer udefra, kender ingen her, tilflyttercafé, expat, expats, international, internationale, udlænding, udlændinge,"
        " newcomer, new in town, just moved, foreigner, new here",
        "bosætning, flytte, kommunen, nabo, naboer, nyt netværk",
    ),
    "newcomers": (
        "flygtning, flygtninge, nydansker, nydanskere, indvandrer, indvandrere, integration, asyl, asylansøger, etnisk minoritet,"
        " etniske minoriteter, ukraine, ukrainer, ukrainere, ukrainsk, syrien, syrisk, arabisk, somalisk, tyrkisk, tolk,"
        " dansk familie, fremmed i danmark, refugee, refugees, immigrants, migrants, ukrainian",
        "kulturer, hele verden, sprog, bogstaver, kontaktfamilie, dansk",
    ),
    "danish_language": (
        "sprogcafé, lære dansk, tale dansk, øve dansk, danskundervisning, dansk sprog, bedre dansk, sprogtræning,"
        " sprogundervisning, snakke dansk, sprogskole, danskkursus, træne dansk, sprog, learn danish, danish language, practice danish,"
        " speak danish, language café",
        "dansk, breve, lektier, ord, udtale, prøve i dansk",
    ),
    "english": ("engelsk, english speaking, english, engelsktalende, internationalt", "expat, international, studerende"),
    "relief": (
        "pårørende, pårørendegruppe, aflastning, aflaste, aflastet, passe min mand, passer min mand, passer min kone,"
        " passe min kone, syg ægtefælle, passer på, pusterum, en pause fra, syg mand, syg kone, omsorg, plejer min mand,"
        " plejer min kone, plejer min mor, passer min mor, syg far, syg mor, caregiver, carer, carers, respite, relatives,"
        " caring for",
        "passe, passer, familie, ægtefælle, hustru, belastet, bære, udkørt, brænde ud, nærmeste",
    ),
    "parents": (
        "forældre, mor, far, mødregruppe, fædregruppe, barsel, nybagt mor, nybagte forældre, baby, babyer, legestue, småbørn,"
        " børnefamilie, børnefamilier, familie, familier, gravid, amme, forældregruppe, fødselsdepression, barnevogn, parents,"
        " mothers, maternity, toddler, family, baby group",
        "børn, barn, barnet, dagpleje, søn, datter, rytmik",
    ),
    "grandparents": (
        "bedsteforældre, reservebedsteforældre, bonusbedsteforældre, børnebørn, bedstemor, bedstefar, barnebarn, farmor, mormor,"
        " reservebedstemor, grandparents, grandchildren",
        "familie, ældre ven",
    ),
    "children": ("børn, barn, sammen med børn, børnevenlig, familievenlig, kids, children", "familie, lege, småbørn"),
    "adult_children": (
        "voksne børn af, alkoholisk hjem, opvokset med misbrug, druk i hjemmet, far drak, mor drak, svigt, barndom med alkohol",
        "opvækst, barndom, terapeut",
    ),
    "adhd": ("ADHD, ADD, damp, krudtugle, opmærksomhedsforstyrrelse, hyperaktiv, neurodivergent", "koncentration, uro"),
    "autism": (
        "autisme, autist, autister, autistisk, asperger, aspergers, neurodivergent, sensitiv, særligt sensitiv, ASF, autism,"
        " autistic",
        "smalltalk, stille, forudsigelig, støj, høreværn, program",
    ),
    "disability": (
        "handicap, handicappet, handicappede, udviklingshæmmet, udviklingshæmmede, udviklingshandicap, kørestol, kørestolsbruger,"
        " parasport, lam, fysisk handicap, bevægelseshandicap, downs syndrom, bosted, førtidspension, førtidspensionist, cerebral"
        " parese, spastiker, nedsat funktionsevne, disabled, disability, wheelchair, learning disability",
        "ledsager, rampe, lift, støtte",
    ),
    "hearing": (
        "døv, døve, hørehæmmet, nedsat hørelse, høretab, hører dårligt, høreapparat, tinnitus, tegnsprog, teleslynge,"
        " mundaflæsning, hørelse, hearing loss, deaf, sign language",
        "høre, skrivetolk",
    ),
    "sight": ("blind, blinde, svagtseende, svagsynet, synshandicap, ser dårligt, nedsat syn, synstab, visually impaired", "syn, ledsager"),
    "lgbt": ("lgbt, lgbtq, lgbt+, homoseksuel, bøsse, lesbisk, transkønnet, trans, queer, regnbue, non-binær, biseksuel, pride, gay", "køn, stedord"),
    "christmas": (
        "jul, juleaften, julefrokost, julen, julehygge, jul sammen, nytår, nytårsaften, højtid, højtider, højtiderne, 24."
        " december, christmas, new year",
        "and, gave, juletræ, december",
    ),
    "job": (
        "arbejdsløs, ledig, jobsøgning, uden arbejde, ingen uddannelse, arbejdsmarked, langt fra arbejde, kontanthjælp, fleksjob,"
        " praktik, arbejdsprøvning, jobcenter, unemployed, job",
        "arbejde, kolleger, førtidspensionist, kompetencer, noget at stå op til",
    ),
}

NEAR: tuple[tuple[str, str, float], ...] = (
    *(("creative.knitting", "handcraft", 0.7), ("creative.sewing", "handcraft", 0.7), ("creative", "handcraft", 0.5)),
    *(("creative.knitting", "creative.sewing", 0.3), ("creative.woodwork", "creative.repair", 0.35)),
    *(("creative", "models", 0.5), ("creative.painting", "creative.pottery", 0.25), ("creative.woodwork", "models", 0.3)),
    *(("walking", "nature", 0.3), ("walking.woods", "nature.outdoors", 0.35), ("walking.woods", "nature", 0.4)),
    *(("walking.pilgrim", "faith.reflection", 0.3), ("walking", "animals.dogs", 0.2), ("nature", "garden", 0.25)),
    *(("nature", "water_sports", 0.5), ("nature.outdoors", "nature.foraging", 0.35), ("walking.pilgrim", "walking.woods", 0.5)),
    *(("movement", "walking", 0.25), ("movement", "running", 0.7), ("movement", "climbing", 0.6)),
    *(("movement", "water_sports", 0.4), ("movement.swimming", "nature.bathing", 0.4), ("movement", "movement.chair", 0.6)),
    *(("movement.gymnastics", "movement.chair", 0.45), ("movement.gymnastics", "movement.strength", 0.3)),
    *(("movement.yoga", "faith.reflection", 0.25), ("movement.petanque", "movement.bowling", 0.2)),
    *(("music.choir", "music.singing", 0.5), ("music.playing", "music.concerts", 0.15), ("outing", "culture", 0.3)),
    *(("food.eating", "food.cooking", 0.45), ("food.eating", "food.coffee", 0.2), ("food.baking", "food.coffee", 0.2)),
    *(("food.eating", "company", 0.2), ("food.coffee", "company", 0.4), ("food.cooking", "helping.food_saving", 0.3)),
    *(("games.board", "games.cards", 0.35), ("games.board", "games.chess", 0.3), ("games.board", "games.role_play", 0.35)),
    *(("digital.gaming", "games.role_play", 0.2), ("digital.genealogy", "culture.history", 0.45)),
    *(("culture.reading", "culture.reading_aloud", 0.5), ("culture.reading", "creative.writing", 0.25)),
    *(("culture.museums", "creative.painting", 0.25), ("garden.community", "garden.allotment", 0.5)),
    *(("talk.loneliness", "company", 0.7), ("talk", "company", 0.35), ("talk.loneliness", "shy", 0.3)),
    *(("phone", "company", 0.3), ("helping.visiting", "company", 0.55), ("helping.visiting", "elderly", 0.25)),
    *(("talk.new_in_town", "company", 0.4), ("talk.new_in_town", "newcomers", 0.5), ("newcomers", "danish_language", 0.55)),
    *(("talk.new_in_town", "danish_language", 0.35), ("talk.new_in_town", "english", 0.4), ("children", "parents", 0.5)),
    *(("talk.grief", "child_loss", 0.6), ("talk.grief", "suicide", 0.5), ("talk.illness", "cancer", 0.6)),
    *(("talk.illness", "heart", 0.6), ("talk.illness", "lungs", 0.6), ("talk.illness", "brain", 0.6)),
    *(("talk.illness", "dementia", 0.5), ("talk.illness", "parkinson", 0.6), ("talk.illness", "diabetes", 0.6)),
    *(("talk.illness", "pain", 0.6), ("dementia", "relief", 0.4), ("talk.illness", "relief", 0.2)),
    *(("addiction", "homeless", 0.35), ("homeless", "money", 0.4), ("addiction", "adult_children", 0.5)),
    *(("talk.mental_health", "anxiety", 0.65), ("talk.mental_health", "depression", 0.65), ("anxiety", "shy", 0.6)),
    *(("talk.mental_health", "stress", 0.55), ("stress", "calm", 0.35), ("stress", "movement.yoga", 0.25)),
    *(("talk.mental_health", "autism", 0.3), ("talk.mental_health", "suicide", 0.3), ("anxiety", "depression", 0.3)),
    *(("autism", "adhd", 0.4), ("autism", "calm", 0.25), ("faith.reflection", "calm", 0.4), ("anxiety", "calm", 0.2)),
    *(("talk.divorce", "single_parent", 0.6), ("parents", "single_parent", 0.6), ("parents", "child_loss", 0.15)),
    *(("talk.women", "menopause", 0.4), ("talk.women", "violence", 0.35), ("talk.women", "parents", 0.2)),
    *(("talk.young", "counselling", 0.2), ("talk", "counselling", 0.45), ("talk.mental_health", "counselling", 0.3)),
    *(("talk.young", "lgbt", 0.2), ("elderly", "grandparents", 0.2), ("parents", "adhd", 0.15)),
    *(("disability", "hearing", 0.4), ("disability", "sight", 0.4), ("disability", "movement.chair", 0.3)),
    *(("helping", "job", 0.3), ("helping.mentoring", "job", 0.25), ("nature.bathing", "water_sports", 0.25)),
    *(("christmas", "food.eating", 0.15), ("outing", "elderly", 0.1), ("faith", "talk.grief", 0.1)),
)
"""Pairs of keys that lie close, and how much of one counts for the other, both ways."""
