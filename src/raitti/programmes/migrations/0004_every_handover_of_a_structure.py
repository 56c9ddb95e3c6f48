"""A structure remembers each time it was handed over, not only the last: so far none was handed on."""

from datetime import timedelta

import django.db.models.deletion
from django.db import migrations, models

_READ_FOR = timedelta(days=365)


def remember(apps, schema_editor):
    """What is handed over becomes the first of its handovers, with its steps."""
    structures = apps.get_model("programmes", "Structure").objects.exclude(giver=None)
    handovers, steps = (apps.get_model("programmes", name).objects for name in ("Handover", "HandoverStep"))
    for structure in structures.filter(status="handed_over"):
        day = structure.settled_on or structure.changed.date()
        made = handovers.create(
            structure=structure,
            giver_id=structure.giver_id,
            receiver_id=structure.steward_id,
            accepted_on=day,
            accepted_by=structure.settled_by,
            giver_reads_until=structure.giver_reads_until or day + _READ_FOR,
        )
        steps.filter(structure=structure).update(handover=made)
    if schema_editor.connection.vendor == "postgresql":
        # Else the tables could not be altered in the same transaction.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0010_queue_reading"),
        ("programmes", "0003_budgets_of_what_was_applied_for_and_decided"),
    ]

    operations = [
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("accepted_on", models.DateField()),
                ("accepted_by", models.CharField(max_length=200)),
                ("giver_reads_until", models.DateField()),
                ("url", models.URLField(blank=True, max_length=500)),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers_given",
                        to="directory.organisation",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers_received",
                        to="directory.organisation",
                    ),
                ),
                (
                    "structure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handovers",
                        to="programmes.structure",
                    ),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.AddField(
            model_name="handoverstep",
            name="handover",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="steps",
                to="programmes.handover",
            ),
        ),
        migrations.RunPython(remember, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="handoverstep", name="one_handover_step_each"),
        migrations.RemoveConstraint(model_name="structure", name="handed_over_by_somebody"),
        migrations.RemoveField(model_name="structure", name="giver"),
        migrations.RemoveField(model_name="structure", name="giver_reads_until"),
        migrations.AddConstraint(
            model_name="handoverstep",
            constraint=models.UniqueConstraint(fields=("handover", "step"), name="one_step_each_of_a_handover"),
        ),
        migrations.AddConstraint(
            model_name="handoverstep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("handover", None)), fields=("structure", "step"), name="one_step_each_now"
            ),
        ),
    ]
