"""getInfo, makeCredential and getAssertion with python-fido2 over PC/SC; says what it saw, one line each."""

import hashlib
import sys

from fido2 import cbor
from fido2.attestation import PackedAttestation
from fido2.client import ClientData
from fido2.ctap2 import CTAP2
from fido2.hid import CTAPHID
from fido2.pcsc import CtapPcscDevice

reader, extended = sys.argv[1], sys.argv[2] == "extended"
devices = list(CtapPcscDevice.list_devices(reader))
if len(devices) != 1:
    sys.exit("%d devices" % len(devices))
device = devices[0]
device.use_ext_apdu = extended
canonical = 0


def keep_alive(status):
    print("keep-alive", int(status), flush=True)


class Watched:
    """Every answer that passes has to be as python-fido2 itself would have encoded it."""

    capabilities = device.capabilities

    def call(self, command, data=b"", event=None, on_keepalive=None):
        global canonical
        answer = device.call(command, data, event, on_keepalive)
        if len(answer) > 1:
            value, rest = cbor.decode_from(answer[1:])
            if rest or cbor.encode(value) != answer[1:]:
                sys.exit("not canonical: " + answer.hex())
            canonical += 1
        return answer


ctap = CTAP2(Watched())
info = ctap.info
print("versions", " ".join(info.versions))
print("aaguid", info.aaguid.hex())

challenge = hashlib.sha256(b"client data").digest()
rp = {"id": "kosmo.example", "name": "健康保険組合"}
user = {"id": b"\1" * 64, "name": "a" * 60, "displayName": "太郎" * 10}
unknown = [{"type": "public-key", "id": bytes([i]) * 100} for i in range(5)]
made = ctap.make_credential(
    challenge,
    rp,
    user,
    [{"type": "public-key", "alg": -7}],
    exclude_list=unknown,
    options={"rk": True},
    on_keepalive=keep_alive,
)
PackedAttestation().verify(made.att_statement, made.auth_data, challenge)
print("attestation", made.fmt)

credential = made.auth_data.credential_data
asserted = ctap.get_assertion(
    rp["id"], challenge, unknown + [{"type": "public-key", "id": credential.credential_id}], on_keepalive=keep_alive
)
asserted.verify(challenge, credential.public_key)
asserted = ctap.get_assertion(rp["id"], challenge)
asserted.verify(challenge, credential.public_key)
print("user", asserted.user["id"].hex()[:4])
print("canonical", canonical)

device.close()
