"""Fills a cache several times over from eight connections: fill.py HOST PORT"""

import random
import socket
import sys
import threading

HOST, PORT = sys.argv[1], int(sys.argv[2])
SIZES = [30, 200, 1000, 5000, 20000]
failures = []


def work(seed):
    words = random.Random(seed)
    with socket.create_connection((HOST, PORT), timeout=30) as cache:
        answers = cache.makefile("rb")
        for _ in range(100):
            batch = bytearray()
            for _ in range(50):
                value = b"x" * words.choice(SIZES)
                batch += b"set k%d 0 0 %d noreply\r\n" % (words.randrange(200000), len(value))
                batch += value + b"\r\nget k%d\r\n" % words.randrange(200000)
            cache.sendall(batch + b"mn\r\n")
            line = answers.readline()
            while line != b"MN\r\n":
                if not line:
                    failures.append("connection closed")
                    return
                line = answers.readline()


threads = [threading.Thread(target=work, args=(seed,)) for seed in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
with socket.create_connection((HOST, PORT), timeout=30) as cache:
    cache.sendall(b"stats\r\nquit\r\n")
    stats = dict(line.split()[1:3] for line in cache.makefile() if line.startswith("STAT "))
if failures or int(stats["evictions"]) == 0:
    sys.exit(f"fill: {failures} evictions={stats['evictions']}")
