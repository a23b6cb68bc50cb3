from django.urls import path

from traedesten.api import export_views, views

app_name = "api"

ADDRESSES = (
    ("", views.details, "details"),
    ("openapi.json", views.document, "openapi"),
    ("services", views.services, "services"),
    ("services/<uuid:offer_id>", views.service, "service"),
    ("service_at_locations", views.service_at_locations, "service_at_locations"),
    ("service_at_locations/<uuid:tie_id>", views.service_at_location, "service_at_location"),
    ("organizations", views.organizations, "organizations"),
    ("organizations/<uuid:organisation_id>", views.organization, "organization"),
    ("taxonomies", views.all_taxonomies, "taxonomies"),
    ("taxonomies/<uuid:taxonomy>", views.taxonomy, "taxonomy"),
    ("taxonomy_terms", views.taxonomy_terms, "taxonomy_terms"),
    ("taxonomy_terms/<uuid:term>", views.taxonomy_term, "taxonomy_term"),
    ("<path:rest>", views.nothing, "nothing"),
)

urlpatterns = [
    path("s/<slug:site>/tilbud/eksport/", export_views.export, name="export"),
    *(path(f"api/hsds/{address}", view, name=name) for address, view, name in ADDRESSES),
    *(path(f"<slug:site>/api/hsds/{address}", view, name=name) for address, view, name in ADDRESSES),
]
