"""Calls of webhooks: to the address that was checked, under the certificate of the name, and never for long."""

from __future__ import annotations

import datetime as dt
import ipaddress
import socket
import ssl
import threading
from contextlib import contextmanager

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from conference import webhook_calls
from conference.webhook_calls import call
from tests.conference.receiver import receiving

HEADERS = {"Content-Type": "application/json"}


def certificate(folder, name):
    """Write a certificate that signs itself, and its key; return both paths."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    today = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / f"{name}.pem", folder / f"{name}.key"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return paths


@pytest.fixture
def secure(tmp_path, monkeypatch):
    """A server with a certificate of hooks.example that this machine trusts; every name leads to it, looked up once."""
    pem, key = certificate(tmp_path, "hooks.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)
    with receiving(context) as receiver:
        asked = []

        def look_up(host, port, *_, **__):
            asked.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

        monkeypatch.setattr("conference.webhook_calls.socket.getaddrinfo", look_up)
        yield receiver, asked


def test_connection_goes_to_the_address_and_the_certificate_is_that_of_the_name(secure, monkeypatch):
    receiver, asked = secure
    monkeypatch.setattr("conference.webhook_calls.is_public", lambda address: address == "127.0.0.1")
    done = call(f"https://hooks.example:{receiver.port}/in", headers=HEADERS, body=b"{}", internal=False)
    assert done.status == 204, done.words
    assert receiver.came[0][1]["host"] == f"hooks.example:{receiver.port}"
    refused = call(f"https://others.example:{receiver.port}/in", headers=HEADERS, body=b"{}", internal=False)
    assert refused.status is None
    assert "secure connection failed" in refused.words
    assert len(receiver.came) == 1
    # The library looks up an address that is one already, never the name a second time.
    assert [name for name in asked if not _is_address(name)] == ["hooks.example", "others.example"]


def _is_address(name):
    try:
        return bool(ipaddress.ip_address(name))
    except ValueError:
        return False


@contextmanager
def trickling():
    """A server that answers one sign at a time and never comes to an end."""
    over = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        client, _ = listener.accept()
        with client:
            client.recv(4096)
            try:
                client.sendall(b"HTTP/1.1 200 OK\r\n")
                while not over.wait(0.02):
                    client.sendall(b"X")
            except OSError:
                return

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        over.set()
        thread.join()
        listener.close()


def test_answer_that_trickles_is_cut_off(monkeypatch):
    monkeypatch.setattr(webhook_calls, "WHOLE_SECONDS", 0.3)
    with trickling() as port:
        done = call(f"http://127.0.0.1:{port}/", headers=HEADERS, body=b"{}", internal=True)
    assert done.status is None
    assert "No answer within" in done.words
    assert 200 < done.milliseconds < 5000


def test_nobody_listens_and_name_is_not_known_are_told_in_words(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert "refused" in call(f"http://127.0.0.1:{port}/", headers={}, body=b"", internal=True).words

    def unknown(*_, **__):
        raise socket.gaierror

    monkeypatch.setattr("conference.webhook_calls.socket.getaddrinfo", unknown)
    assert "not known" in call("https://nowhere.example/", headers={}, body=b"", internal=True).words
