# Upgrade, removal, purge; sourced by inside.sh. Without a package there is nothing to be checked.
# shellcheck shell=bash
if [ -n "$deb" ]; then
    upgrade() {
        local pid before
        pid=$(main_pid) before=$(figure committed)
        echo '# changed' >>/etc/zhichao/zhichaod.yaml
        DEBIAN_FRONTEND=noninteractive dpkg -i --force-confold "$deb" || return 1
        is_other_pid "$pid" || no "the daemon was not started again" || return 1
        is "$(figure committed)" "$before" && tail -n 1 /etc/zhichao/zhichaod.yaml | grep -q '# changed'
    }
    check "installed once more: restarted, data and changed configuration kept" upgrade
    stopped_stays() { systemctl stop zhichaod && dpkg -i --force-confold "$deb" && ! active; }
    check "a daemon that does not run is not started by an upgrade" stopped_stays
    systemctl start zhichaod
    downgrade() {
        mkdir -p /var/tmp/old/DEBIAN && dpkg-deb -e "$deb" /var/tmp/old/DEBIAN && rm /var/tmp/old/DEBIAN/{md5sums,conffiles}
        sed -i 's/^Version:.*/Version: 0.0.1-1/' /var/tmp/old/DEBIAN/control
        sed -i "s/^version=.*/version='0.0.1-1'/" /var/tmp/old/DEBIAN/preinst
        dpkg-deb --root-owner-group -b /var/tmp/old /var/tmp/old.deb >/dev/null || return 1
        local said
        ! said=$(dpkg -i /var/tmp/old.deb 2>&1) || no "it was taken" || return 1
        [[ $said == *"a downgrade from"* ]] && active && zhichaod --version
    }
    check "a downgrade is refused with a word, and what runs goes on" downgrade
    purge() {
        DEBIAN_FRONTEND=noninteractive dpkg --purge zhichao </dev/null || return 1
        ! active || no "it still runs" || return 1
        [ -f /var/lib/zhichao/journal.sqlite ] || no "the data is gone" || return 1
        [ ! -e /usr/bin/zhichaod ] && [ ! -e /etc/zhichao/zhichaod.yaml ] && [ ! -e /lib/systemd/system/zhichaod.service ]
    }
    check "purge asks nothing, stops it, and leaves the data" purge
    purge_data() {
        dpkg -i "$deb" && touch /etc/zhichao/purge-data && dpkg --purge zhichao </dev/null || return 1
        [ ! -e /var/lib/zhichao ] && [ ! -e /etc/zhichao ] && [ -d /var/backups/zhichao ]
    }
    check "purge after /etc/zhichao/purge-data deletes the data, and leaves the backups" purge_data
else
    echo "note    no package: upgrade and purge were not checked"
fi
