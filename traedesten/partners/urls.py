from django.urls import path

from traedesten.partners import views

app_name = "partners"
ALL = "s/<slug:site>/paa-vej"
ONE = f"{ALL}/<uuid:initiative_id>"
urlpatterns = [
    path(f"{ALL}/", views.initiatives, name="initiatives"),
    path(f"{ALL}/ny/", views.start_initiative, name="start_initiative"),
    path(f"{ONE}/", views.initiative, name="initiative"),
    path(f"{ONE}/ret/", views.edit_initiative, name="edit_initiative"),
    path(f"{ONE}/flyt/", views.move_initiative, name="move_initiative"),
    path(f"{ONE}/aabn/", views.open_initiative, name="open_initiative"),
    path(f"{ONE}/aabnet/", views.opened, name="opened"),
    path(f"{ONE}/partner/", views.add_partner, name="add_partner"),
    path(f"{ONE}/partner/<uuid:partner_id>/fjern/", views.remove_partner, name="remove_partner"),
    path(f"{ONE}/skridt/", views.add_step, name="add_step"),
    path(f"{ONE}/skridt/<uuid:step_id>/", views.mark_step, name="mark_step"),
    path(f"{ONE}/nyt-link/", views.renew_follow_link, name="renew_follow_link"),
    path("<slug:site>/paa-vej/<str:token>/", views.follow, name="follow"),
]
