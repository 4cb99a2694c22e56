"""python-fido2's CTAPHID over a socket: fido2_sockets.py udp PORT HOST_PORT | tcp PORT; says what it saw, a line each."""

import hashlib
import os
import socket
import struct
import sys

from fido2.attestation import PackedAttestation
from fido2.cose import ES256
from fido2.ctap import CtapError
from fido2.ctap1 import CTAP1, ApduError
from fido2.ctap2 import CTAP2
from fido2.hid import CAPABILITY, CtapHidDevice
from fido2.hid.base import CtapHidConnection, HidDescriptor

LOOPBACK = "127.0.0.1"


class Datagrams(CtapHidConnection):
    def __init__(self, port, own):
        self.address = (LOOPBACK, port)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.settimeout(20)
        self.socket.bind((LOOPBACK, own))

    def write_packet(self, data):
        self.socket.sendto(data, self.address)

    def read_packet(self):
        return self.socket.recv(65)

    def close(self):
        self.socket.close()


class Stream(CtapHidConnection):
    def __init__(self, port):
        self.socket = socket.create_connection((LOOPBACK, port), 20)
        self.file = self.socket.makefile("rb")

    def write_packet(self, data):
        self.socket.sendall(struct.pack(">H", len(data)) + data)

    def read_packet(self):
        (length,) = struct.unpack(">H", self.file.read(2))
        return self.file.read(length)

    def close(self):
        self.socket.close()


ports = [int(port) for port in sys.argv[2:]]
connection = Datagrams(*ports) if sys.argv[1] == "udp" else Stream(*ports)
device = CtapHidDevice(HidDescriptor(sys.argv[1], 0, 0, 64, 64), connection)
print("protocol", device.version, "capabilities", device.capabilities)
for size in 0, 1, 57, 58, 1024, 7609:
    sent = os.urandom(size)
    if device.ping(sent) != sent:
        sys.exit("another PING came back of %d bytes" % size)
device.wink()
device.lock(1)
device.lock(0)
try:
    device.lock(11)
    sys.exit("locked for 11 s")
except CtapError as e:
    print("lock for too long", int(e.code))

challenge = hashlib.sha256(b"client data").digest()
site = hashlib.sha256(b"example.com").digest()


def ctap2():
    ctap = CTAP2(device)
    print("versions", " ".join(ctap.info.versions))
    statuses = []
    made = ctap.make_credential(
        challenge,
        {"id": "example.com", "name": "Example"},
        {"id": b"\1\1", "name": "hanako"},
        [{"type": "public-key", "alg": -7}],
        on_keepalive=lambda status: statuses.append(int(status)),
    )
    PackedAttestation().verify(made.att_statement, made.auth_data, challenge)
    credential = made.auth_data.credential_data
    asserted = ctap.get_assertion(
        "example.com", challenge, [{"type": "public-key", "id": credential.credential_id}]
    )
    asserted.verify(challenge, credential.public_key)
    print("verified, kept alive by", sorted(set(statuses)))


def u2f():
    ctap = CTAP1(device)
    print(ctap.get_version())
    made = ctap.register(challenge, site)
    made.verify(site, challenge)
    signed = ctap.authenticate(challenge, site, made.key_handle)
    signed.verify(site, challenge, made.public_key)
    for handle in made.key_handle, bytes(len(made.key_handle)):
        try:
            ctap.authenticate(challenge, site, handle, check_only=True)
            sys.exit("nothing was refused")
        except ApduError as e:
            print("check-only 0x%04X" % e.code)
    print("registered, authenticated, verified")
    if device.capabilities & CAPABILITY.CBOR:
        found = CTAP2(device).get_assertion(
            "example.com", challenge, [{"type": "public-key", "id": made.key_handle}]
        )
        found.verify(challenge, ES256.from_ctap1(made.public_key))
        print("the same in CTAP2, verified")


if device.capabilities & CAPABILITY.CBOR:
    ctap2()
if not device.capabilities & CAPABILITY.NMSG:
    u2f()
device.close()
