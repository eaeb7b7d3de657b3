# Timers and what they start, the work of a day inside the sandbox, the journal; sourced by inside.sh.
# shellcheck shell=bash
timers() {
    systemctl enable --now zhichao-{backup,retention,report}.timer 2>/dev/null || return 1
    local timer
    for timer in backup retention report; do
        systemctl list-timers --no-pager | grep -q "zhichao-$timer.timer.*zhichao-$timer.service" || no "no $timer" || return 1
    done
}
check "timers run" timers
backup() {
    systemctl start zhichao-backup || { journal -u zhichao-backup -n 5; return 1; }
    ls -d /var/backups/zhichao/zhichao-backup-*
}
check "zhichao-backup: a backup while the daemon runs" backup
[ ! -e /etc/default/zhichao ] || cp /etc/default/zhichao /var/tmp/default
second() {
    install -d -o zhichao -g zhichao -m 750 /srv/second
    echo 'ZHICHAO_BACKUP_OPTIONS="--copy-to /srv/second"' >/etc/default/zhichao
    systemctl start zhichao-backup && ls -d /srv/second/zhichao-backup-*
}
check "zhichao-backup: off to a second directory" second
check "zhichao-retention" systemctl start zhichao-retention
report() {
    systemctl start zhichao-report || { journal -u zhichao-report -n 5; return 1; }
    ls /var/lib/zhichao/reports/zhichao-day-*.csv /var/lib/zhichao/reports/zhichao-month-*.html
}
check "zhichao-report: of the day and of the month" report

at_work() { # what the daemon does for people, fonts and PDF included
    local case
    case=$(zhichao cases list --json --limit 1 | python3 -c 'import json, sys; print(json.loads(sys.stdin.readline())["id"])') || return 1
    zhichao cases export "$case" --to /var/tmp/ >/dev/null && zhichao verify /var/tmp/*.zip >/dev/null || return 1
    printf 'plate,colour,valid_from\n豫A12345,yellow,2020-01-01\n' >/var/tmp/vehicles.csv
    zhichao registry import vehicles /var/tmp/vehicles.csv >/dev/null && zhichao verify >/dev/null
}
check "cases, papers and registers work inside the sandbox" at_work

quiet() { # of all the above: what was provoked is known, the rest would be a denial or a fault
    journalctl --no-pager -q -b -o json -u 'zhichao*' | python3 /probe/faults.py
}
check "no denial of the sandbox and no error in the journal" quiet
short() { # nothing per reading, nobody's plate
    local lines
    lines=$(journal -b -u zhichaod | wc -l)
    [ "$lines" -lt $(($(figure committed) / 20)) ] || no "$lines lines for $(figure committed) readings" || return 1
    ! journal -b -u zhichaod | grep -E '豫[A-Z][A-Z0-9]{5}'
}
check "the journal has nothing per reading and no plate" short

failing() {
    echo 'ZHICHAO_BACKUP_DIR=/proc/nowhere' >/etc/default/zhichao
    ! systemctl start zhichao-backup 2>/dev/null || no "it says that it is good" || return 1
    systemctl --failed --no-pager | grep -q zhichao-backup.service || no "systemctl --failed does not show it" || return 1
    zhichao status --lang en | grep -qi 'backup' || no "zhichao status does not show it"
}
check "a backup that fails is in systemctl --failed and in zhichao status" failing
rm /etc/default/zhichao
[ ! -e /var/tmp/default ] || cp /var/tmp/default /etc/default/zhichao
systemctl reset-failed zhichao-backup
