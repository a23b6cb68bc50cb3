from django.urls import path

from traedesten.groups.views import (
    composing,
    course,
    facilitating,
    facilitators,
    holding,
    interest,
    invitation,
    member,
    open,
    overview,
    place,
    pool,
    programmes,
    seeker,
)

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
    path(f"{PROGRAMME}/tal/", programmes.share_figures, name="share_figures"),
    path(f"{PROGRAMME}/nyt-fra-netvaerket/", programmes.programme_changes, name="programme_changes"),
    path(f"{PROGRAMME}/plakat.pdf", programmes.programme_poster, name="programme_poster"),
    path(f"{NETWORK}/", programmes.network_programmes, name="network_programmes"),
    path(f"{NETWORK}/<uuid:published>/", programmes.network_programme, name="network_programme"),
    path(f"{NETWORK}/<uuid:published>/tag-over/", programmes.adopt_programme, name="adopt_programme"),
]
FACILITATORS = "s/<slug:site>/grupper/facilitatorer"
FACILITATOR = f"{FACILITATORS}/<uuid:facilitator_id>"
OWN = "s/<slug:site>/facilitator"
OF_FACILITATORS = [
    path("<slug:site>/bliv-facilitator/", interest.become_facilitator, name="become_facilitator"),
    path("<slug:site>/bliv-facilitator/tak/", interest.thanks, name="become_facilitator_thanks"),
    path(f"{FACILITATORS}/", facilitators.facilitators, name="facilitators"),
    path(f"{FACILITATORS}/aftaler/", facilitators.terms, name="facilitator_terms"),
    path(f"{FACILITATORS}/sparring/<uuid:sparring_id>/", facilitators.answer_sparring, name="answer_sparring"),
    path(f"{FACILITATOR}/", facilitators.facilitator, name="facilitator"),
    path(f"{FACILITATOR}/gennemsyn/", facilitators.review_interest, name="review_interest"),
    path(f"{FACILITATOR}/videre/", facilitators.move_facilitator, name="move_facilitator"),
    path(f"{FACILITATOR}/ret/", facilitators.edit_facilitator, name="edit_facilitator"),
    path(f"{FACILITATOR}/oplaering/", facilitators.record_training, name="facilitator_training"),
    path(f"{FACILITATOR}/paa-papir/", facilitators.declare_on_paper, name="facilitator_paper"),
    path(f"{FACILITATOR}/tak/", facilitators.thank, name="thank_facilitator"),
    path(f"{OWN}/", facilitating.day, name="facilitator_day"),
    path(f"{OWN}/erklaering/", facilitating.declaration, name="facilitator_declaration"),
    path(f"{OWN}/tider/", facilitating.times, name="facilitator_times"),
    path(f"{OWN}/makkere/", facilitating.pairs, name="facilitator_pairs"),
    path(f"{OWN}/sparring/", facilitating.sparring, name="facilitator_sparring"),
]
GROUPS = "s/<slug:site>/grupper/hold"
GROUP = f"{GROUPS}/<uuid:group_id>"
OF_COMPOSING = [
    path("s/<slug:site>/grupper/overblik/", overview.overview, name="overview"),
    path(f"{GROUPS}/", composing.groups, name="groups"),
    path(f"{GROUPS}/ny/", composing.plan_group, name="plan_group"),
    path(f"{GROUPS}/svar/<uuid:member_id>/", composing.seat_answer, name="seat_answer"),
    path(f"{GROUP}/", composing.group, name="group"),
    path(f"{GROUP}/ret/", composing.edit_group, name="edit_group"),
    path(f"{GROUP}/flyt/", composing.move_seat, name="move_seat"),
    path(f"{GROUP}/inviter/", composing.invite_group, name="invite_group"),
    path(f"{GROUP}/begynd/", composing.start_group, name="start_group"),
    path(f"{GROUP}/aflys/", composing.call_off_group, name="call_off_group"),
    path(f"{GROUP}/plakat.pdf", composing.group_poster, name="group_poster"),
    path("<slug:site>/venter/svar/", invitation.answer, name="answer_invitation"),
    path("<slug:site>/grupper/hold/<uuid:group_id>/", invitation.group_page, name="group_page"),
]
HOLDING = "s/<slug:site>/moede"
OF_COURSES = [
    # those who hold a group; the address holds /moede/, so that the phone keeps the page
    path(f"{HOLDING}/", holding.mine, name="courses"),
    path(f"{HOLDING}/gruppe/<uuid:group_id>/", holding.facilitating, name="facilitating"),
    path(f"{HOLDING}/gruppe/<uuid:group_id>/nyt/", course.add_session, name="add_session"),
    path(f"{HOLDING}/gruppe/<uuid:group_id>/slut/", course.end_group, name="end_group"),
    path(f"{HOLDING}/gruppe/<uuid:group_id>/videre/", course.plan_going_on, name="plan_going_on"),
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
    path("<slug:site>/venter/hvordan-har-du-det/", member.questions, name="my_questions"),
    path("<slug:site>/venter/sammen/", member.share_number, name="share_number"),
    path("<slug:site>/venter/ring/", member.ask_for_call, name="my_call"),
    path("<slug:site>/venter/kalender/", member.calendar_address, name="my_calendar"),
    path("<slug:site>/kalender/<str:token>.ics", member.calendar, name="calendar"),
    path("<slug:site>/bagefter/", member.afterwards, name="afterwards"),
    path("<slug:site>/bagefter/<str:token>/", member.enter_afterwards, name="enter_afterwards"),
]
urlpatterns = [
    *OF_PROGRAMMES,
    *OF_FACILITATORS,
    *OF_COMPOSING,
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
