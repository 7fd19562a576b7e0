"""People with an account: one person, one account, several verified e-mails (those are allauth's)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

YEARS = (MinValueValidator(1900), MaxValueValidator(2200))
ORCID = RegexValidator(r"^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$", "An ORCID has the form 0000-0002-1825-0097.")


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_superuser=True, is_staff=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. ``email`` is the primary address, in lower case; ``name`` is written as the person writes it."""

    email = models.EmailField("e-mail", max_length=254, unique=True)
    name = models.CharField(max_length=200)
    orcid = models.CharField("ORCID", max_length=19, blank=True, validators=[ORCID])
    homepage = models.URLField("home page", blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField("site administrator", default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class Affiliation(models.Model):
    """A place where a person works or worked; ``end_year`` is empty while it lasts."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="affiliations")
    institution = models.CharField(max_length=200)
    domain = models.CharField(
        max_length=200, blank=True, help_text="The institution's own domain, such as uni-example.edu."
    )
    country = models.CharField(max_length=80, blank=True)
    position = models.CharField(max_length=120, blank=True)
    start_year = models.PositiveSmallIntegerField("from", null=True, blank=True, validators=YEARS)
    end_year = models.PositiveSmallIntegerField("until", null=True, blank=True, validators=YEARS)

    class Meta:
        ordering = [models.F("end_year").desc(nulls_first=True), "-start_year", "pk"]

    def __str__(self) -> str:
        return self.institution


class Relation(models.Model):
    """Someone with whom a person has a tie that keeps her from judging, whatever the two publish together."""

    class Kind(models.TextChoices):
        ADVISOR = "advisor", "Advised me"
        ADVISEE = "advisee", "Was advised by me"
        FAMILY = "family", "Family or partner"
        COLLABORATOR = "collaborator", "Close collaborator"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField("tie", max_length=12, choices=Kind)
    name = models.CharField(max_length=200)
    email = models.EmailField("e-mail", max_length=254, blank=True)
    start_year = models.PositiveSmallIntegerField("from", null=True, blank=True, validators=YEARS)
    end_year = models.PositiveSmallIntegerField("until", null=True, blank=True, validators=YEARS)

    class Meta:
        ordering = ["kind", "name", "pk"]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_kind_display()}"


class Publication(models.Model):
    """A paper that a person wrote: what affinity reads and where co-authors are found."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="publications")
    title = models.CharField(max_length=500)
    abstract = models.TextField(blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True, validators=YEARS)
    venue = models.CharField(max_length=300, blank=True)
    authors = models.JSONField(default=list, blank=True, help_text="Names in order.")

    class Meta:
        ordering = ["-year", "title"]

    def __str__(self) -> str:
        return self.title
