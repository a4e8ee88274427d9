"""A client of pymemcache or pylibmc that knows what its keys hold: soak_client.py LIBRARY SECONDS PORT...

Prints, as JSON, its answered commands, those that failed and may have been executed, and updates lost.
"""

import json
import random
import sys
import time

library, seconds = sys.argv[1], float(sys.argv[2])
ports = [int(port) for port in sys.argv[3:]]


def connect(port):
    if library == "pymemcache":
        from pymemcache.client.base import Client

        return Client(("127.0.0.1", port), connect_timeout=4, timeout=4, default_noreply=False)
    import pylibmc

    timeouts = {"connect_timeout": 4000, "receive_timeout": 4000000, "send_timeout": 4000000}
    return pylibmc.Client([f"127.0.0.1:{port}"], binary=True, behaviors=timeouts)


def text(value):
    return value.decode() if isinstance(value, bytes) else value


class Keys:
    """The keys of one node, given up for others when a command fails."""

    def __init__(self, port):
        self.port = port
        self.client = connect(port)
        self.generation = 0
        self.values = {}

    def act(self):
        key = f"{library}-{self.generation}-{random.randrange(100)}"
        choice = random.random()
        command = "get" if choice < 0.6 else "store" if choice < 0.9 else "delete"
        try:
            if command == "get":
                self.check(key, text(self.client.get(key)))
            elif command == "store":
                value = str(random.random()) * random.randrange(1, 20)
                if not self.client.set(key, value):
                    raise OSError("not stored")
                self.values[key] = value
            else:
                self.client.delete(key)
                self.values.pop(key, None)
            answered[command] += 1
        except Exception as failure:  # each library has its own
            failures.add(type(failure).__name__)
            self.give_up(command)

    def check(self, key, value):
        if value != self.values.get(key):
            lost.append(f"{key}: got {value}, expected {self.values.get(key)}")

    def give_up(self, command):
        left_open[command] += 1
        self.generation += 1
        self.values = {}
        self.client = connect(self.port)


answered = dict.fromkeys(("get", "store", "delete"), 0)
left_open = dict(answered)
lost = []
failures = set()
nodes = [Keys(port) for port in ports]
end = time.monotonic() + seconds
while time.monotonic() < end:
    random.choice(nodes).act()
    time.sleep(0.004)
print(json.dumps({"answered": answered, "open": left_open, "lost": lost, "failures": sorted(failures)}))
