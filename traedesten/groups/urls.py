from django.urls import path

from traedesten.groups.views import programmes

app_name = "groups"
PROGRAMMES = "s/<slug:site>/grupper/programmer"
PROGRAMME = f"{PROGRAMMES}/<uuid:programme_id>"
NETWORK = "s/<slug:site>/grupper/netvaerket"
OF_PROGRAMMES = [
    path(f"{PROGRAMMES}/", programmes.programmes, name="programmes"),
    path(f"{PROGRAMMES}/nyt/", programmes.add_programme, name="add_programme"),
    path(f"{PROGRAMME}/", programmes.programme, name="programme"),
    path(f"{PROGRAMME}/ret/", programmes.edit_programme, name="edit_programme"),
    path(f"{PROGRAMME}/luk/", programmes.close_programme, name="close_programme"),
    path(f"{PROGRAMME}/aabn/", programmes.reopen_programme, name="reopen_programme"),
    path(f"{PROGRAMME}/del/", programmes.publish_programme, name="publish_programme"),
    path(f"{PROGRAMME}/nyt-fra-netvaerket/", programmes.programme_changes, name="programme_changes"),
    path(f"{PROGRAMME}/plakat.pdf", programmes.programme_poster, name="programme_poster"),
    path(f"{NETWORK}/", programmes.network_programmes, name="network_programmes"),
    path(f"{NETWORK}/<uuid:published>/", programmes.network_programme, name="network_programme"),
    path(f"{NETWORK}/<uuid:published>/tag-over/", programmes.adopt_programme, name="adopt_programme"),
]
urlpatterns = [*OF_PROGRAMMES]
