"""That those who must act were told of something that waits in a body."""

from django.db import models

from raitti.bodies.models.bodies import Body


class Told(models.Model):
    """One thing that waits (`queries.waiting`) and when its keepers were written to about it last."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="told")
    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=64, blank=True)
    on = models.DateField()

    class Meta:
        verbose_name_plural = "told"
        constraints = [models.UniqueConstraint(fields=["body", "kind", "key"], name="told_once_of_each")]

    def __str__(self) -> str:
        return f"{self.body}: {self.kind} {self.key} {self.on}"
