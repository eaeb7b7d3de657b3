# Reload, credentials, socket activation, the station's unit; sourced by inside.sh.
# shellcheck shell=bash
own() { # NAME [LANES]: a station's file on standard output
    cat <<Y
station: "$1"
name: 测试站
district: "410184"
site_type: "31"
position: { lat: 34.4721, lon: 113.7310 }
axle_code_dialect: b
public_keys: [${keys:-}]
lanes: [${2:-1}]
lane_map: {}
devices:
  - { source: "$1/wim-1", kind: weigh, lanes: [${2:-1}], instrument: "T-1" }
instruments:
  - { id: "T-1", class: "5", certificate: "c", valid_from: 2016-09-21, valid_until: 2035-12-31, speed_kmh: [5, 120], imbalance_ppt: 150 }
Y
}
line() { # STATION LANE: one weighing, as a sensor's driver writes it
    python3 - "$@" <<'P'
import datetime, json, sys

station, lane = sys.argv[1:]
now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds")
axles = [{"load_kg": load, "spacing_mm": spacing, "tyres": 4} for load, spacing in [(6000, None), (12000, 5000)]]
print(json.dumps({
    "source": station + "/wim-1", "lane": int(lane), "at": now, "kind": "dynamic", "instrument": "T-1", "direction": "up",
    "speed_kmh": 60.0, "gross_kg": 18000, "axles": axles, "clock_synced": True,
}))
P
}
reload() { systemctl reload zhichaod && says "devices heard" && ! says "WRONG: reload" >/dev/null; }
through() { # of a device: how many of its readings are on disk
    zhichao status --json | python3 -c '
import json, sys
print(sum(s["through"] for s in json.load(sys.stdin)["sources"] if s["source"] == sys.argv[1]))' "$1"
}
heard() { [ "$(through "$1")" -ge "$2" ]; }

# All along readings come in.
station during --stations 2 --rate 40 --for 12s --seed 3 >/var/tmp/during.summary 2>/var/tmp/during.log &
during=$!

own T9-01 >/etc/zhichao/stations.d/T9-01.yaml
check "reload: a new station is taken" reload
systemctl start zhichao-station@T9-01
line T9-01 1 >/var/lib/zhichao-station/T9-01/in/1.jsonl
check "zhichao-station@: its readings are forwarded from the sandbox" await 15 heard T9-01/wim-1 1

pid=$(main_pid)
broken() {
    local since
    since=$(mark)
    echo "station: [" >/etc/zhichao/stations.d/T9-02.yaml
    ! systemctl reload zhichaod || no "systemctl reload said nothing" || return 1
    says "reload refused, the old configuration goes on" && says T9-02.yaml || return 1
    journal -u zhichaod --since "$since" -p err | grep -q "reload refused" || no "the log says nothing" || return 1
    active && is "$(main_pid)" "$pid"
}
check "reload: a broken file is refused, systemctl and STATUS say why, the old goes on" broken
mended() { rm /etc/zhichao/stations.d/T9-02.yaml && reload; }
check "reload: mended, it is good again" mended

lanes() { # a reading of lane 2 is not valid until the file lists the lane
    line T9-01 2 >>/var/lib/zhichao-station/T9-01/in/1.jsonl
    await 15 kept || return 1
    own T9-01 "1, 2" >/etc/zhichao/stations.d/T9-01.yaml
    reload || return 1
    line T9-01 2 >>/var/lib/zhichao-station/T9-01/in/1.jsonl
    await 15 heard T9-01/wim-1 3 && is "$(figure quarantined)" 1
}
kept() { [ "$(figure quarantined)" = 1 ]; }
check "reload: a lane that a known station's file lists counts at once" lanes
rules() {
    sed -i 's/The policy makes/This policy makes/' /etc/zhichao/rules/zhengzhou.yaml
    local since
    since=$(mark)
    reload && journal -u zhichaod --since "$since" | grep -q "configuration reloaded.*rules_changed=true"
}
check "reload: changed rule packs count at once" rules
systemctl stop zhichao-station@T9-01
wait "$during"
# Two of the readings of T9-01 are no valid ones of the simulated stations: counted apart.
same() { is "$(main_pid)" "$pid" && nothing_lost; }
echo '{"spooled": 2}' >/var/tmp/forwarded.summary
check "reload: nothing is lost, nothing twice, and it is the same process" same

# Credentials: off loopback nothing goes without the key, which only root can read.
credentials() {
    local public server
    server=$(zhichao keys new --out /etc/credstore/zhichao.key --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["public_key"])')
    zhichao keys new --out /var/tmp/station.key --json >/var/tmp/station.json
    public=$(python3 -c 'import json; print(json.load(open("/var/tmp/station.json"))["public_key"])')
    head -c 32 /dev/urandom | base64 >/etc/credstore/zhichao-signing.key
    chmod 600 /etc/credstore/*
    cp -r /etc/zhichao /var/tmp/kept
    rm /etc/zhichao/stations.d/*
    keys="'$public'" own 410184-07 "1, 2, 3, 4" | sed 's|\(  - { source: \)"410184-07/wim-1", kind: weigh\(.*\), instrument.*|&\n\1"410184-07/cam-1", kind: camera\2 }|; s/T-1/ZZ-113/' \
        >/etc/zhichao/stations.d/410184-07.yaml
    sed -i 's|tcp://127.0.0.1:77|tcp://0.0.0.0:77|' /etc/zhichao/zhichaod.yaml
    rm -f /var/lib/zhichao/signing.key
    fresh_start || no "it does not start" || return 1
    systemctl reload zhichaod || no "a reload does not see the key" || return 1
    ! setpriv --reuid zhichao --regid zhichao --clear-groups cat /etc/credstore/zhichao.key 2>/dev/null ||
        no "its user reads the key itself" || return 1
    [ ! -e /var/lib/zhichao/signing.key ] || no "it has made a signing key of its own" || return 1
    station sealed --stations 1 --rate 20 --for 2s --seed 4 --key /var/tmp/station.key --server-key "$server" \
        >/var/tmp/sealed.summary 2>/var/tmp/sealed.log || no "the station: $(tail -n 3 /var/tmp/sealed.log)" || return 1
    nothing_lost
}
check "credentials: the feeds' key and the signing key" credentials
sealed_back() { rm -r /etc/zhichao && mv /var/tmp/kept /etc/zhichao && fresh_start; }
sealed_back

activated() {
    systemctl stop zhichaod && systemctl start zhichaod.socket && ! active || return 1
    http /health/live | grep -q '200 OK' && active || return 1
    journal -u zhichaod -n 40 | grep -q 'ready.*http=http://127.0.0.1:7780'
}
check "socket activation: the first request starts it and is answered" activated
waits() { # a request made while it is down waits, and is answered
    systemctl kill -s KILL zhichaod
    http /health/live | grep -q '200 OK'
}
check "socket activation: a request during a restart waits and is answered" waits
open_socket() { # the socket unit cannot open what the configuration does not allow
    systemctl stop zhichaod.socket zhichaod
    drop_in zhichaod.socket 90-test <<<$'[Socket]\nListenStream=\nListenStream=0.0.0.0:7780'
    systemctl start zhichaod.socket
    ! systemctl start zhichaod || no "it serves plain HTTP off loopback" || return 1
    is "$(prop zhichaod ExecMainStatus)" 78
}
check "socket activation: plain HTTP off loopback is refused" open_socket
systemctl stop zhichaod.socket zhichaod 2>/dev/null
drop_out zhichaod.socket 90-test
fresh_start
