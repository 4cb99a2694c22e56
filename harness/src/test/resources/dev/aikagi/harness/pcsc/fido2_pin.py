"""PIN protocol one or two, hmac-secret, credential management and large blobs with python-fido2 over PC/SC."""

import hashlib
import os
import sys

from fido2.ctap import CtapError
from fido2.ctap2 import CTAP2, ClientPin, CredentialManagement, LargeBlobs, PinProtocolV1, PinProtocolV2
from fido2.pcsc import CtapPcscDevice

PIN = "合鍵 2468"

reader, version = sys.argv[1], int(sys.argv[2])
ctap = CTAP2(next(CtapPcscDevice.list_devices(reader)))
protocol = {1: PinProtocolV1, 2: PinProtocolV2}[version]()
pin = ClientPin(ctap, protocol)
pin.set_pin("123456")
pin.change_pin("123456", PIN)
try:
    pin.get_pin_token("123456", ClientPin.PERMISSION.MAKE_CREDENTIAL, "kosmo.example")
    sys.exit("a wrong PIN gave a token")
except CtapError as error:
    print(error.code.name, pin.get_pin_retries()[0])

challenge = hashlib.sha256(b"client data").digest()


def token(permission, site=None):
    return pin.get_pin_token(PIN, permission, site)


made = ctap.make_credential(
    challenge,
    {"id": "kosmo.example", "name": "KOSMO"},
    {"id": b"\1", "name": "taro", "displayName": "taro"},
    [{"type": "public-key", "alg": -7}],
    extensions={"hmac-secret": True, "largeBlobKey": True},
    options={"rk": True},
    pin_uv_param=protocol.authenticate(token(ClientPin.PERMISSION.MAKE_CREDENTIAL, "kosmo.example"), challenge),
    pin_uv_protocol=version,
)
print("verified", bool(made.auth_data.flags & made.auth_data.FLAG.USER_VERIFIED))
print("hmac-secret", made.auth_data.extensions["hmac-secret"])


def secret(salt):
    agreement, shared = pin._get_shared_secret()
    encrypted = protocol.encrypt(shared, salt)
    got = ctap.get_assertion(
        "kosmo.example",
        challenge,
        extensions={
            "hmac-secret": {1: agreement, 2: encrypted, 3: protocol.authenticate(shared, encrypted), 4: version}
        },
    )
    got.verify(challenge, made.auth_data.credential_data.public_key)
    return protocol.decrypt(shared, got.auth_data.extensions["hmac-secret"])


one, other = os.urandom(32), os.urandom(32)
print("secrets", secret(one) == secret(one), secret(one) == secret(other), len(secret(one + other)))

manager = CredentialManagement(ctap, protocol, token(ClientPin.PERMISSION.CREDENTIAL_MGMT))
print("credentials", manager.get_metadata()[CredentialManagement.RESULT.EXISTING_CRED_COUNT])
print("sites", [found[CredentialManagement.RESULT.RP]["id"] for found in manager.enumerate_rps()])

blobs = LargeBlobs(ctap, protocol, token(ClientPin.PERMISSION.LARGE_BLOB_WRITE))
text = os.urandom(700)
blobs.put_blob(made.large_blob_key, text)
print("blob", blobs.get_blob(made.large_blob_key) == text)
