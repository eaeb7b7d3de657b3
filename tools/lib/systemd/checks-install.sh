# Units as they lie there, and what an installation leaves; sourced by inside.sh.
# shellcheck shell=bash
units=(zhichaod.service zhichaod.socket zhichao-backup.service zhichao-backup.timer zhichao-retention.service
    zhichao-retention.timer zhichao-report.service zhichao-report.timer zhichao-station@.service)
deb=$(find /probe -name '*.deb' | head -n 1)

install_all() {
    if [ -n "$deb" ]; then
        DEBIAN_FRONTEND=noninteractive dpkg -i "$deb" || return 1
    else
        cp /probe/bin/* /usr/bin/ && mkdir -p /etc/zhichao/stations.d || return 1
        cp -r /probe/conf/zhichaod.yaml /probe/conf/rules /probe/conf/calendar /etc/zhichao/ || return 1
        cp /probe/systemd/*.{service,socket,timer} /lib/systemd/system/ || return 1
        systemd-sysusers /probe/systemd/zhichao.sysusers && systemd-tmpfiles --create /probe/systemd/zhichao.tmpfiles
        systemctl daemon-reload
    fi
}
check "installs" install_all

only_ours() { # verify also speaks of what lies on this machine, which is not ours
    local said
    said=$(systemd-analyze verify "$([ -n "$deb" ] && echo --man=yes || echo --man=no)" "$@" 2>&1 | grep -i zhichao)
    [ -z "$said" ] || no "$said"
}
for unit in "${units[@]}"; do
    check "systemd-analyze verify $unit" only_ours "/lib/systemd/system/$unit"
done
for unit in "${units[@]}"; do
    [[ $unit == *.service ]] || continue
    check "systemd-analyze security $unit, at most 1.5" \
        systemd-analyze security --no-pager --offline=true --threshold=15 "/lib/systemd/system/$unit"
done

reasoned() { # every line of the sandbox is the first below a comment, or goes with the one above it
    local unit
    for unit in /lib/systemd/system/zhichao*.service; do
        awk -v unit="$unit" '/^# --- The sandbox/ { on = 1; next } /^\[Install\]/ { on = 0 }
            on && /^#/ { reason = 1 } on && /^$/ { reason = 0 }
            on && /^[A-Z]/ && !reason { print unit ": no reason: " $0; bad = 1 } END { exit bad }' "$unit" || return 1
        ! grep -q '^PrivateUsers=yes' "$unit" || [[ $unit == *station@* ]] || no "$unit has PrivateUsers" || return 1
    done
}
check "every line of a sandbox has its reason" reasoned

modes() {
    is "$(stat -c %U:%G:%a /var/lib/zhichao)" zhichao:zhichao:750 &&
        is "$(stat -c %U:%G:%a /var/backups/zhichao)" zhichao:zhichao:750 &&
        is "$(stat -c %U:%a /etc/credstore)" root:700
}
check "the data's and the keys' directories are closed to others" modes
not_enabled() {
    local unit
    for unit in zhichaod.service zhichaod.socket zhichao-{backup,retention,report}.timer; do
        is "$unit $(systemctl is-enabled "$unit")" "$unit disabled" || return 1
    done
    ! active
}
check "nothing is enabled or started unasked" not_enabled

completes() { # as each shell asks
    local said
    # shellcheck disable=SC2016
    said=$(bash -c '. /usr/share/bash-completion/completions/zhichao
        COMP_WORDS=(zhichao cases ex) COMP_CWORD=2 COMP_LINE="zhichao cases ex" COMP_POINT=16
        _zhichao zhichao ex cases && printf "%s\n" "${COMPREPLY[@]}"')
    is "$said" export || no "by bash" || return 1
    said=$(fish -c 'complete -C "zhichao cases ex"')
    [[ $said == export* ]] || no "by fish: '$said'" || return 1
    zsh -n /usr/share/zsh/vendor-completions/_zhichao || no "by zsh" || return 1
    # shellcheck disable=SC2016
    is "$(zsh -fc 'autoload -Uz compinit && compinit -D && print -r -- $_comps[zhichao]')" _zhichao || no "by zsh"
}
[ -z "$deb" ] || check "commands are completed in bash, fish and zsh" completes
