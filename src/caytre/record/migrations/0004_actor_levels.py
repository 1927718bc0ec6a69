"""Actors take a level: the lowest of what tells of them; those of the gazetteer are public."""

from django.db import migrations, models
from django.db.models import Min, OuterRef, Subquery
from django.db.models.functions import Coalesce


def give_levels(apps, schema_editor):
    actors = apps.get_model("record", "Actor").objects
    about = apps.get_model("record", "StatementActor").objects.filter(actor=OuterRef("pk")).order_by()
    lowest = about.values("actor").annotate(level=Min("statement__classification")).values("level")
    actors.filter(provisional=False).update(classification=0)
    actors.filter(provisional=True).update(classification=Coalesce(Subquery(lowest), 3))


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0003_likeness"),
    ]

    operations = [
        migrations.AddField(
            model_name="actor",
            name="classification",
            field=models.PositiveSmallIntegerField(
                choices=[(0, "Public"), (1, "Internal"), (2, "Restricted"), (3, "Secret")], db_index=True, default=1
            ),
        ),
        migrations.RunPython(give_levels, migrations.RunPython.noop),
    ]
