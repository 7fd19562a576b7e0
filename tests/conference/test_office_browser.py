"""The chairs' office in a real browser: mails ticked and held, a wording read as somebody, a webhook, a job in the corner."""

import pytest

from conference import jobs, mailing
from conference.models import Job, Mail, Webhook, WebhookDelivery
from tests.factories import InvitationFactory, RoleFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def chair():
    """A chair with mails in several states, a webhook with a message that was given up, and a job under way."""
    found = RoleFactory()
    workshop = found.workshop
    InvitationFactory(workshop=workshop, name="Ada Ngata")
    for n, state in enumerate(("queued", "failed", "sent")):
        Mail.objects.create(
            workshop=workshop, template="invitation", email=f"p{n}@lab.example", subject=f"Mail {n}", body="Dear *you*",
            state=state, error="The mail server refuses this address for good: ask for another one.\n550 5.1.1 no such user" * (state == "failed"),
        )  # fmt: skip
    hook = Webhook.objects.create(
        workshop=workshop, owner=found.user, url="https://hooks.example/in", events=["review.submitted"]
    )
    WebhookDelivery.objects.create(
        webhook=hook,
        event="webhook.test",
        body="{}",
        state="failed",
        log=[{"at": "now", "said": "No", "ms": 3}],
    )
    job = Job.objects.create(
        workshop=workshop, owner=found.user, kind="solve_assignment", title="Assignment", state="running", done=1, total=3
    )  # fmt: skip
    jobs._announce(job)
    return found


def test_office(site, chair):
    site.log_in(chair.user)
    office = f"/{chair.workshop.slug}/chair/"
    page = site.open(f"{office}mail/")
    assert page.locator("#job-corner progress").get_attribute("value") == "1"
    site.look("outbox")
    page.get_by_label("Choose: Mail 0").check()
    page.get_by_role("button", name="Hold").click()
    page.get_by_text("1 mail is on hold.").wait_for()
    page.get_by_role("link", name="Mail 0").click()
    page.get_by_label("Text").fill("Dear **friend**")
    page.get_by_role("button", name="Save").click()
    page.locator(".mail-body strong", has_text="friend").wait_for()

    page = site.open(f"{office}mail/texts/invitation/")
    page.locator("script[src*=htmx]").wait_for(state="attached")
    page.get_by_label("Text").press_sequentially(" Yours", delay=5)
    page.locator("#mail-preview", has_text="Yours").wait_for()
    assert "Ada Ngata" in page.locator("#mail-preview").inner_text()
    site.look("wording")

    Job.objects.update(state="done", finished_at=Mail.objects.latest("pk").created_at)
    page.locator("#job-corner", has_text="Done").wait_for()
    page = site.open(f"{office}settings/webhooks/{Webhook.objects.get().pk}/")
    page.get_by_text("webhook.test").click()
    site.look("webhook")
    assert mailing.reply_address(chair.workshop) == chair.user.email
