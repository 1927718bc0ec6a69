"""The front door: home page, search, navigation, components.

`components/` holds what every room's pages are built from and knows no room; `front/` knows every room.
`templates/desk/` and `static/desk/` hold the page frame, the parts and the one stylesheet; `templatetags/desk.py`
makes the components usable in templates.
"""
