-- What does each column look like, and which codec suits that?
--
-- Small numbers leave their empty bits behind (T64): half the bytes, and read faster than as they were. Hexadecimal, and what
-- stands there twice, once for the prompt and once for the completion, goes through entropy coding (ZSTD). Random hashes stay as
-- they are. A codec concerns parts yet to be written: those of an installation follow as they are merged, and none is rewritten for it.
ALTER TABLE {{local fingerprint}} {{on_cluster}}
    MODIFY COLUMN segment CODEC(ZSTD(1)),
    MODIFY COLUMN record CODEC(ZSTD(1)),
    MODIFY COLUMN length CODEC(T64, ZSTD(1)),
    MODIFY COLUMN language CODEC(ZSTD(1)),
    MODIFY COLUMN distinct_words CODEC(T64, ZSTD(1)),
    MODIFY COLUMN plain_words CODEC(T64, ZSTD(1));

ALTER TABLE {{local usage}} {{on_cluster}}
    MODIFY COLUMN segment CODEC(ZSTD(1)),
    MODIFY COLUMN line_number CODEC(T64, LZ4),
    MODIFY COLUMN id CODEC(ZSTD(1)),
    MODIFY COLUMN at CODEC(T64, LZ4),
    MODIFY COLUMN input_tokens CODEC(T64, LZ4),
    MODIFY COLUMN output_tokens CODEC(T64, LZ4),
    MODIFY COLUMN cached_tokens CODEC(T64, LZ4),
    MODIFY COLUMN reasoning_tokens CODEC(T64, LZ4),
    MODIFY COLUMN cost_micro_usd CODEC(T64, LZ4),
    MODIFY COLUMN duration_ms CODEC(T64, LZ4),
    MODIFY COLUMN time_to_first_token_ms CODEC(T64, LZ4);

ALTER TABLE {{local usage_hourly}} {{on_cluster}}
    MODIFY COLUMN requests CODEC(T64, LZ4),
    MODIFY COLUMN input_tokens CODEC(T64, LZ4),
    MODIFY COLUMN output_tokens CODEC(T64, LZ4),
    MODIFY COLUMN cost_micro_usd CODEC(T64, LZ4);

ALTER TABLE {{local usage_by_ten_minutes}} {{on_cluster}}
    MODIFY COLUMN ten_minutes CODEC(T64, LZ4),
    MODIFY COLUMN account CODEC(ZSTD(1)),
    MODIFY COLUMN key CODEC(ZSTD(1)),
    MODIFY COLUMN requests CODEC(T64, LZ4);

ALTER TABLE {{local account_daily}} {{on_cluster}}
    MODIFY COLUMN requests CODEC(T64, LZ4),
    MODIFY COLUMN networks CODEC(ZSTD(1)),
    MODIFY COLUMN shared_networks CODEC(ZSTD(1)),
    MODIFY COLUMN clients CODEC(ZSTD(1)),
    MODIFY COLUMN settings CODEC(ZSTD(1));

ALTER TABLE {{private}}.identity {{on_cluster}} MODIFY COLUMN pseudonym CODEC(ZSTD(1));
