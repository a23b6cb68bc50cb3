from django.urls import path

from traedesten.offers.views import find, keeping, outline, owner, suggesting, waiting

app_name = "offers"
LIST = "s/<slug:site>/tilbud"
OFFER = f"{LIST}/<uuid:offer_id>"
OWN = "<slug:site>/tilbud-ret"
FIND = "<slug:site>/find"
urlpatterns = [
    # the list, for staff
    path(f"{LIST}/", keeping.offers, name="offers"),
    path(f"{LIST}/nyt/", keeping.add_offer, name="add_offer"),
    path(f"{LIST}/kort/", outline.outline, name="outline"),
    path(f"{LIST}/kort/fjern/", outline.remove_outline, name="remove_outline"),
    path(f"{OFFER}/", keeping.offer, name="offer"),
    path(f"{OFFER}/ret/", keeping.edit_offer, name="edit_offer"),
    path(f"{OFFER}/af-listen/", keeping.close_offer, name="close_offer"),
    path(f"{OFFER}/paa-listen/", keeping.reopen_offer, name="reopen_offer"),
    path(f"{OFFER}/passer/", keeping.confirm_offer, name="confirm_offer"),
    path(f"{OFFER}/spoerg/", keeping.ask_owner, name="ask_owner"),
    path(f"{OFFER}/luk-links/", keeping.close_owner_links, name="close_owner_links"),
    path(f"{OFFER}/fortael/", waiting.report_offer, name="report_offer"),
    # what waits for a coordinator
    path(f"{LIST}/ingen-svarer/", waiting.unanswered, name="unanswered"),
    path(f"{LIST}/meldinger/", waiting.reports, name="reports"),
    path(f"{LIST}/meldinger/<uuid:report_id>/set/", waiting.handle_report, name="handle_report"),
    path(f"{LIST}/forslag/", waiting.suggestions, name="suggestions"),
    path(f"{LIST}/forslag/<uuid:suggestion_id>/", waiting.suggestion, name="suggestion"),
    # the one who answers for an offer, by a link
    path(f"{OWN}/", owner.owner, name="owner"),
    path(f"{OWN}/passer/", owner.owner_confirm, name="owner_confirm"),
    path(f"{OWN}/plads/", owner.owner_capacity, name="owner_capacity"),
    path(f"{OWN}/kontakt/", owner.owner_contact, name="owner_contact"),
    path(f"{OWN}/stop/", owner.owner_stop, name="owner_stop"),
    path(f"{OWN}/ret/", owner.owner_edit, name="owner_edit"),
    path(f"{OWN}/<str:token>/", owner.enter_owner, name="enter_owner"),
    # everybody
    path(f"{LIST}/find/", find.find_inside, name="find_inside"),
    path(f"{FIND}/", find.find, name="find"),
    path(f"{FIND}/uge/", find.week, name="week"),
    path(f"{FIND}/kalender.ics", find.find_calendar, name="find_calendar"),
    path(f"{FIND}/liste.pdf", find.printed, name="printed"),
    path(f"{FIND}/sted/<uuid:venue_id>/kalender.ics", find.venue_calendar, name="venue_calendar"),
    path(f"{FIND}/<uuid:offer_id>/", find.find_offer, name="find_offer"),
    path(f"{FIND}/<uuid:offer_id>/kalender.ics", find.offer_calendar, name="offer_calendar"),
    path(f"{FIND}/<uuid:offer_id>/plakat.pdf", find.poster, name="poster"),
    path(f"{FIND}/foreslaa-nyt/", suggesting.suggest_new, name="suggest_new"),
    path(f"{FIND}/tak/", suggesting.suggested, name="suggested"),
    path(f"{FIND}/<uuid:offer_id>/foreslaa/", suggesting.suggest_change, name="suggest_change"),
]
