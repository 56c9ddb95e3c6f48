"""From the lasting ids HSDS wants back to our topics and vocabularies, which have none of their own."""

from threading import Lock
from uuid import UUID

from django.db.models import Count, Max

from raitti.directory.models import Topic, Vocabulary
from raitti.exchange.hsds.writing import taxonomy_id, term_id


class _Index:
    """Topic ids by term id, for as long as no topic comes or goes."""

    def __init__(self) -> None:
        self._stamp: tuple[int, int | None] = (0, None)
        self._keys: dict[str, int] = {}
        self._lock = Lock()

    def find(self, term: str) -> int | None:
        counted = Topic.objects.aggregate(number=Count("pk"), newest=Max("pk"))
        stamp = (counted["number"], counted["newest"])
        with self._lock:
            if stamp != self._stamp or term not in self._keys:
                self._keys = {term_id(topic): topic.pk for topic in Topic.objects.only("uri").iterator()}
                self._stamp = stamp
            return self._keys.get(term)


_index = _Index()


def topic_of(term: UUID) -> Topic | None:
    """The topic a taxonomy term's id stands for."""
    key = _index.find(str(term))
    if key is None:
        return None
    topic = Topic.objects.select_related("vocabulary").prefetch_related("broader").filter(pk=key).first()
    return topic if topic is not None and term_id(topic) == str(term) else None


def vocabulary_of(taxonomy: UUID) -> Vocabulary | None:
    """The vocabulary a taxonomy's id stands for."""
    return next((found for found in Vocabulary.objects.all() if taxonomy_id(found) == str(taxonomy)), None)
