"""Flows of an application over several servers. Arguments: name of the client, port of the fleet's
control, addresses separated by commas and, where logins are asked for, user and password. Prints
what it saw."""
import json
import socket
import sys
import time
import types
import zlib

NAME = sys.argv[1]
CONTROL = ("127.0.0.1", int(sys.argv[2]))
ADDRESSES = sys.argv[3].split(",")
LOGIN = sys.argv[4:6]
PAGE = "compressible " * 5000


def show(*what):
    print(*what)


def control(word):
    with socket.create_connection(CONTROL) as connection:
        connection.sendall(word.encode() + b"\n")
        return connection.makefile().readline().strip()


def until(done, what):
    deadline = time.monotonic() + 30
    while not done():
        if time.monotonic() > deadline:
            sys.exit("waited 30 s until " + what)
        time.sleep(0.1)


def pymemcache():
    from pymemcache.client.hash import HashClient

    class Compressed:
        def serialize(self, key, value):
            return (zlib.compress(value.encode()), 1) if len(value) > 1000 else (value, 0)

        def deserialize(self, key, value, flags):
            return (zlib.decompress(value) if flags else value).decode()

    cache = HashClient(
        [(host, int(port)) for host, port in (a.split(":") for a in ADDRESSES)],
        serde=Compressed(), default_noreply=False, encoding="utf-8",
        retry_attempts=0, dead_timeout=0.2, ignore_exc=True, connect_timeout=5, timeout=5)
    return cache, cache.get_many, cache.set_many, "expire", cache.gets, cache.cas


def python_memcache():
    import memcache

    cache = memcache.Client(ADDRESSES, dead_retry=1, cache_cas=True)
    plain_set = cache.set
    cache.set = lambda *a, **options: plain_set(*a, min_compress_len=1000, **options)
    return (cache, cache.get_multi, cache.set_multi, "time",
            lambda key: (cache.gets(key), None), lambda key, value, token: cache.cas(key, value))


def pylibmc():
    import pylibmc as library

    binary = bool(LOGIN)
    cache = library.Client(
        ADDRESSES, binary=binary, **dict(zip(("username", "password"), LOGIN)),
        behaviors={"ketama": True, "remove_failed": 1, "failure_limit": 1,
                   "retry_timeout": 1, "dead_timeout": 1, "connect_timeout": 2000,
                   "cas": True})

    def quiet(call):
        def attempt(*args, **kwargs):
            try:
                return call(*args, **kwargs)
            except library.Error:
                return None
        return attempt

    names = ("get", "add", "replace", "append", "prepend", "touch", "incr", "decr", "delete")
    calls = {name: quiet(getattr(cache, name)) for name in names}
    calls["set"] = quiet(lambda *a, **options: cache.set(*a, min_compress_len=1000, **options))
    return types.SimpleNamespace(**calls), cache.get_multi, cache.set_multi, "time", cache.gets, cache.cas


cache, get_many, set_many, LIFETIME, gets, cas = {
    "pymemcache": pymemcache, "python-memcache": python_memcache, "pylibmc": pylibmc}[NAME]()


def key(name):
    return NAME + ":" + str(name)


def lasting(seconds):
    return {LIFETIME: seconds}


def commands():
    k = key("k")
    show("set", cache.set(k, "b"), cache.append(k, "c"), cache.prepend(k, "a"), cache.get(k))
    show("add", cache.add(k, "x"), cache.add(key("new"), "x"))
    show("replace", cache.replace(k, "x"), cache.replace(key("none"), "x"))
    value, token = gets(k)
    show("cas", value, cas(k, "y", token), cache.get(k))
    show("count", cache.set(key("n"), "10"), cache.incr(key("n"), 5), cache.decr(key("n"), 100))
    show("delete", cache.delete(k), cache.get(k))
    show("compressed", cache.set(key("page"), PAGE), cache.get(key("page")) == PAGE)
    written = {key("many:%d" % i): "x" * i * 31 for i in range(60)}
    show("set_many", set_many(written), get_many(list(written) + [key("none")]) == written)


def cache_aside():
    table = {i: {"id": i, "name": "Zoë %d" % i} for i in range(30)}
    loads = []

    def read(row):
        cached = cache.get(key("row:%d" % row))
        if cached is not None:
            return json.loads(cached)
        loads.append(row)
        cache.set(key("row:%d" % row), json.dumps(table[row]), **lasting(60))
        return table[row]

    def write(row, name):
        table[row] = {"id": row, "name": name}
        cache.delete(key("row:%d" % row))

    for _ in range(2):
        assert all(read(row) == table[row] for row in table)
    for row in range(0, 30, 3):
        write(row, "renamed")
    assert all(read(row) == table[row] for row in table)
    show("loads", len(loads))


def sliding_session():
    session = key("session")
    show("login", cache.set(session, json.dumps({"user": 7}), **lasting(2)))
    show("use", [bool(cache.touch(session, 600)) and json.loads(cache.get(session))["user"]
                 for _ in range(3)])
    show("expired", cache.touch(session, -1), cache.get(session), cache.touch(session, 600))


def rate_limiter():
    def allowed(user):
        window = key("rate:" + user)
        cache.add(window, "0", **lasting(60))
        return cache.incr(window, 1) <= 5

    show("allowed", [allowed("a") for _ in range(8)], allowed("b"))


def lost_node():
    keys = [key("user:%d" % i) for i in range(60)]

    def written(value):
        return sum(bool(cache.set(k, value)) and cache.get(k) == value for k in keys) / len(keys)

    show("whole", written("first"))
    control("cut")
    until(lambda: written("second") == 1, "the other servers took over")
    control("mend")
    until(lambda: written("third") == 1 and control("served") == "yes",
          "the server was used again")
    show("mended", written("fourth"))


commands()
cache_aside()
sliding_session()
rate_limiter()
lost_node()
