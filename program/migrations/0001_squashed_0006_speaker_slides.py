import conference.models.workshops
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import program.models.documents
import program.models.site
import program.models.speakers
import program.models.subscriptions
import uuid
from django.conf import settings
from django.db import migrations, models

from conference.tables import CreateModels



class Migration(migrations.Migration):

    replaces = [('program', '0001_initial'), ('program', '0002_papers_out'), ('program', '0003_public_site'), ('program', '0004_programme_making'), ('program', '0005_kept_figures'), ('program', '0006_speaker_slides')]

    initial = True

    dependencies = [
        ('conference', '0001_squashed_0016_scale_indexes'),
        ('submissions', '0001_squashed_0007_findings'),
    ]

    operations = [CreateModels([
        migrations.CreateModel(
            name='DocumentTexts',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='document_texts', to='conference.workshop')),
                ('signed_by', models.TextField(blank=True, help_text='Who signs certificates and letters: name and part, a line each.')),
                ('reviewer_text', models.TextField(default='This is to certify that\n\n## {name}\n\nserved on the programme committee of {workshop_title} ({workshop}) and reviewed {papers}.\n\nThe organizers are grateful for this work.', verbose_name='certificate of a reviewer')),
                ('presenter_text', models.TextField(default='This is to certify that\n\n## {name}\n\npresented the paper\n\n*{paper}*\n\nas {presentation} at {workshop_title} ({workshop}), {place}, {days}.', verbose_name='certificate of a presenter')),
                ('letter_text', models.TextField(default='Dear {name},\n\nWe are pleased to invite you to {workshop_title} ({workshop}), which takes place in {place} on {days}. Your paper\n*{paper}* was accepted there as {presentation}, and we would be glad to see you present it in person.\n\nThe workshop does not cover travel, accommodation or insurance.\n\nWith kind regards', verbose_name='letter of invitation')),
                ('booklet_notes', models.TextField(blank=True, help_text='Markdown: how to get there, Wi-Fi, lunch, whom to ask.', verbose_name='notes in the booklet')),
                ('booklet_map', models.ImageField(blank=True, upload_to=program.models.documents.map_path, verbose_name='map in the booklet')),
                ('more_badges', models.TextField(blank=True, help_text='One person a line: name; affiliation; part. Organizers, speakers and authors have theirs.', verbose_name='further badges')),
                ('certificates_released_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name_plural': 'texts of documents',
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='InvitationLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='conference.workshop')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='submissions.submission')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to=settings.AUTH_USER_MODEL)),
                ('name', models.CharField(max_length=200, verbose_name='name as in the passport')),
                ('address', models.TextField(blank=True, help_text='As it shall stand on the letter, such as your institution’s.')),
                ('state', models.CharField(choices=[('asked', 'Asked for'), ('granted', 'Granted'), ('refused', 'Refused')], default='asked', max_length=8)),
                ('text', models.TextField(blank=True)),
                ('answer', models.CharField(blank=True, max_length=400, verbose_name='reason')),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-asked_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'refused'), _negated=True), fields=('submission', 'user'), name='one_letter_a_paper')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ProceedingsVolume',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='volume', to='conference.workshop')),
                ('title', models.CharField(max_length=300, verbose_name='title of the volume')),
                ('name', models.CharField(max_length=300, verbose_name='name of the workshop')),
                ('short_name', models.CharField(help_text='Without the year, such as TerraBytes.', max_length=60)),
                ('series', models.CharField(blank=True, default='Proceedings of Machine Learning Research', max_length=200)),
                ('number', models.CharField(blank=True, help_text='The number that the publisher gives; empty while there is none.', max_length=5, validators=[django.core.validators.RegexValidator('^\\d{1,5}$', 'A volume’s number is a number, such as 262.')], verbose_name='volume')),
                ('conference_number', models.PositiveSmallIntegerField(blank=True, help_text='Such as 3 for the third workshop; empty if it is not counted.', null=True, verbose_name='edition')),
                ('editors', models.TextField(help_text='One name a line, in the order of the title page.')),
                ('start', models.DateField(verbose_name='first day')),
                ('end', models.DateField(verbose_name='last day')),
                ('address', models.CharField(help_text='Venue, city, country.', max_length=200, verbose_name='place')),
                ('preface', models.TextField(blank=True, help_text='Markdown. Stands before the table of contents.')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='PublicFigures',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='public_figures', to='conference.workshop')),
                ('shown', models.JSONField(blank=True, default=list)),
                ('kept', models.JSONField(blank=True, default=dict, help_text='Figures of reviewing, and who is thanked, from before the reviews of the edition were deleted.')),
            ],
            options={
                'verbose_name_plural': 'public figures',
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='NewsPost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='news', to='conference.workshop')),
                ('title', models.CharField(max_length=200)),
                ('body', models.TextField(verbose_name='text')),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'ordering': ['-published_at', '-pk'],
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Award',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='awards', to='conference.workshop')),
                ('title', models.CharField(max_length=120, verbose_name='award')),
                ('submission', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='awards', to='submissions.submission', verbose_name='paper')),
                ('person', models.CharField(blank=True, max_length=200)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('submission__isnull', False), models.Q(('person', ''), _negated=True), _connector='OR'), name='award_has_a_winner')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='PresenterWish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='presenter_wish', to='submissions.submission')),
                ('time_zone', models.CharField(blank=True, max_length=64, validators=[conference.models.workshops.validate_time_zone])),
                ('daytime', models.CharField(blank=True, choices=[('', 'Any time of the day'), ('morning', 'Only in the morning'), ('afternoon', 'Only in the afternoon')], max_length=10)),
                ('absences', models.JSONField(blank=True, default=list)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='ScheduleProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='schedule_proposals', to='conference.workshop')),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='conference.job')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('state', models.CharField(choices=[('solving', 'Being made'), ('proposed', 'Proposed'), ('impossible', 'No schedule keeps all rules'), ('taken', 'Taken'), ('discarded', 'Thrown away')], default='solving', max_length=10)),
                ('options', models.JSONField(default=dict)),
                ('result', models.JSONField(default=dict)),
                ('mark', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='ScheduleStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='schedule_steps', to='conference.workshop')),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('text', models.CharField(max_length=300)),
                ('before', models.JSONField()),
                ('after', models.JSONField()),
                ('is_undone', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['workshop', 'is_undone'], name='program_sch_worksho_77ad6d_idx')],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Speaker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='speakers', to='conference.workshop')),
                ('slug', models.SlugField(max_length=80)),
                ('name', models.CharField(max_length=200)),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('affiliation', models.CharField(blank=True, max_length=200)),
                ('url', models.URLField(blank=True, verbose_name='home page')),
                ('bio', models.TextField(blank=True)),
                ('photo', models.ImageField(blank=True, upload_to=program.models.speakers.photo_path)),
                ('talk_title', models.CharField(blank=True, max_length=200, verbose_name='title of the talk')),
                ('talk_abstract', models.TextField(blank=True, verbose_name='abstract of the talk')),
                ('slides', models.FileField(blank=True, upload_to=program.models.speakers.slides_path)),
                ('slides_url', models.URLField(blank=True, verbose_name='slides elsewhere')),
                ('slides_public', models.BooleanField(default=False, verbose_name='slides may stand on the site')),
                ('time_zone', models.CharField(blank=True, max_length=64, validators=[conference.models.workshops.validate_time_zone])),
                ('attendance', models.CharField(blank=True, choices=[('in_person', 'In person'), ('online', 'Online')], max_length=10, verbose_name='comes')),
                ('arrives', models.DateField(blank=True, null=True, verbose_name='arrives on')),
                ('leaves', models.DateField(blank=True, null=True, verbose_name='leaves on')),
                ('recording', models.CharField(blank=True, choices=[('public', 'Yes, and the recording may be public'), ('attendees', 'Yes, for those who take part only'), ('no', 'No')], max_length=10, verbose_name='may be recorded')),
                ('status', models.CharField(choices=[('to_invite', 'To invite'), ('invited', 'Invited'), ('confirmed', 'Confirmed'), ('declined', 'Declined')], default='to_invite', max_length=10)),
                ('token', models.CharField(default=program.models.speakers.new_token, editable=False, max_length=64, unique=True)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'ordering': ['position', 'name'],
                'constraints': [models.UniqueConstraint(fields=('workshop', 'slug'), name='speaker_slug_unique')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='conference.workshop')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('opening', 'Opening'), ('keynote', 'Keynote'), ('panel', 'Panel'), ('orals', 'Orals'), ('spotlights', 'Spotlights'), ('posters', 'Posters'), ('talk', 'Talk'), ('break', 'Break'), ('social', 'Social'), ('closing', 'Closing')], max_length=12)),
                ('title', models.CharField(max_length=200)),
                ('abstract', models.TextField(blank=True)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('start', models.DateTimeField()),
                ('end', models.DateTimeField()),
                ('room', models.CharField(blank=True, max_length=80)),
                ('minutes_each', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='minutes a paper')),
                ('link', models.URLField(blank=True)),
                ('recording_url', models.URLField(blank=True, verbose_name='recording')),
                ('is_pinned', models.BooleanField(default=False, verbose_name='pinned')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'ordering': ['start', 'end', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='session_ends_after_start')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ScheduleRelease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='schedule_releases', to='conference.workshop')),
                ('name', models.CharField(max_length=40, verbose_name='version')),
                ('note', models.TextField(blank=True)),
                ('sessions', models.JSONField()),
                ('changes', models.JSONField(default=list)),
                ('released_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('released_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-released_at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('workshop', 'name'), name='schedule_release_name')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to='conference.workshop')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('token', models.CharField(default=program.models.subscriptions.new_secret, editable=False, max_length=64, unique=True)),
                ('wants_news', models.BooleanField(default=True, verbose_name='news')),
                ('wants_papers', models.BooleanField(default=True, verbose_name='new papers')),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(models.F('workshop'), django.db.models.functions.text.Lower('email'), name='subscription_unique')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Told',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='conference.workshop')),
                ('kind', models.CharField(choices=[('news', 'News'), ('paper', 'Paper')], max_length=5)),
                ('number', models.PositiveIntegerField(help_text='The id of the news, the number of the paper.')),
                ('told_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('workshop', 'kind', 'number'), name='told_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='SignupList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signup_lists', to='conference.workshop')),
                ('title', models.CharField(max_length=120)),
                ('body', models.TextField(blank=True, verbose_name='what it is')),
                ('seats', models.PositiveIntegerField(blank=True, null=True, verbose_name='places')),
                ('choices', models.TextField(blank=True, verbose_name='choices, one a line')),
                ('question', models.CharField(blank=True, max_length=200, verbose_name='a question')),
                ('closes_at', models.DateTimeField(blank=True, null=True, verbose_name='open until')),
                ('is_open', models.BooleanField(default=False, verbose_name='open')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'ordering': ['position', 'pk'],
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='PublicSite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='public_site', to='conference.workshop')),
                ('banner', models.ImageField(blank=True, upload_to=program.models.site.banner_path)),
                ('banner_alt', models.CharField(blank=True, max_length=200, verbose_name='what the banner shows')),
                ('embed_hosts', models.TextField(blank=True, verbose_name='sites that may show the programme and the papers')),
                ('takes_questions', models.BooleanField(default=False, verbose_name='visitors can ask about sessions')),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='SiteSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='site_sections', to='conference.workshop')),
                ('kind', models.CharField(choices=[('about', 'About, with the dates'), ('news', 'News'), ('speakers', 'Speakers'), ('awards', 'Awards'), ('sponsors', 'Sponsors'), ('editions', 'Other editions'), ('contacts', 'Contact'), ('text', 'A text')], default='text', max_length=10)),
                ('title', models.CharField(blank=True, max_length=120)),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('is_shown', models.BooleanField(default=True, verbose_name='shown')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'pk'],
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='SessionSpeaker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='speakers', to='program.session')),
                ('speaker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='program.speaker')),
                ('part', models.CharField(choices=[('speaker', 'Speaker'), ('panellist', 'Panellist'), ('moderator', 'Moderator')], default='speaker', max_length=10)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('session', 'speaker'), name='session_speaker_unique')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Slot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slots', to='program.session')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slots', to='submissions.submission')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('board', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('recording_url', models.URLField(blank=True, verbose_name='recording')),
                ('is_pinned', models.BooleanField(default=False, verbose_name='pinned')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('session', 'submission'), name='slot_unique')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='program.session')),
                ('kind', models.CharField(choices=[('question', 'A question, for all to read'), ('feedback', 'Feedback, for the organizers alone')], default='question', max_length=8)),
                ('text', models.TextField(max_length=1000)),
                ('name', models.CharField(blank=True, max_length=100)),
                ('state', models.CharField(choices=[('new', 'New'), ('shown', 'Shown'), ('hidden', 'Set aside')], default='new', max_length=6)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['made_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind', 'feedback'), ('state', 'shown'), _negated=True), name='feedback_is_never_shown')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Signup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signup_list', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signups', to='program.signuplist')),
                ('name', models.CharField(max_length=200)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('choice', models.CharField(blank=True, max_length=200)),
                ('answer', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('asked', 'Not confirmed'), ('in', 'Has a place'), ('waiting', 'Waits')], default='asked', max_length=8)),
                ('token', models.CharField(default=program.models.subscriptions.new_secret, editable=False, max_length=64, unique=True)),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['confirmed_at', 'pk'],
                'constraints': [models.UniqueConstraint(models.F('signup_list'), django.db.models.functions.text.Lower('email'), name='signup_unique')],
                'indexes': [],
            },
        ),
    ])]
