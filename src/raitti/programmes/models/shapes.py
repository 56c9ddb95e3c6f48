"""Studies of how a new programme could be shaped: inputs as asked, so that the answer can be had again."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from raitti.programmes.models.programmes import Programme


class ShapeStudy(models.Model):
    """The inputs of one comparison of programme shapes; the answer is computed from them each time, the same."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="shape_studies")
    name = models.CharField(_("name"), max_length=120)
    inputs = models.JSONField()
    made_by = models.CharField(max_length=200)
    created = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["-created", "-pk"]

    def __str__(self) -> str:
        return self.name
