"""Bad input: what a hostile or broken client may send. Every production error becomes a line here.

Texts are what goes into a WebSocket text frame; raw frames are the bytes of the frame itself.
"""

from __future__ import annotations

import json
import random
import struct
from collections.abc import Iterator

# --- texts that are no packet of ours -----------------------------------------------------------------------------

SHAPES = (
    "42[]",
    "42{}",
    '42"x"',
    '42["note"',
    "42[null]",
    '42[["note"],1]',
    '42[{"a":1}]',
    '42["note"]',
    '42["note",1,2,3]',
    "421",
    "42",
    "4",
    "4[]",
    "4{}",
    "4null",
    '4""',
    "4false",
    "43",
    "430",
    "42/admin,",
    "9",
    "41",
    "44",
    '45-["note"]',
    '451-["note",{"_placeholder":true,"num":-1}]',
    '451-["note",{"_placeholder":true,"num":99}]',
    '451-["note",{"_placeholder":true,"num":"0"}]',
    '451-["note",{"_placeholder":true,"num":1e9}]',
    '459999999999-["cmd",{}]',
    "43-1[]",
    "430[]",
    '4399["x"]',
    "42" + "9" * 100 + '["note",1]',
    "42" + "9" * 20 + '["cmd",{}]',
    "42" + "9" * 5_000 + '["cmd",{}]',
    "40/admin,",
    "40/../../x,",
    '40{"token":[]}',
    "40",
    "b4AAAA",
    "2probe",
    "3probe",
    "5",
    "6",
    "",
    "0",
    "1",
    "2",
    "3",
    "7",
    "\x00",
    "\x1e",
    "4\x1e4",
    '42["connect",{}]',
    '42["disconnect","spoofed"]',
    '42["disconnect",{}]',
    '42["message",{}]',
    '42["_bad",{}]',
    '42["cmd"]',
    '42["cmd",null]',
    '42["cmd",[]]',
    '42["cmd","x"]',
    '42["cmd",{},{}]',
    '42["time"]',
    '42["time",{}]',
    '420["time",{}]',
    '42/admin,["cmd",{}]',
    '42/admin,7["cmd",{}]',
    '421["cmd",NaN]',
    '421["cmd",{"id":NaN}]',
    '421["cmd",{"id":Infinity}]',
    '421["cmd",{"id":1e309}]',
    '421["cmd",{"id":"abcdefgh","type":"room/next"}]',
    '421["cmd",' + "[" * 600 + "]" * 600 + "]",
    '421["cmd",' + '{"a":' * 600 + "1" + "}" * 600 + "]",
    '421["cmd",{"__proto__":{"x":1}}]',
    '421["cmd",{"id":"abcdefgh","type":"__class__"}]',
    '421["cmd",{"id":"\\ud800abcdefg","type":"x"}]',
    '421["cmd",{"a":1,"a":2}]',
    "42" + " " * 16_370,
    "42" + " " * 16_390,
    '42["cmd",{"id":"' + "a" * 16_000 + '"}]',
)

# --- frames that are no frame of ours -----------------------------------------------------------------------------

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


