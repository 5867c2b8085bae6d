"""Pictures of every kind of page, light, dark, phone and print, into screenshots/ (git ignores it).

make screenshots
python tests/screenshots.py SITE_DIR   # of a site built elsewhere
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from browser import chromium_page, served

OUT = Path(__file__).parent.parent / "screenshots"
KINDS = {
    "home": "",
    "record": "incidents/2022/2022-12-25-corrupt-image/",
    "night": "incidents/2024/2024-10-08-orders-stuck-pending/",
    "open": "incidents/2026/2026-11-21-search-stale-prices/",
    "follow-ups": "follow-ups/",
    "coverage": "coverage/",
    "statistics": "statistics/",
    "metric": "statistics/time-to-detect/",
    "browse": "browse/",
    "service": "services/checkout/",
    "rules": "rules/",
    "rule": "rules/FM105/",
    "process": "process/",
    "blameless": "process/blameless/",
}
SHAPES = {"light": ("light", 1280, 900), "dark": ("dark", 1280, 900), "phone": ("light", 360, 740)}


def take_pictures(site: Path, kinds: dict[str, str]) -> None:
    OUT.mkdir(exist_ok=True)
    with served(site) as address:
        for shape, (scheme, width, height) in SHAPES.items():
            with chromium_page(color_scheme=scheme, viewport={"width": width, "height": height}) as page:
                for kind, path in kinds.items():
                    page.goto(address + path)
                    page.screenshot(path=OUT / f"{kind}-{shape}.png", full_page=True)
        with chromium_page() as page:
            page.goto(address + kinds["record"])
            page.emulate_media(media="print")
            page.screenshot(path=OUT / "record-print.png", full_page=True)


def main() -> None:
    if len(sys.argv) > 1:
        take_pictures(Path(sys.argv[1]), KINDS)
        return
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "opslog", "build", "--site-dir", folder], check=True)
        take_pictures(Path(folder), KINDS)
    print(f"Pictures are in {OUT}")


if __name__ == "__main__":
    main()
