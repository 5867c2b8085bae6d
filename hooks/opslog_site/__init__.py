"""The ops log as a site: records in, pages out. Only plugin.py knows the site engine."""