def frame(payload: bytes, opcode: int = TEXT, *, final: bool = True, masked: bool = True, reserved: int = 0) -> bytes:
    """One WebSocket frame as a client sends it, or as it must not."""
    first = (0x80 if final else 0) | reserved << 4 | opcode
    length = len(payload)
    size = bytes([length]) if length < 126 else b"\x7e" + struct.pack("!H", length) if length < 65_536 else b""
    size = size or b"\x7f" + struct.pack("!Q", length)
    if not masked:
        return bytes([first]) + size + payload
    mask = b"\x11\x22\x33\x44"
    key = int.from_bytes((mask * (length // 4 + 1))[:length])
    covered = (int.from_bytes(payload) ^ key).to_bytes(length)
    return bytes([first, size[0] | 0x80]) + size[1:] + mask + covered


RAW = (
    frame(b""),
    frame(b"4"),
    frame(b"\xff\xfe\xfd"),
    frame(b'42["cmd",{}]', masked=False),
    frame(b"42", reserved=4),
    frame(b"42", reserved=1),
    frame(b"x", BINARY),
    frame(b"bAAAA", BINARY),
    frame(b"\x04\x00", BINARY),
    frame(b"4", 3),
    frame(b"4", 7),
    frame(b"\x03", CLOSE),
    frame(b"", CLOSE),
    frame(b"\x03\xe8bye", CLOSE),
    frame(b"\x27\x0f", CLOSE),
    frame(b"p" * 125, PING),
    frame(b"p" * 126, PING),
    frame(b"", PONG),
    frame(b"p", PING, final=False),
    frame(b'42["cmd"', final=False) + frame(b"p", PING) + frame(b",{}]", 0),
    frame(b"lonely", 0),
    frame(b"42", final=False) + frame(b"42", final=False),
    b"\x81\xff" + b"\xff" * 8,
    b"\x81\xfe\xff\xff\x00\x00\x00\x00",
    b"\x81\x7f" + struct.pack("!Q", 2**62),
    b"GET / HTTP/1.1\r\n\r\n",
    b"\x00",
    b"\x81",
    frame(b" " * 16_385),
    b"".join([frame(b"4" * 4_000, final=False), *(frame(b"4" * 4_000, 0, final=False),) * 20]),
)

# --- commands that look like ours, with a value where it does not belong ------------------------------------------

VALUES = (
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-1",
    "1",
    "1.5",
    "1e308",
    "1e309",
    "NaN",
    "Infinity",
    "-Infinity",
    str(2**31),
    str(2**53),
    str(2**53 + 1),
    str(2**63),
    str(10**30),
    "7" * 5_000,
    '""',
    '" "',
    '"0"',
    '"null"',
    '"1e3"',
    "[]",
    "[[]]",
    "{}",
    '{"":""}',
    '{"0":1}',
    json.dumps(list(range(3_000))),
    json.dumps({str(n): n for n in range(1_000)}),
    '"__proto__"',
    '"constructor"',
    '"_placeholder"',
    '{"_placeholder":true,"num":0}',
    '"{{7*7}}"',
    '"${7*7}"',
    '"{0.__class__}"',
    '"%s%n"',
    r'"\u0000"',
    r'"\ud800"',
    r'"\udc00\ud800"',
    r'"￾￿"',
    r'"\ufeffa"',
    '"' + "".join(chr(c) for c in (0x2028, 0x2029, 0x85, 0x202E, 0x200B, 0x3164, 0x2800)) + '"',
    '"Z' + "\u0301" * 60 + '"',
    '"' + "👨‍👩‍👧‍👦" * 40 + '"',
    '"🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇨 é é ﬁ İıßς 𠮷𰻞葛󠄀 ﷺ"',
    '"' + "字" * 81 + '"',
    '"' + "a" * 6_200 + '"',
    r'"a\nb\rc\td\u000be"',
    '"' + r"\n" * 500 + '"',
    '"<script>alert(1)</script>"',
    '"<img src=x onerror=alert(1)>"',
    '"=1+1"',
    '''"' OR 1=1 --"''',
    '"../../etc/passwd"',
    '"$(id)"',
    '"' + "x" * 4_096 + '"',
)

COMMANDS: tuple[dict[str, str], ...] = tuple(
    {name: json.dumps(value) for name, value in command.items()}
    for command in (
        {"type": "board/add_note", "block": "m0.challenges", "text": "a note", "zone": "goals"},
        {"type": "board/edit_note", "block": "m0.challenges", "note": "0123456789ab", "text": "a note"},
        {"type": "board/delete_note", "block": "m0.challenges", "note": "0123456789ab"},
        {"type": "board/place_dots", "block": "m0.kpi", "stage": "vote_company", "note": "n", "dots": 1},
        {"type": "slide/keep_note", "block": "m0.welcome", "text": "mine"},
        {"type": "room/name_team", "team": "t1", "name": "Bees"},
        {"type": "room/take_scribe"},
        {"type": "room/next", "block": "m0.challenges", "step": "write"},
        {"type": "room/remove_person", "person": "0123456789ab"},
    )
)
EXTRA = ("participant_id", "author", "role", "seq", "room", "created_at", "at", "actor", "__proto__", "constructor")


def bad_command(dice: random.Random) -> str:
    """A command with one wrong value, one field too many, or none wrong at all; its id is sometimes wrong as well."""
    fields = dict(dice.choice(COMMANDS))
    fields["id"] = json.dumps(f"{dice.getrandbits(64):016x}")
    wrong = dice.random()
    if wrong < 0.7:
        fields[dice.choice(sorted(fields))] = dice.choice(VALUES)
    elif wrong < 0.85:
        fields[dice.choice(EXTRA)] = dice.choice(VALUES)
    elif wrong < 0.95:
        del fields[dice.choice(sorted(fields))]
    return "{" + ",".join(f"{json.dumps(name)}:{value}" for name, value in fields.items()) + "}"


def mutated(text: str, dice: random.Random) -> str:
    """The text with a few characters lost, doubled, swapped or replaced."""
    letters = list(text[:2_000])
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(letters) + 1)
        match dice.randrange(4):
            case 0 if letters:
                del letters[at % len(letters)]
            case 1:
                letters.insert(at, chr(dice.choice((0, 1, 34, 44, 58, 91, 92, 93, 123, 125, 0x1E, 0xFFFD, 0x1F600))))
            case 2:
                letters[at:at] = letters[: dice.randrange(20)]
            case _:
                del letters[at:]
    return "".join(letters)


def texts(dice: random.Random) -> Iterator[str]:
    """Every shape once, then for ever: bad commands, shapes again, and mutations of both."""
    yield from SHAPES
    while True:
        chance = dice.random()
        command = f'42{dice.randrange(1_000)}["cmd",{bad_command(dice)}]'
        if chance < 0.5:
            yield command
        elif chance < 0.75:
            yield mutated(command, dice)
        else:
            yield mutated(dice.choice(SHAPES), dice) if chance < 0.9 else dice.choice(SHAPES)


# --- the same by HTTP ---------------------------------------------------------------------------------------------


def bodies(dice: random.Random) -> Iterator[bytes]:
    """What may stand in a POST of commands."""
    yield from (
        b"",
        b"{}",
        b"[]",
        b"null",
        b"0",
        b'"x"',
        b'{"commands":null}',
        b'{"commands":{}}',
        b'{"commands":[]}',
        b'{"commands":[null]}',
        b'{"commands":[1,"x",[],{}]}',
        b'{"commands":[[[[[[[[[[[]]]]]]]]]]]}',
        b'{"commands":[' + b"[" * 300 + b"]" * 300 + b"]}",
        b"\xff\xfe",
        b"\x00",
        b'{"commands":[' + b",".join([b"{}"] * 11) + b"]}",
        b"[" * 30_000,
        b'{"commands":' + b"[" * 30_000,
        b" " * 65_000,
        b" " * 70_000,
        b'{"commands":[{"id":NaN}]}',
        b'{"commands":[{"id":"\xed\xa0\x80bcdefgh"}]}',
        b"\x1f\x8b\x08\x00",
    )
    while True:
        body = '{"commands":[' + ",".join(bad_command(dice) for _ in range(dice.randint(1, 10))) + "]}"
        yield (mutated(body, dice) if dice.random() < 0.3 else body).encode("utf-8", "surrogatepass")


def requests(room: str, cookie: str) -> Iterator[bytes]:
    """Whole requests that are wrong in other ways than by their body."""
    start = f"POST /r/{room}/commands?as=phone HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nX-Workshop: 1\r\n"
    kind = "Content-Type: application/json\r\n"
    for headers in (
        "Content-Length: 5\r\n\r\n{}",
        "Content-Length: -1\r\n\r\n{}",
        "Content-Length: x\r\n\r\n{}",
        "Content-Length: 99999999999999999999\r\n\r\n{}",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
        "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}",
        "X-Long: " + "a" * 9_000 + "\r\nContent-Length: 2\r\n\r\n{}",
        "Cookie: " + "; ".join(f"c{n}=1" for n in range(100)) + "\r\nContent-Length: 2\r\n\r\n{}",
        "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    ):
        yield (start + kind + headers).encode()
    for line in (
        f"GET /r/{room}/snapshot?as=" + "%00" * 50,
        f"GET /r/{room}/snapshot?as=console&as=phone",
        f"GET /r/{'a' * 3_000}/",
        f"GET /r/{room}/socket.io/?EIO=3&transport=websocket&as=phone",
        f"GET /r/{room}/socket.io/?EIO=4&transport=polling",
        f"GET /r/{room}/socket.io/?EIO=4&transport=polling&j=1&sid=x",
        f"POST /r/{room}/socket.io/?EIO=4&transport=polling",
        "GET /socket.io/?EIO=4&transport=polling",
        f"PUT /r/{room}/commands",
        f"GET /r/{room}/%2e%2e/%2e%2e/",
        "GET /%ff%fe",
        f"OPTIONS /r/{room}/commands",
        "GET //evil.example/",
        f"GET /r/{room}/snapshot?as=phone&since=-1",
        "GET /12345678",
    ):
        yield f"{line} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n".encode()
    yield b"\r\n\r\n"
    yield b"GET\r\n\r\n"
    yield b"GET / HTTP/9.9\r\n\r\n"
    yield b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"
    yield b"\x16\x03\x01\x02\x00" + b"\x00" * 100
