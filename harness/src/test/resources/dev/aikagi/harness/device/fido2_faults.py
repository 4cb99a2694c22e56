"""A relying party of python-fido2's, and its CTAPHID over TCP, before several keys: fido2_faults.py PORT ...

Says of each key what it noticed first, a line each: "right", or an exception's name and text.
"""

import os
import socket
import struct
import sys

from fido2.attestation import PackedAttestation
from fido2.client import ClientData
from fido2.ctap2 import CTAP2
from fido2.hid import CtapHidDevice
from fido2.hid.base import CtapHidConnection, HidDescriptor
from fido2.server import Fido2Server


class Stream(CtapHidConnection):
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), 20)
        self.file = self.socket.makefile("rb")

    def write_packet(self, data):
        self.socket.sendall(struct.pack(">H", len(data)) + data)

    def read_packet(self):
        (length,) = struct.unpack(">H", self.file.read(2))
        return self.file.read(length)

    def close(self):
        self.socket.close()


def attested(attestation, client_data_hash):
    PackedAttestation().verify(attestation.att_statement, attestation.auth_data, client_data_hash)


server = Fido2Server({"id": "example.com", "name": "Example"}, attestation="direct", verify_attestation=attested)


def client_data(kind, state):
    return ClientData.build(type="webauthn." + kind, challenge=state["challenge"], origin="https://example.com")


def register(ctap, user):
    options, state = server.register_begin(user, user_verification="required")
    data = client_data("create", state)
    made = ctap.make_credential(
        data.hash,
        {"id": "example.com", "name": "Example"},
        user,
        [{"type": "public-key", "alg": -7}],
        extensions={"credProtect": 2},
        options={"rk": True, "uv": True},
    )
    outputs = server.register_complete(state, data, made).extensions
    if outputs != {"credProtect": 2}:
        raise ValueError("extension outputs %s" % outputs)
    return made.auth_data.credential_data


def sign_in(ctap, credential, allowed):
    options, state = server.authenticate_begin([credential], user_verification="required")
    data = client_data("get", state)
    asserted = ctap.get_assertion("example.com", data.hash, allowed, options={"uv": True})
    server.authenticate_complete(
        state, [credential], asserted.credential["id"], data, asserted.auth_data, asserted.signature
    )
    return asserted


def ceremonies(port):
    ctap = CTAP2(CtapHidDevice(HidDescriptor("tcp", 0, 0, 64, 64), Stream(port)))
    register(ctap, {"id": b"\1", "name": "hanako"})
    credential = register(ctap, {"id": b"\2", "name": "taro"})
    known = {"type": "public-key", "id": credential.credential_id}
    unknown = [{"type": "public-key", "id": os.urandom(32)} for _ in range(3)]
    before = sign_in(ctap, credential, None).auth_data.counter
    if sign_in(ctap, credential, unknown + [known]).auth_data.counter <= before:
        raise ValueError("the counter did not go on")
    ctap.get_assertion("example.com", os.urandom(32), [known], options={"up": False})


for port in sys.argv[1:]:
    try:
        ceremonies(int(port))
        print("right")
    except Exception as noticed:
        print(type(noticed).__name__, str(noticed).replace("\n", " "))
