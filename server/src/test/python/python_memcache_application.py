"""What an application does with python-memcache. Arguments: host, port. Prints what it saw."""
import sys

import memcache

cache = memcache.Client(["%s:%s" % (sys.argv[1], sys.argv[2])], cache_cas=True)


def show(*what):
    print(*what)


user = {"id": 7, "name": "Zoë", "roles": ["admin"]}
show("set", cache.set("session:7", user, time=600), cache.get("session:7") == user)
show("miss", cache.get("session:8"))
show("touch", cache.touch("session:7", 60), cache.touch("none", 60))
show("lock", cache.add("lock", "a", time=30), cache.add("lock", "b"), cache.delete("lock"), cache.delete("lock"))
show("count", cache.set("n", 10), cache.incr("n", 5), cache.decr("n", 100), cache.get("n"), cache.incr("none"))
show("log", cache.set("log", "b"), cache.append("log", "c"), cache.prepend("log", "a"), cache.get("log"))
show("replace", cache.replace("log", "x"), cache.replace("none", "x"))
show("gets", cache.gets("log"), cache.cas("log", "y"), cache.get("log"))
other = memcache.Client(["%s:%s" % (sys.argv[1], sys.argv[2])])
cache.gets("log")
other.set("log", "theirs")
show("cas lost", cache.cas("log", "mine"), cache.get("log"))
text = "compressible " * 10000
show("compressed", cache.set("text", text, min_compress_len=1000), cache.get("text") == text)
show("set_multi", cache.set_multi({str(i): i for i in range(100)}, key_prefix="page:", time=60))
show("get_multi", sorted(cache.get_multi([str(i) for i in range(105)], key_prefix="page:").items())[:3])
show("delete_multi", cache.delete_multi([str(i) for i in range(50)], key_prefix="page:"))
show("left", len(cache.get_multi([str(i) for i in range(100)], key_prefix="page:")))
(_, stats), = cache.get_stats()
for key in ("curr_items", "total_items", "cmd_set", "get_hits", "get_misses", "bytes"):
    show(key, stats[key])
(_, settings), = cache.get_stats("settings")
show("settings", settings["item_size_max"])
cache.flush_all()
show("flushed", cache.get("log"))
cache.disconnect_all()
