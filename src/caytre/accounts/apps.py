from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "caytre.accounts"
    label = "accounts"

    def ready(self) -> None:
        import_module("caytre.accounts.signals")  # connects the receivers
