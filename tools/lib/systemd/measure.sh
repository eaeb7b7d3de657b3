# Measures instead of checking; sourced by inside.sh. Every figure is of the programs that are installed, debug or release.
# shellcheck shell=bash
. /probe/checks-install.sh >/var/tmp/install.log
cp /probe/conf/demo/stations.d/* /etc/zhichao/stations.d/
seconds=$((${MEASURE%[sm]} * $([[ $MEASURE == *m ]] && echo 60 || echo 1)))

starts=()
timed_start() {
    begun=$EPOCHREALTIME
    systemctl start zhichaod || no "does not start: $(journal -u zhichaod -n 3)"
    starts+=("$(awk -v a="$begun" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.3f", b - a }')")
}
for _ in 1 2 3 4 5; do
    systemctl stop zhichaod
    rm -rf /var/lib/zhichao/*
    timed_start
done
echo "start to READY on empty stores, s: ${starts[*]}"
used() { awk '/^usage_usec/ { print $2 }' "/sys/fs/cgroup/system.slice/zhichaod.service/cpu.stat"; }
rss() { awk '/^VmRSS/ { print $2 }' "/proc/$(main_pid)/status"; }
pss() { awk '/^Pss:/ { print $2 }' "/proc/$(main_pid)/smaps_rollup"; }
idle() { # WHAT
    local before
    sleep 10
    before=$(used)
    sleep "$seconds"
    awk -v w="$1" -v a="$before" -v b="$(used)" -v s="$seconds" -v r="$(rss)" -v p="$(pss)" 'BEGIN {
        printf "idle over %d s, %s: %.2f %% of a core; resident %.1f MB, of it its own share %.1f MB\n",
            s, w, (b - a) / s / 10000, r / 1024, p / 1024 }'
}
idle "on empty stores"

if [ -d /store ]; then
    systemctl stop zhichaod
    chown -R zhichao:zhichao /store
    mount --bind /store /var/lib/zhichao
    starts=()
    for _ in 1 2 3 4 5; do
        timed_start
        rows=$(figure committed)
        systemctl kill --kill-whom=main --signal=KILL zhichaod
        systemctl stop zhichaod
    done
    umount /var/lib/zhichao
    echo "start to READY after kill -9 on a store of $rows readings, s: ${starts[*]}"
    systemctl reset-failed zhichaod
    systemctl start zhichaod
fi

stops=()
for round in 1 2 3; do
    station "load$round" --stations 6 --rate 2 --for 10h --full-speed --seed "$round" >/var/tmp/load.summary 2>&1 &
    load=$!
    before=$(figure committed)
    more() { [ "$(figure committed)" -gt $((before + 5000)) ]; }
    await 60 more
    begun=$EPOCHREALTIME
    systemctl stop zhichaod
    stops+=("$(awk -v a="$begun" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.3f", b - a }')")
    systemctl start zhichaod
    wait "$load"
done
echo "stop under load, s: ${stops[*]}"
echo "readings in the journal: $(figure committed)"

systemctl restart zhichaod
idle "after a restart on these readings"
