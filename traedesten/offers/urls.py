from django.urls import path

from traedesten.offers import find_views as finding
from traedesten.offers import views

app_name = "offers"
urlpatterns = [
    path("s/<slug:site>/tilbud/", views.offers, name="offers"),
    path("s/<slug:site>/tilbud/find/", finding.find_inside, name="find_inside"),
    path("s/<slug:site>/tilbud/nyt/", views.add_offer, name="add_offer"),
    path("s/<slug:site>/tilbud/<uuid:offer_id>/", views.offer, name="offer"),
    path("s/<slug:site>/tilbud/<uuid:offer_id>/ret/", views.edit_offer, name="edit_offer"),
    path("<slug:site>/find/", finding.find, name="find"),
    path("<slug:site>/find/uge/", finding.week, name="week"),
    path("<slug:site>/find/kalender.ics", finding.find_calendar, name="find_calendar"),
    path("<slug:site>/find/liste.pdf", finding.printed, name="printed"),
    path("<slug:site>/find/sted/<uuid:venue_id>/kalender.ics", finding.venue_calendar, name="venue_calendar"),
    path("<slug:site>/find/<uuid:offer_id>/", finding.find_offer, name="find_offer"),
    path("<slug:site>/find/<uuid:offer_id>/kalender.ics", finding.offer_calendar, name="offer_calendar"),
    path("<slug:site>/find/<uuid:offer_id>/plakat.pdf", finding.poster, name="poster"),
]
