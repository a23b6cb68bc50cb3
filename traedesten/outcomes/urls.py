from django.urls import path

from traedesten.domain.asking import Course
from traedesten.outcomes.views import battery, contact, coverage, giving, paper, respond

app_name = "outcomes"
ROOM = "s/<slug:site>/trivsel"
JOURNEY = "s/<slug:site>/forloeb/<uuid:journey_id>/spoergsmaal"
urlpatterns = [
    # for the coordinator
    path(f"{ROOM}/", coverage.coverage, name="coverage"),
    path(f"{ROOM}/hvad-vi-spoerger-om/", battery.battery, name="battery"),
    path(f"{ROOM}/hvad-vi-spoerger-om/grupper/", battery.battery, {"course": Course.GROUPS}, name="group_battery"),
    path(f"{ROOM}/ring/", contact.tasks, name="tasks"),
    path(f"{ROOM}/ring/<uuid:task_id>/", contact.close, name="close_task"),
    path(f"{ROOM}/papir/", paper.find, name="find_paper"),
    path(f"{ROOM}/papir/<uuid:asking_id>/", paper.type_in, name="type_in"),
    # on a journey
    path(f"{JOURNEY}/", giving.give, name="give"),
    path(f"{JOURNEY}/giv-telefonen/", giving.hand_over, name="give_phone"),
    path(f"{JOURNEY}/laes-op/", giving.read_aloud, name="read_aloud"),
    path(f"{JOURNEY}/papir.pdf", giving.on_paper, name="paper_card"),
    # for whoever answers
    path("<slug:site>/svar/<str:token>/", respond.enter, name="enter_questions"),
    path("<slug:site>/hvordan-har-du-det/", respond.start, name="questions"),
    path("<slug:site>/hvordan-har-du-det/nr/<int:number>/", respond.question, name="question"),
    path("<slug:site>/hvordan-har-du-det/det-du-haaber/", respond.mend_goal, name="mend_goal"),
    path("<slug:site>/hvordan-har-du-det/nej-tak/", respond.decline, name="decline_questions"),
    path("<slug:site>/hvordan-har-du-det/tak/", respond.thanks, name="questions_thanks"),
]
