"""Certificates of every kind, made for one run: valid, expired, for another host, self-signed, of an unknown issuer ..."""

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

_DAY = timedelta(days=1)
_Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


class Certificates:
    """`root` is the file of the one trusted issuer: what SSL_CERT_FILE must say."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._now = datetime.now(UTC)
        self._root_key = ec.generate_private_key(ec.SECP256R1())
        self._root = self._sign("trusted root", self._root_key, "trusted root", self._root_key, is_root=True)
        self._other_key = ec.generate_private_key(ec.SECP256R1())
        self.root = folder / "root.pem"
        self.root.write_bytes(self._root.public_bytes(serialization.Encoding.PEM))

    def _sign(
        self,
        subject: str,
        key: _Key,
        issuer: str,
        issuer_key: _Key,
        *,
        hosts: tuple[str, ...] = (),
        starts: int = -30,
        ends: int = 30,
        is_root: bool = False,
    ) -> x509.Certificate:
        builder = (
            x509.CertificateBuilder()
            .subject_name(_name(subject))
            .issuer_name(_name(issuer))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(self._now + starts * _DAY)
            .not_valid_after(self._now + ends * _DAY)
            .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        )
        if hosts:
            names = [x509.IPAddress(ipaddress.ip_network(host)[0]) for host in hosts]
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return builder.sign(issuer_key, hashes.SHA256())

    def context(self, kind: str) -> ssl.SSLContext:
        """A server's context that shows a certificate of one kind."""
        every = tuple(f"127.1.{high}.{low}/32" for high in range(2) for low in range(1, 252))
        key: _Key = (
            rsa.generate_private_key(65537, 1024) if kind == "weak_key" else ec.generate_private_key(ec.SECP256R1())
        )
        trusted = ("server", key, "trusted root", self._root_key)
        certificate = {
            "expired": lambda: self._sign(*trusted, hosts=every, starts=-60, ends=-1),
            "not_yet_valid": lambda: self._sign(*trusted, hosts=every, starts=1, ends=60),
            "wrong_host": lambda: self._sign(*trusted, hosts=("127.9.9.9/32",)),
            "self_signed": lambda: self._sign("server", key, "server", key, hosts=every),
            "untrusted": lambda: self._sign("server", key, "unknown root", self._other_key, hosts=every),
        }.get(kind, lambda: self._sign(*trusted, hosts=every))()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if kind == "weak_key":
            context.set_ciphers("ALL:@SECLEVEL=0")
        if kind == "old_protocol":
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1
            context.set_ciphers("ALL:@SECLEVEL=0")
        file = self._folder / f"{kind}.pem"
        file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )
        context.load_cert_chain(file)
        return context
