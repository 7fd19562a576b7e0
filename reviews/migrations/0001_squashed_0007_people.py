import conference.models.people
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from conference.tables import CreateModels



class Migration(migrations.Migration):

    replaces = [('reviews', '0001_initial'), ('reviews', '0002_camera_ready'), ('reviews', '0003_tables'), ('reviews', '0004_season'), ('reviews', '0005_bids'), ('reviews', '0006_assignment_depth'), ('reviews', '0007_people')]

    initial = True

    dependencies = [
        ('conference', '0001_squashed_0016_scale_indexes'),
        ('submissions', '0001_squashed_0007_findings'),
    ]

    operations = [CreateModels([
        migrations.CreateModel(
            name='ReviewRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='review_rounds', to='conference.workshop')),
                ('number', models.PositiveSmallIntegerField()),
                ('due_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('workshop', 'number'), name='review_round_number_unique')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='AssignmentRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignment_runs', to='conference.workshop')),
                ('kind', models.CharField(choices=[('reviewers', 'Reviewers'), ('repair', 'Repair'), ('area_chairs', 'Area chairs')], default='reviewers', max_length=12)),
                ('job', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='conference.job')),
                ('state', models.CharField(choices=[('solving', 'Being solved'), ('proposed', 'Proposed'), ('failed', 'No assignment found'), ('live', 'Live'), ('discarded', 'Discarded')], default='solving', max_length=10)),
                ('parameters', models.JSONField(default=dict)),
                ('summary', models.JSONField(blank=True, default=dict)),
                ('problem', models.TextField(blank=True, help_text='Why there is no assignment, in words.')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('live_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Bid',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bids', to='submissions.submission')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bids', to=settings.AUTH_USER_MODEL)),
                ('value', models.CharField(choices=[('eager', 'Eager'), ('willing', 'Willing'), ('pinch', 'In a pinch'), ('not', 'Not for me'), ('conflict', 'Conflict')], max_length=10)),
                ('updated_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'ordering': ['submission__number', 'user__name'],
                'indexes': [models.Index(fields=['user', 'value'], name='reviews_bid_user_id_9e5711_idx')],
                'constraints': [models.UniqueConstraint(fields=('submission', 'user'), name='bid_unique')],
            },
        ),
        migrations.CreateModel(
            name='Reviewer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviewers', to='conference.workshop')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviewing', to=settings.AUTH_USER_MODEL)),
                ('max_load', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)], verbose_name='papers at most')),
                ('is_senior', models.BooleanField(default=False, help_text='As the chairs see it.', verbose_name='senior')),
                ('emergency_load', models.PositiveSmallIntegerField(default=0, help_text='How many more she takes when somebody drops out.', validators=[django.core.validators.MaxValueValidator(20)], verbose_name='late reviews at short notice')),
                ('conflicts_declared_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('topics', models.ManyToManyField(blank=True, related_name='reviewers', to='conference.topic')),
            ],
            options={
                'ordering': ['user__name'],
                'constraints': [models.UniqueConstraint(fields=('workshop', 'user'), name='reviewer_unique')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='DeclaredConflict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='declared_conflicts', to='conference.workshop')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='declared_conflicts', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('person', 'A person'), ('institution', 'An institution')], default='person', max_length=12)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('domain', models.CharField(blank=True, max_length=200)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Conflict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conflicts', to='submissions.submission')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conflicts', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('self', 'Author'), ('institution', 'Same institution'), ('coauthor', 'Co-author'), ('relation', 'Relation'), ('declared', 'Declared'), ('chair', 'Set by a chair')], max_length=12)),
                ('state', models.CharField(choices=[('active', 'Counts'), ('hint', 'To be decided'), ('dismissed', 'Dismissed')], default='active', max_length=10)),
                ('evidence', models.CharField(blank=True, max_length=500)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['submission__number', 'user__name', 'kind'],
                'indexes': [models.Index(fields=['user', 'state'], name='reviews_con_user_id_da2278_idx')],
                'constraints': [models.UniqueConstraint(fields=('submission', 'user', 'kind'), name='conflict_unique')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='decision', to='submissions.submission')),
                ('outcome', models.CharField(choices=[('accept_oral', 'Accept as oral'), ('accept_spotlight', 'Accept as spotlight'), ('accept_poster', 'Accept as poster'), ('reject', 'Reject')], max_length=20)),
                ('text', models.TextField(blank=True, verbose_name='text for the authors')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(auto_now_add=True)),
                ('released_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'ordering': ['submission__number'],
                'indexes': [models.Index(fields=['outcome', 'released_at'], name='reviews_dec_outcome_06c063_idx')],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='submissions.submission')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('part', models.CharField(choices=[('reviewer', 'Reviewer'), ('area_chair', 'Area chair'), ('chair', 'Chair')], max_length=10)),
                ('audience', models.CharField(choices=[('committee', 'Reviewers, area chair and chairs'), ('chairs', 'Area chair and chairs only')], max_length=10)),
                ('reply_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replies', to='reviews.comment')),
                ('text', models.TextField()),
                ('sent_at', models.DateTimeField(auto_now_add=True)),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['submission', 'audience'], name='reviews_com_submiss_0213ce_idx')],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='DiscussionFollower',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='conference.workshop')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('workshop', 'user'), name='discussion_follower_unique')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='PairRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pair_rules', to='conference.workshop')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pair_rules', to='submissions.submission')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('fixed', 'Always together'), ('forbidden', 'Never together')], max_length=10)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['submission__number', 'user__name'],
                'constraints': [models.UniqueConstraint(fields=('submission', 'user'), name='pair_rule_unique')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ReviewForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='review_forms', to='conference.workshop')),
                ('track', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='review_forms', to='conference.track')),
                ('number', models.PositiveIntegerField(default=1)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['workshop', 'track', 'number'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('track', None)), fields=('workshop', 'number'), name='review_form_unique_of_workshop'), models.UniqueConstraint(condition=models.Q(('track__isnull', False)), fields=('track', 'number'), name='review_form_unique_of_track')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Rebuttal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='rebuttal', to='submissions.submission')),
                ('text', models.TextField(blank=True, verbose_name='to all reviewers')),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'ordering': ['submission__number'],
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='PaperTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tags', to='submissions.submission')),
                ('name', models.CharField(max_length=40)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('added_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('owner', None)), fields=('submission', 'name'), name='paper_tag_unique'), models.UniqueConstraint(fields=('submission', 'name', 'owner'), name='own_paper_tag_unique')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ChosenColumns',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='conference.workshop')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('table', models.CharField(max_length=20)),
                ('columns', models.JSONField(default=list)),
            ],
            options={
                'verbose_name_plural': 'chosen columns',
                'constraints': [models.UniqueConstraint(fields=('workshop', 'user', 'table'), name='chosen_columns_unique')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Places',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='conference.workshop')),
                ('outcome', models.CharField(choices=[('accept_oral', 'Accept as oral'), ('accept_spotlight', 'Accept as spotlight'), ('accept_poster', 'Accept as poster'), ('reject', 'Reject')], max_length=20)),
                ('many', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(9999)])),
            ],
            options={
                'verbose_name_plural': 'places',
                'constraints': [models.UniqueConstraint(fields=('workshop', 'outcome'), name='places_unique')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ProposedAssignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pairs', to='reviews.assignmentrun')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='submissions.submission')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('score', models.FloatField(default=0)),
                ('parts', models.JSONField(blank=True, default=dict)),
                ('is_manual', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['submission__number', '-score'],
                'constraints': [models.UniqueConstraint(fields=('run', 'submission', 'user'), name='proposed_pair_unique')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ProposedPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='reviews.assignmentrun')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='submissions.submission')),
                ('candidates', models.JSONField(default=list)),
                ('evidence', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['submission__number'],
                'constraints': [models.UniqueConstraint(fields=('run', 'submission'), name='proposed_paper_unique')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='submissions.submission')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to=settings.AUTH_USER_MODEL)),
                ('part', models.CharField(choices=[('reviewer', 'Reviewer'), ('area_chair', 'Area chair')], default='reviewer', max_length=12)),
                ('state', models.CharField(choices=[('active', 'Active'), ('declined', 'Declined by the reviewer'), ('removed', 'Taken back')], default='active', max_length=10)),
                ('mark', models.CharField(blank=True, max_length=3)),
                ('score', models.FloatField(default=0)),
                ('round', models.ForeignKey(blank=True, help_text='The further round in which the review is asked; empty for the first.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='reviews.reviewround')),
                ('assigned_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('assigned_at', models.DateTimeField(auto_now_add=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_reason', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['submission__number', 'mark'],
                'indexes': [models.Index(fields=['user', 'state'], name='reviews_ass_user_id_dbc1a4_idx')],
                'constraints': [models.UniqueConstraint(fields=('submission', 'user', 'part'), name='assignment_unique'), models.UniqueConstraint(condition=models.Q(('part', 'reviewer')), fields=('submission', 'mark'), name='assignment_mark_unique')],
            },
        ),
        migrations.CreateModel(
            name='CommentEdit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edits', to='reviews.comment')),
                ('text', models.TextField()),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='DiscussionSeen',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='submissions.submission')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('last', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reviews.comment')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('submission', 'user'), name='discussion_seen_unique')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ReviewQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='reviews.reviewform')),
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
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('form', 'key'), name='review_question_key_unique')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Shepherding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='shepherding', to='reviews.decision')),
                ('shepherd', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shepherds', to=settings.AUTH_USER_MODEL)),
                ('conditions', models.TextField()),
                ('remark', models.TextField(blank=True)),
                ('remarked_at', models.DateTimeField(blank=True, null=True)),
                ('signed_off_at', models.DateTimeField(blank=True, null=True)),
                ('signed_off_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name_plural': 'shepherdings',
                'ordering': ['decision__submission__number'],
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='MetaReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('assignment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='meta_review', to='reviews.assignment')),
                ('recommendation', models.CharField(blank=True, choices=[('accept_oral', 'Accept as oral'), ('accept_spotlight', 'Accept as spotlight'), ('accept_poster', 'Accept as poster'), ('reject', 'Reject')], max_length=20)),
                ('text', models.TextField(blank=True, verbose_name='text for the authors')),
                ('for_chairs', models.TextField(blank=True, verbose_name='text for the chairs')),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'ordering': ['assignment__submission__number', 'pk'],
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('assignment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='review', to='reviews.assignment')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='reviews', to='reviews.reviewform')),
                ('overall', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('confidence', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('ethics_flag', models.BooleanField(blank=True, null=True)),
                ('ethics_settled_at', models.DateTimeField(blank=True, null=True)),
                ('forward_consent', models.BooleanField(blank=True, help_text='Whether the text may be handed to a journal, without the reviewer’s name; empty while unanswered.', null=True, verbose_name='may go to the journal')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted')], default='draft', max_length=10)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('rating', models.PositiveSmallIntegerField(blank=True, choices=[(3, 'Outstanding'), (2, 'Good'), (1, 'Of little help')], null=True)),
                ('rated_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'ordering': ['assignment__submission__number', 'assignment__mark'],
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='SubReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sub_reviews', to='reviews.assignment')),
                ('name', models.CharField(max_length=200)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sub_reviews', to=settings.AUTH_USER_MODEL)),
                ('token', models.CharField(default=conference.models.people.new_token, editable=False, max_length=64, unique=True)),
                ('state', models.CharField(choices=[('asked', 'Not answered'), ('accepted', 'Helps'), ('handed', 'Handed over'), ('declined', 'Declined'), ('ended', 'Ended')], default='asked', max_length=10)),
                ('listed', models.BooleanField(default=False)),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('handed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['user', 'state'], name='reviews_sub_user_id_35559a_idx')],
                'constraints': [models.UniqueConstraint(models.F('assignment'), django.db.models.functions.text.Lower('email'), name='sub_review_unique')],
            },
        ),
        migrations.CreateModel(
            name='ReviewAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='reviews.review')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='answers', to='reviews.reviewquestion')),
                ('text', models.TextField(blank=True)),
                ('chosen', models.JSONField(blank=True, default=list)),
            ],
            options={
                'ordering': ['review', 'question__position'],
                'constraints': [models.UniqueConstraint(fields=('review', 'question'), name='review_answer_unique')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='RebuttalAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rebuttal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='reviews.rebuttal')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rebuttal_answers', to='reviews.review')),
                ('text', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['review__assignment__mark'],
                'constraints': [models.UniqueConstraint(fields=('rebuttal', 'review'), name='rebuttal_answer_unique')],
                'indexes': [],
            },
        ),
    ])]
