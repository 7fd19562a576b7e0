# What reviews held in fixed columns becomes answers to questions; every workshop with reviews gets the form they were
# written to.

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SCORES = [
    [10, "Award quality"], [9, "Strong accept"], [8, "Clear accept"], [7, "Accept"], [6, "Marginally above the bar"],
    [5, "Marginally below the bar"], [4, "Not good enough"], [3, "Clear reject"], [2, "Strong reject"],
    [1, "Wrong or known"],
]
CONFIDENCES = [
    [5, "Certain: I know this work closely"], [4, "Confident"], [3, "Fairly confident"],
    [2, "Willing to defend, but may have missed something"], [1, "An educated guess"],
]
TEXTS = ("summary", "strengths", "weaknesses", "questions", "for_chairs")
QUESTIONS = (
    {"key": "summary", "label": "Summary", "required": True, "missing": "Summarize the paper.",
     "help_text": "What the paper does and claims, in your own words."},
    {"key": "strengths", "label": "Strengths", "required": True, "missing": "Name its strengths."},
    {"key": "weaknesses", "label": "Weaknesses", "required": True, "missing": "Name its weaknesses."},
    {"key": "questions", "label": "Questions for the authors",
     "help_text": "What an answer to would change or settle your judgement. May stay empty."},
    {"key": "overall", "label": "Overall score", "kind": "scale", "role": "overall", "options": SCORES,
     "required": True, "missing": "Choose an overall score."},
    {"key": "confidence", "label": "Your confidence", "kind": "scale", "role": "confidence", "options": CONFIDENCES,
     "required": True, "missing": "Say how confident you are."},
    {"key": "for_chairs", "label": "Confidential remarks to the chairs", "audience": "chairs",
     "help_text": "Never shown to authors or other reviewers."},
)


def columns_to_answers(apps, schema_editor):
    Review = apps.get_model("reviews", "Review")
    workshops = Review.objects.order_by().values_list("assignment__submission__workshop", flat=True).distinct()
    for workshop in list(workshops):
        form = apps.get_model("reviews", "ReviewForm").objects.create(workshop_id=workshop)
        questions = {
            given["key"]: apps.get_model("reviews", "ReviewQuestion").objects.create(form=form, position=place, **given)
            for place, given in enumerate(QUESTIONS)
        }
        reviews = Review.objects.filter(assignment__submission__workshop=workshop)
        Answer = apps.get_model("reviews", "ReviewAnswer")
        for review in reviews.iterator():
            Answer.objects.bulk_create(
                Answer(review=review, question=questions[key], text=getattr(review, key))
                for key in TEXTS if getattr(review, key)
            )
        reviews.update(form=form)
    _settle(schema_editor)


def answers_to_columns(apps, schema_editor):
    Review = apps.get_model("reviews", "Review")
    for answer in apps.get_model("reviews", "ReviewAnswer").objects.select_related("question").iterator():
        if answer.question.key in TEXTS:
            Review.objects.filter(pk=answer.review_id).update(**{answer.question.key: answer.text})
    Review.objects.update(form=None)
    _settle(schema_editor)


