from django.urls import path

from traedesten.research import views

app_name = "research"
ONE = "s/<slug:site>/indsigt/udtraek/<uuid:export_id>/"
urlpatterns = [
    path("s/<slug:site>/indsigt/udtraek/", views.exports, name="exports"),
    path("s/<slug:site>/indsigt/udtraek/nyt/", views.ask_for_export, name="ask_for_export"),
    path(ONE, views.export_request, name="export_request"),
    path(f"{ONE}godkend/", views.approve_export, name="approve_export"),
    path(f"{ONE}nej/", views.refuse_export, name="refuse_export"),
    path(f"{ONE}traek-tilbage/", views.withdraw_export, name="withdraw_export"),
    path(f"{ONE}lav/", views.make_export, name="make_export"),
    path(f"{ONE}hent/", views.fetch_export, name="fetch_export"),
]
