"""Whatever is written into the audit trail has words for those who ask what is held of them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import raitti
from raitti.core.deeds import DEEDS, WORDS

SOURCE = Path(raitti.__file__).parent
# Which argument names the deed.
_VERB_AT = {"record": 1, "_finish": 2}
# Nobody but an operator's command acts there.
_WITHOUT_PEOPLE = {"places"}


def trees() -> Iterator[ast.Module]:
    for path in sorted(SOURCE.rglob("*.py")):
        if path.relative_to(SOURCE).parts[0] not in _WITHOUT_PEOPLE:
            yield ast.parse(path.read_text())


def constants() -> dict[str, str]:
    """The texts that modules give a name."""
    return {
        target.id: node.value.value
        for tree in trees()
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def spoken(node: ast.expr, known: dict[str, str]) -> Iterator[str]:
    """Patterns of the verbs an expression may come to; a name given by the caller says nothing."""
    match node:
        case ast.Constant(value=str(verb)):
            yield re.escape(verb)
        case ast.Name(id=name) if name in known:
            yield re.escape(known[name])
        case ast.JoinedStr(values=parts):
            yield "".join(re.escape(part.value) if isinstance(part, ast.Constant) else ".+" for part in parts)
        case ast.IfExp(body=one, orelse=other):
            yield from spoken(one, known)
            yield from spoken(other, known)
        case ast.BoolOp(values=parts):
            for part in parts:
                yield from spoken(part, known)


def verbs() -> set[str]:
    known, found = constants(), set()
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                if (at := _VERB_AT.get(name)) is not None and len(node.args) > at:
                    found.update(spoken(node.args[at], known))
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "verb":
                found.update(spoken(node.value, known))
    return found


def test_every_deed_that_is_written_down_has_words():
    found = verbs()
    assert len(found) > 60
    assert [verb for verb in sorted(found) if not any(re.fullmatch(verb, deed) for deed in DEEDS)] == []


def test_no_words_are_kept_for_deeds_nobody_does():
    found = verbs()
    assert [deed for deed in DEEDS if not any(re.fullmatch(verb, deed) for verb in found)] == []


def test_words_are_the_reader_s_and_not_the_program_s():
    for words in (*DEEDS.values(), *WORDS.values()):
        assert not re.search(r"mandate|harvest|webhook|hiding|portal|_", str(words))
