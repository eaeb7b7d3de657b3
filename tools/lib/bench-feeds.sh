# The feeds' part of tools/bench: what is committed, how soon, and in how much memory; to be sourced by it.
# shellcheck shell=bash disable=SC2154
# It needs $bin, $benchmarks, $directory and $long; $daemon and $sender are what runs, for whoever has to end it.

# Sizes: the short run's, and with --long those of the goals.
if [ "$long" -eq 1 ]; then
    trucks=1000000 seconds=60 crowds=(1 100 1000) journals=(1000000 10000000) backlog_minutes=60
else
    trucks=250000 seconds=8 crowds=(1 100) journals=(1000000) backlog_minutes=5
fi
rates=(1000 10000)
port=$((20000 + RANDOM % 20000))
data="tcp://127.0.0.1:$port" control="tcp://127.0.0.1:$((port + 1))" results="tcp://127.0.0.1:$((port + 2))"
feeds_begun=$SECONDS

progress() { printf '[%3d s] %s\n' "$((SECONDS - feeds_begun))" "$*"; }
said() { sed -n "s/^$1: //p" "$directory/sender"; }

# Writes the files of so many stations, the first of them with a key; as feed-sender names them.
make_stations() {
    local number name keys
    rm -rf "$directory/stations.d"
    mkdir "$directory/stations.d"
    for ((number = 0; number < $1; number++)); do
        name="41$((10000 + number))-07" keys=""
        [ "$number" -gt 0 ] || keys="'$station_key'"
        cat >"$directory/stations.d/$name.yaml" <<YAML
station: "$name"
name: 站$number
district: "410184"
site_type: "31"
position: { lat: 34.4721, lon: 113.7310 }
axle_code_dialect: b
public_keys: [$keys]
lanes: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
lane_map: {}
devices:
  - { source: "$name/wim-1", kind: weigh, lanes: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], instrument: "I1" }
  - { source: "$name/cam-1", kind: camera, lanes: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], offset_ms: 0 }
instruments:
  - { id: "I1", class: "5", certificate: "C1", valid_from: 2016-09-21, valid_until: 2035-12-31, speed_kmh: [5, 120], imbalance_ppt: 150 }
YAML
    done
}

# Off loopback, which is what an address of 0.0.0.0 counts as, the sockets are encrypted.
start_daemon() { # HOST
    cat >"$directory/zhichaod.yaml" <<YAML
data_dir: data
stations_dir: stations.d
rules_dir: $PWD/conf/rules
calendar_dir: $PWD/conf/calendar
max_lag: 1000h
feeds:
  data: { bind: "${data/127.0.0.1/$1}" }
  control: { bind: "${control/127.0.0.1/$1}" }
  results: { bind: "${results/127.0.0.1/$1}" }
  secret_key_file: daemon.key
${daemon_keys:-}
YAML
    "$bin/zhichaod" --config "$directory/zhichaod.yaml" 2>"$directory/log" &
    daemon=$!
}
await_daemon() {
    until grep -q 'info: ready' "$directory/log"; do
        kill -0 "$daemon" 2>/dev/null || fail "zhichaod did not start: $(tail -n 1 "$directory/log")"
        sleep 0.05
    done
}
stop_daemon() {
    peak=$(awk '/^VmHWM/ { print int($2 / 1024) }' "/proc/$daemon/status")
    kill -TERM "$daemon"
    wait "$daemon"
    daemon=""
}
committed() { # READINGS FIRST_ROW: waits for so many in all; prints how many a second from that row on
    python3 - "$directory/data/journal.sqlite" "$1" "$2" <<'PY'
import os, sqlite3, sys, time
path, expected, first = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
last, deadline = -1, time.monotonic() + 60
while not os.path.exists(path): time.sleep(0.1)
journal = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)
while last < expected:
    committed = (journal.execute("SELECT value FROM counter WHERE name = 'committed'").fetchone() or [0])[0]
    if committed > last: last, deadline = committed, time.monotonic() + 30
    elif time.monotonic() > deadline: sys.exit(f"only {last} readings of {expected} are committed")
    time.sleep(0.1)
