"""The one way in which papers are listed: found by a search, sorted, shown in chosen columns, page by page."""
