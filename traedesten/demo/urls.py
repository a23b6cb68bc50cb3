from django.urls import path

from traedesten.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.people, name="people"),
    path("ind/<int:user_id>/", views.step_into, name="step_into"),
    path("ind/<slug:site>/<slug:who>/", views.step_into_link, name="step_into_link"),
    path("post/", views.mailbox, name="mailbox"),
]
