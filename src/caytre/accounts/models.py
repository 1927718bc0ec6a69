"""Who works here: users and the missions they serve in."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from caytre.accounts.classification import Classification


class Role(models.TextChoices):
    """What a person does here; `permissions.py` says which acts each role may do."""

    READER = "reader", _("Reader")
    OFFICER = "officer", _("Desk officer")
    PRESS = "press", _("Press officer")
    CONSULAR = "consular", _("Consular officer")
    LEADERSHIP = "leadership", _("Leadership")
    OPERATOR = "operator", _("Operator")


class Mission(models.Model):
    """Headquarters, an embassy, a consulate, a permanent mission, or a mission with a theme."""

    code = models.SlugField(unique=True)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    country = models.CharField(max_length=2, blank=True)  # ISO 3166-1 alpha-2 of the host state
    city = models.CharField(max_length=100, blank=True)
    headquarters = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name_en


class User(AbstractUser):
    """A person who signs in."""

    role = models.CharField(max_length=20, choices=Role.choices, default=Role.READER)
    clearance = models.PositiveSmallIntegerField(choices=Classification.choices, default=Classification.INTERNAL)
    mission = models.ForeignKey(Mission, null=True, blank=True, on_delete=models.PROTECT)
    language = models.CharField(max_length=2, default="vi")
    theme = models.CharField(max_length=5, default="auto")  # auto, light, dark


class ApiToken(models.Model):
    """Lets a program act for a user. Only the hash of its secret is kept."""

    class Scope(models.TextChoices):
        READ = "read", _("Read")
        WRITE = "write", _("Read and write")

    user = models.ForeignKey(User, related_name="tokens", on_delete=models.PROTECT)
    name = models.CharField(max_length=100)  # what it is for, in its owner's words
    hash = models.CharField(max_length=64, unique=True)  # SHA-256
    scope = models.CharField(max_length=5, choices=Scope.choices, default=Scope.READ)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.user})"
