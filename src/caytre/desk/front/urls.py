"""Addresses of the front door."""

from django.urls import path

from caytre.desk.front.views import account, desk, office

app_name = "front"
urlpatterns = [
    path("", desk.home, name="home"),
    path("search/", desk.search, name="search"),
    path("rooms/", desk.rooms, name="rooms"),
    path("help/", desk.help_page, name="help"),
    path("preferences/", desk.preferences, name="preferences"),
    path("profile/", account.profile, name="profile"),
    path("profile/tokens/<int:pk>/revoke/", account.revoke_token, name="revoke_token"),
    path("journal/", office.journal, name="journal"),
    path("people/", office.people, name="people"),
    path("people/<int:pk>/", office.person, name="person"),
    path("people/missions/new/", office.new_mission, name="new_mission"),
]
