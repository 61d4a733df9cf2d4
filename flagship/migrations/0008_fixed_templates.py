from django.db import migrations

from flagship.fixed_templates import guard


class Migration(migrations.Migration):
    dependencies = [("flagship", "0007_reminders")]

    operations = [guard()]
