"""Where the demo's offers meet. Points lie near the towns, not at the doors; bus lines are invented."""

from traedesten.demo.offers.rows import Venue

BY, MEJRUP, ULFBORG, VEMB, VINDERUP = "Holstebro by", "Mejrup", "Ulfborg", "Vemb", "Vinderup"
MIDT, BRABRAND, RISSKOV, VIBY = "Midtbyen", "Brabrand", "Risskov", "Viby"

CAFE = Venue("Café Nygade", "Nygade 12, 7500 Holstebro", BY, (56.3597, 8.6181), "Bybus 1 og 3 til Nygade.")
FRIVILLIG = Venue(
    "Frivilligcentret",
    "Nørregade 7, 7500 Holstebro",
    BY,
    (56.3609, 8.6155),
    "Ti minutter på gåben fra stationen.",
    hearing_loop=True,
)
SOEN = Venue(
    "Parkeringspladsen ved Vandkraftsøen",
    "Nybovej, 7500 Holstebro",
    BY,
    (56.3668, 8.6389),
    "Bybus 2 til Nybovej. God parkering.",
)
VAERKSTED = Venue(
    "Det gamle værksted", "Struervej 20, 7500 Holstebro", BY, (56.3652, 8.6098), "Bybus 4 til Struervej."
)
BIBLIOTEK = Venue(
    "Holstebro Bibliotek",
    "Kirkestræde 13, 7500 Holstebro",
    BY,
    (56.3588, 8.6149),
    "Alle bybusser standser på torvet.",
    hearing_loop=True,
)
MUSIKSKOLE = Venue(
    "Musikskolen",
    "Den Røde Plads 16, 7500 Holstebro",
    BY,
    (56.3579, 8.6203),
    "Bybus 1 til Den Røde Plads.",
    hearing_loop=True,
)
SOGNEHUS = Venue(
    "Sognehuset",
    "Kirkestræde 3, 7500 Holstebro",
    BY,
    (56.3584, 8.6158),
    "Alle bybusser standser på torvet.",
    hearing_loop=True,
)
BAGHUS = Venue(
    "Baghuset",
    "Sønderlandsgade 9, 7500 Holstebro",
    BY,
    (56.3571, 8.6132),
    "Bybus 3. To trin op fra gården.",
    step_free=False,
)
SUNDHED = Venue(
    "Center for Sundhed",
    "Nygade 22, 7500 Holstebro",
    BY,
    (56.3593, 8.6194),
    "Bybus 1 og 3 til døren. Handicapparkering.",
    hearing_loop=True,
)
UNGEHUS = Venue(
    "Ungehuset", "Store Torv 6, 7500 Holstebro", BY, (56.3599, 8.6162), "Alle bybusser standser på torvet."
)
VARMESTUE = Venue("Varmestuen", "Åboulevarden 4, 7500 Holstebro", BY, (56.3606, 8.6211), "Bybus 2 til Åbroen.")
HAL = Venue(
    "Byens hal",
    "Stadionvej 8, 7500 Holstebro",
    BY,
    (56.3548, 8.6247),
    "Bybus 5 til Stadion. God parkering.",
    hearing_loop=False,
)
BAD = Venue(
    "Svømmehallen", "Stadionvej 10, 7500 Holstebro", BY, (56.3544, 8.6259), "Bybus 5. Der er lift i bassinet."
)
HAVEN = Venue(
    "Fælleshaven Grobund",
    "Hornshøjvej 31, 7500 Holstebro",
    BY,
    (56.3723, 8.6051),
    "Bybus 4, og så fem minutter til fods.",
    step_free=None,
)
BUTIK = Venue("Butikken Anden Gang", "Lægårdvej 40, 7500 Holstebro", BY, (56.3537, 8.6076), "Bybus 3 til Lægårdvej.")
LANTERNE = Venue("Lanternen", "Grønsgade 15, 7500 Holstebro", BY, (56.3587, 8.6186), "Tre minutter fra torvet.")
PARK = Venue("Lystanlægget", "Lystanlægget, 7500 Holstebro", BY, (56.3622, 8.6229), "Bybus 2 til Åbroen.")
KOEKKEN = Venue("Skolekøkkenet", "Skolegade 21, 7500 Holstebro", BY, (56.3615, 8.6124), "Bybus 4 til Skolegade.")

