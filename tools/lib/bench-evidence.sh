# The part of tools/bench about evidence: pictures stored, documents set, case files sent; to be sourced by it after
# bench-feeds.sh, whose helpers it uses.
# shellcheck shell=bash disable=SC2154
# It needs $bin, $benchmarks and $directory; $daemon is what runs, for whoever has to end it.

evidence_cases=60
evidence_seconds=20

resident() { awk -v key="^$1:" '$0 ~ key { print int($2 / 1024) }' "/proc/$daemon/status"; }

# Waits until so many cases are there and no picture of theirs is still asked for.
await_evidence() { # CASES
    local tries=0 status
    while status=$("$bin/zhichao" status --json --config "$directory/zhichaod.yaml"); do
        local count
        count=$(sed -n 's/.*"cases":{[^}]*"detected":\([0-9]*\).*/\1/p' <<<"$status")
        [ "${count:-0}" -lt "$1" ] || grep -q '"wanted":' <<<"$status" || return 0
        tries=$((tries + 1))
        [ "$tries" -lt 600 ] || fail "only ${count:-0} cases have their pictures; see $directory/log"
        sleep 0.2
    done
}

measure_evidence() {
    echo "storing pictures"
    mkdir -p "$directory/media"
    "$benchmarks/media-benchmark" "$directory/media" |
        sed 's/^\(.*\): \([0-9]*\) MB\/s: \([0-9]*\) MB\/s$/\1 \2 \3/' |
        while read -r line; do
            local plain=${line##* } rest=${line% *}
            echo "| ${rest% *} | ${rest##* } MB/s | $plain MB/s only written and made durable | $(ratio "${rest##* }" "$plain") |"
        done >"$directory/media.rows"
    rm -rf "$directory/media"

    echo "opening $evidence_cases cases with pictures"
    rm -rf "$directory/data"
    mkdir -p "$directory/data"
    cp -r conf/demo/stations.d "$directory/stations.d.demo"
    rm -rf "$directory/stations.d"
    mv "$directory/stations.d.demo" "$directory/stations.d"
    [ -f "$directory/daemon.key" ] || "$bin/zhichao" keys new --out "$directory/daemon.key" >/dev/null
    # As fast as it can, not as fast as one token may ask.
    daemon_keys='http: { listen: "127.0.0.1:0", requests_per_second: 10000, burst: 100000 }'
    start_daemon 127.0.0.1
    daemon_keys=""
    await_daemon
    api=$(sed -n 's/.* http=\([^ ]*\).*/\1/p' "$directory/log")
    # Above 50 passages a second it takes no pictures.
    "$bin/zhichao-station" simulate --rate 45 --for 120s --spool "$directory/spool" --data "$data" --control "$control" \
        >"$directory/sender" 2>&1 &
    sender=$!
    await_evidence "$evidence_cases"
    kill -TERM "$sender" 2>/dev/null || true
    wait "$sender" || true
    sender=""
    local token idle warm sent peak own
    token=$("$bin/zhichao" token new --role admin --json --config "$directory/zhichaod.yaml" | sed 's/.*"token":"\([^"]*\)".*/\1/')
    (umask 077 && printf '%s\n' "$token" >"$directory/token")
    # The first file brings fonts and connections, once; from there on it should be flat. 5: the peak is counted anew.
    idle=$(resident VmRSS)
    own=$(resident RssAnon)
    python3 tools/lib/api-load.py files "$api" "$directory/token" 1 >/dev/null
    warm=$(resident VmRSS)
    echo 5 >"/proc/$daemon/clear_refs"
    sent=$(python3 tools/lib/api-load.py files "$api" "$directory/token" "$evidence_seconds")
    peak=$(resident VmHWM)
    own=$(($(resident RssAnon) - own))
    local documents kilobytes p50 p99
    read -r documents kilobytes p50 p99 _ < <("$benchmarks/document-benchmark" "$directory/data")
    {
        cat "$directory/media.rows"
        echo "| one weighing sheet with pictures as PDF, $kilobytes kB, of $documents cases, p50 / p99 ms | $(awk -v a="$p50" -v b="$p99" 'BEGIN { printf "%.1f / %.1f", a / 1000, b / 1000 }') | | |"
        echo "| case files sent, one client | $sent | | |"
        echo "| memory while they are sent, peak above idle (goal: under 50 MB) | $((peak - idle)) MB | $((warm - idle)) MB after the first second, $own MB of it at the end its own and not mapped files (fonts); $idle MB idle | |"
    } >"$directory/zevidence.rows"
    rm -f "$directory/media.rows"
    stop_daemon
}
