"""Pages that belong to every site: privacy, accessibility, and the guide's service worker."""

from django.urls import path

from traedesten.ui import views

app_name = "ui"
urlpatterns = [
    path("privatliv/", views.privacy, name="privacy"),
    path("tilgaengelighed/", views.accessibility, name="accessibility"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
]
