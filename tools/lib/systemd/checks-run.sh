# Start, readiness, the watchdog, kills, stops; sourced by inside.sh.
# shellcheck shell=bash
cp /probe/conf/demo/stations.d/* /etc/zhichao/stations.d/
chmod -R go=u-w /etc/zhichao
began=$(mark)

check "check-config" zhichaod --check-config
check "starts" systemctl start zhichaod
ready() { is "$(prop zhichaod SubState)" running && http /health/ready | grep -q '"ok"' && says "no device heard yet"; }
check "is ready when it says so, and says how it stands" await 10 ready
as_zhichao() {
    is "$(stat -c %U "/proc/$(main_pid)")" zhichao && is "$(stat -c %U:%a /run/zhichao/control.sock)" zhichao:666 &&
        is "$(readlink /var/lib/zhichao/control.sock)" /run/zhichao/control.sock &&
        is "$(awk '/^CapBnd/ { print $2 }' "/proc/$(main_pid)/status")" 0000000000000000
}
check "runs as zhichao without any capability" as_zhichao
roles() { # who asks is seen through the sandbox
    local nobody=(setpriv --reuid nobody --regid nogroup --clear-groups)
    zhichao token new --role officer --expires 1d --json >/dev/null && is "$(whoami_there)" "root ['admin']" &&
        is "$("${nobody[@]}" bash -c "$(declare -f whoami_there); whoami_there")" "nobody []"
}
whoami_there() {
    python3 -c '
import http.client, json, socket
there = http.client.HTTPConnection("localhost")
there.sock = socket.socket(socket.AF_UNIX)
there.sock.connect("/run/zhichao/control.sock")
there.request("GET", "/api/v1/whoami")
answer = json.load(there.getresponse())
print(answer.get("user"), answer.get("roles"))'
}
check "the control socket knows root from nobody" roles

not_ready() {
    systemctl stop zhichaod
    python3 -m http.server --bind 127.0.0.1 7780 >/dev/null 2>&1 &
    local server=$!
    await 5 http / || return 1
    drop_in zhichaod.service 90-test <<<$'[Service]\nTimeoutStartSec=3s\nRestart=no'
    ! systemctl start zhichaod || no "is active though HTTP does not listen" || return 1
    kill "$server"
    wait "$server" 2>/dev/null
    drop_out zhichaod.service 90-test
    fresh_start
}
check "is not ready while HTTP cannot listen" not_ready

station first --stations 3 --rate 60 --for 6s --seed 1 >/var/tmp/first.summary 2>/var/tmp/first.log &
feed=$!
enough() { [ "$(figure committed)" -gt 100 ]; }
killed() {
    local pid
    await 20 enough || return 1
    pid=$(main_pid)
    kill -KILL "$pid"
    await 5 is_other_pid "$pid"
}
check "kill -9: back within 5 s" killed
wait "$feed"
check "kill -9: nothing is lost, nothing twice" nothing_lost
flows() { says "devices heard"; }
check "STATUS tells of devices and readings" await 10 flows

# The watchdog.
drop_in zhichaod.service 90-test <<<$'[Service]\nWatchdogSec=2s'
fresh_start
stopped() {
    local pid since
    pid=$(main_pid) since=$(mark)
    kill -STOP "$pid"
    await 15 is_other_pid "$pid" && journal -u zhichaod --since "$since" | grep -q "Watchdog timeout"
}
check "SIGSTOP: the watchdog starts it again" stopped
stuck() { # only the thread that receives: everything else goes on
    local pid since
    pid=$(main_pid) since=$(mark)
    python3 /probe/hold_thread.py "$pid" intake || return 1
    await 15 is_other_pid "$pid" && journal -u zhichaod --since "$since" | grep -q "Watchdog timeout"
}
check "an intake thread that stands still: the watchdog starts it again" stuck
calm() { is "$(prop zhichaod NRestarts)" "$restarts"; }
restarts=$(prop zhichaod NRestarts)
sleep 5
check "one that goes round is left alone, with nothing to do" calm
drop_out zhichaod.service 90-test
fresh_start

before=$(figure committed)
station load --stations 6 --rate 2 --for 4h --full-speed --seed 2 >/var/tmp/load.summary 2>/var/tmp/load.log &
load=$!
stop_under_load() {
    local begun
    more() { [ "$(figure committed)" -gt $((before + 2000)) ]; }
    await 30 more || return 1
    begun=$EPOCHREALTIME
    systemctl stop zhichaod || return 1
    is "$(prop zhichaod Result)" success || return 1
    awk -v s="$(since "$begun")" 'BEGIN { exit s >= 10 }' || no "it took $(since "$begun") s"
}
check "stops under load within 10 s" stop_under_load
check "starts again" systemctl start zhichaod
wait "$load"
check "of that load nothing is lost, nothing twice" nothing_lost
