"""The pages of decisions in the cast’s workshop, and how a test asks for them."""

TABLE = "/cast-2026/chair/decisions/"
PAPER = f"{TABLE}1/"
RELEASE = f"{TABLE}release/"
MAIL = f"{PAPER}mail/"


def draft(version=0, outcome="accept_oral", text="Well done.", action="save"):
    return {"version": version, "outcome": outcome, "text": text, "action": action}
