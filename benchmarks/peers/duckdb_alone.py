"""DuckDB with nothing around it: the same tweets in one NDJSON file, read for each query."""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import ClassVar

from benchmarks.process import PeerProcess, free_port, new_folder

# PUT appends the body to tweets.ndjson, POST runs the body as SQL and answers its rows
SERVE = """
import json, sys
from http.server import BaseHTTPRequestHandler, HTTPServer
import duckdb

class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def answer(self, body):
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def body(self):
        return self.rfile.read(int(self.headers["Content-Length"]))

    def do_GET(self):
        self.answer(b"ok")

    def do_PUT(self):
        with open("tweets.ndjson", "ab") as file:
            file.write(self.body())
        self.answer(b"ok")

    def do_POST(self):
        rows = connection.execute(self.body().decode()).fetchall()
        self.answer(json.dumps(rows).encode())

    def log_message(self, *_):
        pass

connection = duckdb.connect()
HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


class DuckDBAlone:
    """DuckDB in a process of its own, asked through the simplest of servers."""

    name: ClassVar[str] = "duckdb"
    without_functions: ClassVar[str] = "knows SQL alone"

    def prepare(self) -> None:
        """Nothing: it is the lab's engine, too."""

    def version(self) -> str:
        """The version of the package."""
        return f"{version('duckdb')}, one NDJSON file instead of objects"

    def start(self) -> PeerProcess:
        """Start it."""
        port, folder = free_port(), new_folder(self.name)
        return PeerProcess([sys.executable, "-c", SERVE, str(port)], {}, port, folder, health="/")

    def close(self) -> None:
        """Nothing to remove."""
