"""The invented people of Aarhus."""

from traedesten.demo.people import SELF, Person

MIDT, BRABRAND, RISSKOV, VIBY = "Midtbyen", "Brabrand", "Risskov", "Viby"
FSA, VIBY_LAEGE, AUH = "Folkesundhed", "Lægefællesskabet", "Universitetshospital"

AARHUS = (
    Person("Karoline", 23, MIDT, "fresh", 0, "Læser på andet år og spiser alene hver dag.", unit=SELF),
    Person("Verner", 80, VIBY, "fresh", 2, "Enkemand siden maj. Kan godt lide skak.", unit=VIBY_LAEGE),
    Person("Hodan", 36, BRABRAND, "no_answer_yet", 3, "Vil gerne ud blandt andre. Ring formiddag.", unit=FSA),
    Person("Thomas", 44, MIDT, "being_assessed", 5, "Vil gerne ud igen, et sted uden trapper.", unit=AUH),
    Person("Bodil", 77, RISSKOV, "waiting", 11, "Sang før i domkirkens kor.", "Bare jeg må sidde ned og synge.",
           ("music",), unit=AUH, more={"times": ["thu-eve"], "size": "large"}),
    Person("Jakob", 30, MIDT, "waiting", 6, "Bog- og brætspilsmenneske.", "Helst et sted, hvor man kan gå igen.",
           ("culture", "games"), unit=FSA, more={"times": ["wed-pm"], "size": "small"}),
    Person("Lars", 55, VIBY, "declined", 60, "Søger bisidder til møde i kommunen.", unit=FSA,
           more={"why": "not_for_us"}),
    Person("Emma", 25, MIDT, "walk", 60, "Har været syg siden gymnasiet.",
           "Jeg vil gerne kunne sige, at jeg skal noget.",
           ("culture", "talk"), ("Læsekredsen på Dokk1",), "Sofie Brandt", AUH),
    Person("Nanna", 33, MIDT, "walk", 150, "Fødte i vinter og er mest hjemme.", "Voksne ord, tak.",
           ("talk", "culture"), ("Folkestedet, mandagscaféen",), "Sofie Brandt", FSA),
    Person("Egon", 82, VIBY, "walk", 80, "Har ikke talt med nogen om sin hund, siden den døde.",
           "En makker til skakken.",
           ("games",), ("Skak og kaffe",), "Henning Rask", VIBY_LAEGE),
    Person("Kirsten", 68, VIBY, "walk", 300, "Ny i lejlighed efter 40 år i hus.", "Jeg savner jorden under neglene.",
           ("garden",), ("Havefællesskabet i Viby",), "Henning Rask", VIBY_LAEGE),
    Person("Zahra", 47, BRABRAND, "walk", 70, "Vil gerne lave mad til flere end sig selv.",
           "I køkkenet er jeg mig selv.",
           ("food", "helping"), ("Køkkenholdet i Brabrand",), "Amina Yusuf", FSA),
    Person("Per", 61, RISSKOV, "walk", 130, "Gik på efterløn og mistede rytmen.",
           "Torsdag er blevet ugens bedste dag.",
           ("music",), ("Bugtens Kor",), "Torben Friis", FSA, ("Anne-Grethe", "partner", "+4561004077"),
           {"relief": "Pusterummet"}),
    Person("Mikkel", 28, BRABRAND, "getting_to_know", 15, "Flyttede hjem til sin mor igen.",
           "Jeg ved ikke, hvad jeg kan.",
           ("food",), (), "Amina Yusuf", FSA),
    Person("Grete", 74, RISSKOV, "gone_quiet", 66, "Bor med udsigt og uden besøg.", "Det blæser altid her.",
           ("music", "nature"), ("Bugtens Kor",), "Torben Friis", AUH,
           more={"met": 52, "last": 25, "next": "Ring og hør om torsdag", "when": "I denne uge"}),
)  # fmt: skip