begin, end, count = journal.execute(
    "SELECT min(received_ms), max(received_ms), count(*) FROM reading WHERE id >= ?", (first,)).fetchone()
print(round(count * 1000 / (end - begin)))
PY
}
rows() { python3 -c 'import sqlite3, sys
print(sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True).execute("SELECT ifnull(max(id), 0) FROM reading").fetchone()[0])' \
    "$directory/data/journal.sqlite" 2>/dev/null || echo 0; }

# So many trucks as fast as they are taken, into an empty journal. Sets $rate, of those beyond the first rows, and $peak.
saturate() { # ROWS_BEFORE TRUCKS STATIONS [HOST OPTION…]
    local before=$1 trucks=$(($1 / 2 + $2)) stations=$3 host=${4:-127.0.0.1}
    shift $(($# < 4 ? 3 : 4))
    fresh
    start_daemon "$host"
    await_daemon
    "$benchmarks/feed-sender" "$data" --trucks "$trucks" --stations "$stations" "$@" >"$directory/sender"
    rate=$(committed $((2 * trucks)) $((before + 1)))
    stop_daemon
}
# The same frames, only received and stored. Sets $rate.
ceiling() { # TRUCKS [STORE_OPTION… -- SENDER_OPTION…]
    local trucks=$1 store=()
    shift
    while [ $# -gt 0 ] && [ "$1" != -- ]; do store+=("$1") && shift; done
    [ $# -eq 0 ] || shift
    "$benchmarks/feed-sender" "$data" --trucks "$trucks" "$@" >/dev/null &
    sender=$!
    rate=$("$benchmarks/store-ceiling" "$data" "$directory" $((2 * trucks)) "${store[@]}")
    wait "$sender"
    sender=""
    rm -f "$directory"/raw.sqlite*
}
# At a steady rate, with HELLO and verdicts. Sets $p50, $p99, $p999 and $peak.
pace() { # READINGS_A_SECOND STATIONS [fresh]
    local readings=$1 stations=$2
    start_daemon 127.0.0.1
    await_daemon
    "$benchmarks/feed-sender" "$data" --control "$control" --results "$results" --rate "$readings" \
        --trucks $((readings * seconds / 2)) --stations "$stations" >"$directory/sender"
    read -r p50 p99 p999 < <(said latency)
    [ "$(said verdicts)" -ge $((readings * seconds / 2 * 99 / 100)) ] || fail "only $(said verdicts) verdicts at $readings a second"
    [ "${3:-}" = fresh ] || settle
    stop_daemon
}
fresh() { rm -rf "$directory/data"; }

# What is open is told again at the next start, which is another measurement: it is let settle first.
settle() { sleep 6; }

# A row for each rate.
paces() { # WHAT STATIONS [fresh]
    local readings
    for readings in "${rates[@]}"; do
        [ "${3:-}" != fresh ] || fresh
        pace "$readings" "$2" "${3:-}"
        echo "| $1: publish to verdict at $readings readings/s, p50 / p99 / p99.9 | $p50 / $p99 / $p999 µs, $peak MB |" \
            "$floor50 / $floor99 / $floor999 µs for one durable row |" \
            "$(ratio "$p50" "$floor50") / $(ratio "$p99" "$floor99") / $(ratio "$p999" "$floor999") |"
    done
}
# The row for what was just committed.
speed() { # WHAT CEILING
    echo "| $1: readings committed a second | $rate, $peak MB | $2 received and stored raw | $(ratio "$rate" "$2") |"
}

# Leaves its rows of the table in feeds.rows.
measure_feeds() {
    local count
    [ "$(ulimit -n)" -ge 8192 ] || ulimit -n 8192 || fail "1 000 stations need ulimit -n 8192"
    station_key=$("$bin/zhichao" keys new --out "$directory/station.key" --json | sed 's/.*"public_key":"\([^"]*\)".*/\1/')
    daemon_key=$("$bin/zhichao" keys new --out "$directory/daemon.key" --json | sed 's/.*"public_key":"\([^"]*\)".*/\1/')
    local key=(--key "$directory/station.key" --server-key "$daemon_key")
    progress "ceilings: receive and store raw, plain and with CURVE; one durable row"
    ceiling "$trucks"
    plain=$rate
    ceiling "$trucks" "$directory/daemon.key" "$station_key" -- "${key[@]}"
    encrypted=$rate
    read -r floor50 floor99 floor999 < <("$benchmarks/commit-floor" "$directory")
    {
        make_stations 1
        progress "CURVE, at saturation" >&3
        saturate 0 "$trucks" 1 0.0.0.0 "${key[@]}"
        speed "CURVE, stations: 1, journal: empty" "$encrypted"
        for count in "${crowds[@]}"; do
            progress "stations: $count, at saturation and at ${rates[*]} a second" >&3
            make_stations "$count"
            saturate 0 "$trucks" "$count"
            speed "stations: $count, journal: empty" "$plain"
            paces "stations: $count, journal: empty" "$count" fresh
        done
        progress "a backlog of $backlog_minutes minutes while live goes on, 100 stations" >&3
        fresh
        make_stations 100
        replay 100
        make_stations 1
        for count in "${journals[@]}"; do
            progress "a journal of $count rows" >&3
            saturate "$count" "$trucks" 1
            speed "stations: 1, journal: $count rows" "$plain"
            restart
            paces "stations: 1, journal: $count rows" 1
        done
        if [ "$long" -eq 0 ]; then
            progress "1000 stations connected" >&3
            fresh
            make_stations 1000
            pace 1000 1000 fresh
            echo "| stations: 1000, journal: empty: at 1000 readings/s, publish to verdict, p50 / p99 / p99.9 | $p50 / $p99 / $p999 µs, $peak MB | | |"
        fi
    } 3>&1 >"$directory/feeds.rows"
    progress "feeds measured"
}

# The backlog of so many minutes at 1 000 a second, and 1 000 a second live meanwhile.
replay() { # STATIONS
    local each=$((backlog_minutes * 60 * 500 / $1))
    start_daemon 127.0.0.1
    await_daemon
    "$benchmarks/feed-sender" "$data" --control "$control" --results "$results" --rate 1000 --trucks 1000 \
        --stations "$1" --backlog "$each" >"$directory/sender"
    read -r p50 p99 p999 < <(said latency)
    stop_daemon
    local count=$((2 * each * $1))
    echo "| replay of $backlog_minutes minutes' backlog, $count readings of $1 stations, with 1000 readings/s live |" \
        "$(said settled) s, $(awk -v n="$count" -v s="$(said settled)" 'BEGIN { print int(n / s) }') readings/s, $peak MB |" \
        "live meanwhile: publish to verdict p50 / p99 / p99.9 $p50 / $p99 / $p999 µs | |"
}

# From the start of the program until the first verdict has come, the last run killed.
restart() {
    local begun
    start_daemon 127.0.0.1
    await_daemon
    "$benchmarks/feed-sender" "$data" --rate 1000 --trucks 500000 >/dev/null &
    sender=$!
    sleep 3
    kill -KILL "$daemon" "$sender"
    wait "$daemon" "$sender" 2>/dev/null || true
    sender=""
    begun=$(date +%s%3N)
    start_daemon 127.0.0.1
    "$benchmarks/feed-sender" "$data" --results "$results" --rate 1000 --trucks 100000 --until-verdict >"$directory/sender"
    echo "| restart after kill -9 to the first verdict, $(rows) readings in the journal | $(($(said 'first verdict') - begun)) ms | | |"
    settle
    stop_daemon
}
