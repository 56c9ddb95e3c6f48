"""Statements on paper, as tagged files: what was said, who signed, what was corrected and answered since."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from raitti.bodies.models import Statement
from raitti.core.languages import INTERFACE_CODES
from raitti.core.texts import pick, versions
from raitti.render.pdf import pdf_from

# By its path below the static files, where the writer of PDF looks for it.
PAPER_STYLE = "/static/css/plan-paper.css"


def languages_of(statement: Statement) -> list[str]:
    """The languages of the interface a statement is written in; the letter's where it is in none of them."""
    written = versions(statement.text)
    return [code for code in INTERFACE_CODES if code in written] or [statement.letter_language]


def statement_pdf(statement: Statement, language: str) -> bytes:
    """The statement as PDF/UA. Raises `NoWriter` where Pango is missing."""
    return pdf_from(statement_paper(statement, language))


def statement_paper(statement: Statement, language: str) -> str:
    """The statement as a page for paper."""
    with override(language):
        title = pick(statement.title, language).value
        context = {
            "language": language,
            "title": f"{_('Statement')}: {title}",
            "css": PAPER_STYLE,
            "statement": statement,
            "body": statement.body,
            "signatures": list(statement.signatures.filter(withdrawn=None)),
            "corrections": list(statement.corrections.all()),
        }
        return render_to_string("bodies/statement_paper.html", context)
