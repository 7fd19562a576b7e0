from datetime import UTC, datetime

import factory
from allauth.account.models import EmailAddress
from factory.django import DjangoModelFactory

from conference.models import (
    Affiliation,
    ImportantDate,
    Invitation,
    OptIn,
    Publication,
    Role,
    Series,
    Topic,
    Track,
    User,
    Workshop,
)

PASSWORD = "correct horse battery"


class UserFactory(DjangoModelFactory):
    """A person with a verified e-mail and the password PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@people.example")
    name = factory.Sequence(lambda n: f"Person Number{n}")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def verified(self, create, extracted, **kwargs):
        if create and extracted is not False:
            address = EmailAddress(user=self, email=self.email, verified=True, primary=True)
            if self.email.endswith("@people.example"):
                # Made up here, it stands on no paper: nobody has to look for those that it would link.
                EmailAddress.objects.bulk_create([address])
            else:
                address.save()


class AffiliationFactory(DjangoModelFactory):
    class Meta:
        model = Affiliation

    user = factory.SubFactory(UserFactory)
    institution = factory.Sequence(lambda n: f"University {n}")
    domain = factory.Sequence(lambda n: f"university{n}.example")
    start_year = 2018


class PublicationFactory(DjangoModelFactory):
    class Meta:
        model = Publication

    user = factory.SubFactory(UserFactory)
    title = factory.Sequence(lambda n: f"Mapping fields from orbit, part {n}")
    year = 2024


class SeriesFactory(DjangoModelFactory):
    class Meta:
        model = Series

    slug = factory.Sequence(lambda n: f"series{n}")
    name = factory.Sequence(lambda n: f"Series {n}")


class WorkshopFactory(DjangoModelFactory):
    """A public workshop without dates, tracks or people."""

    class Meta:
        model = Workshop

    slug = factory.Sequence(lambda n: f"workshop{n}-2026")
    acronym = factory.Sequence(lambda n: f"Workshop{n} 2026")
    title = "Workshop on Learning from Field Notes"
    is_public = True


class TrackFactory(DjangoModelFactory):
    class Meta:
        model = Track

    workshop = factory.SubFactory(WorkshopFactory)
    key = factory.Sequence(lambda n: f"track{n}")
    name = "Full papers"
    page_limit = 4
    presentations = ["oral", "poster", "spotlight"]


class OptInFactory(DjangoModelFactory):
    class Meta:
        model = OptIn

    track = factory.SubFactory(TrackFactory)
    key = factory.Sequence(lambda n: f"volume{n}")
    label = "Publish in the proceedings volume"


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic

    workshop = factory.SubFactory(WorkshopFactory)
    name = factory.Sequence(lambda n: f"Topic {n}")


class DateFactory(DjangoModelFactory):
    """The submission deadline, far ahead."""

    class Meta:
        model = ImportantDate

    workshop = factory.SubFactory(WorkshopFactory)
    key = "submission_deadline"
    label = "Submission deadline"
    at = datetime(2099, 1, 31, 11, 59, 59, tzinfo=UTC)


class RoleFactory(DjangoModelFactory):
    class Meta:
        model = Role

    workshop = factory.SubFactory(WorkshopFactory)
    user = factory.SubFactory(UserFactory)
    kind = "program_chair"


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    workshop = factory.SubFactory(WorkshopFactory)
    email = factory.Sequence(lambda n: f"invited{n}@people.example")
    name = factory.Sequence(lambda n: f"Invited Number{n}")
