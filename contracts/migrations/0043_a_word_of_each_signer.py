"""Another person may sign what the deal's owner of today once signed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0042_what_a_sign_off_covers'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='signoff',
            name='one_sign_off_a_role_and_content',
        ),
        migrations.AddConstraint(
            model_name='signoff',
            constraint=models.UniqueConstraint(condition=models.Q(('taken_back_at', None), ('verdict', 'approve')), fields=('deal', 'role', 'content_hash', 'signed_by'), name='one_sign_off_a_role_and_content'),
        ),
    ]
