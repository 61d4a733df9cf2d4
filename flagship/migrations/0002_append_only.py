from django.db import migrations

from flagship.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("flagship", "0001_initial")]

    operations = [
        append_only("flagship_transition"),
        append_only("flagship_auditevent"),
    ]
