from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "caytre.desk"
    label = "desk"
