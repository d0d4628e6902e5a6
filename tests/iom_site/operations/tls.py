"""A server of https on this machine whose certificate ends when a test says."""

import ssl
import threading
from contextlib import contextmanager, suppress
from datetime import timedelta
from ipaddress import ip_address
from socket import create_server

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from django.utils import timezone


def certificate(folder, lasts):
    """The file of a certificate for 127.0.0.1 that signs itself, with its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), timezone.now()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(now - timedelta(days=30)).not_valid_after(now + lasts)
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = builder.add_extension(alternative, critical=False).sign(key, SHA256())
    file = folder / "certificate.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(made.public_bytes(Encoding.PEM) + secret)
    return file


@contextmanager
def served(file, answer=None):
    """The address of the server, while it is there; `answer()` makes what it says to whoever asks."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    with create_server(("127.0.0.1", 0)) as listening:

        def greet():
            with suppress(OSError):
                while True:
                    connection, _address = listening.accept()
                    with suppress(OSError), context.wrap_socket(connection, server_side=True) as line:
                        if answer:
                            line.recv(4096)
                            line.sendall(b"HTTP/1.0 200 OK\r\n\r\n" + answer())

        threading.Thread(target=greet, daemon=True).start()
        yield f"https://127.0.0.1:{listening.getsockname()[1]}"
