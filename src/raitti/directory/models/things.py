"""The three kinds of entry, by the names rows about them keep."""

from raitti.directory.models.organisations import Organisation
from raitti.directory.models.services import Location, Service

Thing = Organisation | Service | Location
THINGS: dict[str, type[Thing]] = {"organisation": Organisation, "service": Service, "location": Location}
