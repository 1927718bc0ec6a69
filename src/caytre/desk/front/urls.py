"""Addresses of the front door."""

from django.urls import path

from caytre.desk.front import views

app_name = "front"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("rooms/", views.rooms, name="rooms"),
    path("profile/", views.profile, name="profile"),
    path("help/", views.help_page, name="help"),
    path("preferences/", views.preferences, name="preferences"),
]
