#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""envelope_check.py: reads SUIT envelopes (draft 37) with other people's CBOR and cryptography.

  envelope_check.py FILE KEY.pub.pem           checks all that can be checked; prints it as JSON
  envelope_check.py --tamper FILE KEY.pub.pem  changes each byte: every change has to be refused
  envelope_check.py --split FILE SIGNED SIGNATURE
                                               writes what is signed, and the signature in DER
  envelope_check.py --foreign FILE KEY.pub.pem an envelope of somebody else's: its digests and
                                               signature, and its command sequences as JSON
  envelope_check.py --uuid VENDOR TEXT...      the UUIDs of a vendor, and of texts in its namespace

It shares nothing with the writer, and checks the form of the CBOR (RFC 8949, section 4.2.1) itself.
"""
import hashlib
import json
import sys
import uuid

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.serialization import (
    Encoding, PublicFormat, load_pem_public_key)

WRAPPED = {3, 7, 9, 20, 23, 24}  # keys of a manifest whose byte strings hold CBOR
SEVERABLE = {20, 23}


class Refused(Exception):
    pass


def demand(condition, what):
    if not condition:
        raise Refused(what)


def item_end(data, at):
    """The end of the item at `at`, which has to be in deterministic form."""
    demand(at < len(data), 'an item that ends early')
    major, low = data[at] >> 5, data[at] & 31
    if major == 7:
        demand(low in (20, 21, 22), 'a simple value other than false, true and null')
        return at + 1
    size = {24: 1, 25: 2, 26: 4, 27: 8}.get(low, 0)
    demand(low < 28, 'a length that is indefinite or reserved')
    demand(at + 1 + size <= len(data), 'a head that ends early')
    value = int.from_bytes(data[at + 1:at + 1 + size], 'big') if size else low
    least = {1: 24, 2: 1 << 8, 4: 1 << 16, 8: 1 << 32}.get(size, 0)
    demand(value >= least, 'a head that is too long')
    at += 1 + size
    if major in (0, 1):
        return at
    if major in (2, 3):
        demand(at + value <= len(data), 'a string that ends early')
        if major == 3:
            data[at:at + value].decode('utf-8')
        return at + value
    if major == 6:
        return item_end(data, at)
    previous = None
    for _ in range(value):
        end = item_end(data, at)
        if major == 5:
            key = data[at:end]
            demand(previous is None or previous < key, 'keys that do not ascend')
            previous = key
            end = item_end(data, end)
        at = end
    return at


def decode(data):
    try:
        demand(item_end(data, 0) == len(data), 'bytes behind the item')
        return cbor2.loads(data)
    except (cbor2.CBORDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(str(error)) from error


def head_and_bytes(value):
    return cbor2.dumps(value)


def sha256(data):
    return hashlib.sha256(data).digest()


def demand_digest(digest, data, what):
    demand(isinstance(digest, list) and len(digest) == 2 and digest[0] == -16, what + ': a digest')
    demand(digest[1] == sha256(data), what + ': the digest of it')


def signed_bytes(envelope):
    """Sig_structure, r and s, protected and unprotected headers of the only signature."""
    authentication = decode(envelope[2])
    demand(len(authentication) == 2, 'one signature')
    demand_digest(decode(authentication[0]), head_and_bytes(envelope[3]), 'manifest')
    sign1 = decode(authentication[1])
    demand(isinstance(sign1, cbor2.CBORTag) and sign1.tag == 18, 'COSE_Sign1')
    protected, unprotected, payload, signature = sign1.value
    demand(payload is None and len(signature) == 64, 'a detached payload and 64 bytes')
    message = cbor2.dumps(['Signature1', protected, b'', authentication[0]])
    numbers = [int.from_bytes(signature[i:i + 32], 'big') for i in (0, 32)]
    return message, utils.encode_dss_signature(*numbers), decode(protected), unprotected


def verify(envelope, key):
    message, der, protected, unprotected = signed_bytes(envelope)
    demand(protected in ({1: -9}, {1: -7}), 'ESP256 or ES256')
    try:
        key.verify(der, message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as error:
        raise Refused('the signature') from error
    return protected[1], unprotected


def pairs(sequence):
    demand(isinstance(sequence, list) and len(sequence) % 2 == 0, 'a sequence of commands')
    return [(sequence[i], sequence[i + 1]) for i in range(0, len(sequence), 2)]


def parameters(commands):
    """What override-parameters sets, all together; each parameter once."""
    found = {}
    for command, argument in commands:
        if command == 20:
            demand(not found.keys() & argument.keys(), 'a parameter once')
            found.update(argument)
    return found


def members(envelope, manifest):
    """The manifest with its severed members put back and its byte strings decoded."""
    whole = {}
    for key, value in manifest.items():
        if key in SEVERABLE and isinstance(value, list):
            if key not in envelope:
                continue
            demand_digest(value, head_and_bytes(envelope[key]), 'severed member')
            value = envelope[key]
        whole[key] = decode(value) if key in WRAPPED else value
    return whole


def open_envelope(data, key):
    tagged = decode(data)
    demand(isinstance(tagged, cbor2.CBORTag) and tagged.tag == 107, 'tag 107')
    envelope = tagged.value
    demand(list(envelope)[:2] == [2, 3], 'wrapper and manifest first')
    algorithm, unprotected = verify(envelope, key)
    manifest = decode(envelope[3])
    demand(manifest[1] == 1, 'manifest version 1')
    severed = SEVERABLE & envelope.keys()
    demand(all(isinstance(manifest.get(k), list) for k in severed), 'severed members have digests')
    return envelope, algorithm, unprotected, members(envelope, manifest), severed


def check_payload(envelope, found, uri):
    digest = decode(found[3])
    texts = [k for k in envelope if isinstance(k, str)]
    if not uri.startswith('#'):
        demand(not texts, 'no payload in the envelope')
        return digest, None
    demand(texts == [uri], 'the payload that the manifest names')
    payload = envelope[uri]
    demand_digest(digest, payload, 'payload')
    demand(len(payload) == found[14], 'the size of the payload')
    return digest, payload


def named(commands):
    return [command if command == 20 else [command, argument] for command, argument in commands]


def check(data, key):
    envelope, algorithm, unprotected, manifest, severed = open_envelope(data, key)
    point = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    demand(unprotected == {4: sha256(point)[:8]}, 'the identifier of the key')
    demand(set(envelope) <= {2, 3} | SEVERABLE | {k for k in envelope if isinstance(k, str)}, 'known keys')
    common = manifest[3]
    demand(set(common) == {2, 4} and len(common[2]) == 1, 'one component')
    shared = pairs(decode(common[4]))
    install = pairs(manifest[20]) if 20 in manifest else []
    found = parameters(shared + install)
    demand(all(isinstance(found[k], bytes) and len(found[k]) == 16 for k in (1, 2)), 'UUIDs')
    result = {
        'component': [part.decode() for part in common[2][0]], 'sequence': manifest[2],
        'keys': sorted(manifest), 'severed': sorted(severed), 'algorithm': algorithm,
        'vendor': str(uuid.UUID(bytes=found[1])), 'class': str(uuid.UUID(bytes=found[2])),
        'device': str(uuid.UUID(bytes=found[24])) if 24 in found else None,
        'shared': named(shared), 'install': named(install), 'uri': found.get(21),
        'digest': sha256(head_and_bytes(envelope[3])).hex(), 'size': len(data),
    }
    for name, number in (('validate', 7), ('invoke', 9), ('uninstall', 24)):
        result[name] = named(pairs(manifest[number])) if number in manifest else None
    if 21 in found:
        digest, payload = check_payload(envelope, found, found[21])
        result['payload'] = {'size': found[14], 'digest': digest[1].hex(),
                             'bytes': payload.hex() if payload else None}
    else:
        demand(not any(isinstance(k, str) for k in envelope), 'no payload')
        demand(set(found) <= {1, 2, 24}, 'no parameter of a payload')
    if 23 in manifest:
        texts = manifest[23]['en']
        result['text'] = texts[2]
        result['texts'] = [[[part.decode() for part in k], v] for k, v in texts.items() if k != 2]
    return result


def passes(data, key):
    """Whether it is taken. A reader that stumbles over a type or a missing key does not take it."""
    try:
        check(data, key)
    except (Refused, KeyError, TypeError, ValueError, AttributeError, IndexError):
        return False
    return True


def tamper(data, key):
    check(data, key)
    for at in range(len(data)):
        for difference in (1, 2, 4, 8, 16, 32, 64, 128, 255):
            changed = bytearray(data)
            changed[at] ^= difference
            if passes(bytes(changed), key):
                sys.exit(f'byte {at} with {difference} is not noticed')
    for length in range(len(data)):
        if passes(data[:length], key):
            sys.exit(f'{length} bytes of {len(data)} are taken for the whole')


def foreign(data, key):
    _, algorithm, _, manifest, severed = open_envelope(data, key)
    common = manifest[3]
    result = {'algorithm': algorithm, 'keys': sorted(manifest), 'severed': sorted(severed),
              'shared': named(pairs(decode(common[4])))}
    for name, number in (('validate', 7), ('invoke', 9), ('install', 20)):
        result[name] = named(pairs(manifest[number])) if number in manifest else None
    result['parameters'] = sorted(parameters(pairs(decode(common[4]))))
    return result


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def main(arguments):
    mode = arguments.pop(0) if arguments[0].startswith('--') else ''
    if mode == '--uuid':
        vendor = uuid.uuid5(uuid.NAMESPACE_DNS, arguments[0])
        print(vendor, *[uuid.uuid5(vendor, text) for text in arguments[1:]])
        return
    data = read(arguments[0])
    if mode == '--split':
        message, der, _, _ = signed_bytes(decode(data).value)
        for path, content in zip(arguments[1:], (message, der)):
            with open(path, 'wb') as file:
                file.write(content)
        return
    key = load_pem_public_key(read(arguments[1]))
    if mode == '--tamper':
        tamper(data, key)
    else:
        print(json.dumps((foreign if mode == '--foreign' else check)(data, key)))


try:
    main(sys.argv[1:])
except Refused as refusal:
    sys.exit(f'refused: {refusal}')
