"""Sends APDUs as they are, however wrong: apdus.py READER FILE, one a line in hex; says what came back, a line each."""

import sys

from smartcard.System import readers

reader, file = sys.argv[1:]
card = next(each for each in readers() if str(each) == reader).createConnection()
card.connect()
for line in open(file):
    data, sw1, sw2 = card.transmit(list(bytes.fromhex(line)))
    print(bytes(data + [sw1, sw2]).hex())
card.disconnect()
