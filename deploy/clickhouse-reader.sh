#!/bin/sh
# Runs once, when the volume of ClickHouse is new: the user who asks questions and whom Grafana shows things to. It may read
# the main database and nothing else; the private one holds originals and sealed lines.
set -eu
password="$(cat /run/secrets/clickhouse-reader-password)"
clickhouse-client --user "$CLICKHOUSE_USER" --password "$CLICKHOUSE_PASSWORD" --multiquery --query "
    CREATE USER IF NOT EXISTS usewatch_reader IDENTIFIED WITH sha256_password BY '$password' SETTINGS readonly = 2;
    GRANT SELECT ON usewatch.* TO usewatch_reader;
"
