"""Answers know how many words they have, so that a chair's table of reviews need not read them all."""

from django.db import migrations

import reviews.models.reviews

CHUNK = 500


def count(apps, schema_editor):
    """Count the words of the answers that are there."""
    answers = apps.get_model("reviews", "ReviewAnswer").objects.exclude(text="").only("pk", "text")
    rows = []
    for row in answers.iterator(chunk_size=CHUNK):
        row.words = len(row.text.split())
        rows.append(row)
        if len(rows) == CHUNK:
            answers.model.objects.bulk_update(rows, ["words"])
            rows = []
    answers.model.objects.bulk_update(rows, ["words"])


class Migration(migrations.Migration):
    dependencies = [("reviews", "0008_least_load")]

    operations = [
        migrations.AddField(
            model_name="reviewanswer",
            name="words",
            field=reviews.models.reviews.WordCount(default=0, editable=False),
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
