"""Closing a project: nothing of it ends silently, and what it was stays readable."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.core.audit import record
from raitti.core.shelf import content_changed
from raitti.core.verdicts import require
from raitti.programmes import entries
from raitti.programmes.actions import checks
from raitti.programmes.facts import Texts
from raitti.programmes.models import Archive, Project
from raitti.programmes.rules import may_close_project
from raitti.search import actions as search


@transaction.atomic
def close_project(
    project: Project, words: Texts, *, pack: Callable[[Project], bytes], actor: Any, now: datetime
) -> Project:
    """End a project whose structures are all settled, with words for its readers and an archive of all it was.

    `pack` writes the archive of the project as it then is: in which format, a room above this one knows.
    """
    project = Project.objects.select_for_update().get(pk=project.pk)
    require(may_close_project(actor, project, now=now))
    closing_words = checks.texts("words", words)
    if not closing_words:
        checks.refuse("words", "", _("Write a few words for those who look for the project later."), code="missing")
    project.closed_on, project.closing_words, project.changed = timezone.localdate(now), closing_words, now
    project.save()
    content = pack(project)
    archive = Archive(project=project, sha256=sha256(content).hexdigest(), made=now)
    archive.file.save(f"{project.uid}.zip", ContentFile(content), save=False)
    archive.save()
    record(actor, "closed project", project, now=now, changes={"closed_on": [None, project.closed_on.isoformat()]})
    search.put(entries.project_entries(project))
    content_changed()
    return project
