"""An application at several servers. Arguments: name of the client, addresses separated by commas.
Prints how often each command had which outcome, as the application saw it."""
import collections
import random
import sys

NAME = sys.argv[1]
ADDRESSES = sys.argv[2].split(",")
tally = collections.Counter()
random.seed(17)


def pymemcache():
    from pymemcache.client.hash import HashClient

    cache = HashClient([(host, int(port)) for host, port in (a.split(":") for a in ADDRESSES)],
                       default_noreply=False, connect_timeout=20, timeout=20)
    return cache, cache.get_many, None


def python_memcache():
    import memcache

    cache = memcache.Client(ADDRESSES, socket_timeout=20)
    return cache, cache.get_multi, None


def pylibmc(binary=False):
    import pylibmc as library

    cache = library.Client(ADDRESSES, binary=binary, behaviors={"ketama": True})
    return cache, cache.get_multi, library.NotFound


cache, get_many, NOT_FOUND = {
    "pymemcache": pymemcache, "python-memcache": python_memcache, "pylibmc": pylibmc,
    "pylibmc-binary": lambda: pylibmc(True)}[NAME]()


def count(command, hit, times=1):
    tally[command + (" hit" if hit else " miss")] += times


def counted(change, key):
    try:
        return change(key, 1) is not None
    except Exception as e:
        if NOT_FOUND is None or not isinstance(e, NOT_FOUND):
            raise
        return False


known = set()
for step in range(3000):
    key = NAME + ":" + str(random.randrange(120))
    command = random.choice(["get", "get", "many", "set", "delete", "incr", "decr", "touch"])
    if command == "get":
        count("get", cache.get(key) is not None)
    elif command == "many":
        keys = [NAME + ":" + str(i) for i in random.sample(range(120), 10)]
        found = len(get_many(keys))
        count("get", True, found)
        count("get", False, len(keys) - found)
    elif command == "set":
        assert cache.set(key, "1000000000")
        known.add(key)
        count("set", True)
    elif command == "delete":
        cache.delete(key)  # python-memcache does not say whether it was there
        count("delete", key in known)
        known.discard(key)
    elif command in ("incr", "decr"):
        count(command, counted(getattr(cache, command), key))
    else:
        count("touch", bool(cache.touch(key, 1000)))
for outcome, times in sorted(tally.items()):
    print(outcome, times)
