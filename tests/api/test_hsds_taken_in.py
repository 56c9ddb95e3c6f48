"""What the service gives as HSDS, another Raitti can take in over the network."""

from typing import Any

from tests.exchange.conftest import Import


def test_another_raitti_can_take_in_the_whole_service(
    live_server: Any, open_village: None, import_from: Import, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["*"]

    lines, code = import_from("hsds", f"{live_server.url}/hsds", text_lang="fi")

    # The same directory takes it in, so every record is known by its id.
    assert code == 0, lines
    assert lines[-1].startswith("0 created")
    assert lines[-1].endswith("0 refused")
