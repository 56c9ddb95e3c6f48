"""Calling addresses others have told us: never into our own network, never for long."""

import socket
import threading
from contextlib import suppress
from ipaddress import IPv4Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raitti.exchange import posting
from raitti.exchange.posting import Unfit, Unreached, call, is_open, resolve


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "::127.0.0.1",
    ],
)  # fmt: skip
def test_private_and_odd_addresses_are_not_of_the_open_web(address):
    assert not is_open(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450:4026::1", "::ffff:8.8.8.8"])
def test_addresses_of_the_open_web_are(address):
    assert is_open(address)


@given(st.ip_addresses(v=4))
def test_an_address_within_another_is_judged_as_itself(inner: IPv4Address):
    for wrapped in (f"::ffff:{inner}", str(posting._NAT64.network_address + int(inner))):
        assert is_open(wrapped) == is_open(str(inner))


@pytest.mark.parametrize(
    "url",
    ["https://127.0.0.1/", "https://[::1]/", "https://2130706433/", "https://0x7f.1/", "https://169.254.169.254/"],
)
def test_numbers_for_this_machine_are_seen_through_however_they_are_written(url, settings):
    settings.DEMO = False
    with pytest.raises((Unfit, Unreached)):
        resolve(url)


def test_a_name_with_one_private_address_among_others_is_not_called(monkeypatch, settings):
    settings.DEMO = False
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(Unfit):
        resolve("https://rebinding.example.org/")


def test_the_name_is_asked_once_so_that_it_cannot_lead_elsewhere_afterwards(monkeypatch, settings):
    settings.DEMO = True
    asked = []
    real = socket.getaddrinfo

    def once(host, *rest, **more):
        asked.append(host)
        return real("127.0.0.1", *rest, **more)

    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        monkeypatch.setattr(socket, "getaddrinfo", once)

        def answer():
            client, _ = server.accept()
            client.recv(4096)
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            client.close()

        threading.Thread(target=answer, daemon=True).start()
        assert call("POST", f"http://somewhere.example:{port}/", headers={}, body=b"x").status == 200
    assert asked.count("somewhere.example") == 1


def test_an_answer_without_end_is_cut_off(monkeypatch, settings):
    settings.DEMO = True
    monkeypatch.setattr(posting, "_SECONDS_IN_ALL", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip():
            client, _ = server.accept()
            client.recv(4096)
            client.sendall(b"HTTP/1.1 200 OK\r\n")
            try:
                while True:
                    client.sendall(b"X-Slow: 1\r\n")
                    stop.wait(0.05)
            except OSError:
                pass

        stop = threading.Event()
        threading.Thread(target=drip, daemon=True).start()
        with pytest.raises(Unreached):
            call("POST", f"http://127.0.0.1:{server.getsockname()[1]}/", headers={}, body=b"x")


def test_an_answer_too_long_is_not_read_to_its_end(settings):
    settings.DEMO = True
    with socket.create_server(("127.0.0.1", 0)) as server:

        def pour():
            client, _ = server.accept()
            client.recv(4096)
            with suppress(OSError):
                client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n" + b"x" * 10_000_000)

        threading.Thread(target=pour, daemon=True).start()
        with pytest.raises(Unreached):
            call("POST", f"http://127.0.0.1:{server.getsockname()[1]}/", headers={}, body=b"x")
