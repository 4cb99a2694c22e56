"""A client of the hybrid transport, made apart from Aikagi: shows a QR code, hears an advertisement, asks getInfo.

Usage: hybrid_client.py TUNNEL_SERVICE [wrong-psk]. Prints the QR code's text; reads the advertised service data, in hex.
"""

import os
import struct
import sys
import time

import websocket
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fido2 import cbor
from fido2.ctap2 import Info

service = sys.argv[1]
curve = ec.SECP256R1()


def point(key, form=PublicFormat.UncompressedPoint):
    return key.public_key().public_bytes(Encoding.X962, form)


def sha256(data):
    digest = hashes.Hash(hashes.SHA256())
    digest.update(data)
    return digest.finalize()


def mac(key, data):
    state = hmac.HMAC(key, hashes.SHA256())
    state.update(data)
    return state.finalize()


def derive(secret, salt, purpose, size):
    return HKDF(hashes.SHA256(), size, salt, struct.pack("<I", purpose)).derive(secret)


def digits(data):
    widths = {7: 17, 6: 15, 5: 13, 4: 10, 3: 8, 2: 5, 1: 3}
    chunks = [data[at : at + 7] for at in range(0, len(data), 7)]
    return "".join(str(int.from_bytes(chunk, "little")).zfill(widths[len(chunk)]) for chunk in chunks)


class Noise:
    """Noise_KNpsk0_P256_AESGCM_SHA256, the initiator."""

    def __init__(self, identity, psk):
        self.identity = identity
        self.ephemeral = ec.generate_private_key(curve)
        self.ck = self.h = b"Noise_KNpsk0_P256_AESGCM_SHA256".ljust(32, b"\0")
        self.mix_hash(b"\1")
        self.mix_hash(point(identity))
        self.ck, temp_h, self.k = self.hkdf(psk, 3)
        self.mix_hash(temp_h)

    def mix_hash(self, data):
        self.h = sha256(self.h + data)

    def mix_key(self, data):
        self.ck, self.k = self.hkdf(data, 2)

    def hkdf(self, data, count):
        return [
            HKDF(hashes.SHA256(), 32 * count, self.ck, b"").derive(data)[32 * i : 32 * i + 32] for i in range(count)
        ]

    def begin(self):
        e = point(self.ephemeral)
        self.mix_hash(e)
        self.mix_key(e)
        tag = AESGCM(self.k).encrypt(bytes(12), b"", self.h)
        self.mix_hash(tag)
        return e + tag

    def finish(self, message):
        e, tag = message[:65], message[65:]
        self.mix_hash(e)
        self.mix_key(e)
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(curve, e)
        self.mix_key(self.ephemeral.exchange(ec.ECDH(), theirs))
        self.mix_key(self.identity.exchange(ec.ECDH(), theirs))
        AESGCM(self.k).decrypt(bytes(12), tag, self.h)
        # Noise splits with HKDF of nothing.
        first = mac(mac(self.ck, b""), b"\1")
        second = mac(mac(self.ck, b""), first + b"\2")
        return AESGCM(first), AESGCM(second)


secret = os.urandom(16)
identity = ec.generate_private_key(curve)
qr = {0: point(identity, PublicFormat.CompressedPoint), 1: secret, 2: 2, 3: int(time.time()), 5: "mc"}
print("FIDO:/" + digits(cbor.encode(qr)), flush=True)

advertised = bytes.fromhex(sys.stdin.readline().strip())
eid_key = derive(secret, None, 1, 64)
assert mac(eid_key[32:], advertised[:16])[:4] == advertised[16:20], "the advertisement is for somebody else"
decryptor = Cipher(algorithms.AES(eid_key[:32]), modes.ECB()).decryptor()
eid = decryptor.update(advertised[:16]) + decryptor.finalize()
assert eid[0] == 0
psk = derive(secret, eid, 3, 32)
if "wrong-psk" in sys.argv:
    psk = bytes(32)

tunnel = "%s/cable/connect/%s/%s" % (service, eid[11:14].hex(), derive(secret, None, 2, 16).hex())
socket = websocket.create_connection(tunnel, timeout=15, subprotocols=["fido.cable"])
assert socket.getsubprotocol() == "fido.cable"
noise = Noise(identity, psk)
socket.send_binary(noise.begin())
sending, receiving = noise.finish(socket.recv())


def nonce(count):
    return struct.pack(">IQ", 0, count)


def strip(padded):
    assert len(padded) % 32 == 0, "not padded to 32 bytes"
    return padded[: -1 - padded[-1]]


first = cbor.decode(strip(receiving.decrypt(nonce(0), socket.recv(), b"")))
info = Info.from_dict(cbor.decode(first[1])) if hasattr(Info, "from_dict") else Info(first[1])
print("aaguid " + info.aaguid.hex() if hasattr(info.aaguid, "hex") else info.aaguid)

request = b"\1\4"
padding = bytes(31 - len(request) % 32)
socket.send_binary(sending.encrypt(nonce(0), request + padding + bytes([len(padding)]), b""))
answer = strip(receiving.decrypt(nonce(1), socket.recv(), b""))
assert answer[0] == 1, "a CTAP message was expected"
assert answer[1] == 0 and answer[2:] == first[1], "getInfo changed its mind"
socket.send_binary(sending.encrypt(nonce(1), bytes(31) + bytes([30]), b""))
socket.close()
print("done")
