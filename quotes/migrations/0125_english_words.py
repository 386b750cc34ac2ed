"""English words of the house and of deals, and the place where those of a deal are read."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0124_callers_are_counted_in_memory'),
        ('stakeholders', '0007_customers_in_english'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EnglishWords',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('zh', models.CharField(max_length=600)),
                ('en', models.CharField(max_length=1500)),
                ('written_at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='housetext',
            name='text_block_known',
        ),
        migrations.RemoveConstraint(
            model_name='ownwords',
            name='own_words_block_known',
        ),
        migrations.AlterField(
            model_name='housetext',
            name='block',
            field=models.CharField(choices=[('needs', 'On what we understood'), ('solution', 'On what we propose'), ('value', 'On what it is worth'), ('prices', 'On the prices'), ('terms', 'On service levels and terms'), ('data', 'Data and confidentiality'), ('liability', 'Liability'), ('request', 'Reasons for the request'), ('comparison', 'On the comparison'), ('outlay', 'On cost and payments'), ('answers', 'More answers'), ('calendar', 'On the calendar'), ('names', 'Names of the deal and the quote'), ('lines', 'Lines that are not from the price book'), ('english', 'English words')], max_length=12),
        ),
        migrations.AlterField(
            model_name='ownwords',
            name='block',
            field=models.CharField(choices=[('needs', 'On what we understood'), ('solution', 'On what we propose'), ('value', 'On what it is worth'), ('prices', 'On the prices'), ('terms', 'On service levels and terms'), ('data', 'Data and confidentiality'), ('liability', 'Liability'), ('request', 'Reasons for the request'), ('comparison', 'On the comparison'), ('outlay', 'On cost and payments'), ('answers', 'More answers'), ('calendar', 'On the calendar'), ('names', 'Names of the deal and the quote'), ('lines', 'Lines that are not from the price book'), ('english', 'English words')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='housetext',
            constraint=models.CheckConstraint(condition=models.Q(('block__in', ['needs', 'solution', 'value', 'prices', 'terms', 'data', 'liability', 'request', 'comparison', 'outlay', 'answers', 'calendar', 'names', 'lines', 'english'])), name='text_block_known'),
        ),
        migrations.AddConstraint(
            model_name='ownwords',
            constraint=models.CheckConstraint(condition=models.Q(('block__in', ['needs', 'solution', 'value', 'prices', 'terms', 'data', 'liability', 'request', 'comparison', 'outlay', 'answers', 'calendar', 'names', 'lines', 'english'])), name='own_words_block_known'),
        ),
        migrations.AddField(
            model_name='englishwords',
            name='deal',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='english', to='stakeholders.deal'),
        ),
        migrations.AddField(
            model_name='englishwords',
            name='written_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='englishwords',
            constraint=models.UniqueConstraint(condition=models.Q(('deal', None)), fields=('zh',), name='house_english_once'),
        ),
        migrations.AddConstraint(
            model_name='englishwords',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('zh', ''), _negated=True), models.Q(('en', ''), _negated=True)), name='english_words_say_something'),
        ),
        migrations.AddConstraint(
            model_name='englishwords',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('written_at__isnull', True), ('written_by__isnull', True)), models.Q(('written_at__isnull', False), ('written_by__isnull', False)), _connector='OR'), name='english_words_written_pair'),
        ),
    ]
