# What the checks share; sourced by inside.sh.
# shellcheck shell=bash
passed=0 failed=0

check() { # NAME COMMAND...: one line of the report
    local name=$1 begun=$EPOCHREALTIME said
    shift
    if said=$("$@" 2>&1); then
        passed=$((passed + 1))
        printf 'ok      %s (%s s)\n' "$name" "$(since "$begun")"
    else
        failed=$((failed + 1))
        printf 'FAILED  %s (%s s)\n' "$name" "$(since "$begun")"
        printf '%s\n' "$said" | tail -n 15 | sed 's/^/        /'
    fi
}
since() { awk -v a="$1" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }'; }

# A check's own words where it is not as it should be.
no() { echo "$*"; return 1; }
is() { [ "$1" = "$2" ] || no "is '$1', should be '$2'"; }

await() { # SECONDS COMMAND...: until it succeeds
    local end=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$end" ] || no "not within the time: $*" || return 1
        sleep 0.05
    done
}

prop() { systemctl show "$1" -p "$2" --value; }
active() { [ "$(prop zhichaod ActiveState)" = active ]; }
words() { prop zhichaod StatusText; }
says() { [[ $(words) == *"$1"* ]] || no "STATUS is: $(words)"; }
main_pid() { prop zhichaod MainPID; }
is_other_pid() { active && [ "$(main_pid)" != "$1" ] && [ "$(main_pid)" != 0 ]; }
figure() { zhichao status --json | python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }
journal() { journalctl --no-pager -q -o cat "$@"; }
mark() { date '+%Y-%m-%d %H:%M:%S.%6N'; }

drop_in() { # UNIT NAME: standard input becomes a drop-in, which counts from the next start
    mkdir -p "/run/systemd/system/$1.d"
    cat >"/run/systemd/system/$1.d/$2.conf"
    systemctl daemon-reload
}
drop_out() { rm -f "/run/systemd/system/$1.d/$2.conf" && systemctl daemon-reload; }
fresh_start() { systemctl reset-failed zhichaod.service 2>/dev/null; systemctl restart zhichaod; }

http() { # PATH: the answer's status line and body
    exec 3<>/dev/tcp/127.0.0.1/7780 || return 1
    printf 'GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n' "$1" >&3
    timeout 20 cat <&3
    exec 3>&-
}

station() { # SPOOL OPTIONS...: made-up stations that end when everything is acknowledged; prints the summary
    local spool=$1
    shift
    zhichao-station simulate --spool "/var/tmp/$spool" --until-acknowledged --json "$@"
}
# Everything that any of our stations has spooled is on disk, once.
nothing_lost() {
    local spooled
    spooled=$(cat /var/tmp/*.summary | python3 -c 'import json, sys; print(sum(json.loads(l)["spooled"] for l in sys.stdin if l.strip()))')
    await 20 settled "$spooled" || no "spooled $spooled, committed $(figure committed), missing $(figure missing), lost $(figure gaps)"
}
settled() { [ "$(figure committed)" = "$1" ] && [ "$(figure missing)" = 0 ] && [ "$(figure gaps)" = 0 ]; }
