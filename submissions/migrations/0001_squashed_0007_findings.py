import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import submissions.models.fields
import submissions.models.files
import uuid
from django.conf import settings
from django.db import migrations, models

from conference.tables import CreateModels



class Migration(migrations.Migration):

    replaces = [('submissions', '0001_initial'), ('submissions', '0002_files'), ('submissions', '0003_forms'), ('submissions', '0004_camera_ready'), ('submissions', '0005_search_text'), ('submissions', '0006_file_questions'), ('submissions', '0007_findings')]

    initial = True

    dependencies = [
        ('conference', '0001_squashed_0016_scale_indexes'),
    ]

    operations = [CreateModels([
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='submissions', to='conference.workshop')),
                ('number', models.PositiveIntegerField()),
                ('track', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='conference.track')),
                ('title', models.CharField(max_length=300)),
                ('abstract', models.TextField(blank=True)),
                ('keywords', models.CharField(blank=True, help_text='Separated by commas.', max_length=300)),
                ('published_elsewhere', models.CharField(blank=True, help_text='Where, if it was; leave empty otherwise.', max_length=300, verbose_name='already published at')),
                ('published_before', models.BooleanField(default=False, verbose_name='already published')),
                ('declared_conflicts', models.TextField(blank=True, help_text="One a line: a person's name or e-mail, or an institution's domain.")),
                ('search_text', submissions.models.fields.FoldedTextField(blank=True, default='', editable=False, sources=('title', 'abstract', 'keywords'))),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('withdrawn', 'Withdrawn'), ('desk_rejected', 'Desk rejected')], default='draft', max_length=14)),
                ('submitter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='submitted_papers', to=settings.AUTH_USER_MODEL)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('desk_reason', models.TextField(blank=True, verbose_name='reason of the desk rejection')),
                ('deadline_at', models.DateTimeField(blank=True, help_text='Set by a chair for this paper alone.', null=True, verbose_name='own deadline')),
                ('submit_asked_at', models.DateTimeField(blank=True, editable=False, help_text='When an author asked to submit while the PDF was still being checked.', null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('topics', models.ManyToManyField(blank=True, related_name='submissions', to='conference.topic')),
                ('opt_ins', models.ManyToManyField(blank=True, related_name='submissions', to='conference.optin')),
            ],
            options={
                'ordering': ['number'],
                'indexes': [models.Index(fields=['workshop', 'state', 'number'], name='submissions_worksho_22cf1e_idx')],
                'constraints': [models.UniqueConstraint(fields=('workshop', 'number'), name='submission_number_unique')],
            },
        ),
        migrations.CreateModel(
            name='FormField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='form_fields', to='conference.workshop')),
                ('stage', models.CharField(choices=[('submission', 'At submission'), ('camera_ready', 'With the final version')], default='submission', max_length=14, verbose_name='asked')),
                ('kind', models.CharField(choices=[('line', 'One line of text'), ('text', 'Longer text'), ('choice', 'One of several choices'), ('choices', 'Any of several choices'), ('yes_no', 'Yes or no'), ('number', 'A number'), ('file', 'A file'), ('agreement', 'A box to tick in agreement')], default='line', max_length=10)),
                ('policy', models.CharField(blank=True, choices=[('dual_submission', 'Dual submission'), ('ethics', 'Ethics'), ('ai_use', 'Use of AI'), ('attendance', 'Attendance'), ('licence', 'Licence'), ('other', 'Another policy')], max_length=16)),
                ('audience', models.CharField(choices=[('chairs', 'Chairs only'), ('reviewers', 'Chairs and the paper’s reviewers')], default='chairs', max_length=10, verbose_name='shown to')),
                ('label', models.CharField(max_length=200, verbose_name='question')),
                ('help', models.TextField(blank=True, max_length=2000, verbose_name='explanation')),
                ('options', models.JSONField(blank=True, default=list, help_text='The choices, in order.')),
                ('required', models.BooleanField(default=False, verbose_name='must be answered')),
                ('word_limit', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5000)], verbose_name='words at most')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('retired_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('tracks', models.ManyToManyField(blank=True, related_name='form_fields', to='conference.track')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Author',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='authors', to='submissions.submission')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('name', models.CharField(max_length=200)),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('affiliation', models.CharField(blank=True, max_length=200)),
                ('country', models.CharField(blank=True, max_length=80)),
                ('orcid', models.CharField(blank=True, max_length=19, validators=[django.core.validators.RegexValidator('^\\d{4}-\\d{4}-\\d{4}-\\d{3}[\\dX]$', 'An ORCID has the form 0000-0002-1825-0097.')], verbose_name='ORCID')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='authorships', to=settings.AUTH_USER_MODEL)),
                ('is_corresponding', models.BooleanField(default=False, verbose_name='corresponding author')),
                ('is_presenting', models.BooleanField(default=False, verbose_name='presenting author')),
                ('standing', models.CharField(choices=[('waiting', 'Not confirmed yet'), ('confirmed', 'Confirmed'), ('denied', 'Says that this is a mistake')], default='waiting', max_length=10)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('invited_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['position', 'pk'],
                'indexes': [models.Index(django.db.models.functions.text.Lower('email'), name='author_email')],
                'constraints': [models.UniqueConstraint(models.F('submission'), django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='author_email_unique')],
            },
        ),
        migrations.CreateModel(
            name='WorkingCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='working_copies', to='submissions.submission')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('content', models.JSONField(help_text="The form's fields as they were sent: name to list of values.")),
                ('saved_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'verbose_name_plural': 'working copies',
                'constraints': [models.UniqueConstraint(fields=('submission', 'user'), name='working_copy_unique')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='LateLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='late_links', to='conference.workshop')),
                ('track', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='conference.track')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('note', models.CharField(blank=True, max_length=200)),
                ('expires_at', models.DateTimeField(verbose_name='valid until')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('cancelled_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('used_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('submission', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='late_link', to='submissions.submission')),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Twin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='twins', to='submissions.submission')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='twins_of', to='submissions.submission')),
                ('title_score', models.PositiveSmallIntegerField()),
                ('abstract_score', models.PositiveSmallIntegerField()),
                ('found_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-title_score', '-abstract_score', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('submission', 'other'), name='twin_unique')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='AuthorChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='author_changes', to='submissions.submission')),
                ('authors', models.JSONField()),
                ('reason', models.TextField()),
                ('state', models.CharField(choices=[('open', 'Waiting for a chair'), ('approved', 'Approved'), ('refused', 'Refused'), ('withdrawn', 'Taken back')], default='open', max_length=10)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('answer', models.CharField(blank=True, max_length=400)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-asked_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('submission',), name='one_open_author_change')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='OptInAgreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='submissions.submission')),
                ('opt_in', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='agreements', to='conference.optin')),
                ('label', models.CharField(max_length=200)),
                ('wording', models.TextField(blank=True)),
                ('agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('agreed_at', models.DateTimeField(auto_now_add=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-agreed_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('submission', 'opt_in'), name='one_agreement_an_opt_in')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='PaperFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='submissions.submission')),
                ('kind', models.CharField(choices=[('paper', 'Paper'), ('supplement', 'Supplementary file'), ('code', 'Code archive'), ('answer', 'File of a question'), ('final', 'Final version'), ('source', 'Source'), ('poster', 'Poster'), ('slides', 'Slides'), ('video', 'Video')], default='paper', max_length=10)),
                ('slot', models.CharField(blank=True, default='', help_text='Tells files of one kind apart, such as the question that a file answers.', max_length=40)),
                ('format', models.CharField(default='pdf', help_text='A key of submissions.kinds.FORMATS.', max_length=10)),
                ('version', models.PositiveIntegerField()),
                ('file', models.FileField(max_length=200, upload_to=submissions.models.files.file_path)),
                ('reviewer_copy', models.FileField(blank=True, max_length=200, upload_to=submissions.models.files.file_path)),
                ('original_name', models.CharField(max_length=255)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                ('check_state', models.CharField(choices=[('waiting', 'Being checked'), ('done', 'Checked'), ('refused', 'Refused')], default='waiting', max_length=10)),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('report', models.JSONField(blank=True, default=dict, help_text='As the check_pdf command prints it.')),
                ('checked_for', models.JSONField(blank=True, default=dict, help_text='The limit and the people that the report was made for.')),
                ('check_job', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='conference.job')),
                ('findings_seen_at', models.DateTimeField(blank=True, null=True)),
                ('removed_at', models.DateTimeField(blank=True, help_text='When an author took an optional file out; it is kept.', null=True)),
            ],
            options={
                'ordering': ['-version'],
                'constraints': [models.UniqueConstraint(fields=('submission', 'kind', 'slot', 'version'), name='file_version_unique')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='PaperLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='submissions.submission')),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('forum', 'Forum'), ('code', 'Code'), ('video', 'Video'), ('poster', 'Poster'), ('slides', 'Slides')], max_length=10)),
                ('url', models.URLField(max_length=500)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('submission', 'kind'), name='paper_link_unique')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='FieldWording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wordings', to='submissions.formfield')),
                ('number', models.PositiveIntegerField()),
                ('label', models.CharField(max_length=200)),
                ('help', models.TextField(blank=True)),
                ('options', models.JSONField(blank=True, default=list)),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('field', 'number'), name='field_wording_unique')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='CameraReady',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='camera_ready', to='submissions.submission')),
                ('presenter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='presents', to='submissions.author')),
                ('registered_author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='registered_for', to='submissions.author')),
                ('attendance', models.CharField(blank=True, choices=[('in_person', 'In person'), ('online', 'Online')], max_length=10)),
                ('attendance_reason', models.CharField(blank=True, max_length=400)),
                ('wants_travel_grant', models.BooleanField(blank=True, null=True)),
                ('travel_grant_reason', models.TextField(blank=True)),
                ('licence', models.CharField(blank=True, choices=[('cc-by-4.0', 'Creative Commons Attribution 4.0 (CC BY 4.0)'), ('cc-by-nc-4.0', 'Creative Commons Attribution-NonCommercial 4.0 (CC BY-NC 4.0)'), ('cc-by-nc-nd-4.0', 'Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 (CC BY-NC-ND 4.0)'), ('site', 'The workshop may show the files on its site; all other rights stay with the authors'), ('withheld', 'Don’t publish the files here: only title, authors and abstract')], max_length=20)),
                ('video_length', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='length of the video in seconds')),
                ('extended_until', models.DateTimeField(blank=True, null=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name_plural': 'camera-ready answers',
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='FindingAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='finding_answers', to='submissions.submission')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='finding_answers', to='submissions.paperfile')),
                ('key', models.CharField(max_length=40)),
                ('text', models.CharField(max_length=300)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answered_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('submission', 'key'), name='finding_answer_unique')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='FindingRuling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='finding_rulings', to='submissions.submission')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='finding_rulings', to='submissions.paperfile')),
                ('key', models.CharField(max_length=40)),
                ('settled', models.BooleanField()),
                ('word', models.CharField(blank=True, max_length=300)),
                ('ruled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ruled_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('submission', 'key'), name='finding_ruling_unique')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='submissions.submission')),
                ('field', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='submissions.formfield')),
                ('wording', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='submissions.fieldwording')),
                ('value', models.JSONField()),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='submissions.paperfile')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answered_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['field__position', 'field_id'],
                'constraints': [models.UniqueConstraint(fields=('submission', 'field'), name='answer_unique')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uploads', to='submissions.submission')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('paper', 'Paper'), ('supplement', 'Supplementary file'), ('code', 'Code archive'), ('answer', 'File of a question'), ('final', 'Final version'), ('source', 'Source'), ('poster', 'Poster'), ('slides', 'Slides'), ('video', 'Video')], max_length=10)),
                ('slot', models.CharField(blank=True, default='', max_length=40)),
                ('name', models.CharField(max_length=255)),
                ('size', models.PositiveBigIntegerField()),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('taken_as', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='submissions.paperfile')),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
    ])]
