"""What an application does with pymemcache. Arguments: host, port. Prints what it saw."""
import json
import sys

from pymemcache.client.base import Client, PooledClient
from pymemcache.client.hash import HashClient
from pymemcache.exceptions import MemcacheClientError, MemcacheServerError
from pymemcache.serde import pickle_serde

ADDRESS = (sys.argv[1], int(sys.argv[2]))


def show(*what):
    print(*what)


def sessions():
    cache = Client(ADDRESS, serde=pickle_serde, connect_timeout=5, timeout=5)
    user = {"id": 7, "name": "Zoë", "roles": ["admin"], "seen": 1.5}
    show("set", cache.set("session:7", user, expire=600))
    assert cache.get("session:7") == user
    show("miss", cache.get("session:8"), cache.get("session:8", "default"))
    show("touch", cache.touch("session:7", 60, noreply=False), cache.touch("none", 60, noreply=False))
    show("delete", cache.delete("session:7", noreply=False), cache.delete("session:7", noreply=False))
    cache.close()


def counters_and_locks():
    cache = Client(ADDRESS, default_noreply=False)
    show("lock", cache.add("lock", "a", expire=30), cache.add("lock", "b"), cache.delete("lock"))
    show("set", cache.set("n", "10"), cache.incr("n", 5), cache.decr("n", 100), cache.get("n"))
    show("miss", cache.incr("none", 1))
    show("log", cache.set("log", "b"), cache.append("log", "c"), cache.prepend("log", "a"), cache.get("log"))
    show("replace", cache.replace("log", "x"), cache.replace("none", "x"))
    value, token = cache.gets("log")
    show("cas", value, cache.cas("log", "y", token), cache.cas("log", "z", token), cache.cas("none", "z", token))
    try:
        cache.incr("log", 1)
    except MemcacheClientError as error:
        show("incr", error)
    try:
        cache.set("big", "x" * (1 << 20))
    except MemcacheServerError as error:
        show("big", error)
    cache.close()


def pages():
    cache = PooledClient(ADDRESS, max_pool_size=4)
    written = {"page:%d" % i: "x" * (i * 97) for i in range(200)}
    show("set_many", cache.set_many(written, expire=60, noreply=False))
    read = cache.get_many(list(written) + ["page:none"])
    show("get_many", len(read), all(read[k].decode() == v for k, v in written.items()))
    tokens = cache.gets_many(["page:1", "page:2"])
    show("gets_many", sorted(tokens))
    show("delete_many", cache.delete_many(list(written)[:100], noreply=False))
    show("left", len(cache.get_many(list(written))))
    fleet = HashClient([ADDRESS], use_pooling=True)
    fleet.set("fleet", json.dumps([1, 2, 3]))
    show("fleet", fleet.get("fleet"))


def operations():
    cache = Client(ADDRESS, default_noreply=False)
    stats = cache.stats()
    for key in (b"curr_items", b"total_items", b"cmd_set", b"get_hits", b"get_misses", b"bytes"):
        show(key, stats[key])
    show("settings", cache.stats("settings")[b"item_size_max"])
    show("memlimit", cache.cache_memlimit(100))
    show("flush", cache.flush_all(), cache.get("log"))
    show("version", len(cache.version()) > 0)
    cache.quit()


sessions()
counters_and_locks()
pages()
operations()
