from django.urls import path

from traedesten.messages import views

app_name = "messages"
urlpatterns = [
    path("s/<slug:site>/ord/", views.wordings, name="wordings"),
    path("s/<slug:site>/ord/<slug:name>/<slug:language>/", views.wording, name="wording"),
]
