from django.urls import path

from traedesten.offers import views

app_name = "offers"
urlpatterns = [
    path("s/<slug:site>/tilbud/", views.offers, name="offers"),
    path("s/<slug:site>/tilbud/nyt/", views.add_offer, name="add_offer"),
    path("s/<slug:site>/tilbud/<uuid:offer_id>/", views.offer, name="offer"),
    path("s/<slug:site>/tilbud/<uuid:offer_id>/ret/", views.edit_offer, name="edit_offer"),
    path("<slug:site>/find/", views.find, name="find"),
]
