"""The front door: home page, search, navigation, components.

`components/` holds what every room's pages are built from and knows no room; `front/` knows every room.
"""
