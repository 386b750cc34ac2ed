"""What English documents call a customer, and where it is."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stakeholders', '0006_notice_of_links_left'),
    ]

    operations = [
        migrations.AddField(
            model_name='customer',
            name='address_en',
            field=models.CharField(blank=True, db_default='', max_length=300),
        ),
        migrations.AddField(
            model_name='customer',
            name='name_en',
            field=models.CharField(blank=True, db_default='', max_length=160),
        ),
    ]
