"""What makes many visits quick where quickness changes nothing."""

import pytest


@pytest.fixture(autouse=True)
def _light_visits(settings, monkeypatch):
    """No record of each visit is kept, nor a copy of the context of each template."""
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *args, **kwargs: None)
