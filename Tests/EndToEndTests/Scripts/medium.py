"""GETs a path over the control socket: medium.py SOCKET PATH; prints status, type, nosniff, tag and SHA-256 of what came."""

import hashlib
import http.client
import socket
import sys


class Unix(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(60)
        self.sock.connect(sys.argv[1])


connection = Unix("x")
connection.request("GET", sys.argv[2])
answer = connection.getresponse()
body = answer.read()
names = ("Content-Type", "X-Content-Type-Options", "ETag")
print(answer.status, *(answer.getheader(name) for name in names), hashlib.sha256(body).hexdigest(), sep="|")
