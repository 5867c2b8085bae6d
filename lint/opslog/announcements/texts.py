"""The texts that come with opslog, by audience and phase: templates, which a configuration can replace one by one."""

from __future__ import annotations

STATUS_TEXTS = {
    "investigating": """\
{{ impact }}
This is about {{ services }}, since {{ since }}. We are looking for the cause.
Next update: {{ next_update }}.
""",
    "identified": """\
{{ impact }}
This is about {{ services }}, since {{ since }}. {{ doing }}
Next update: {{ next_update }}.
""",
    "monitoring": """\
Users are no longer affected by the trouble with {{ services }}, since {{ until }}. {{ done }}
What users saw: {{ impact }}
We keep watching until we are sure that it does not come back.
Next update: {{ next_update }}.
""",
    "resolved": """\
The trouble with {{ services }} is resolved.
It lasted from {{ since }} to {{ until }} ({{ lasted }}).
What users saw: {{ impact }}
{{ data }}
{% if postmortem %}
What happened, and what we do about it: {{ postmortem }}
{% endif %}
""",
}
INTERNAL_TEXTS = {
    "investigating": """\
{{ severity }}: {{ title }}
What users see: {{ impact }}
Affected: {{ services }}, since {{ since }}. The cause is not known yet.
Latest: {{ latest }}
Incident commander: {{ commander }}
Next update: {{ next_update }}.
""",
    "identified": """\
{{ severity }}: {{ title }}
What users see: {{ impact }}
Affected: {{ services }}, since {{ since }}. {{ doing }}
Latest: {{ latest }}
Incident commander: {{ commander }}
Next update: {{ next_update }}.
""",
    "monitoring": """\
{{ severity }}, mitigated: {{ title }}
Users are no longer affected, since {{ until }}. {{ done }}
What users saw: {{ impact }}
Affected: {{ services }}, from {{ since }}.
Resolution owner: {{ owner }}
Next update: {{ next_update }}.
""",
    "resolved": """\
{{ severity }}, resolved: {{ title }}
Users were affected from {{ since }} to {{ until }} ({{ lasted }}). Services: {{ services }}.
What users saw: {{ impact }}
Data: {{ data }}
The record: {{ record }}
""",
}
PUBLIC_TEXTS = {
    "investigating": """\
Trouble with {{ services }}

{{ impact }} It began at {{ since }}.

We are looking for the cause and tell here what we find.
Next update: {{ next_update }}.
""",
    "identified": """\
Trouble with {{ services }}

{{ impact }} It began at {{ since }}.

{{ doing }}
Next update: {{ next_update }}.
""",
    "monitoring": """\
Trouble with {{ services }}: users are no longer affected

This is so since {{ until }}; the trouble began at {{ since }}. {{ done }}
What users saw: {{ impact }}

We keep watching until we are sure that it does not come back.
Next update: {{ next_update }}.
""",
    "resolved": """\
Resolved: trouble with {{ services }}

Users were affected from {{ since }} to {{ until }} ({{ lasted }}). We are sorry for that.
What users saw: {{ impact }}
{{ data }}
{% if postmortem %}

What happened, and what we do about it: {{ postmortem }}
{% endif %}
""",
}
