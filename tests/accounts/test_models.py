"""People who sign in."""

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.test import Client

from raitti.accounts.models import Person

PASSWORD = "kolme pientä pukkia"


@pytest.fixture
def person(db: None) -> Person:
    person = Person.objects.create_user("Aino@Example.ORG", PASSWORD, name="Aino")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def test_an_address_belongs_to_one_person_however_it_is_written(person: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create_user("AINO@example.org", PASSWORD)


def test_the_password_is_kept_only_as_a_hash(person: Person) -> None:
    assert PASSWORD not in person.password
    assert person.check_password(PASSWORD)


def test_a_person_without_a_password_cannot_sign_in_with_an_empty_one(db: None) -> None:
    person = Person.objects.create_user("ilman@example.org")

    assert not person.has_usable_password()
    assert not Client().login(email=person.email, password="")


def test_a_person_is_called_by_name_or_else_by_address(person: Person) -> None:
    assert str(person) == "Aino"
    assert str(Person(email="nimeton@example.org")) == "nimeton@example.org"


def test_a_person_is_signed_in_with_the_right_password_alone(person: Person) -> None:
    assert not Client().login(email=person.email, password="väärä")
    assert Client().login(email=person.email, password=PASSWORD)
