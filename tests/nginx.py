"""nginx before a portal of this machine, set up by the file that the README gives to whoever deploys it."""

import grp
import os
import pwd
from pathlib import Path

SITE = Path(__file__).resolve().parents[1] / "docs" / "nginx.conf"
AROUND = """
daemon off; worker_processes 1; user {user} {group}; pid {folder}/nginx.pid; error_log stderr crit;
events {{ worker_connections 512; }}
http {{
    access_log off; default_type text/html; gzip on;
    proxy_temp_path {folder}/temp1; client_body_temp_path {folder}/temp2; fastcgi_temp_path {folder}/temp3;
    uwsgi_temp_path {folder}/temp4; scgi_temp_path {folder}/temp5;
    {site}
}}
"""
CERTIFICATE = "    ssl_certificate /etc/ssl/example.org.pem;\n    ssl_certificate_key /etc/ssl/example.org.key;\n"


def write(folder, *, port, behind, secure, more=""):
    """Write the configuration that serves at `port` what the portal at `behind` says; returns its path.

    Without `secure` it speaks HTTP. `more` are directives of its server.
    """
    site = SITE.read_text()
    certificate = CERTIFICATE.replace("/etc/ssl", str(folder)) if secure else ""
    for usual, here in [
        ("listen 80;", f"listen unix:{folder}/80.sock;"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{port}{' ssl http2' if secure else ''};"),
        (CERTIFICATE, certificate + more),
        ("/var/cache", str(folder)),
        ("/var/log/nginx", str(folder)),
        ("127.0.0.1:8000", f"127.0.0.1:{behind}"),
    ]:
        assert usual in site, f"{SITE} has no “{usual}”"
        site = site.replace(usual, here)
    user, group = pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name
    path = folder / "nginx.conf"
    path.write_text(AROUND.format(folder=folder, user=user, group=group, site=site))
    return path
