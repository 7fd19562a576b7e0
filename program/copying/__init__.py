"""A copy of a workshop's public site as files that need no server."""
