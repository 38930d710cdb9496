from collections.abc import Iterator
from typing import Any

from django.db import migrations, models

from wellread.articles.interchange import content_from_json
from wellread.publishing.index_words import index_words

ROWS_AT_ONCE = 200


def fill(apps: Any, schema_editor: Any) -> None:
    """Work out, for the editions that are there, what the door does for new ones."""
    editions = apps.get_model("publishing", "Edition").objects.only("content")
    for some in _in_pieces(editions):
        for edition in some:
            edition.index_words = index_words(content_from_json(edition.content))
        editions.bulk_update(some, ["index_words"])


def _in_pieces(editions: Any) -> Iterator[list[Any]]:
    last = 0
    while some := list(editions.filter(pk__gt=last).order_by("pk")[:ROWS_AT_ONCE]):
        yield some
        last = some[-1].pk


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="index_words",
            field=models.JSONField(default=dict),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="change",
            name="kind",
            field=models.CharField(
                choices=[
                    ("edition", "edition"),
                    ("withdrawal", "withdrawal"),
                    ("address", "address"),
                    ("vocabulary", "vocabulary"),
                    ("ancestors", "terms above a term"),
                    ("person", "person"),
                    ("settings", "settings"),
                    ("best_bet", "best bet"),
                    ("equivalent", "word equivalent"),
                    ("crisis", "crisis card"),
                ],
                max_length=12,
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
