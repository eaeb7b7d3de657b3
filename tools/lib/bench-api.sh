# The API's part of tools/bench: lists and entry checks over many cases, and what those who pull cost the intake; to be
# sourced by it after bench-feeds.sh, whose helpers it uses.
# shellcheck shell=bash disable=SC2154
# It needs $bin, $benchmarks, $directory and $long.

api_cases=100000
[ "$long" -eq 0 ] || api_cases=1000000
api_rate=5000
api_pullers=200

api_daemon() {
    start_daemon 127.0.0.1
    await_daemon
    api=$(sed -n 's/.* http=\([^ ]*\).*/\1/p' "$directory/log")
}

# Readings at a steady rate. Sets $p50, $p99 and $taken, of verdicts, and $watched, what the daemon did in the midst of it.
api_pace() {
    (sleep 2 && python3 tools/lib/api-load.py watch "$daemon" "$directory/data/journal.sqlite" "$((seconds - 3))") >"$directory/watched" &
    local watcher=$!
    "$benchmarks/feed-sender" "$data" --control "$control" --results "$results" --rate "$api_rate" \
        --trucks $((api_rate * seconds / 2)) --stations 10 >"$directory/sender"
    read -r p50 p99 p999 < <(said latency)
    taken=$(said verdicts)
    wait "$watcher"
    watched=$(cat "$directory/watched")
}

measure_api() {
    echo "making $api_cases cases for the API"
    rm -rf "$directory/data"
    mkdir -p "$directory/data"
    station_key="" make_stations 10
    sed -i "s/^public_keys: .*/public_keys: []/" "$directory"/stations.d/*.yaml
    # The cases' own stations: ten of their hundred are the district's.
    local number
    for ((number = 0; number < 10; number++)); do
        sed "s/41$((10000 + number))-07/S$number/; s/^station: .*/station: \"S$number\"/; s/41$((10000 + number))-07/S$number/g" \
            "$directory/stations.d/41$((10000 + number))-07.yaml" >"$directory/stations.d/S$number.yaml"
    done
    "$benchmarks/case-benchmark" "$api_cases" --into "$directory/data"
    # On loopback nothing is encrypted, but the file is named.
    [ -f "$directory/daemon.key" ] || "$bin/zhichao" keys new --out "$directory/daemon.key" >/dev/null
    api_daemon
    local token
    token=$("$bin/zhichao" token new --role admin --json --config "$directory/zhichaod.yaml" | sed 's/.*"token":"\([^"]*\)".*/\1/')
    (umask 077 && printf '%s\n' "$token" >"$directory/token")
    {
        python3 tools/lib/api-load.py lists "$api" "$directory/token" "$directory/data/cases.sqlite"
    } >"$directory/api"
    api_pace
    local quiet="$p50 / $p99" quiet_taken=$taken quiet_watched=$watched
    # What the readings brought is in the case store by then.
    local tries=0
    until "$bin/zhichao" status --json --config "$directory/zhichaod.yaml" | grep -q '"forwarder_backlog":0[,}]'; do
        tries=$((tries + 1))
        [ "$tries" -lt 600 ] || fail "the cases of the readings are not in the store; see $directory/log"
        sleep 0.2
    done
    python3 tools/lib/api-load.py entry "$api" "$directory/token" "$directory/data/journal.sqlite" >>"$directory/api"
    # They stand for other machines: these cores are the daemon's first.
    nice -n 19 python3 tools/lib/api-load.py pull "$api" "$directory/token" "$api_pullers" "$((seconds + 6))" >"$directory/pulled" &
    local pullers=$!
    sleep 3
    api_pace
    wait "$pullers"
    {
        cat "$directory/api"
        echo "| verdicts at $api_rate readings/s while $api_pullers clients pull, p50 / p99 ms | $p50 / $p99, $taken verdicts; $watched; $(cat "$directory/pulled") | $quiet, $quiet_taken verdicts, $quiet_watched without them | |"
    } >"$directory/zzapi.rows"
    stop_daemon
}
