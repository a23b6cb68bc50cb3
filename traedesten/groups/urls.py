from django.urls import path

from traedesten.groups.views import course, holding, member, open, place, pool, programmes, seeker

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
HOLDING = "s/<slug:site>/moede"
OF_COURSES = [
    # those who hold a group; the address holds /moede/, so that the phone keeps the page
    path(f"{HOLDING}/", holding.mine, name="courses"),
    path(f"{HOLDING}/gruppe/<uuid:group_id>/", holding.facilitating, name="facilitating"),
    path(f"{HOLDING}/gruppe/<uuid:group_id>/nyt/", course.add_session, name="add_session"),
    path(f"{HOLDING}/gruppe/<uuid:group_id>/slut/", course.end_group, name="end_group"),
    path(f"{HOLDING}/gruppe/<uuid:group_id>/kalender/", holding.calendar_address, name="calendar_address"),
    path(f"{HOLDING}/omsorg/<uuid:caring_id>/", course.called, name="called"),
    path(f"{HOLDING}/plads/<uuid:member_id>/stop/", course.stop, name="stop"),
    path(f"{HOLDING}/plads/<uuid:member_id>/videre/", course.onward, name="onward"),
    path(f"{HOLDING}/<uuid:session_id>/", holding.session, name="session"),
    path(f"{HOLDING}/<uuid:session_id>/log/", holding.log, name="session_log"),
    path(f"{HOLDING}/<uuid:session_id>/flyt/", course.move_session, name="move_session"),
    path(f"{HOLDING}/<uuid:session_id>/aflys/", course.cancel_session, name="cancel_session"),
    # for somebody who sits in one
    path("<slug:site>/venter/afbud/<uuid:session_id>/", member.send_word, name="send_word"),
    path("<slug:site>/venter/stop/", member.stop, name="my_stop"),
    path("<slug:site>/venter/videre/", member.onward, name="my_onward"),
    path("<slug:site>/venter/kalender/", member.calendar_address, name="my_calendar"),
    path("<slug:site>/kalender/<str:token>.ics", member.calendar, name="calendar"),
    path("<slug:site>/bagefter/", member.afterwards, name="afterwards"),
    path("<slug:site>/bagefter/<str:token>/", member.enter_afterwards, name="enter_afterwards"),
]
urlpatterns = [
    *OF_PROGRAMMES,
    *OF_COURSES,
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
