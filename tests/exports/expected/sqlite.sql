BEGIN TRANSACTION;
CREATE TABLE authors (incident TEXT NOT NULL REFERENCES incidents (id), who TEXT NOT NULL);
INSERT INTO "authors" VALUES('2026-03-02-stale-prices','@jun');
INSERT INTO "authors" VALUES('2026-01-05-tricky-words','<b>');
CREATE TABLE criteria (incident TEXT NOT NULL REFERENCES incidents (id), criterion TEXT NOT NULL);
INSERT INTO "criteria" VALUES('2026-03-02-stale-prices','user-facing');
CREATE TABLE follow_ups (incident TEXT NOT NULL REFERENCES incidents (id), number INTEGER, text TEXT, state TEXT, due TEXT, due_by_policy INTEGER, owner TEXT, kind TEXT, priority TEXT, tracker TEXT, url TEXT, opened TEXT, closed TEXT);
INSERT INTO "follow_ups" VALUES('2026-03-02-stale-prices',1,'Alert when the price feed is older than an hour; or, \ two','open','2026-03-20',0,'@jun','detect','P1','example/shop#131','https://github.com/example/shop/issues/131','2026-03-02',NULL);
INSERT INTO "follow_ups" VALUES('2026-03-02-stale-prices',2,'Show the age of prices','done','2026-03-09',0,'team:search',NULL,NULL,NULL,NULL,'2026-03-02',NULL);
INSERT INTO "follow_ups" VALUES('2026-03-02-stale-prices',3,'=HYPERLINK("https://evil.example","x")','open','2026-04-01',1,'@sum',NULL,NULL,NULL,NULL,'2026-03-02',NULL);
INSERT INTO "follow_ups" VALUES('2026-03-02-stale-prices',4,'Ärgerlich lange Wörter wie Preisaktualisierungsüberwachungsbereitschaft, damit eine Zeile des Kalenders umbricht','open','2026-04-01',0,NULL,NULL,NULL,NULL,NULL,'2026-03-02',NULL);
INSERT INTO "follow_ups" VALUES('2026-03-02-stale-prices',5,'Name feeds after birds','idea',NULL,0,NULL,NULL,NULL,NULL,NULL,'2026-03-02',NULL);
INSERT INTO "follow_ups" VALUES('2026-01-05-tricky-words',1,'Say so','open','2026-03-02',1,NULL,NULL,NULL,NULL,NULL,'2026-01-05',NULL);
CREATE TABLE incidents (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT, severity TEXT, status TEXT, kind TEXT, visibility TEXT, timezone TEXT, detected_by TEXT, reported_by TEXT, resolution_owner TEXT, waived_because TEXT, waived_by TEXT, summary TEXT, updated TEXT, url TEXT, file TEXT, started TEXT, detected TEXT, acknowledged TEXT, declared TEXT, mitigated TEXT, resolved TEXT, mitigation TEXT, decided TEXT, instead_of_rollback TEXT, body TEXT);
INSERT INTO "incidents" VALUES(1,'2026-03-02-stale-prices','Search answers with <stale> prices & "old" stock','sev2','approved','incident','public','Europe/Berlin','customer','support',NULL,NULL,NULL,'The price feed stopped at midnight, see the graph.

Nobody could see it. <script>alert(1)</script>','2026-03-06T15:00:00Z','https://ops.example.com/log/incidents/2026/2026-03-02-stale-prices/','2026/2026-03-02-stale-prices.md','2026-03-02T08:10:00Z','2026-03-02T08:25:00Z',NULL,'2026-03-02T08:30:00Z','2026-03-02T09:10:00Z','2026-03-02T10:40:00Z','degrade','2026-03-02T09:05:00Z',NULL,'Words before the first section.

## Overview

The price feed **stopped** at midnight, see [the graph](https://graphs.example.com/1).
<!-- a comment -->

Nobody could see it. <script>alert(1)</script>

## Timeline

- 2026-03-02 ~09:10 — The first price of the day differs.
- 09:25 — [detected] A customer asks support about it.
- 09:40 — [comms] We are looking into wrong prices.
- 10:05 — [decision] Switch the price box off. (known 09:50: the feed is empty since 00:02)
- 10:20 — [comms] Prices are hidden until they are right; they will be back today.
- 14:?? — [comms] Somebody says something, some time.
- 2026-03-02 — [comms] A note in the weekly letter.
- 2026-03-03 08:00 — [comms] All is well.

## Follow-ups

- [ ] Alert when the price feed is older than an hour; or, \ two — @jun, detect, P1, due 2026-03-20, example/shop#131
- [x] Show the age of prices — team:search, due 2026-03-09
- [ ] =HYPERLINK("https://evil.example","x") — @sum
- [ ] Ärgerlich lange Wörter wie Preisaktualisierungsüberwachungsbereitschaft, damit eine Zeile des Kalenders umbricht — due 2026-04-01

### Ideas

- Name feeds after birds
');
INSERT INTO "incidents" VALUES(2,'2026-02-11-empty-feed','=1+1, said the feed','sev1','open','incident','public',NULL,NULL,NULL,NULL,NULL,NULL,'','2026-02-11T13:00:00Z','https://ops.example.com/log/incidents/2026/2026-02-11-empty-feed/','2026/2026-02-11-empty-feed.md','2026-02-11','2026-02-11T10:00:00Z',NULL,NULL,'2026-02-11T12:30:00Z',NULL,NULL,NULL,NULL,'## Timeline

- 2026-02-11 11:00 — [comms] There are no prices.
- 2026-02-11 13:00 — [comms] There are prices.
');
INSERT INTO "incidents" VALUES(3,'2026-01-05-tricky-words','é � �[31m � ]]> 🚒 ##[error]x','sev3','draft','near-miss','internal',NULL,NULL,NULL,NULL,NULL,NULL,'','2026-01-05T23:45:00Z','https://ops.example.com/log/incidents/2026/2026-01-05-tricky-words/','2026/2026-01-05-tricky-words.md','2026-01-05T23:30:00Z',NULL,NULL,NULL,NULL,'2026-01-05T23:45:00Z',NULL,NULL,NULL,'## Summary

| a | table |
|---|---|

## A section of our own

    code stays

## Action items

- Say so
');
CREATE TABLE related (incident TEXT NOT NULL REFERENCES incidents (id), other TEXT NOT NULL);
INSERT INTO "related" VALUES('2026-03-02-stale-prices','2026-02-11-empty-feed');
CREATE TABLE responders (incident TEXT NOT NULL REFERENCES incidents (id), who TEXT NOT NULL);
INSERT INTO "responders" VALUES('2026-03-02-stale-prices','@amara');
INSERT INTO "responders" VALUES('2026-03-02-stale-prices','Sally Ride');
CREATE TABLE reviews (incident TEXT NOT NULL REFERENCES incidents (id), who TEXT, role TEXT, state TEXT, at TEXT, url TEXT, revision TEXT, digest TEXT);
INSERT INTO "reviews" VALUES('2026-03-02-stale-prices','@grace','senior','changes-requested','2026-03-05T09:00:00Z',NULL,NULL,NULL);
INSERT INTO "reviews" VALUES('2026-03-02-stale-prices','@grace','senior','approved','2026-03-06T15:00:00Z','https://github.com/example/shop/pull/7',NULL,NULL);
CREATE TABLE roles (incident TEXT NOT NULL REFERENCES incidents (id), role TEXT, who TEXT, since TEXT, until TEXT);
INSERT INTO "roles" VALUES('2026-03-02-stale-prices','incident-commander','@amara','2026-03-02T08:30:00Z','2026-03-02T09:30:00Z');
INSERT INTO "roles" VALUES('2026-03-02-stale-prices','incident-commander','Sally Ride','2026-03-02T09:30:00Z',NULL);
INSERT INTO "roles" VALUES('2026-03-02-stale-prices','communications-lead','@lee',NULL,NULL);
INSERT INTO "roles" VALUES('2026-02-11-empty-feed','incident-commander','@amara',NULL,NULL);
PRAGMA writable_schema=ON;
INSERT INTO sqlite_master(type,name,tbl_name,rootpage,sql)VALUES('table','search','search',0,'CREATE VIRTUAL TABLE search USING fts5(id UNINDEXED, title, body, content = ''incidents'', content_rowid = ''number'', tokenize = ''porter unicode61'')');
CREATE TABLE services (incident TEXT NOT NULL REFERENCES incidents (id), service TEXT NOT NULL);
INSERT INTO "services" VALUES('2026-03-02-stale-prices','search');
INSERT INTO "services" VALUES('2026-03-02-stale-prices','price feed');
INSERT INTO "services" VALUES('2026-02-11-empty-feed','search');
INSERT INTO "services" VALUES('2026-01-05-tricky-words','� bell');
INSERT INTO "services" VALUES('2026-01-05-tricky-words','C++');
CREATE TABLE tags (incident TEXT NOT NULL REFERENCES incidents (id), tag TEXT NOT NULL);
INSERT INTO "tags" VALUES('2026-03-02-stale-prices','feed');
INSERT INTO "tags" VALUES('2026-03-02-stale-prices','cloud');
CREATE TABLE timeline (incident TEXT NOT NULL REFERENCES incidents (id), number INTEGER, at TEXT, until TEXT, approximate INTEGER, kind TEXT, text TEXT, known_at TEXT, known TEXT);
INSERT INTO "timeline" VALUES('2026-03-02-stale-prices',1,'2026-03-02T08:10:00Z',NULL,1,NULL,'The first price of the day differs.',NULL,NULL);
INSERT INTO "timeline" VALUES('2026-03-02-stale-prices',2,'2026-03-02T08:25:00Z',NULL,0,'detected','A customer asks support about it.',NULL,NULL);
INSERT INTO "timeline" VALUES('2026-03-02-stale-prices',3,'2026-03-02T08:40:00Z',NULL,0,'comms','We are looking into wrong prices.',NULL,NULL);
INSERT INTO "timeline" VALUES('2026-03-02-stale-prices',4,'2026-03-02T09:05:00Z',NULL,0,'decision','Switch the price box off.','2026-03-02T08:50:00Z','the feed is empty since 00:02');
INSERT INTO "timeline" VALUES('2026-03-02-stale-prices',5,'2026-03-02T09:20:00Z',NULL,0,'comms','Prices are hidden until they are right; they will be back today.',NULL,NULL);
INSERT INTO "timeline" VALUES('2026-03-02-stale-prices',6,NULL,NULL,0,'comms','Somebody says something, some time.',NULL,NULL);
INSERT INTO "timeline" VALUES('2026-03-02-stale-prices',7,'2026-03-02',NULL,0,'comms','A note in the weekly letter.',NULL,NULL);
INSERT INTO "timeline" VALUES('2026-03-02-stale-prices',8,'2026-03-03T07:00:00Z',NULL,0,'comms','All is well.',NULL,NULL);
INSERT INTO "timeline" VALUES('2026-02-11-empty-feed',1,'2026-02-11T11:00:00Z',NULL,0,'comms','There are no prices.',NULL,NULL);
INSERT INTO "timeline" VALUES('2026-02-11-empty-feed',2,'2026-02-11T13:00:00Z',NULL,0,'comms','There are prices.',NULL,NULL);
CREATE INDEX services_of_incident ON services (incident);
CREATE INDEX tags_of_incident ON tags (incident);
CREATE INDEX criteria_of_incident ON criteria (incident);
CREATE INDEX responders_of_incident ON responders (incident);
CREATE INDEX authors_of_incident ON authors (incident);
CREATE INDEX related_of_incident ON related (incident);
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
PRAGMA writable_schema=OFF;
COMMIT;
