from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "caytre.accounts"
    label = "accounts"
