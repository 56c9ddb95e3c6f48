"""A statement in every state, for tests: written, in its comment round, finished, signed, sent."""

from datetime import timedelta
from typing import Any

from raitti.bodies.actions.commenting import close_comments, comment, open_comments
from raitti.bodies.actions.sending import send_statement, sign
from raitti.bodies.actions.statements import finish_statement, record_statement, write_statement
from raitti.bodies.facts.statements import CommentFacts, SendingFacts, StatementFacts, TextFacts
from raitti.bodies.models import LineComment, Statement
from raitti.core.audit import System
from raitti.core.slugs import assign_slugs
from tests.bodies.world import Seated

BY = System("test")
TEXT = "Lausumme seuraavaa.\n\nKokouspaikkojen on oltava esteettömiä.\nVuokrat on pidettävä kohtuullisina."


def begun(it: Seated, **facts: Any) -> Statement:
    """Nothing but what it is to be about."""
    assign_slugs(it.body, "body")
    known = {"title": {"fi": "Lausunto tiloista"}, **facts}
    return record_statement(it.body, StatementFacts(**known), actor=BY, now=it.now)


def written(it: Seated, text: str = TEXT, **facts: Any) -> Statement:
    statement = begun(it, **facts)
    words = TextFacts(title={"fi": "Lausunto tiloista"}, text={"fi": text}, based_on=0)
    return write_statement(statement, words, actor=BY, now=it.now).statement


def commenting(it: Seated, *, days: int = 14, **facts: Any) -> Statement:
    statement = written(it, **facts)
    return open_comments(statement, until=(it.now + timedelta(days=days)).date(), actor=BY, now=it.now)


def commented(it: Seated) -> LineComment:
    statement = commenting(it)
    line = CommentFacts(language="fi", line=2, quote="", version=statement.version, text="Myös induktiosilmukka.")
    return comment(statement, line, actor=it.people["owner elsewhere"], now=it.now)


def finished(it: Seated, **facts: Any) -> Statement:
    return finish_statement(written(it, **facts), actor=BY, now=it.now)


def signed(it: Seated) -> Statement:
    statement = finished(it)
    sign(statement, it.world.elsewhere["association"], actor=BY, now=it.now)
    return statement


def sent(it: Seated, statement: Statement | None = None, **facts: Any) -> Statement:
    going = {"receiver_name": "Oulun kaupunki", "email": "kirjaamo@oulu.example", **facts}
    return send_statement(statement or signed(it), SendingFacts(**going), actor=BY, now=it.now)


def closed(it: Seated) -> Statement:
    """A draft whose comment round is over."""
    return close_comments(commenting(it), actor=BY, now=it.now)
