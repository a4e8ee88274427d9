"""What an application does with pylibmc over the binary protocol. Arguments: host, port and,
where logins are asked for, user and password. Prints what it saw."""
import json
import sys
import zlib

import pylibmc

ADDRESS = "%s:%s" % (sys.argv[1], sys.argv[2])
LOGIN = dict(zip(("username", "password"), sys.argv[3:5]))


def show(*what):
    print(*what)


def connect(**behaviors):
    return pylibmc.Client([ADDRESS], binary=True, behaviors=behaviors, **LOGIN)


def attempt(call, *args, **kwargs):
    try:
        return call(*args, **kwargs)
    except pylibmc.Error as error:
        return type(error).__name__


def sessions(cache):
    user = {"id": 7, "name": "Zoë", "roles": ["admin"], "seen": 1.5}
    show("set", cache.set("session:7", user, time=600))
    assert cache.get("session:7") == user
    show("miss", cache.get("session:8"))
    show("touch", cache.touch("session:7", 60), attempt(cache.touch, "none", 60))
    show("delete", cache.delete("session:7"), cache.delete("session:7"))


def counters_and_locks(cache):
    show("lock", cache.add("lock", "a", time=30), cache.add("lock", "b"), cache.delete("lock"))
    show("set", cache.set("n", 10), cache.incr("n", 5), cache.decr("n", 100))
    show("miss", attempt(cache.incr, "none"))
    show("log", cache.set("log", "b"), cache.append("log", "c"), cache.prepend("log", "a"))
    show("get", cache.get("log"))
    show("replace", cache.replace("log", "x"), attempt(cache.replace, "none", "x"))
    show("big", attempt(cache.set, "big", "x" * (1 << 20)))


def compare_and_swap():
    cache = connect(cas=True)
    cache.set("c", "1")
    value, token = cache.gets("c")
    show("cas", value, cache.cas("c", "2", token), cache.cas("c", "3", token), cache.get("c"))


def pages(cache):
    written = {"page:%d" % i: "x" * (i * 97) for i in range(200)}
    show("set_multi", cache.set_multi(written, time=60))
    read = cache.get_multi(list(written) + ["page:none"])
    show("get_multi", len(read), all(read[k] == v for k, v in written.items()))
    show("delete_multi", cache.delete_multi(["page:%d" % i for i in range(100)]))
    show("left", len(cache.get_multi(list(written))))
    body = json.dumps(list(range(20000)))
    show("json", cache.set("json", body), cache.get("json") == body)
    packed = zlib.compress(body.encode())
    show("packed", cache.set("packed", packed), cache.get("packed") == packed)
    show("large", cache.set("large", b"\x80\x00\r\n" * 200000), len(cache.get("large")))


def administration(cache):
    ((_, stats),) = cache.get_stats()
    show("stats", stats["curr_items"], stats["cmd_set"], stats["get_hits"], stats["get_misses"])
    show("flush", cache.flush_all(), cache.get("json"))


def main():
    cache = connect()
    sessions(cache)
    counters_and_locks(cache)
    compare_and_swap()
    pages(cache)
    administration(cache)


main()
