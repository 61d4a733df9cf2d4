import hashlib

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def attach_documents(apps, schema_editor):
    """Every kept document becomes a row of its own; versions that shared a file share the row."""
    plan_model = apps.get_model("branches", "BranchPlan")
    attachment_model = apps.get_model("flagship", "Attachment")
    rows = {}
    for plan in plan_model.objects.exclude(former_document="").order_by("pk"):
        file, by = plan.former_document, plan.submitted_by_id or _somebody(apps)
        if file.name not in rows and file.storage.exists(file.name) and by:
            with file.open("rb") as opened:
                digest = hashlib.file_digest(opened, "sha256").hexdigest()
            rows[file.name] = attachment_model.objects.create(
                file=file.name,
                name=f"实施方案.{file.name.rsplit('.', 1)[-1]}",
                size=file.storage.size(file.name),
                digest=digest,
                at=plan.submitted_at or file.storage.get_modified_time(file.name),
                by_id=by,
            )
        plan.document = rows.get(file.name)
        plan.save(update_fields=["document"])
    if schema_editor.connection.vendor == "postgresql":  # it alters no table whose foreign keys are still to be checked
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _somebody(apps):
    """Drafts did not say who attached their document: the first account stands for them."""
    user_model = apps.get_model(*settings.AUTH_USER_MODEL.split("."))
    return user_model.objects.order_by("pk").values_list("pk", flat=True).first()


class Migration(migrations.Migration):
    dependencies = [
        ("branches", "0002_initial"),
        ("flagship", "0006_attachments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameField("branchplan", "document", "former_document"),
        migrations.AddField(
            model_name="branchplan",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="flagship.attachment",
            ),
        ),
        migrations.RunPython(attach_documents, migrations.RunPython.noop),
        migrations.RemoveField("branchplan", "former_document"),
    ]
