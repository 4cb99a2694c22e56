"""Registers and signs in with U2F over a card, then with the same credential over CTAP2."""

import sys
import time
from hashlib import sha256

from fido2.cose import ES256
from fido2.ctap1 import CTAP1, ApduError
from fido2.ctap2 import CTAP2
from fido2.pcsc import CtapPcscDevice


def key_in(reader):
    """The card may just have been put in: pcscd looks every 0.4 s."""
    for attempt in range(100):
        for found in CtapPcscDevice.list_devices(reader):
            return found
        time.sleep(0.1)
    sys.exit("no key in " + reader)


device = key_in(sys.argv[1])
ctap = CTAP1(device)
site = sha256(b"kosmo.example").digest()
asked = sha256(b"client data").digest()


def refusal(handle):
    try:
        ctap.authenticate(asked, site, handle, check_only=True)
        return "nothing refused"
    except ApduError as error:
        return {0x6985: "CONDITIONS_NOT_SATISFIED", 0x6A80: "WRONG_DATA"}.get(error.code, hex(error.code))


def ceremonies():
    print("version " + ctap.get_version())
    made = ctap.register(asked, site)
    made.verify(site, asked)
    print("registered, verified")
    print("known " + refusal(made.key_handle))
    print("unknown " + refusal(bytes(len(made.key_handle))))
    signed = ctap.authenticate(asked, site, made.key_handle)
    signed.verify(site, asked, made.public_key)
    print("authenticated, verified")
    found = CTAP2(device).get_assertion(
        "kosmo.example", asked, [{"type": "public-key", "id": made.key_handle}]
    )
    found.verify(asked, ES256.from_ctap1(made.public_key))
    print("CTAP2, verified")


try:
    ceremonies()
except ApduError as error:
    sys.exit("0x%04X" % error.code)
