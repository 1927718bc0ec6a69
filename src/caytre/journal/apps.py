from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "caytre.journal"
    label = "journal"
