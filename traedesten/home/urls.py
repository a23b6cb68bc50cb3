from django.urls import path

from traedesten.home.views import board, day, front

app_name = "home"
urlpatterns = [
    path("", front.front, name="front"),
    path("mine-steder/", front.my_sites, name="my_sites"),
    path("s/<slug:site>/", front.staff, name="staff"),
    path("s/<slug:site>/tavle/", board.board, name="board"),
    path("s/<slug:site>/dag/", day.day, name="day"),
    path("s/<slug:site>/aften/", day.evening, name="evening"),
    path("<slug:site>/", front.site, name="site"),
]
