# Runs inside the container, under its systemd: every check of tools/test-systemd, one line each.
# shellcheck shell=bash
set -uo pipefail
export LANG=C.UTF-8 LC_ALL=C.UTF-8
. /probe/settings
. /probe/helpers.sh

journalctl -q -f -b -o short-precise --no-tail >/out/journal 2>&1 &
if [ -n "$MEASURE" ]; then
    . /probe/measure.sh
    echo 0 >/out/done
    exit 0
fi
for part in install run reload jobs remove; do
    # shellcheck source=/dev/null
    . "/probe/checks-$part.sh"
done
echo "systemd: $passed passed, $failed failed"
echo "$failed" >/out/done
