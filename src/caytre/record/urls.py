"""Addresses of the record's pages, under /record/."""

from django.urls import path

from caytre.record.views import documents, sources

app_name = "record"
urlpatterns = [
    path("documents/", documents.documents, name="documents"),
    path("documents/progress/", documents.progress, name="progress"),
    path("documents/upload/", documents.upload, name="upload"),
    path("documents/<int:pk>/", documents.document, name="document"),
    path("documents/<int:pk>/retry/", documents.retry, name="retry"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<int:pk>/tier/", sources.tier, name="tier"),
]
