-- Which campaigns are there, under which lasting name, and what became of them from run to run?
CREATE TABLE campaign (
    -- Name that its first finding gave it.
    id text PRIMARY KEY CHECK (id ~ '^[0-9a-f]{32}$'),
    detector text NOT NULL,
    -- Start of its first window and end of its last.
    first_seen timestamptz(3) NOT NULL,
    last_seen timestamptz(3) NOT NULL,
    -- Once where a window was judged by hand and by the clock.
    findings integer NOT NULL CHECK (findings > 0),
    -- Distinct accounts that ever took part.
    accounts integer NOT NULL CHECK (accounts > 0),
    -- The campaign it was a part of until it went on by itself.
    split_from text,
    -- The campaign it went into, and the end of the window that showed it; its name is an alias from then on.
    merged_into text,
    merged_at timestamptz(3),
    CHECK (first_seen < last_seen),
    CHECK ((merged_into IS NULL) = (merged_at IS NULL))
);

CREATE INDEX campaign_latest ON campaign (last_seen DESC, id);
CREATE INDEX campaign_merged_into ON campaign (merged_into);

CREATE TABLE campaign_finding (
    finding text PRIMARY KEY REFERENCES finding (id) ON DELETE CASCADE,
    campaign text NOT NULL
);

CREATE INDEX campaign_finding_campaign ON campaign_finding (campaign);
