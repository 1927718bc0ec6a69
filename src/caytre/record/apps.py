from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "caytre.record"
    label = "record"
