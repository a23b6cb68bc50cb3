from django.urls import path

from traedesten.people.views import invitation, profile, volunteers

app_name = "people"
urlpatterns = [
    path("<slug:site>/velkommen/<str:token>/", invitation.enter, name="enter_invitation"),
    path("<slug:site>/velkommen/", invitation.accept, name="accept_invitation"),
    path("s/<slug:site>/guider/", volunteers.volunteers, name="volunteers"),
    path("s/<slug:site>/guider/ny/", volunteers.invite, name="invite_volunteer"),
    path("s/<slug:site>/guider/<uuid:volunteer_id>/", volunteers.volunteer, name="volunteer"),
    path("s/<slug:site>/guider/<uuid:volunteer_id>/igen/", volunteers.invite_again, name="invite_again"),
    path("s/<slug:site>/guider/<uuid:volunteer_id>/farvel/", volunteers.end_membership, name="end_membership"),
    path("s/<slug:site>/guider/<uuid:volunteer_id>/billede.jpg", volunteers.picture, name="volunteer_picture"),
    path("s/<slug:site>/mig/", profile.profile, name="profile"),
]
