#!/bin/sh
# Makes the secrets that compose.yaml names, once; whatever is there already stays as it is.
#
# Compose mounts the files with the owner and mode they have here, and the containers run as users of their own: so the files
# may be read by all and the folder may be entered by nobody else.
set -eu
cd "$(dirname "$0")/.."
mkdir -p secrets
chmod 0700 secrets

random() { head -c "$1" /dev/urandom | od -An -v -tx1 | tr -d ' \n'; }

keep() {
    [ -e "secrets/$1" ] && return
    cat > "secrets/$1.unfinished"
    chmod 0444 "secrets/$1.unfinished"
    mv "secrets/$1.unfinished" "secrets/$1"
    echo "made secrets/$1"
}

for name in clickhouse-password clickhouse-reader-password postgres-password grafana-admin-password; do
    random 24 | keep "$name"
done

{
    echo '{'
    for name in pseudonymKey identityKey quarantineKey fingerprintKey apiKeyPepper releaseKey; do
        echo "  \"$name\": \"$(random 32)\","
    done
    echo "  \"pseudonymSince\": \"$(date -u +%Y-%m-%dT%H:%M:%S.000Z)\""
    echo '}'
} | keep usewatch-keys.json

echo 'keep a copy of secrets/usewatch-keys.json in another place: without it no backup can be used'
