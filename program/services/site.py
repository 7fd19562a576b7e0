"""Changing the public site: its pictures, its sections, its news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from conference import audit
from conference.concurrency import save_version
from conference.models import User, Workshop
from program.models import DocumentTexts, NewsPost, PublicFigures, PublicSite, SiteSection
from program.revision import bump
from program.selectors.sections import Block, blocks_of, public_site


@dataclass(frozen=True)
class SiteInput:
    """Pictures as they are to be stored, None to leave them as they are; hosts one a line."""

    logo: bytes | None = None
    without_logo: bool = False
    banner: bytes | None = None
    without_banner: bool = False
    banner_alt: str = ""
    embed_hosts: str = ""
    takes_questions: bool = False


@transaction.atomic
def site_save(
    *, workshop: Workshop, actor: User, given: SiteInput, blocks: Sequence[Block], expected: int
) -> PublicSite:
    """Keep the settings of the site; Stale when the set-up was saved meanwhile."""
    save_version(workshop, expected=expected, fields=[])
    site = public_site(workshop)
    before = {"embed_hosts": site.embed_hosts}
    site.banner_alt, site.embed_hosts = given.banner_alt, given.embed_hosts
    site.takes_questions = given.takes_questions
    if given.without_banner:
        site.banner = ""
    if given.banner is not None:
        site.banner.save("banner.jpg", ContentFile(given.banner), save=False)
    site.save()
    _set_logo(workshop, given)
    replace_sections(workshop=workshop, blocks=blocks)
    audit.record_of_workshop(
        workshop,
        actor,
        "site_changed",
        "Changed the pictures and sections of the public site.",
        before=before,
        after={"embed_hosts": site.embed_hosts},
    )
    return site


def replace_sections(*, workshop: Workshop, blocks: Sequence[Block]) -> None:
    """Store the sections as they are given, in their order."""
    SiteSection.objects.filter(workshop=workshop).delete()
    SiteSection.objects.bulk_create(
        SiteSection(
            workshop=workshop,
            kind=block.kind,
            title=block.title,
            body=block.body,
            is_shown=block.is_shown,
            position=place,
        )
        for place, block in enumerate(blocks)
    )
    bump(workshop.pk)


SITE_COPIED = ("banner", "banner_alt", "embed_hosts", "takes_questions")
TEXTS_COPIED = ("signed_by", "reviewer_text", "presenter_text", "letter_text")


def copy_site(source: Workshop, target: Workshop) -> None:
    """Give a workshop that is made from another the same sections, settings of the site and words of documents."""
    replace_sections(workshop=target, blocks=blocks_of(source))
    site = PublicSite.objects.filter(workshop=source).values(*SITE_COPIED).first()
    if site:
        PublicSite.objects.create(workshop=target, **site)
    texts = DocumentTexts.objects.filter(workshop=source).values(*TEXTS_COPIED).first()
    if texts:
        DocumentTexts.objects.create(workshop=target, **texts)
    shown = PublicFigures.objects.filter(workshop=source).values_list("shown", flat=True).first()
    if shown:
        PublicFigures.objects.create(workshop=target, shown=shown)


def _set_logo(workshop: Workshop, given: SiteInput) -> None:
    if given.without_logo:
        workshop.logo = ""
        workshop.save(update_fields=["logo"])
    if given.logo is not None:
        workshop.logo.save(f"{workshop.slug}.png", ContentFile(given.logo), save=False)
        workshop.save(update_fields=["logo"])


@transaction.atomic
def news_save(
    *, post: NewsPost, actor: User, title: str, body: str, expected: int, published: bool | None = None
) -> NewsPost:
    """Keep a piece of news; ``published`` True or False publishes it now or takes it back, None leaves it."""
    post.title, post.body, was_public = title, body, post.published_at is not None
    if published is not None:
        post.published_at = (post.published_at or timezone.now()) if published else None
    if post.pk:
        save_version(post, expected=expected, fields=["title", "body", "published_at", "changed_at"])
    else:
        post.save()
    is_new = post.published_at is not None and not was_public
    action, verb = ("news_published", "Published") if is_new else ("news_saved", "Saved")
    _record(post, actor, action, f"{verb} the news “{post.title}”.", post.published_at)
    return post


@transaction.atomic
def news_delete(*, post: NewsPost, actor: User) -> None:
    _record(post, actor, "news_deleted", f"Deleted the news “{post.title}”.", post.published_at)
    post.delete()


def _record(post: NewsPost, actor: User, action: str, text: str, published: datetime | None) -> None:
    audit.record(
        workshop=post.workshop,
        actor=actor,
        part="chair",
        action=action,
        about=f"workshop:{post.workshop_id}",
        text=text,
        after={"published": published is not None, "news": post.pk},
    )
