from django.urls import path

from traedesten.api import export_views, find_views, views

app_name = "api"

ADDRESSES = (
    ("", views.details, "details"),
    ("openapi.json", views.document, "openapi"),
    ("services", views.offers, "services"),
    ("services/<uuid:offer_id>", views.offer, "service"),
    ("service_at_locations", views.ties, "service_at_locations"),
    ("service_at_locations/<uuid:tie_id>", views.tie, "service_at_location"),
    ("organizations", views.organisations, "organizations"),
    ("organizations/<uuid:organisation_id>", views.organisation, "organization"),
    ("taxonomies", views.all_taxonomies, "taxonomies"),
    ("taxonomies/<uuid:taxonomy>", views.taxonomy, "taxonomy"),
    ("taxonomy_terms", views.taxonomy_terms, "taxonomy_terms"),
    ("taxonomy_terms/<uuid:term>", views.taxonomy_term, "taxonomy_term"),
    ("<path:rest>", views.nothing, "nothing"),
)

urlpatterns = [
    path("find/", find_views.find_everywhere, name="find_everywhere"),
    path("s/<slug:site>/tilbud/eksport/", export_views.export, name="export"),
    *(path(f"api/hsds/{address}", view, name=name) for address, view, name in ADDRESSES),
    *(path(f"<slug:site>/api/hsds/{address}", view, name=name) for address, view, name in ADDRESSES),
]
