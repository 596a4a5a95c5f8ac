"""What everything is compared with: Flask-SocketIO as its documentation shows it. Stores nothing, checks nothing."""

from __future__ import annotations

import json
import os
import sys
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import eventlet
    import eventlet.wsgi

from flask import Flask
from flask_socketio import SocketIO, emit

app = Flask(__name__)
socketio = SocketIO(app, async_mode="eventlet", cors_allowed_origins="*")


@socketio.on("cmd")
def command(data):
    emit("d", data, broadcast=True)
    return {"id": data["id"], "ok": True}


def main(core: int) -> None:
    if core >= 0:
        os.sched_setaffinity(0, {core})
    listener = eventlet.listen(("127.0.0.1", 0), backlog=2_048)
    print(json.dumps({"port": listener.getsockname()[1], "path": "/"}), flush=True)
    eventlet.wsgi.server(listener, app, max_size=20_000, log_output=False)


if __name__ == "__main__":
    main(int(sys.argv[1]))
