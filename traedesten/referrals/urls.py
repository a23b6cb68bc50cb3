from django.urls import path

from traedesten.referrals.views import inbox, public, units

app_name = "referrals"
urlpatterns = [
    # the card
    path("<slug:site>/henvis/", public.refer, name="refer"),
    path("<slug:site>/henvis/tak/", public.receipt, name="receipt"),
    path("<slug:site>/henvis/tak/kort.pdf", public.person_card, name="person_card"),
    path("<slug:site>/henvis/<str:token>/", public.refer_from_unit, name="refer_from_unit"),
    # the inbox
    path("s/<slug:site>/henvisninger/", inbox.inbox, name="inbox"),
    path("s/<slug:site>/henvisning/<uuid:referral_id>/", inbox.referral, name="referral"),
    path("s/<slug:site>/henvisning/<uuid:referral_id>/opkald/", inbox.record_call, name="record_call"),
    path("s/<slug:site>/henvisning/<uuid:referral_id>/flyt/", inbox.move, name="move"),
    path("s/<slug:site>/henvisning/<uuid:referral_id>/spoerg/", inbox.ask_more, name="ask_more"),
    path("s/<slug:site>/henvisning/<uuid:referral_id>/nej-tak/", inbox.decline, name="decline"),
    path("s/<slug:site>/henvisning/<uuid:referral_id>/gennemsyn/", inbox.review_held, name="review_held"),
    # workplaces that refer
    path("s/<slug:site>/afdelinger/", units.units, name="units"),
    path("s/<slug:site>/afdelinger/<uuid:unit_id>/nyt-link/", units.renew_link, name="renew_unit_link"),
    path("s/<slug:site>/afdelinger/<uuid:unit_id>/luk/", units.close, name="close_unit"),
    path("s/<slug:site>/afdelinger/<uuid:unit_id>/kort.pdf", units.card, name="unit_card"),
]
