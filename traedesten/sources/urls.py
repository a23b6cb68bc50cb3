from django.urls import path

from traedesten.sources import merge_views, neighbour_views, views

app_name = "sources"
urlpatterns = [
    path("s/<slug:site>/tilbud/kilder/", views.sources, name="sources"),
    path("s/<slug:site>/tilbud/kilder/ny/", views.add_source, name="add_source"),
    path("s/<slug:site>/tilbud/kilder/<uuid:source_id>/", views.source, name="source"),
    path("s/<slug:site>/tilbud/kilder/<uuid:source_id>/kolonner/", views.columns, name="columns"),
    path("s/<slug:site>/tilbud/kilder/<uuid:source_id>/laes/", views.read, name="read"),
    path("s/<slug:site>/tilbud/kilder/<uuid:source_id>/hver-nat/", views.nightly, name="nightly"),
    path("s/<slug:site>/tilbud/kilder/hentning/<uuid:run_id>/", views.run, name="run"),
    path("s/<slug:site>/tilbud/kilder/hentning/<uuid:run_id>/hent/", views.accept_run, name="accept_run"),
    path("s/<slug:site>/tilbud/kilder/hentning/<uuid:run_id>/fortryd/", views.undo_run, name="undo_run"),
    path(
        "s/<slug:site>/tilbud/kilder/hentning/<uuid:run_id>/fortryd/<uuid:change_id>/",
        views.undo_change,
        name="undo_change",
    ),
    path("s/<slug:site>/tilbud/kilder/<uuid:source_id>/med-igen/", views.take_again, name="take_again"),
    path("s/<slug:site>/tilbud/naboer/", neighbour_views.neighbours, name="neighbours"),
    path("s/<slug:site>/tilbud/naboer/<uuid:shared_id>/foelg/", neighbour_views.follow, name="follow"),
    path(
        "s/<slug:site>/tilbud/naboer/<uuid:followed_id>/stop/", neighbour_views.stop_following, name="stop_following"
    ),
    path("s/<slug:site>/tilbud/<uuid:offer_id>/del/", neighbour_views.share, name="share"),
    path("s/<slug:site>/tilbud/dubletter/", merge_views.duplicates, name="duplicates"),
    path("s/<slug:site>/tilbud/dubletter/<uuid:merge_id>/fortryd/", merge_views.undo_merge, name="undo_merge"),
    path("s/<slug:site>/tilbud/<uuid:offer_id>/sammen/<uuid:other_id>/", merge_views.merge, name="merge"),
]
