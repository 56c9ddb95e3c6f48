"""What is hidden from everyone, and why."""

from raitti.core.once import once
from raitti.directory.models import Hiding, Organisation


def hiding_of(organisation: Organisation) -> Hiding | None:
    """Why an organisation's page as a whole is hidden; `None` when it is not by anyone's decision."""
    found = Hiding.objects.filter(organisation=organisation, thing_uid=organisation.uid, ended=None)
    return once(("hiding", organisation.pk), found.first)
