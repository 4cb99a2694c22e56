"""Puts accounts of every algorithm, length and period on a card with Yubico's library, and compares the card's codes
with oathtool's at random times."""

import base64
import os
import random
import subprocess
import sys

from ykman.pcsc import list_devices
from yubikit.core.smartcard import SmartCardConnection
from yubikit.oath import HASH_ALGORITHM, OATH_TYPE, CredentialData, OathSession

TIMES = 4

reader = sys.argv[1]
chance = random.Random(20261124)
compared = 0
with list_devices(reader)[0].open_connection(SmartCardConnection) as connection:
    session = OathSession(connection)
    for algorithm in (HASH_ALGORITHM.SHA1, HASH_ALGORITHM.SHA256, HASH_ALGORITHM.SHA512):
        for digits in (6, 7, 8):
            for period in (15, 30, 60):
                secret = os.urandom(chance.randrange(10, 65))
                name = "%s-%d-%d" % (algorithm.name, digits, period)
                data = CredentialData(name, OATH_TYPE.TOTP, algorithm, secret, digits, period, 0, "issuer")
                credential = session.put_credential(data)
                for _ in range(TIMES):
                    at = chance.randrange(0, 2**33)
                    ours = session.calculate_code(credential, at).value
                    theirs = subprocess.run(
                        [
                            "oathtool",
                            "--totp=" + algorithm.name,
                            "--digits=%d" % digits,
                            "--time-step-size=%ds" % period,
                            "--now=@%d" % at,
                            "--base32",
                            base64.b32encode(secret).decode(),
                        ],
                        check=True,
                        timeout=10,
                        stdout=subprocess.PIPE,
                    ).stdout.decode().strip()
                    if ours != theirs:
                        sys.exit("%s at %d: the card says %s, oathtool %s" % (name, at, ours, theirs))
                    compared += 1
    listed = len(session.list_credentials())
    together = session.calculate_all(1_800_000_000)
print("compared %d codes of %d accounts, %d together" % (compared, listed, len(together)))
