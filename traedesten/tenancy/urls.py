from django.urls import path

from traedesten.tenancy import views

app_name = "tenancy"
urlpatterns = [path("<slug:site>/tema.css", views.theme, name="theme")]
