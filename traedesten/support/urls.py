from django.urls import path

from traedesten.support.views import mine, open, roster, shift

STAFF, MINE, OPEN = "s/<slug:site>/vagter", "s/<slug:site>/mine-vagter", "<slug:site>/vagter"

app_name = "support"
urlpatterns = [
    path(f"{STAFF}/", roster.roster, name="roster"),
    path(f"{STAFF}/aabningstider/", roster.shift_plan, name="shift_plan"),
    path(f"{STAFF}/spoerg/", roster.ask_for_wishes, name="ask_for_wishes"),
    path(f"{STAFF}/foreslaa/", roster.propose, name="propose"),
    path(f"{STAFF}/tag/", roster.accept_proposal, name="accept_proposal"),
    path(f"{STAFF}/lad-ligge/", roster.leave_proposal, name="leave_proposal"),
    path(f"{STAFF}/offentliggoer/", roster.publish_roster, name="publish_roster"),
    path(f"{STAFF}/sagt-farvel/", roster.release_departed, name="release_departed"),
    path(f"{STAFF}/plakat.pdf", open.poster, name="poster"),
    path(f"{STAFF}/<uuid:shift_id>/", shift.shift, name="shift"),
    path(f"{STAFF}/<uuid:shift_id>/paa/", shift.put_on, name="put_on"),
    path(f"{STAFF}/<uuid:shift_id>/luk/", shift.close_shift, name="close_shift"),
    path(f"{STAFF}/guides/<uuid:duty_id>/af/", shift.take_off, name="take_off"),
    path(f"{STAFF}/guides/<uuid:duty_id>/laas/", shift.lock_duty, name="lock_duty"),
    path(f"{MINE}/", mine.my_shifts, name="my_shifts"),
    path(f"{MINE}/oensker/", mine.wishes, name="wishes"),
    path(f"{MINE}/kalender/", mine.open_calendar, name="open_calendar"),
    path(f"{MINE}/kalender/luk/", mine.close_calendar, name="close_calendar"),
    path(f"{MINE}/<uuid:duty_id>/byt/", mine.offer_duty, name="offer_duty"),
    path(f"{MINE}/<uuid:duty_id>/behold/", mine.keep_duty, name="keep_duty"),
    path(f"{MINE}/<uuid:duty_id>/kan-ikke/", mine.call_off, name="call_off"),
    path(f"{MINE}/tag/<uuid:shift_id>/", mine.take_shift, name="take_shift"),
    path(f"{OPEN}/", open.in_the_house, name="in_the_house"),
    path(f"{OPEN}/billede/<uuid:volunteer_id>.jpg", open.picture, name="picture"),
    path(f"{OPEN}/kalender/<str:token>.ics", open.calendar, name="guide_calendar"),
]
