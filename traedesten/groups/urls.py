from django.urls import path

from traedesten.groups.views import open, place, pool, seeker

app_name = "groups"
urlpatterns = [
    # for everybody
    path("<slug:site>/grupper/", open.programmes, name="programmes_open"),
    path("<slug:site>/grupper/<slug:slug>/", open.programme, name="programme_page"),
    path("<slug:site>/grupper/<slug:slug>/tak/", open.thanks, name="thanks"),
    # for somebody who waits
    path("<slug:site>/venter/", place.place, name="place"),
    path("<slug:site>/venter/meld-fra/", place.withdraw, name="withdraw_place"),
    path("<slug:site>/venter/kom-igen/", place.come_back, name="come_back_to_place"),
    path("<slug:site>/venter/<str:token>/", place.enter, name="enter_place"),
    # the waiting pool
    path("s/<slug:site>/grupper/venter/", pool.waiting, name="pool"),
    path("s/<slug:site>/grupper/venter/skriv-op/", pool.write_in, name="write_in"),
    path("s/<slug:site>/grupper/venter/forloeb/<uuid:journey_id>/", pool.suggest, name="suggest"),
    path("s/<slug:site>/grupper/venter/<uuid:seeker_id>/", seeker.seeker, name="seeker"),
    path("s/<slug:site>/grupper/venter/<uuid:seeker_id>/gennemsyn/", pool.review_held, name="review_sign_up"),
    path("s/<slug:site>/grupper/venter/<uuid:seeker_id>/samtale/", seeker.talk, name="talk"),
    path("s/<slug:site>/grupper/venter/<uuid:seeker_id>/ret/", seeker.edit, name="edit_seeker"),
    path("s/<slug:site>/grupper/venter/<uuid:seeker_id>/meld-fra/", seeker.withdraw, name="withdraw"),
    path("s/<slug:site>/grupper/venter/<uuid:seeker_id>/kom-igen/", seeker.come_back, name="come_back"),
]
