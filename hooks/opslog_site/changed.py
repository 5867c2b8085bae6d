"""Which pages a change of records changes: all of them made twice, before and after, and compared.

    python -m opslog_site.changed BEFORE    # BEFORE: the records folder as it was

Prints what `opslog pages changed` lists, as JSON. The engine has no part in it: what it would be given is compared.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from opslog.record import Record
from opslog.settings import load_config
from opslog.site import ChangedPage
from opslog_site.pages import all_pages
from opslog_site.publishing import read_site
from opslog_site.site import HOME, Site
from opslog_site.store import Store


def changed_pages(before: Site, after: Site) -> Iterator[ChangedPage]:
    """Name the pages and files that are new, changed or gone: those of changed records first, then all others."""
    then, now = _content(before), _content(after)
    old, new = _records(before), _records(after)
    own = {path: new.get(path) or old[path] for path in old | new if old.get(path) != new.get(path)}
    touched = [path for path in now | then if now.get(path) != then.get(path)]
    for path in sorted(touched, key=lambda path: path not in own):
        state = "new" if path not in then else "changed" if path in now else "gone"
        record = own.get(path)
        yield ChangedPage(
            state, after.address(HOME, path), record.title if record else "", record.path if record else ""
        )


def _content(site: Site) -> dict[str, str]:
    """Make the markdown of every page, and a digest of every file beside the records, by their path in the site."""
    content = {page.path: page.markdown for page in all_pages(site)}
    for asset in site.assets:
        content[f"incidents/{asset}"] = sha256(Path(site.folder, asset).read_bytes()).hexdigest()
    return content


def _records(site: Site) -> dict[str, Record]:
    """Find every record by the path of its page; its own path is that in the records folder, as seen from anywhere."""
    return {site.record_page(record): replace(record, path=site.file_of(record)) for record in site.log.records}


def main() -> None:
    """Compare the records of the folder that is named with those that there are."""
    config = load_config(Path())
    after, _ = read_site(config, Store(None), directory_urls=False)
    earlier = replace(config, records=str(Path(sys.argv[1]).absolute()))
    before, _ = read_site(earlier, Store(None), directory_urls=False)
    json.dump([*changed_pages(before, after)], sys.stdout)


if __name__ == "__main__":
    main()
