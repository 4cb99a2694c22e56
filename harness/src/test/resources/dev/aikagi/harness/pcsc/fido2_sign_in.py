"""Asks a card for an assertion and says how many accounts it has for the site."""

import sys

from fido2.ctap import CtapError
from fido2.ctap2 import CTAP2
from fido2.pcsc import CtapPcscDevice

device = next(CtapPcscDevice.list_devices(sys.argv[1]))
try:
    found = CTAP2(device).get_assertion("kosmo.example", bytes(32))
    print("%d account" % (found.number_of_credentials or 1))
except CtapError as error:
    print(error.code.name)
