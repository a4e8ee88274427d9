"""An application on memcached: users by cache-aside, sessions with a time to live.

GET  /users/ID     a user, from the caches or from the (slow) database
PUT  /users/ID     changes the user's name to the body; the cached copy is dropped
POST /login/ID     begins a session, named by the cookie in the answer
GET  /session      whose session it is
"""

import json
import os
import random
import re
import secrets
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from pymemcache.client.hash import HashClient

USER_SECONDS = 60
SESSION_SECONDS = 1800
PORT = 8080


def address(text):
    host, port = text.rsplit(":", 1)
    return host, int(port)


def client(servers):
    """A cache that does not answer is a miss: the application gets slower, not down."""
    return HashClient(
        [address(text) for text in servers.split(",")],
        use_pooling=True,
        connect_timeout=1,
        timeout=1,
        ignore_exc=True,
        retry_attempts=1,
        dead_timeout=5,
    )


users = client(os.environ["MEMCACHED_SERVERS"])
sessions = client(os.environ.get("SESSION_SERVER", os.environ["MEMCACHED_SERVERS"]))


class Database:
    """Users by number; reading one takes a while."""

    def __init__(self):
        self.names = {}

    def read(self, number):
        time.sleep(0.02)
        return {"id": number, "name": self.names.get(number, f"user {number}")}

    def write(self, number, name):
        self.names[number] = name


database = Database()


def user(number):
    cached = users.get(f"user:{number}")
    if cached is not None:
        return json.loads(cached)
    found = database.read(number)
    users.set(f"user:{number}", json.dumps(found), expire=USER_SECONDS)
    return found


def rename(number, name):
    database.write(number, name)
    users.delete(f"user:{number}")


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        number = re.fullmatch(r"/users/(\d+)", self.path)
        if self.path == "/":
            self.answer(200, {"pages": os.environ.get("PAGES", "").split()})
        elif number:
            self.answer(200, user(int(number[1])))
        elif self.path == "/session":
            cookie = re.search(r"session=(\w+)", self.headers.get("Cookie", ""))
            owner = sessions.get(f"session:{cookie[1]}") if cookie else None
            if owner is None:
                self.answer(401, {"error": "no session"})
            else:
                sessions.touch(f"session:{cookie[1]}", SESSION_SECONDS)
                self.answer(200, user(int(owner)))
        else:
            self.answer(404, {"error": "no such page"})

    def do_PUT(self):
        number = re.fullmatch(r"/users/(\d+)", self.path)
        if number:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            rename(int(number[1]), body.decode())
            self.answer(200, user(int(number[1])))
        else:
            self.answer(404, {"error": "no such page"})

    def do_POST(self):
        number = re.fullmatch(r"/login/(\d+)", self.path)
        if number:
            session = secrets.token_hex(16)
            sessions.set(f"session:{session}", number[1], expire=SESSION_SECONDS)
            self.answer(200, {"session": session}, f"session={session}; HttpOnly; SameSite=Lax")
        else:
            self.answer(404, {"error": "no such page"})

    def answer(self, status, value, cookie=None):
        body = json.dumps(value).encode() + b"\n"
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if cookie:
            self.send_header("Set-Cookie", cookie)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


def visitors():
    """A few visitors, so that there is something to watch; few users are asked for often."""
    own = f"http://localhost:{PORT}"
    login = urllib.request.Request(f"{own}/login/1", method="POST")
    cookie = urllib.request.urlopen(login).headers["Set-Cookie"].split(";")[0]
    while True:
        urllib.request.urlopen(f"{own}/users/{int(random.paretovariate(0.5)) % 10000}").read()
        request = urllib.request.Request(f"{own}/session", headers={"Cookie": cookie})
        try:
            urllib.request.urlopen(request).read()
        except urllib.error.HTTPError:  # the cache was restarted, and with it went the session
            cookie = urllib.request.urlopen(login).headers["Set-Cookie"].split(";")[0]
        time.sleep(0.05)


if __name__ == "__main__":
    server = ThreadingHTTPServer(("", PORT), Handler)
    threading.Thread(target=visitors, daemon=True).start()
    words = os.environ.get("PAGES", "").split()
    for name, url in zip(words[::2], words[1::2]):
        print(f"{name:13} {url}")
    server.serve_forever()
