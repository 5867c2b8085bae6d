CREATE TABLE incidents (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT, severity TEXT, status TEXT, kind TEXT, visibility TEXT, timezone TEXT, detected_by TEXT, reported_by TEXT, resolution_owner TEXT, waived_because TEXT, waived_by TEXT, summary TEXT, updated TEXT, url TEXT, file TEXT, started TEXT, detected TEXT, acknowledged TEXT, declared TEXT, mitigated TEXT, resolved TEXT, mitigation TEXT, decided TEXT, instead_of_rollback TEXT, body TEXT);
-- (1, '2026-03-02-stale-prices', 'Search answers with <stale> prices & "old" stock', 'sev2', 'approved', 'incident', 'public', 'Europe/Berlin', 'customer', 'support', None, None, None, 'The price feed stopped at midnight, see the graph.\n\nNobody could see it. <script>alert(1)</script>', '2026-03-06T15:00:00Z', 'https://ops.example.com/log/incidents/2026/2026-03-02-stale-prices/', '2026/2026-03-02-stale-prices.md', '2026-03-02T08:10:00Z', '2026-03-02T08:25:00Z', None, '2026-03-02T08:30:00Z', '2026-03-02T09:10:00Z', '2026-03-02T10:40:00Z', 'degrade', '2026-03-02T09:05:00Z', None, 'Words before the first section.\n\n## Overview\n\nThe price feed **stopped** at midnight, see [the graph](https://graphs.example.com/1).\n<!-- a comment -->\n\nNobody could see it. <script>alert(1)</script>\n\n## Timeline\n\n- 2026-03-02 ~09:10 — The first price of the day differs.\n- 09:25 — [detected] A customer asks support about it.\n- 09:40 — [comms] We are looking into wrong prices.\n- 10:05 — [decision] Switch the price box off. (known 09:50: the feed is empty since 00:02)\n- 10:20 — [comms] Prices are hidden until they are right; they will be back today.\n- 14:?? — [comms] Somebody says something, some time.\n- 2026-03-02 — [comms] A note in the weekly letter.\n- 2026-03-03 08:00 — [comms] All is well.\n\n## Follow-ups\n\n- [ ] Alert when the price feed is older than an hour; or, \\ two — @jun, detect, P1, due 2026-03-20, example/shop#131\n- [x] Show the age of prices — team:search, due 2026-03-09\n- [ ] =HYPERLINK("https://evil.example","x") — @sum\n- [ ] Ärgerlich lange Wörter wie Preisaktualisierungsüberwachungsbereitschaft, damit eine Zeile des Kalenders umbricht — due 2026-04-01\n\n### Ideas\n\n- Name feeds after birds\n')
-- (2, '2026-02-11-empty-feed', '=1+1, said the feed', 'sev1', 'open', 'incident', 'public', None, None, None, None, None, None, '', '2026-02-11T13:00:00Z', 'https://ops.example.com/log/incidents/2026/2026-02-11-empty-feed/', '2026/2026-02-11-empty-feed.md', '2026-02-11', '2026-02-11T10:00:00Z', None, None, '2026-02-11T12:30:00Z', None, None, None, None, '## Timeline\n\n- 2026-02-11 11:00 — [comms] There are no prices.\n- 2026-02-11 13:00 — [comms] There are prices.\n')
-- (3, '2026-01-05-tricky-words', 'é � �[31m � ]]> 🚒 ##[error]x', 'sev3', 'draft', 'near-miss', 'internal', None, None, None, None, None, None, '', '2026-01-05T23:45:00Z', 'https://ops.example.com/log/incidents/2026/2026-01-05-tricky-words/', '2026/2026-01-05-tricky-words.md', '2026-01-05T23:30:00Z', None, None, None, None, '2026-01-05T23:45:00Z', None, None, None, '## Summary\n\n| a | table |\n|---|---|\n\n## A section of our own\n\n    code stays\n\n## Action items\n\n- Say so\n')
CREATE TABLE services (incident TEXT NOT NULL REFERENCES incidents (id), service TEXT NOT NULL);
-- ('2026-03-02-stale-prices', 'search')
-- ('2026-03-02-stale-prices', 'price feed')
-- ('2026-02-11-empty-feed', 'search')
-- ('2026-01-05-tricky-words', '� bell')
-- ('2026-01-05-tricky-words', 'C++')
CREATE TABLE tags (incident TEXT NOT NULL REFERENCES incidents (id), tag TEXT NOT NULL);
-- ('2026-03-02-stale-prices', 'feed')
-- ('2026-03-02-stale-prices', 'cloud')
CREATE TABLE criteria (incident TEXT NOT NULL REFERENCES incidents (id), criterion TEXT NOT NULL);
-- ('2026-03-02-stale-prices', 'user-facing')
CREATE TABLE responders (incident TEXT NOT NULL REFERENCES incidents (id), who TEXT NOT NULL);
-- ('2026-03-02-stale-prices', '@amara')
-- ('2026-03-02-stale-prices', 'Sally Ride')
CREATE TABLE authors (incident TEXT NOT NULL REFERENCES incidents (id), who TEXT NOT NULL);
-- ('2026-03-02-stale-prices', '@jun')
-- ('2026-01-05-tricky-words', '<b>')
CREATE TABLE related (incident TEXT NOT NULL REFERENCES incidents (id), other TEXT NOT NULL);
-- ('2026-03-02-stale-prices', '2026-02-11-empty-feed')
CREATE TABLE formerly (incident TEXT NOT NULL REFERENCES incidents (id), id TEXT NOT NULL);
CREATE TABLE roles (incident TEXT NOT NULL REFERENCES incidents (id), role TEXT, who TEXT, since TEXT, until TEXT);
-- ('2026-03-02-stale-prices', 'incident-commander', '@amara', '2026-03-02T08:30:00Z', '2026-03-02T09:30:00Z')
-- ('2026-03-02-stale-prices', 'incident-commander', 'Sally Ride', '2026-03-02T09:30:00Z', None)
-- ('2026-03-02-stale-prices', 'communications-lead', '@lee', None, None)
-- ('2026-02-11-empty-feed', 'incident-commander', '@amara', None, None)
CREATE TABLE reviews (incident TEXT NOT NULL REFERENCES incidents (id), who TEXT, role TEXT, state TEXT, at TEXT, url TEXT, revision TEXT, digest TEXT);
-- ('2026-03-02-stale-prices', '@grace', 'senior', 'changes-requested', '2026-03-05T09:00:00Z', None, None, None)
-- ('2026-03-02-stale-prices', '@grace', 'senior', 'approved', '2026-03-06T15:00:00Z', 'https://github.com/example/shop/pull/7', None, None)
CREATE TABLE follow_ups (incident TEXT NOT NULL REFERENCES incidents (id), number INTEGER, text TEXT, state TEXT, due TEXT, due_by_policy INTEGER, owner TEXT, kind TEXT, priority TEXT, tracker TEXT, url TEXT, opened TEXT, closed TEXT);
-- ('2026-03-02-stale-prices', 1, 'Alert when the price feed is older than an hour; or, \\ two', 'open', '2026-03-20', 0, '@jun', 'detect', 'P1', 'example/shop#131', 'https://github.com/example/shop/issues/131', '2026-03-02', None)
-- ('2026-03-02-stale-prices', 2, 'Show the age of prices', 'done', '2026-03-09', 0, 'team:search', None, None, None, None, '2026-03-02', None)
-- ('2026-03-02-stale-prices', 3, '=HYPERLINK("https://evil.example","x")', 'open', '2026-04-01', 1, '@sum', None, None, None, None, '2026-03-02', None)
-- ('2026-03-02-stale-prices', 4, 'Ärgerlich lange Wörter wie Preisaktualisierungsüberwachungsbereitschaft, damit eine Zeile des Kalenders umbricht', 'open', '2026-04-01', 0, None, None, None, None, None, '2026-03-02', None)
-- ('2026-03-02-stale-prices', 5, 'Name feeds after birds', 'idea', None, 0, None, None, None, None, None, '2026-03-02', None)
-- ('2026-01-05-tricky-words', 1, 'Say so', 'open', '2026-03-02', 1, None, None, None, None, None, '2026-01-05', None)
CREATE TABLE timeline (incident TEXT NOT NULL REFERENCES incidents (id), number INTEGER, at TEXT, until TEXT, approximate INTEGER, kind TEXT, text TEXT, known_at TEXT, known TEXT);
-- ('2026-03-02-stale-prices', 1, '2026-03-02T08:10:00Z', None, 1, None, 'The first price of the day differs.', None, None)
-- ('2026-03-02-stale-prices', 2, '2026-03-02T08:25:00Z', None, 0, 'detected', 'A customer asks support about it.', None, None)
-- ('2026-03-02-stale-prices', 3, '2026-03-02T08:40:00Z', None, 0, 'comms', 'We are looking into wrong prices.', None, None)
-- ('2026-03-02-stale-prices', 4, '2026-03-02T09:05:00Z', None, 0, 'decision', 'Switch the price box off.', '2026-03-02T08:50:00Z', 'the feed is empty since 00:02')
-- ('2026-03-02-stale-prices', 5, '2026-03-02T09:20:00Z', None, 0, 'comms', 'Prices are hidden until they are right; they will be back today.', None, None)
-- ('2026-03-02-stale-prices', 6, None, None, 0, 'comms', 'Somebody says something, some time.', None, None)
-- ('2026-03-02-stale-prices', 7, '2026-03-02', None, 0, 'comms', 'A note in the weekly letter.', None, None)
-- ('2026-03-02-stale-prices', 8, '2026-03-03T07:00:00Z', None, 0, 'comms', 'All is well.', None, None)
-- ('2026-02-11-empty-feed', 1, '2026-02-11T11:00:00Z', None, 0, 'comms', 'There are no prices.', None, None)
-- ('2026-02-11-empty-feed', 2, '2026-02-11T13:00:00Z', None, 0, 'comms', 'There are prices.', None, None)
CREATE INDEX services_of_incident ON services (incident);
CREATE INDEX tags_of_incident ON tags (incident);
CREATE INDEX criteria_of_incident ON criteria (incident);
CREATE INDEX responders_of_incident ON responders (incident);
CREATE INDEX authors_of_incident ON authors (incident);
CREATE INDEX related_of_incident ON related (incident);
CREATE INDEX formerly_of_incident ON formerly (incident);
CREATE INDEX roles_of_incident ON roles (incident);
CREATE INDEX reviews_of_incident ON reviews (incident);
CREATE INDEX follow_ups_of_incident ON follow_ups (incident);
CREATE INDEX timeline_of_incident ON timeline (incident);
CREATE INDEX services_by_service ON services (service);
CREATE INDEX tags_by_tag ON tags (tag);
CREATE INDEX follow_ups_by_due ON follow_ups (due);
CREATE INDEX roles_by_who ON roles (who);
CREATE INDEX timeline_by_at ON timeline (at);
CREATE INDEX incidents_by_started ON incidents (started);
CREATE INDEX incidents_by_severity ON incidents (severity);
CREATE VIEW durations AS SELECT id AS incident, CASE WHEN length(started) > 10 AND length(detected) > 10 AND detected >= started THEN (strftime('%s', detected) - strftime('%s', started)) / 60 END AS time_to_detect, CASE WHEN length(detected) > 10 AND length(acknowledged) > 10 AND acknowledged >= detected THEN (strftime('%s', acknowledged) - strftime('%s', detected)) / 60 END AS time_to_acknowledge, CASE WHEN length(detected) > 10 AND length(declared) > 10 AND declared >= detected THEN (strftime('%s', declared) - strftime('%s', detected)) / 60 END AS time_to_declare, CASE WHEN length(declared) > 10 AND length(decided) > 10 AND decided >= declared THEN (strftime('%s', decided) - strftime('%s', declared)) / 60 END AS time_to_decide, CASE WHEN length(declared) > 10 AND length(mitigated) > 10 AND mitigated >= declared THEN (strftime('%s', mitigated) - strftime('%s', declared)) / 60 END AS time_to_repair, CASE WHEN length(started) > 10 AND length(mitigated) > 10 AND mitigated >= started THEN (strftime('%s', mitigated) - strftime('%s', started)) / 60 END AS time_to_mitigate, CASE WHEN length(declared) > 10 AND length(resolved) > 10 AND resolved >= declared THEN (strftime('%s', resolved) - strftime('%s', declared)) / 60 END AS time_to_fix, CASE WHEN length(detected) > 10 AND length(resolved) > 10 AND resolved >= detected THEN (strftime('%s', resolved) - strftime('%s', detected)) / 60 END AS time_to_respond, CASE WHEN length(started) > 10 AND length(resolved) > 10 AND resolved >= started THEN (strftime('%s', resolved) - strftime('%s', started)) / 60 END AS time_to_resolve FROM incidents;
CREATE VIEW overdue AS SELECT * FROM follow_ups WHERE state = 'open' AND due < date('now') ORDER BY due, incident, number;
