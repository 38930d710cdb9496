from django.conf import settings
from django.db import migrations, models

from wellread.review.due import add_months


def tell_when_they_are_due(apps, schema_editor):
    for review in apps.get_model("review", "ReportedReview").objects.iterator():
        review.review_due = add_months(review.on, settings.WELLREAD_REVIEW_MONTHS)
        review.save(update_fields=["review_due"])


class Migration(migrations.Migration):
    dependencies = [("review", "0002_reviewers_policies_revocations")]

    operations = [
        migrations.RunPython(tell_when_they_are_due, migrations.RunPython.noop),
        migrations.AlterField("reportedreview", "review_due", models.DateField()),
    ]
