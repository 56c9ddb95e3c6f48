"""Loading the demo: the same verbs as everyone's, all or nothing."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from raitti.core.statistics import look_at_tables_anew
from raitti.core.verdicts import Refused
from raitti.directory.actions import finish_run, load_topics, save_organisation, save_portal, save_thing
from raitti.directory.demo.accounts import make_accounts, make_mandates
from raitti.directory.demo.asking import ask_in_the_demo
from raitti.directory.demo.helping import make_claim, make_waiting
from raitti.directory.demo.reading import SOURCE, DemoFault, read_organisations
from raitti.directory.demo.regions import municipalities, portals, public_bodies
from raitti.directory.facts import ThingFacts
from raitti.directory.lookup import Lookup
from raitti.directory.models import THINGS, Revision, Thing
from raitti.directory.snapshots import kind_of

Progress = Callable[[int, int], None]


@transaction.atomic
def load_demo(*, actor: Any, now: datetime, progress: Progress | None = None) -> None:
    """Load the four regions; the places (`places.actions.load_facts`) must be there before.

    Loading again changes only what differs, and nothing that others have changed since. `progress` hears how many
    of how many things are done. Raises `DemoFault` when one of the demo's own files says something that cannot be.
    """
    load_topics(actor=actor, now=now)
    make_accounts()
    common: dict[str, Any] = {"actor": actor, "now": now, "lookup": Lookup(index_later=True)}
    theirs = _changed_by_others(actor)
    for portal, steward in portals():
        keeper: Any = theirs.get(("organisation", steward.source_id)) or save_organisation(steward, **common).thing
        save_portal(portal, steward=keeper, **common)
    invented = read_organisations()
    jobs: list[tuple[str, ThingFacts]] = [("portals.toml", facts) for facts in municipalities({"17", "08", "09", "19"})]
    jobs += [("regions.py", facts) for facts in public_bodies()]
    jobs += [(one.file, one.organisation) for one in invented]
    jobs += [(one.file, facts) for one in invented for facts in one.locations]
    jobs += [(one.file, facts) for one in invented for facts in one.services]
    for done, (file, facts) in enumerate(jobs):
        try:
            if (kind_of(facts), facts.source_id) not in theirs:
                save_thing(facts, **common)
        except Refused as refused:
            verdict = refused.verdict
            raise DemoFault(f"{file}: {facts.source_id}: {verdict.reason} {verdict.details}") from refused
        if progress:
            progress(done + 1, len(jobs))
    finish_run(common["lookup"], now=now)
    ask_in_the_demo(now=now)
    # Before there are owners, so that the demo's own suggestions write no letters.
    make_waiting(now=now)
    make_mandates(actor=actor, now=now)
    make_claim(now=now)
    look_at_tables_anew()


def _changed_by_others(actor: Any) -> dict[tuple[str, str], Thing]:
    """What people have changed since it was loaded, by kind and source id: it stays as they made it."""
    changed = Revision.objects.exclude(actor=str(actor)).values("thing_uid")
    return {
        (kind, thing.source_id): thing
        for kind, model in THINGS.items()
        for thing in model._default_manager.filter(source=SOURCE, uid__in=changed)
    }
