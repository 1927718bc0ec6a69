"""Home, search, navigation, profile, help and error pages: the only part of the desk that knows every room."""
