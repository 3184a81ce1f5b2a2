-- Which incidents wait for a decision? Most of a year's are settled, and the queue is about the others.
CREATE INDEX incident_waiting ON incident (urgency DESC, last_seen DESC, id DESC)
    WHERE merged_into IS NULL AND state IN ('open', 'uncertain');
CREATE INDEX incident_waiting_oldest ON incident (opened_at, id)
    WHERE merged_into IS NULL AND state IN ('open', 'uncertain');