def _settle(schema_editor):
    """PostgreSQL alters no table while checks of its rows wait for the end of the transaction."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):

    dependencies = [
        ('conference', '0007_rebuttal'),
        ('reviews', '0003_tables'),
        ('submissions', '0005_search_text'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='review',
            name='ethics_flag',
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='review',
            name='ethics_settled_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='review',
            name='rated_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='review',
            name='rating',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(3, 'Outstanding'), (2, 'Good'), (1, 'Of little help')], null=True),
        ),
        migrations.AlterField(
            model_name='review',
            name='confidence',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='review',
            name='overall',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('reviewer', 'Reviewer'), ('area_chair', 'Area chair'), ('chair', 'Chair')], max_length=10)),
                ('audience', models.CharField(choices=[('committee', 'Reviewers, area chair and chairs'), ('chairs', 'Area chair and chairs only')], max_length=10)),
                ('text', models.TextField()),
                ('sent_at', models.DateTimeField(auto_now_add=True)),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reply_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replies', to='reviews.comment')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='submissions.submission')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='CommentEdit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edits', to='reviews.comment')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='DiscussionFollower',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='conference.workshop')),
            ],
        ),
        migrations.CreateModel(
            name='DiscussionSeen',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reviews.comment')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='submissions.submission')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='MetaReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recommendation', models.CharField(blank=True, choices=[('accept_oral', 'Accept as oral'), ('accept_spotlight', 'Accept as spotlight'), ('accept_poster', 'Accept as poster'), ('reject', 'Reject')], max_length=20)),
                ('text', models.TextField(blank=True, verbose_name='text for the authors')),
                ('for_chairs', models.TextField(blank=True, verbose_name='text for the chairs')),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('assignment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='meta_review', to='reviews.assignment')),
            ],
            options={
                'ordering': ['assignment__submission__number', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Rebuttal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True, verbose_name='to all reviewers')),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='rebuttal', to='submissions.submission')),
            ],
            options={
                'ordering': ['submission__number'],
            },
        ),
        migrations.CreateModel(
            name='RebuttalAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True)),
                ('rebuttal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='reviews.rebuttal')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rebuttal_answers', to='reviews.review')),
            ],
            options={
                'ordering': ['review__assignment__mark'],
            },
        ),
        migrations.CreateModel(
            name='ReviewForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('track', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='review_forms', to='conference.track')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='review_forms', to='conference.workshop')),
            ],
            options={
                'ordering': ['workshop', 'track', 'number'],
            },
        ),
        migrations.AddField(
            model_name='review',
            name='form',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='reviews', to='reviews.reviewform'),
        ),
        migrations.CreateModel(
            name='ReviewQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40)),
                ('label', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('text', 'Text'), ('scale', 'Scale'), ('choice', 'One of several answers'), ('choices', 'Any of several answers'), ('yes_no', 'Yes or no')], default='text', max_length=10)),
                ('role', models.CharField(blank=True, choices=[('overall', 'Overall score'), ('confidence', 'Confidence'), ('ethics', 'Ethics flag')], max_length=10)),
                ('audience', models.CharField(choices=[('authors', 'Authors, reviewers and chairs'), ('committee', 'Reviewers, area chair and chairs'), ('chairs', 'Area chair and chairs only')], default='authors', max_length=10)),
                ('help_text', models.CharField(blank=True, max_length=500)),
                ('options', models.JSONField(blank=True, default=list)),
                ('required', models.BooleanField(default=False)),
                ('words_from', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('words_to', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('missing', models.CharField(blank=True, max_length=200)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='reviews.reviewform')),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ReviewAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True)),
                ('chosen', models.JSONField(blank=True, default=list)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='reviews.review')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='answers', to='reviews.reviewquestion')),
            ],
            options={
                'ordering': ['review', 'question__position'],
            },
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['submission', 'audience'], name='reviews_com_submiss_0213ce_idx'),
        ),
        migrations.AddConstraint(
            model_name='discussionfollower',
            constraint=models.UniqueConstraint(fields=('workshop', 'user'), name='discussion_follower_unique'),
        ),
        migrations.AddConstraint(
            model_name='discussionseen',
            constraint=models.UniqueConstraint(fields=('submission', 'user'), name='discussion_seen_unique'),
        ),
        migrations.AddConstraint(
            model_name='rebuttalanswer',
            constraint=models.UniqueConstraint(fields=('rebuttal', 'review'), name='rebuttal_answer_unique'),
        ),
        migrations.AddConstraint(
            model_name='reviewform',
            constraint=models.UniqueConstraint(condition=models.Q(('track', None)), fields=('workshop', 'number'), name='review_form_unique_of_workshop'),
        ),
        migrations.AddConstraint(
            model_name='reviewform',
            constraint=models.UniqueConstraint(condition=models.Q(('track__isnull', False)), fields=('track', 'number'), name='review_form_unique_of_track'),
        ),
        migrations.AddConstraint(
            model_name='reviewquestion',
            constraint=models.UniqueConstraint(fields=('form', 'key'), name='review_question_key_unique'),
        ),
        migrations.AddConstraint(
            model_name='reviewanswer',
            constraint=models.UniqueConstraint(fields=('review', 'question'), name='review_answer_unique'),
        ),
        migrations.RunPython(columns_to_answers, answers_to_columns),
        migrations.AlterField(
            model_name='review',
            name='form',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='reviews', to='reviews.reviewform'),
        ),
        migrations.RemoveField(
            model_name='review',
            name='for_chairs',
        ),
        migrations.RemoveField(
            model_name='review',
            name='questions',
        ),
        migrations.RemoveField(
            model_name='review',
            name='strengths',
        ),
        migrations.RemoveField(
            model_name='review',
            name='summary',
        ),
        migrations.RemoveField(
            model_name='review',
            name='weaknesses',
        ),
    ]
