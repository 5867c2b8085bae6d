"""A record's page as a PDF: built, served to a browser on this machine alone, and printed by it.

    python -m opslog_site.paper SITE_FILE RECORD_ID OUT

Exit codes: 0 when it is written, 2 when it could not be.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from opslog.addresses import published_path, record_page
from opslog.cache import cache_for
from opslog.errors import OpslogError
from opslog.settings import load_config
from opslog_site.build import build
from opslog_site.server import SiteServer, answering

VARIABLE = "OPSLOG_CHROMIUM"
NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge"),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FLAGS = (
    *("--headless", "--disable-gpu", "--disable-extensions", "--disable-dev-shm-usage", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps"),
    # No other host is reached, whatever stands in the record.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--no-pdf-header-footer",
)
SECONDS = 120


def print_record(engine: str, site_file: str, record_id: str, out: Path) -> None:
    """Write the page of a record as a PDF. Raises OpslogError."""
    browser = find_browser()
    kept = cache_for(load_config(Path()).root)
    with tempfile.TemporaryDirectory(prefix="opslog-", ignore_cleanup_errors=True) as passing:
        folder = (kept or Path(passing)) / "printed"
        folder.mkdir(exist_ok=True)
        if build(engine, site_file, ["--site-dir", str(folder)]):
            raise OpslogError("the site could not be built; what went wrong stands above")
        page = published_path(record_page(record_id), directory_urls=True)
        if not (folder / page).is_file():
            raise OpslogError(f"{record_id}: it is not in the ops log; what is wrong with it stands above")
        printed = Path(passing, "page.pdf")
        with answering(SiteServer("127.0.0.1", 0, folder)) as server:
            _print(browser, f"{server.address}{page}", printed, Path(passing, "profile"))
        try:
            shutil.copyfile(printed, out)
        except OSError as error:
            raise OpslogError(f"{out}: cannot be written: {error.strerror}") from error


def find_browser() -> str:
    """Find a browser that prints. Raises OpslogError where there is none."""
    named = os.environ.get(VARIABLE)
    for name in [named] if named else NAMES:
        found = shutil.which(name)
        if found:
            return found
    if named:
        raise OpslogError(f"{VARIABLE}: there is no program `{named}`; name the one of Chromium or Chrome")
    raise OpslogError(
        "no browser was found that can print a PDF. Install Chromium or Chrome, or name it: "
        f"{VARIABLE}=/path/to/chromium opslog pdf …; or print the page in any browser: it is made for paper too"
    )


def _print(browser: str, address: str, printed: Path, profile: Path) -> None:
    flags = [*FLAGS, f"--user-data-dir={profile}", f"--print-to-pdf={printed}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        flags.append("--no-sandbox")  # Chromium does not start for root with it, as in most containers
    try:
        ran = subprocess.run(  # noqa: S603 - the browser that was asked for
            [browser, *flags, address], capture_output=True, text=True, errors="replace", check=False, timeout=SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise OpslogError(f"{browser} did not print the page: {error}") from error
    if not printed.is_file():
        raise OpslogError(f"{browser} did not print the page: {ran.stderr.strip()[-400:] or 'it did not say why'}")


def main() -> int:
    """Print."""
    engine, site_file, record_id, out = sys.argv[1:]
    try:
        print_record(engine, site_file, record_id, Path(out))
    except OpslogError as error:
        print(f"opslog: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
