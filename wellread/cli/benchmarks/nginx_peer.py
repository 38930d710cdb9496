"""nginx (Debian: nginx-light) with the same bytes in files: the least that sending a page can cost."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from wellread.cli.benchmarks.measured_server import HOST, free_port, running, wait_for

PLACES = ("/usr/sbin", "/usr/local/sbin")
CONFIGURATION = """{user}
worker_processes {workers};
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/errors.log;
events {{ worker_connections 512; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 10000000;
  open_file_cache max=1000;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen {host}:{port};
    root {folder}/pages;
    default_type "text/html; charset=utf-8";
    add_header Content-Encoding br;
  }}
}}
"""


def nginx() -> str | None:
    """Return where nginx is, or None."""
    return shutil.which("nginx", path=os.pathsep.join([os.environ.get("PATH", ""), *PLACES]))


@contextmanager
def nginx_with(pages: Sequence[bytes], folder: Path, *, workers: int) -> Iterator[tuple[int, list[str]]]:
    """Serve the pages, and yield the port and their paths; nginx must be installed."""
    port = free_port()
    (folder / "pages").mkdir()
    for number, page in enumerate(pages):
        (folder / "pages" / f"page-{number}").write_bytes(page)
    # Started by root, its workers would be somebody who may not read this folder.
    user = "user root;" if os.geteuid() == 0 else ""
    text = CONFIGURATION.format(user=user, workers=workers, folder=folder, host=HOST, port=port)
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    program = nginx()
    assert program is not None  # noqa: S101  # whoever calls has asked
    with running([program, "-p", str(folder), "-c", str(folder / "nginx.conf")], {}) as process:
        paths = [f"/page-{number}" for number in range(len(pages))]
        wait_for(port, process, paths[0])
        yield port, paths
