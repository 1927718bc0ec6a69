from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RecordConfig(AppConfig):
    name = "caytre.record"
    label = "record"

    def ready(self) -> None:
        post_migrate.connect(_keep_index, sender=self)


def _keep_index(using: str, **_: Any) -> None:
    from caytre.record import search_index

    search_index.install(using)
