"""What nginx is told: a person stays with one worker, and goes to another while that one is away.

Many people come from one address, that of an access point, so a cookie says who belongs where:
`vizcore.serve.sticky`.
"""

from collections.abc import Sequence
from pathlib import Path

from vizcore.serve.sticky import COOKIE

_UPLOAD = 64  # MB; the app refuses earlier, in its own words
_DAY = 86_400  # seconds that a socket may be silent


def configuration(
    listen: str, apps: Sequence[str], *, folder: Path | None = None, metrics: bool = False
) -> str:
    """A whole configuration file.

    Parameters
    ----------
    listen : str
        Where nginx listens, such as "127.0.0.1:8501".
    apps : sequence of str
        Where the workers do, such as "127.0.0.1:8601".
    folder : Path, optional
        Of its own files; without it those of the system are used, and it becomes a daemon.
    metrics : bool
        Whether the figures of worker 1 can be asked for as `/metrics/1`, and so on.
    """
    return "\n".join(
        [
            *_process(folder),
            "events { worker_connections 8192; }",
            "http {",
            *("    " + line for line in [*_common(folder), *_choice(apps, near=bool(folder))]),
            *("    " + line for line in _server(listen, apps if metrics else ())),
            "}",
            "",
        ]
    )


def _process(folder: Path | None) -> list[str]:
    own = ["worker_processes 1;", "daemon off;", f"pid {folder}/nginx.pid;"]
    lines = own if folder else ["worker_processes auto;"]
    return [*lines, "worker_rlimit_nofile 16384;", "error_log stderr error;"]


def _common(folder: Path | None) -> list[str]:
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = [f"{kind}_temp_path {folder}/{kind};" for kind in kinds] if folder else []
    return [
        "access_log off;",
        "server_tokens off;",
        *places,
        "map $http_upgrade $connection_upgrade { default upgrade; '' ''; }",
    ]


def _choice(apps: Sequence[str], *, near: bool) -> list[str]:
    """Who goes to which worker: as the cookie says, or by lot.

    On the same machine a dead worker refuses at once, so each request may ask it first; on another
    it would keep everybody waiting.
    """
    trust = "max_fails=0" if near else "max_fails=1 fail_timeout=5s"
    numbers = range(1, len(apps) + 1)
    shares = [f"{100 / len(apps):.2f}% {number};" for number in numbers[:-1]]
    lines = [f"split_clients $request_id $drawn {{ {' '.join([*shares, f'* {len(apps)};'])} }}"]
    known = " ".join(f"{number} {number};" for number in numbers)
    lines.append(f"map $cookie_{COOKIE} $worker {{ default $drawn; {known} }}")
    for number, app in zip(numbers, apps, strict=True):
        others = "".join(f" server {other} {trust} backup;" for other in apps if other != app)
        first = f"server {app} {trust};"
        lines.append(f"upstream worker{number} {{ {first}{others} keepalive 64; }}")
    return lines


def _server(listen: str, measured: Sequence[str]) -> list[str]:
    return [
        "server {",
        f"    listen {listen};",
        f"    client_max_body_size {_UPLOAD}m;",
        "    client_header_timeout 20s;",
        "    client_body_timeout 20s;",
        "    location = /metrics { return 404; }",
        *(
            f"    location = /metrics/{number} {{ proxy_pass http://{app}/metrics; }}"
            for number, app in enumerate(measured, start=1)
        ),
        "    location / {",
        "        proxy_pass http://worker$worker;",
        "        proxy_http_version 1.1;",
        "        proxy_connect_timeout 2s;",
        f"        proxy_read_timeout {_DAY}s;",
        f"        proxy_send_timeout {_DAY}s;",
        "        proxy_next_upstream error timeout;",
        "        proxy_request_buffering off;",  # nothing goes to a disk, which may be full
        "        proxy_max_temp_file_size 0;",
        "        proxy_set_header Host $http_host;",
        "        proxy_set_header Upgrade $http_upgrade;",
        "        proxy_set_header Connection $connection_upgrade;",
        "        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
        "        proxy_set_header X-Forwarded-Proto $scheme;",
        "    }",
        "}",
    ]
