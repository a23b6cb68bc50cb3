"""What people do together, in the words they use: key → (words that mean it, words that hint at it)."""

DOING: dict[str, tuple[str, str]] = {
    "nature": (
        "natur, naturen, ude i det fri, friluftsliv, udeliv, grønne områder, frisk luft, nature, outdoors",
        "skov, strand, fjord, vandet, hede, sø, dyreliv, ud af huset, ude, udendørs",
    ),
    "nature.birds": (
        "fugle, fugl, fuglekigger, fuglekiggeri, trækfugle, kikkert, ornitologi, ornitolog, birds, birdwatching",
        "fuglestemmer, fuglekasser, svaner, ørn, havørn",
    ),
    "nature.foraging": (
        "svampe, svampetur, sanke, sankning, bær, bærplukning, urter, spiselige planter, ramsløg, foraging, mushrooms",
        "hyldeblomst, brombær, plukke, tang",
    ),
    "nature.fishing": (
        "fiske, fiskeri, fisketur, lystfisker, lystfiskeri, fluefiskeri, medefiskeri, put and take, kutter, fishing",
        "fisk, ørred, torsk, makrel, gedde, krog, sejle ud",
    ),
    "nature.bathing": (
        "vinterbade, vinterbadning, vinterbader, havbad, morgenbad, havdyp, dyp, isbad, bade i havet, hoppe i vandet,"
        " svømme i havet, koldt vand, winter bathing, cold water, sea swimming, ice bathing",
        "sauna, badebro, bade, saunagus, badelaug",
    ),
    "nature.outdoors": (
        "bål, bålplads, bålhygge, friluftsliv, spejder, shelter, bushcraft, bivuak, sove ude, overnatning i naturen,"
        " telttur, lejrbål, naturpleje, campfire, camping, scouts",
        "telt, snitte, orientering, hængekøje, kajak, kano, skovhjælper, spejdere",
    ),
    "water_sports": (
        "kajak, kano, roning, rosport, roklub, sejle, sejlads, sejlklub, havkajak, paddleboard, surfe, rowing,"
        " sailing, kayak",
        "ro, båd, fjord, vandsport",
    ),
    "walking": (
        "gåtur, gå tur, gå ture, gåture, gågruppe, gåhold, spadseretur, spadsere, travetur, trave,"
        " vandre, vandring, vandretur, vandrer, travehold, vandrehold, vandregruppe, daglig tur, motionstur,"
        " lang tur, walk, walking, hike, hiking, stroll",
        "skridt, til fods, rute, lufte, tur, ture, gang, røre sig, sko",
    ),
    "walking.town": (
        "byvandring, gå i byen, gåtur i byen, rundtur i byen, barnevognstur, gågruppe, gå og snak, city walk",
        "park, søen, gader, rundt om",
    ),
    "walking.woods": (
        "skovtur, gå i skoven, tur i skoven, plantage, naturvandring, travetur, vandretur, vandring, marchtur, woods,"
        " forest, hiking, hike",
        "skov, skovens, stier, fjorden, madpakke, klitter",
    ),
    "walking.nordic": ("stavgang, stave, gå med stave, nordic walking, stavgænger", "gangstave, powerwalk"),
    "walking.pilgrim": (
        "pilgrim, pilgrimsvandring, pilgrimstur, camino, caminoen, hærvejen, vandre i stilhed, pilgrimage",
        "klostervandring, retræte",
    ),
    "movement": (
        "motion, motionere, træne, træning, sport, idræt, bevægelse, røre sig, røre mig, røre kroppen, bevæge sig,"
        " bevæge mig, i form, komme i form, holde sig i gang, fitness, exercise, workout, sports",
        "krop, kroppen, kondi, aktiv, svede, genoptræning, pulsen, smidig, fysisk",
    ),
    "movement.swimming": (
        "svømme, svømning, svømmehal, svømmehallen, svømmer, svømmehold, vandgymnastik, vandaerobic, varmtvandsbassin,"
        " bassin, aqua, crawl, svømmebad, swimming, swim, pool",
        "bade, badedragt, livredder, vand, badet",
    ),
    "movement.gymnastics": (
        "gymnastik, seniorgymnastik, gymnast, gymnastikhold, gymnastics, pensionistgymnastik, rytmisk gymnastik, aerobic,"
        " udstrækning",
        "sving, balance, smidighed, pilates, zumba",
    ),
    "movement.yoga": (
        "yoga, yin yoga, hatha, pilates, tai chi, qigong, strækøvelser, kropsro",
        "vejrtrækning, åndedræt, måtte, afspænding, meditation, udstrækning",
    ),
    "movement.dance": (
        "dans, danse, danseaften, folkedans, linedance, salsa, tango, vals, foxtrot, zumba, selskabsdans, lancier,"
        " streetdance, hiphop, ballet, squaredance, dansepartner, svingom, dance, dancing, bal",
        "svinge, trin, dansegulv, lagkagebal, rytme, makker",
    ),
    "movement.ball_games": (
        "fodbold, gåfodbold, håndbold, badminton, volleyball, basketball, basket, boldspil, tennis, padel, floorball,"
        " hockey, krolf, golf, ketsjer, bold, football, soccer, ball games",
        "kamp, kampe, holdsport, fjerbold, stævne, boldklub, bane",
    ),
    "movement.cycling": (
        "cykle, cykling, cykel, cykeltur, cyklist, cykelhold, cykelklub, elcykel, mountainbike, racercykel, rickshaw,"
        " tandem, cycling, bike, biking",
        "pedaler, kilometer, på to hjul",
    ),
    "movement.petanque": ("petanque, pétanque, boccia, boule, kuglespil", "kugler, krolf, krocket"),
    "movement.bowling": ("bowling, bowle, keglespil, kegler", "bane, keglebane"),
    "movement.strength": (
        "styrketræning, styrke, fitness, fitnesscenter, vægttræning, håndvægte, muskler, motionscenter, maskiner,"
        " genoptræning, styrkehold, gym, weights, strength training",
        "fysioterapeut, vægte, stærk, motionsrum",
    ),
    "movement.table_tennis": ("bordtennis, ping pong, pingpong, table tennis, bordtennisbat", "bat"),
    "movement.chair": (
        "stolemotion, stolegymnastik, motion på stol, siddende motion, siddende træning, motion i kørestol,"
        " gangbesværet, gangbesvær, dårligt gående, svært ved at gå, kan ikke gå så godt, chair exercise",
        "stol, siddende, elastikker, blid træning, skånsom, dårlige ben, rollator",
    ),
    "running": (
        "løbe, løb, løbeklub, jogge, joggetur, løbetræning, løbehold, fra sofa til, halvmarathon, running, jogging, run",
        "kilometer, parkrun",
    ),
    "climbing": ("klatre, klatring, klatrevæg, bouldering, climbing", "højde, sele, reb"),
    "creative": (
        "kreativ, kreativitet, kreative fag, kreativt værksted, krea, hobby, pusle, kunsthåndværk, håndens værk,"
        " kreacafé, lave noget med hænderne, bruge hænderne, bruge mine hænder, crafts, creative, arts and crafts, hobbies",
        "værksted, klippe, farver, perler, smykker, hænder, hænderne, skabe, husflid, fingre, fingernem, DIY",
    ),
    "handcraft": (
        "håndarbejde, håndarbejder, håndgerning, husflid, broderi, brodere, tekstil, vævning, væve, fletning, makramé,"
        " filte, kludetæppe, needlework, handicraft, embroidery, textile",
        "tråd, nål, kreativ, garn, stof",
    ),
    "creative.knitting": (
        "strik, strikke, strikning, strikketøj, strikkecafé, strikkeklub, strikkepinde, hækle, hækling, hæklenål, garn,"
        " uldgarn, garnnøgle, nørkle, nørkler, masker, sokker, knit, knitting, crochet, yarn, wool",
        "pinde, uld, huer, sweater, tæpper, trøjer, babytøj, halstørklæde, håndarbejde",
    ),
    "creative.sewing": (
        "sy, syning, syklub, symaskine, systue, syværksted, sy tøj, quilte, patchwork, brodere, broderi, kjoler, redesign,"
        " sewing, sew, embroidery, quilting, tailoring",
        "stof, stofrester, gardiner, nål, tråd, lappe, lapning, kludetæppe, maskine, håndarbejde",
    ),
    "creative.woodwork": (
        "træværksted, snedker, snedkeri, træarbejde, tømrer, høvlbænk, snitte, drejebænk, træsløjd, sløjd, håndværk,"
        " værksted, båndsav, hobbyværksted, woodwork, woodworking, carpentry, workshop",
        "træ, høvle, sav, save, hammer, fuglekasser, møbler, bygge, bænke, finer, håndværker, lave noget med hænderne",
    ),
    "creative.painting": (
        "male, maling, maleri, akvarel, billedkunst, tegne, tegning, atelier, kunst, malerklub, croquis, kunstmaler,"
        " tegneklub, oliemaling, painting, drawing, art, watercolour",
        "farver, pensler, lærred, billeder, skitse, blyant",
    ),
    "creative.pottery": (
        "keramik, ler, lerarbejde, dreje, drejeskive, pottemager, stentøj, modellere, pottery, ceramics, clay",
        "skåle, kopper, ovn, glasur, forme",
    ),
    "creative.repair": (
        "reparere, reparation, repair, repaircafé, fikse, ordne ting, istandsætte, sætte i stand, cykelværksted,"
        " fixe, lappe cykel, repair café, fix",
        "i stykker, lodde, skrue, mekanik, mekaniker, maskiner, brødrister, genbruge, motor, værktøj",
    ),
    "creative.photography": (
        "foto, fotografere, fotografi, fotograf, kamera, tage billeder, fotoklub, photography, photo, camera",
        "billeder, motiv, linse, mørkekammer",
    ),
    "creative.writing": (
        "skrive, skrivning, skriveværksted, digte, digt, forfatter, noveller, erindringer, dagbog, livshistorie,"
        " skrivekursus, poesi, rap, skriveklub, writing, poetry, write",
        "historier, ord, breve, tekster, fortælle",
    ),
    "models": ("modeltog, modeljernbane, modelbygning, modelfly, miniaturer, lego, modelskibe", "lodde, skala, bygge"),
    "music": (
        "musik, musikalsk, synge og spille, music, musical",
        "sang, koncert, toner, melodi, klaver, instrument",
    ),
    "music.choir": (
        "kor, synge i kor, korsang, kormedlem, koret, gospel, gospelkor, sangkor, stemmer, dirigent, choir, gospel choir",
        "sang, synge, firstemmigt, nodelæsning",
    ),
    "music.singing": (
        "sang, synge, fællessang, fælles sang, sangaften, syng med, syng sammen, højskolesange, højskolesangbogen,"
        " morgensang, sangglad, alsang, viser, karaoke, singing, sing along, sing",
        "kor, melodier, toner, stemme",
    ),
    "music.playing": (
        "spille musik, spille i band, band, orkester, instrument, guitar, klaver, trommer, violin, harmonika, blæseorkester,"
        " ukulele, jamme, øvelokale, spillemand, spillemænd, sammenspil, folkemusik, saxofon, play music, instruments",
        "akkorder, noder, bas, beats, producere, fløjte",
    ),
    "music.concerts": (
        "koncert, koncerter, gå til koncert, høre musik, musikhus, livemusik, klassisk musik, jazz, opera, spillested,"
        " concerts, live music, gigs",
        "billet, billetter, festival, musikoplevelse",
    ),
    "food": ("mad, måltid, gastronomi, food, mad og samvær, spisning", "spise, middag, frokost, køkken, hjemmelavet"),
    "food.eating": (
        "fællesspisning, fælles spisning, spise sammen, spise med andre, spisefællesskab, folkekøkken, spiseklub,"
        " madfællesskab, middag, aftensmad, langbord, måltidsfællesskab, spisevenner, måltid, spise alene, selskab til maden,"
        " aftensmad sammen, frokostklub, eat together, dinner, communal dining, shared meal, supper",
        "spise, frokost, suppe, madklub, retter, mad, julefrokost, brunch, sulten, bord",
    ),
    "food.cooking": (
        "lave mad, madlavning, madklub, kokkeskole, kogekursus, madhold, køkkenhold, gryder, lære at lave mad, kok,"
        " opskrifter, lave aftensmad, cooking, cook, kitchen",
        "mad, køkken, råvarer, sovs, skrælle, skolekøkken, retter, grille, grill",
    ),
    "food.baking": (
        "bage, bagning, brød, surdej, kage, kager, boller, rundstykker, bageklub, bagedag, baking, bake, bread",
        "kagebord, dej, ovn, wienerbrød",
    ),
    "food.coffee": (
        "kaffe, kaffeklub, kaffeaftale, formiddagskaffe, eftermiddagskaffe, kaffe og kage, kop kaffe, café, kaffehygge,"
        " kaffemøde, værested, mødested, hyggehjørne, coffee, café meetup",
        "te, kage, hygge, samvær, avis, bolle, sludder, sludre",
    ),
    "games": (
        "spil, spille spil, spilleklub, spilaften, spilcafé, spillecafé, games, gaming night",
        "kort, brikker, quiz, terninger, spille",
    ),
    "games.board": (
        "brætspil, brætspilscafé, spilcafé, matador, ludo, catan, backgammon, scrabble, terningespil, skakbræt,"
        " familiespil, spilaften, board games, boardgames, board game",
        "spil, brikker, terninger, spille",
    ),
    "games.cards": (
        "kort, kortspil, spille kort, whist, bridge, l'hombre, poker, kortklub, kortaften, rommy, makker, canasta,"
        " 500, slag kort, card games, cards",
        "uno, spil, melde, spille",
    ),
    "games.chess": ("skak, skakklub, spille skak, skakspil, chess", "brik, brikker, mat, strategi, spil"),
    "games.bingo": ("banko, bankospil, bingo, bankoaften, lotto, andespil", "plader, gevinster, numre, spil"),
    "games.billiards": ("billard, pool, snooker, keglebillard, kø og kugler, billardklub, dart, billiards", "kø, kugler"),
    "games.role_play": (
        "rollespil, liverollespil, dungeons, dragons, D&D, fantasy, warhammer, figurspil, tabletop, role play, roleplaying,"
        " RPG, larp",
        "terninger, troldmand, eventyr, miniaturer, figurer, nørd, nørder, nørdet",
    ),
    "culture": (
        "kultur, kulturoplevelser, oplevelser, kunst, culture, kulturel, kulturvenner",
        "teater, museum, bøger, film, udstilling, koncert",
    ),
    "culture.reading": (
        "læse, læsning, bøger, bog, bogklub, bogkreds, læsekreds, læseklub, litteratur, roman, romaner, krimi,"
        " læsegruppe, læsehest, boglæsning, book club, reading, books",
        "bibliotek, forfatter, noveller, lydbog",
    ),
    "culture.reading_aloud": (
        "højtlæsning, læse højt, få læst op, oplæsning, guidet læsning, fælleslæsning, oplæser, lytte til historier,"
        " reading aloud, shared reading, read aloud",
        "novelle, digt, lydbog, høre historie, læsning",
    ),
    "culture.film": (
        "film, biograf, biografen, biffen, filmklub, filmaften, se film, serier, movie, movies, cinema, films",
        "serie, lærred, popcorn",
    ),
    "culture.theatre": (
        "teater, dilettant, amatørteater, skuespil, skuespiller, revy, drama, scene, improvisation, forestilling,"
        " teatergruppe, sceneskrift, theatre, theater, drama group, acting, improv",
        "kulisser, publikum, rolle, sufflør, musical, optræde",
    ),
    "culture.lectures": (
        "foredrag, oplæg, højskole, højskoledag, folkeuniversitet, debat, debataften, lære noget nyt, kursus, undervisning,"
        " aftenskole, seniorhøjskole, lectures, talks, classes, learn",
        "emne, viden, klogere, nysgerrig, fortæller, kloge, samfund",
    ),
    "culture.history": (
        "historie, lokalhistorie, lokalarkiv, arkiv, gamle dage, erindring, minder, historisk, krigen, arkæologi,"
        " history, local history",
        "gamle billeder, fortælling, fortid, egnens, slægt, barndom",
    ),
    "culture.museums": (
        "museum, museer, museumsbesøg, udstilling, kunstudstilling, galleri, kunstmuseum, omvisning, kunst, museums,"
        " exhibition, gallery, art",
        "maleri, billeder, skulptur, kunsttur",
    ),
    "outing": (
        "udflugt, udflugter, bustur, på tur, heldagstur, sommertur, ture ud i landet, ud at køre, rejse, rejsekammerat,"
        " ferie, day trip, trips, excursion",
        "tur, bus, kro, opleve, oplevelse",
    ),
    "animals": (
        "dyr, kæledyr, dyreven, dyreinternat, kat, katte, kaniner, dyrevelfærd, animals, pets, cats, cat",
        "nusse, fodre, pels, hund, heste",
    ),
    "animals.dogs": (
        "hund, hunde, hvalp, hundetræning, hundeluftning, hundelufter, lufte hund, hundeskov, hundeklub, besøgshund,"
        " firbenet, vovse, vovhund, gå tur med hunden, dog, dogs, dog walking, puppy",
        "lydighed, agility, snor, gø",
    ),
    "animals.horses": (
        "hest, heste, ride, ridning, rideklub, rideskole, pony, ridelejr, horse, horses, riding",
        "strigle, stald, sadel, muge",
    ),
    "animals.farm": (
        "bondegård, gård, landbrug, høns, grise, køer, får, geder, stald, dyrehold, farm",
        "æg, fodre, traktor, dyr, bonde",
    ),
    "garden": (
        "haven, havearbejde, haveprojekt, gartneri, planter, dyrke, grønne fingre, haveselskab, havegruppe, haveglad,"
        " så og høste, garden, gardening, plants",
        "blomster, jord, luge, bede, drivhus, kompost, tomater, kartofler, spade",
    ),
    "garden.community": (
        "nyttehave, fælleshave, byhave, køkkenhave, havefællesskab, dyrke grøntsager, højbede, taghave, skolehave,"
        " jord til bord, urban farming, community garden, vegetables, allotment",
        "høst, drivhus, kartofler, grøntsager, krydderurter, tomater",
    ),
    "garden.allotment": ("kolonihave, haveforening, kolonihaver, havelod, kolonihavehus, allotment", "hæk, lod, lodder"),
    "garden.flowers": (
        "blomster, blomsterbinding, buket, buketter, kranse, dekorationer, blomsterdekoration, binde, flowers, floristry",
        "bede, roser, luge, planter, juledekoration, påske",
    ),
    "digital": ("digital, digitalt, online, internet, på nettet, skærm, tech, computer", "app, nettet, telefon"),
    "digital.it_help": (
        "it-hjælp, IT hjælp, it, computer, computeren, computerhjælp, pc, MitID, mit id, e-boks, eboks, digital post,"
        " ipad, tablet, smartphone, mobil, mobiltelefon, mobilhjælp, datastue, internet, netbank, printer, app, apps,"
        " hjælp til telefonen, computer help, IT help, computers",
        "koder, kode, telefon, telefonen, skærm, mail, driller, sende et billede, nettet, borger.dk",
    ),
    "digital.gaming": (
        "gaming, gamer, gamere, computerspil, spille computer, esport, e-sport, playstation, xbox, nintendo, minecraft,"
        " fortnite, counter-strike, discord, lan, online spil, videospil, spille online, video games, esports, gamers",
        "skærm, konsol, headset, spil, computer",
    ),
    "digital.genealogy": (
        "slægt, slægtsforskning, slægtsforsker, slægtshistorie, stamtræ, anetavle, aner, forfædre, oldeforældre,"
        " kirkebøger, folketællinger, slægtstræ, genealogy, family history, ancestry, ancestors",
        "arkiv, gotisk, familie, oldefar, oldemor",
    ),
    "helping": (
        "frivillig, frivilligt arbejde, frivilligjob, hjælpe andre, gøre en forskel, gøre nytte, give noget tilbage, bidrage,"
        " være til gavn, hjælpende hånd, medhjælper, nødhjælp, nytte, føle mig nyttig,"
        " volunteer, volunteering, help others",
        "vagt, vagter, opgave, hjælper, støtte, søger folk, kolleger, indsamling, hjælpe til, nyttig",
    ),
    "helping.second_hand": (
        "genbrug, genbrugsbutik, genbrugsbutikken, tøjsortering, loppemarked, brugt tøj, second hand, secondhand,"
        " velgørenhed, stå i butik, butik, charity shop, thrift shop",
        "sortere, kasse, møbler, tøj, kunder",
    ),
    "helping.visiting": (
        "besøgsven, besøgsvenner, besøge ældre, besøge gamle, besøge ensomme, besøg, besøgstjeneste, plejehjem,"
        " vågetjeneste, komme på besøg, visiting friend, befriending, befriender, visit the elderly",
        "selskab, beboere, kommer hjem til dig, ledsage",
    ),
    "helping.events": (
        "festival, arrangement, arrangementer, stille op, billetluge, vært, eventhold, frivillig på festival, byfest,"
        " marked, natteravn, festivals, events",
        "scene, vagt, skænke, opgave",
    ),
    "helping.mentoring": (
        "mentor, mentorordning, lektiehjælp, lektiecafé, bisidder, ledsager, rollemodel, voksenven, følgeven, vejleder,"
        " gå med til møde, hjælpe børn, møde på kommunen, jobcenter, støtteperson, mentoring, homework help, tutor",
        "lektier, støtte, råd, kontaktfamilie, børn, kommunen",
    ),
    "helping.food_saving": (
        "madspild, overskudsmad, redde mad, stop spild, fælles køleskab, fødevarebank, dumpster, madredning, food waste,"
        " food saving",
        "supermarked, billig mad, overskud, varer",
    ),
    "faith": (
        "kirke, tro, kristen, kristendom, kirkelig, sognehus, menighed, religion, religiøs, gud, moské, church, faith,"
        " religion, christian",
        "præst, sognegård, salmer, bøn, sogn, kirken, åndelig",
    ),
    "faith.services": (
        "gudstjeneste, altergang, salmer, bibelkreds, bibel, bibelstudie, studiekreds, bøn, højmesse, messe, prædiken,"
        " bede, church service, bible, worship",
        "kirke, præst, salme, tro",
    ),
    "faith.reflection": (
        "meditation, meditere, stilhed, retræte, eftertanke, natkirke, tænde et lys, sjælesorg, åndelighed, mindfulness,"
        " fordybelse, kontemplation, tale med en præst, meditation group, spirituality",
        "ro, stille, lys, præst, tanker, nærvær, indre ro",
    ),
    "faith.interfaith": (
        "tværreligiøs, religionsmøde, muslim, muslimer, islam, jøde, jøder, kristne og muslimer, religionsdialog,"
        " interfaith, muslims, imam",
        "tro, eid, ramadan, moské",
    ),
}
