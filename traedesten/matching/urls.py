from django.urls import path

from traedesten.matching import views

app_name = "matching"
urlpatterns = [
    path("s/<slug:site>/fordel/", views.share_out, name="share_out"),
    path("s/<slug:site>/se-tilbage/", views.look_back, name="look_back"),
    path("s/<slug:site>/mangler/", views.missing, name="missing"),
    path("s/<slug:site>/forloeb/<uuid:journey_id>/forslag/", views.proposal, name="proposal"),
    path("s/<slug:site>/forloeb/<uuid:journey_id>/spoerg/", views.ask_guide, name="ask_guide"),
    path("s/<slug:site>/forloeb/<uuid:journey_id>/ikke-denne/", views.pass_over, name="pass_over"),
    path("s/<slug:site>/spoergsmaal/<uuid:request_id>/tag-tilbage/", views.withdraw, name="withdraw_request"),
    path("s/<slug:site>/spoergsmaal/<uuid:request_id>/", views.answer_request, name="answer_request"),
]
