from django.apps import AppConfig


class Messages(AppConfig):
    """Named apart from django.contrib.messages."""

    name = "traedesten.messages"
    label = "post"
    default_auto_field = "django.db.models.BigAutoField"
