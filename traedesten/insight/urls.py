from django.urls import path

from traedesten.insight import views

app_name = "insight"
urlpatterns = [
    path("s/<slug:site>/indsigt/", views.insight, name="insight"),
    path("s/<slug:site>/indsigt/opdater/", views.refresh, name="refresh"),
    path("s/<slug:site>/indsigt/deling/", views.sharing, name="sharing"),
    path("s/<slug:site>/indsigt/deling/ny/", views.publish, name="publish"),
    path("s/<slug:site>/indsigt/deling/<uuid:reader_id>/luk/", views.close_reading, name="close_reading"),
    path("s/<slug:site>/indsigt/opgoerelse/", views.preview, name="preview"),
    path("s/<slug:site>/indsigt/rapport.pdf", views.report, name="report"),
    path("s/<slug:site>/indsigt/netvaerket/", views.network, name="network"),
    path("s/<slug:site>/indsigt/netvaerket/forslag/", views.network_look_back, name="network_look_back"),
    path("s/<slug:site>/indsigt/netvaerket/del/", views.share_with_network, name="share_with_network"),
    # for readers outside the house
    path("<slug:site>/indsigt/", views.summary, name="summary"),
    path("<slug:site>/indsigt/rapport.pdf", views.summary_report, name="summary_report"),
    path("<slug:site>/indsigt/ind/<str:token>/", views.enter_summary, name="enter_summary"),
    path("<slug:site>/indsigt/henviser/<str:token>/", views.unit_summary, name="unit_summary"),
]
