"""Addresses of the record's pages, under /record/."""

from django.urls import path

from caytre.record.views import actors, briefs, contradictions, documents, review, sources

app_name = "record"
urlpatterns = [
    path("documents/", documents.documents, name="documents"),
    path("documents/progress/", documents.progress, name="progress"),
    path("documents/upload/", documents.upload, name="upload"),
    path("documents/<int:pk>/", documents.document, name="document"),
    path("documents/<int:pk>/enter/", documents.enter, name="enter"),
    path("documents/<int:pk>/retry/", documents.retry, name="retry"),
    path("review/", review.queue, name="review"),
    path("review/repeats/", review.repeats, name="repeats"),
    path("review/undo/", review.undo, name="undo"),
    path("review/<int:pk>/", review.one, name="review_one"),
    path("review/<int:pk>/decide/", review.decide, name="decide"),
    path("contradictions/", contradictions.contradictions, name="contradictions"),
    path("contradictions/<int:pk>/", contradictions.contradiction, name="contradiction"),
    path("contradictions/<int:pk>/undo/", contradictions.undo, name="undo_contradiction"),
    path("actors/", actors.actors, name="actors"),
    path("actors/names/", actors.names, name="actor_names"),
    path("actors/<str:key>/", actors.dossier, name="actor"),
    path("actors/<str:key>/with/<str:other>/", actors.dossier, name="pair"),
    path("actors/<str:key>/judge/", actors.judge, name="judge"),
    path("actors/<str:key>/judge/<int:pk>/undo/", actors.undo_judgement, name="undo_judgement"),
    path("brief/", briefs.brief, name="brief"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<int:pk>/tier/", sources.tier, name="tier"),
]
