import django.db.models.deletion
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models
from django.db.models import F

import conference.models.workshops

YEARS = [MinValueValidator(1900), MaxValueValidator(2200)]


def one_window_becomes_two(apps, schema_editor):
    """The one window of years that there was held for co-authors as well."""
    apps.get_model("conference", "Workshop").objects.update(coauthor_years=F("affiliation_years"))


class Migration(migrations.Migration):
    dependencies = [("conference", "0001_initial")]

    operations = [
        migrations.RenameField("workshop", "conflict_years", "affiliation_years"),
        migrations.AlterField(
            "workshop",
            "affiliation_years",
            models.PositiveSmallIntegerField(
                default=3,
                validators=[MaxValueValidator(50)],
                verbose_name="years that a former institution counts",
            ),
        ),
        migrations.AddField(
            "workshop",
            "coauthor_years",
            models.PositiveSmallIntegerField(
                default=3,
                validators=[MaxValueValidator(50)],
                verbose_name="years that a joint paper or collaboration counts",
            ),
        ),
        migrations.RunPython(one_window_becomes_two, migrations.RunPython.noop),
        migrations.AddField(
            "workshop",
            "ignore_internships",
            models.BooleanField(
                default=False,
                help_text="Told by the position in the profile.",
                verbose_name="internships and visits don't count",
            ),
        ),
        migrations.AddField(
            "workshop",
            "conflict_kinds",
            models.JSONField(
                default=conference.models.workshops.all_conflict_kinds,
                verbose_name="what counts as a conflict",
            ),
        ),
        migrations.CreateModel(
            name="Relation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("advisor", "Advised me"),
                            ("advisee", "Was advised by me"),
                            ("family", "Family or partner"),
                            ("collaborator", "Close collaborator"),
                        ],
                        max_length=12,
                        verbose_name="tie",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                (
                    "start_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, validators=YEARS, verbose_name="from"),
                ),
                (
                    "end_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, validators=YEARS, verbose_name="until"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["kind", "name", "pk"]},
        ),
    ]
