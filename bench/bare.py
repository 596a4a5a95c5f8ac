"""What everything is compared with: Flask-SocketIO as its documentation shows it. Stores nothing, checks nothing."""

from __future__ import annotations

import json
import os
import sys
import warnings
from typing import Any

from flask import Flask
from flask_socketio import SocketIO, emit

BACKLOG = 2_048
CONNECTIONS = 20_000
"""eventlet would serve 1,024 at most."""

app = Flask(__name__)


def main(core: int, engine: str) -> None:
    if core >= 0:
        os.sched_setaffinity(0, {core})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # eventlet announces its own deprecation at every import
        socketio = SocketIO(app, async_mode=engine, cors_allowed_origins="*")
        socketio.on_event("cmd", command)
        {"eventlet": _on_eventlet, "gevent": _on_gevent}[engine]()


def command(data: dict[str, Any]) -> dict[str, Any]:
    emit("d", data, broadcast=True)
    return {"id": data["id"], "ok": True}


def _ready(port: int) -> None:
    print(json.dumps({"port": port, "path": "/"}), flush=True)


def _on_eventlet() -> None:
    import eventlet  # noqa: PLC0415 - one of the two engines is loaded, never both
    import eventlet.wsgi  # noqa: PLC0415

    listener = eventlet.listen(("127.0.0.1", 0), backlog=BACKLOG)
    _ready(listener.getsockname()[1])
    eventlet.wsgi.server(listener, app, max_size=CONNECTIONS, log_output=False)


def _on_gevent() -> None:
    from gevent.pywsgi import WSGIServer  # noqa: PLC0415

    server = WSGIServer(("127.0.0.1", 0), app, backlog=BACKLOG, log=None)
    server.start()
    _ready(server.server_port)
    server.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
