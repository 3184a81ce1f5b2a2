-- What do detectors and people say of one account, key or network?
CREATE INDEX finding_subject ON finding (subject_kind, subject);
CREATE INDEX incident_about ON incident (subject_kind, subject);
