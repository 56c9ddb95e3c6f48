"""A form or a part of one, and what a browser would send of it."""

from typing import Any

from django import forms


class Part(forms.Form):
    """A form that may be one of several on a page."""

    use_required_attribute = False

    def sent(self, name: str) -> Any:
        """The raw value that came in for a field."""
        field = self.fields[name]
        return field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))

    def touched(self, name: str) -> bool:
        """Whether a field came in and says something else than it showed."""
        field = self.fields[name]
        is_text = not isinstance(field, (forms.BooleanField, forms.MultipleChoiceField))
        if is_text and self.add_prefix(name) not in self.data:
            return False
        return field.has_changed(self.initial.get(name), self.sent(name))

    @property
    def marker(self) -> tuple[str, str] | None:
        """The hidden field, name and value, that says that this part is there."""
        return None


def sent_by(part: Part) -> dict[str, list[str]]:
    """Names and values a browser would send of one part as it is shown."""
    sent: dict[str, list[str]] = {}
    if part.marker is not None:
        sent[part.marker[0]] = [part.marker[1]]
    for bound in part:
        value = bound.value()
        if isinstance(bound.field, forms.BooleanField):
            if value:
                sent[bound.html_name] = ["on"]
        elif isinstance(value, (list, tuple)):
            offered = {str(choice) for choice, _label in getattr(bound.field, "choices", ())}
            sent[bound.html_name] = [str(each) for each in value if str(each) in offered]
        else:
            sent[bound.html_name] = ["" if value is None else str(value)]
    return sent
