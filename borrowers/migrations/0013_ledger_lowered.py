"""What was verified before ledgers came in lowered the balance by all of it."""

from django.db import migrations
from django.db.models import F


def fill(apps, _editor):
    verified = apps.get_model("borrowers", "Repayment").objects.filter(state="verified")
    verified.update(lowered_principal=F("principal"), lowered_interest=F("interest"))


class Migration(migrations.Migration):
    dependencies = [("borrowers", "0012_ledger")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
