"""How settings are read from the environment."""

import json

import pytest
from django.core.exceptions import ImproperlyConfigured

from raitti.config.environment import database, openid_providers, origins

MUNICIPALITY = {
    "id": "kunta",
    "name": "Esimerkkilän kunta",
    "client_id": "raitti",
    "secret_name": "RAITTI_TRIED_SECRET",
    "server_url": "https://login.example.org/tenant/v2.0",
}


def test_an_address_of_another_database_is_refused(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="postgresql://"):
        database("mysql://raitti@db/raitti", data=tmp_path)


def test_the_parts_of_a_database_address_are_decoded(tmp_path):
    found = database("postgresql://rait%40ti:s%2Fecret@db.example.org:5433/raitti?sslmode=require", data=tmp_path)

    assert found["USER"] == "rait@ti"
    assert found["PASSWORD"] == "s/ecret"
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example.org", "5433", "raitti")
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_other_places_to_sign_in_are_read_with_their_secrets_from_elsewhere(monkeypatch):
    monkeypatch.setenv("RAITTI_TRIED_SECRET", "hush")

    (provider,) = openid_providers(json.dumps([MUNICIPALITY]))

    assert (provider["provider_id"], provider["name"], provider["secret"]) == ("kunta", "Esimerkkilän kunta", "hush")
    assert provider["settings"]["server_url"] == MUNICIPALITY["server_url"]
    assert origins([provider]) == ["https://login.example.org"]


def test_addresses_are_believed_only_of_providers_that_are_trusted_with_them(monkeypatch):
    monkeypatch.setenv("RAITTI_TRIED_SECRET", "hush")

    plain, trusted = openid_providers(json.dumps([MUNICIPALITY, MUNICIPALITY | {"trusts_email": True}]))

    assert plain["settings"]["email_authentication"] is False
    assert trusted["settings"]["email_authentication"] is True


def test_what_says_that_a_provider_asked_for_a_second_step_is_a_list_of_values_for_each_claim(monkeypatch):
    monkeypatch.setenv("RAITTI_TRIED_SECRET", "hush")
    strong, ask = {"amr": ["mfa"]}, {"acr_values": "loa2"}

    plain, told = openid_providers(json.dumps([MUNICIPALITY, MUNICIPALITY | {"strong": strong, "ask": ask}]))

    assert plain["settings"]["strong"] == {}
    assert (told["settings"]["strong"], told["settings"]["auth_params"]) == (strong, ask)
    for slip in ({"amr": "mfa"}, ["mfa"], "mfa"):
        with pytest.raises(ImproperlyConfigured):
            openid_providers(json.dumps([MUNICIPALITY | {"strong": slip}]))


@pytest.mark.parametrize("text", ["{", "[1]", '{"id": "x"}', '[{"id": "kunta"}]'])
def test_a_slip_in_the_list_says_what_the_list_should_be(text):
    with pytest.raises(ImproperlyConfigured, match="RAITTI_OIDC must be a JSON list"):
        openid_providers(text)


def test_a_secret_that_is_not_set_is_named(monkeypatch):
    monkeypatch.delenv("RAITTI_TRIED_SECRET", raising=False)

    with pytest.raises(ImproperlyConfigured, match="RAITTI_TRIED_SECRET"):
        openid_providers(json.dumps([MUNICIPALITY]))


def test_without_any_there_is_nowhere_else_to_sign_in():
    assert openid_providers("") == []