MEJRUP_HUS = Venue(
    "Mejrup Kulturhus",
    "Elkjærvej 2, 7500 Holstebro",
    MEJRUP,
    (56.3781, 8.6741),
    "Bus 27 fra stationen hver halve time.",
    hearing_loop=True,
)
MEJRUP_HAL = Venue("Mejrup Hallen", "Elkjærvej 6, 7500 Holstebro", MEJRUP, (56.3793, 8.6767), "Bus 27 til hallen.")
LYNGMOSEN = Venue(
    "Lyngmosen",
    "Mosevej 14, 7500 Holstebro",
    MEJRUP,
    (56.3902, 8.6958),
    "Ingen bus. Sig til, så henter vi i Mejrup.",
    step_free=False,
)
ULFBORG_BIB = Venue(
    "Ulfborg Bibliotek",
    "Sportsvej 3, 6990 Ulfborg",
    ULFBORG,
    (56.2698, 8.3187),
    "Fem minutter fra stationen.",
    hearing_loop=True,
)
PLANTAGE = Venue(
    "Ulfborg Plantage",
    "Skovvej 1, 6990 Ulfborg",
    ULFBORG,
    (56.2611, 8.3389),
    "Ingen bus. Vi kører sammen fra stationen.",
    step_free=False,
)
ULFBORG_HUS = Venue(
    "Fritidscentret", "Sportsvej 9, 6990 Ulfborg", ULFBORG, (56.2689, 8.3169), "Otte minutter fra stationen."
)
ULFBORG_KIRKE = Venue("Kirkeladen", "Kirkevej 5, 6990 Ulfborg", ULFBORG, (56.2716, 8.3214), hearing_loop=True)
FORSAMLING = Venue(
    "Forsamlingshuset",
    "Bredgade 30, 7570 Vemb",
    VEMB,
    (56.3449, 8.3468),
    "To minutter fra stationen.",
    hearing_loop=True,
)
VEMB_HAL = Venue("Vemb Idrætshal", "Idrætsvej 1, 7570 Vemb", VEMB, (56.3471, 8.3402), "Ti minutter fra stationen.")
FJORD = Venue(
    "Broen ved fjorden",
    "Fjordvej 60, 7570 Vemb",
    VEMB,
    (56.3619, 8.2987),
    "Ingen bus. Samkørsel fra stationen i Vemb.",
    step_free=False,
)
TORV = Venue("Torvet i Vinderup", "Søndergade 2, 7830 Vinderup", VINDERUP, (56.4817, 8.7811), "Bus 40 og toget.")
MEDBORGER = Venue(
    "Medborgerhuset",
    "Nørregade 8, 7830 Vinderup",
    VINDERUP,
    (56.4829, 8.7793),
    "Fem minutter fra stationen.",
    hearing_loop=True,
)
VINDERUP_HAL = Venue("Vinderup Idrætscenter", "Sportsvænget 4, 7830 Vinderup", VINDERUP, (56.4846, 8.7742), "Bus 40.")
VINDERUP_SKOLE = Venue(
    "Skolens værksted", "Skolebakken 3, 7830 Vinderup", VINDERUP, (56.4801, 8.7769), step_free=None
)

FOLKESTEDET = Venue(
    "Folkestedet",
    "Carl Blochs Gade 28, 8000 Aarhus C",
    MIDT,
    (56.1539, 10.1931),
    "Ti minutter fra banegården.",
    hearing_loop=True,
)
DOKK1 = Venue(
    "Dokk1",
    "Hack Kampmanns Plads 2, 8000 Aarhus C",
    MIDT,
    (56.1537, 10.2142),
    "Letbanen standser ved døren.",
    hearing_loop=True,
)
FRIVILLIG_AARHUS = Venue(
    "Frivilligcenter Aarhus", "Grønnegade 80, 8000 Aarhus C", MIDT, (56.1589, 10.2037), "Bus 14 til Grønnegade."
)
FOLKESUNDHED = Venue(
    "Folkesundhed Aarhus",
    "Valdemarsgade 18, 8000 Aarhus C",
    MIDT,
    (56.1506, 10.1994),
    "Otte minutter fra banegården.",
    hearing_loop=True,
)
KAELDER = Venue(
    "Kælderen under spisehuset",
    "Mejlgade 90, 8000 Aarhus C",
    MIDT,
    (56.1611, 10.2131),
    "Letbanen til Skolebakken.",
    step_free=False,
)
VAERKSTED_AARHUS = Venue(
    "Spånen", "Sydhavnsgade 11, 8000 Aarhus C", MIDT, (56.1476, 10.2089), "Bus 18 til Sydhavnen."
)
GELLERUP = Venue("Gellerup Kulturhus", "Gudrunsvej 78, 8220 Brabrand", BRABRAND, (56.1541, 10.1372), "Bus 4A og 15.")
BRABRANDSO = Venue(
    "Broen ved Brabrand Sø", "Søvej 1, 8220 Brabrand", BRABRAND, (56.1497, 10.1179), "Bus 12 til Søvej."
)
BRABRAND_HAL = Venue("Brabrand Idrætshal", "Hallevej 5, 8220 Brabrand", BRABRAND, (56.1572, 10.1083), "Bus 4A.")
VIBY_HAVER = Venue(
    "Viby Haver",
    "Skanderborgvej 200, 8260 Viby",
    VIBY,
    (56.1252, 10.1587),
    "Bus 4A til Viby Torv, og så ti minutter.",
    step_free=None,
)
LOKALCENTER = Venue(
    "Lokalcenter Viby", "Grundtvigsvej 14, 8260 Viby", VIBY, (56.1311, 10.1652), "Bus 4A og 6A.", hearing_loop=True
)
SOGNEGAARD = Venue(
    "Risskov Sognegård",
    "Gammel Kongevej 4, 8240 Risskov",
    RISSKOV,
    (56.1859, 10.2231),
    "Bus 18. Letbanen til Vestre Strandallé.",
    hearing_loop=True,
)
BADEBRO = Venue(
    "Badebroen i Risskov", "Strandvejen 60, 8240 Risskov", RISSKOV, (56.1871, 10.2346), "Bus 18.", step_free=False
)
