"""The pages of decisions in the cast’s workshop, and how a test asks for them."""

from django.test import Client

TABLE = "/cast-2026/chair/decisions/"
PAPER = f"{TABLE}1/"
RELEASE = f"{TABLE}release/"
MAIL = f"{PAPER}mail/"


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def text_of(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def draft(version=0, outcome="accept_oral", text="Well done.", action="save"):
    return {"version": version, "outcome": outcome, "text": text, "action": action}
