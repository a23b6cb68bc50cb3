from django.urls import path

from traedesten.gathering import views

app_name = "gathering"
ALL = "s/<slug:site>/grupper/forslag"
ONE = f"{ALL}/<uuid:proposal_id>"
PLACE = f"{ALL}/steder/<uuid:place_id>"
GROUP = f"{ALL}/gruppe/<uuid:proposed_id>"
urlpatterns = [
    path(f"{ALL}/", views.proposals, name="proposals"),
    path(f"{ALL}/se-tilbage/", views.look_back, name="look_back"),
    path(f"{ALL}/steder/nyt/", views.add_place, name="add_place"),
    path(f"{PLACE}/", views.edit_place, name="edit_place"),
    path(f"{PLACE}/aaben/", views.open_place, name="open_place"),
    path(f"{ALL}/plads/<uuid:seat_id>/", views.seat, name="seat"),
    path(f"{GROUP}/", views.make, name="make"),
    path(f"{GROUP}/laas/", views.lock_group, name="lock_group"),
    path(f"{GROUP}/nej/", views.drop_group, name="drop_group"),
    path(f"{ONE}/", views.proposal, name="proposal"),
    path(f"{ONE}/igen/", views.again, name="again"),
    path(f"{ONE}/stop/", views.stop_planning, name="stop_planning"),
    path(f"{ONE}/laeg-vaek/", views.leave, name="leave"),
]
