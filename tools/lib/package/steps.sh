# The steps of tools/package; to be sourced by it. $staging is what the package unpacks to.
# shellcheck shell=bash disable=SC2154

# What the package itself is made with.
# shellcheck disable=SC2034
package_packages=(dpkg-dev groff-base lintian man-db python3)

build_programs() {
    local product
    if [ "$build" -eq 1 ] && [ "$kind" = debug ]; then
        # As tools/test builds it, so that nothing is compiled anew.
        logged "building" var/build-debug.log swift build --build-tests "${build_flags[@]}"
    elif [ "$build" -eq 1 ]; then
        for product in "${programs[@]}"; do
            logged "building $product" "var/build-$product.log" swift build -c release "${build_flags[@]}" --product "$product"
        done
    fi
    for product in "${programs[@]}"; do
        logged "linking $product" "var/package-$product.log" \
            python3 tools/lib/package/link.py "$kind" "$product" "$staging/usr/bin/$product"
    done
}

install_configuration() {
    local target=$staging/etc/zhichao examples=$staging/usr/share/doc/zhichao/examples
    mkdir -p "$target" "$examples" "$staging/etc/default"
    cp -r conf/zhichaod.yaml conf/stations.d conf/rules conf/calendar "$target/"
    cp -r conf/demo tools/examples/station.py tools/examples/publish.py "$examples/"
    # The demonstration, copied to where one may write, finds the installed law and keeps its data beside itself.
    sed -i 's|^data_dir: .*|data_dir: data|; s|: \.\./rules|: /etc/zhichao/rules|; s|: \.\./calendar|: /etc/zhichao/calendar|' \
        "$examples/demo/zhichaod.yaml"
    cp tools/lib/package/default "$staging/etc/default/zhichao"
}

install_units() {
    mkdir -p "$staging/lib/systemd/system" "$staging/usr/lib/sysusers.d" "$staging/usr/lib/tmpfiles.d"
    cp systemd/*.service systemd/*.socket systemd/*.timer "$staging/lib/systemd/system/"
    cp systemd/zhichao.sysusers "$staging/usr/lib/sysusers.d/zhichao.conf"
    cp systemd/zhichao.tmpfiles "$staging/usr/lib/tmpfiles.d/zhichao.conf"
}

install_manual() {
    local page name section day
    day=$(date -u -d "@$SOURCE_DATE_EPOCH" +%F)
    for page in tools/lib/manual/*.in; do
        name=$(basename "$page" .in) section=${page%.in} section=${section##*.}
        mkdir -p "$staging/usr/share/man/man$section"
        if [ "$section" = 5 ]; then
            python3 tools/lib/manual.py configuration "$page" conf/zhichaod.yaml "$upstream" "$day"
        else
            "$staging/usr/bin/${name%.*}" --experimental-dump-help >"$work/help.json"
            python3 tools/lib/manual.py program "$page" "$work/help.json" "$upstream" "$day"
        fi >"$staging/usr/share/man/man$section/$name"
        gzip -9n "$staging/usr/share/man/man$section/$name"
    done
}

install_completions() {
    local share=$staging/usr/share product
    mkdir -p "$share/bash-completion/completions" "$share/zsh/vendor-completions" "$share/fish/vendor_completions.d"
    for product in "${programs[@]}"; do
        # The shebang is for a script that is run, and this one is read.
        "$staging/usr/bin/$product" --generate-completion-script bash | sed '1{/^#!/d}' \
            >"$share/bash-completion/completions/$product"
        "$staging/usr/bin/$product" --generate-completion-script zsh >"$share/zsh/vendor-completions/_$product"
        "$staging/usr/bin/$product" --generate-completion-script fish >"$share/fish/vendor_completions.d/$product.fish"
    done
}

install_documents() {
    local doc=$staging/usr/share/doc/zhichao
    mkdir -p "$doc/guide" "$staging/usr/share/lintian/overrides"
    cp Sources/Daemon/Documentation.docc/*.md "$doc/guide/"
    gzip -9nc CHANGELOG.md >"$doc/changelog.gz"
    gzip -9nc >"$doc/changelog.Debian.gz" <<TEXT
zhichao ($version) unstable; urgency=medium

  * Version $upstream; changelog.gz says what is new in it.

 -- $maintainer  $(date -u -R -d "@$SOURCE_DATE_EPOCH")
TEXT
    python3 tools/lib/package/copyright.py .build/checkouts Package.resolved >"$doc/copyright"
    cp tools/lib/package/lintian-overrides "$staging/usr/share/lintian/overrides/zhichao"
}

install_control() {
    local control=$staging/DEBIAN script
    mkdir -p "$control"
    for script in preinst postinst prerm postrm; do
        sed "s/@VERSION@/$version/" "tools/lib/package/$script" >"$control/$script"
        chmod 755 "$control/$script"
    done
    (cd "$staging" && find etc -type f -printf '/%p\n' | LC_ALL=C sort) >"$control/conffiles"
    (cd "$staging" && find usr lib -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$control/md5sums"
    sed -e "s|@VERSION@|$version|; s|@ARCHITECTURE@|$architecture|; s|@MAINTAINER@|$maintainer|" \
        -e "s|@SIZE@|$(du -k -s --apparent-size --exclude=DEBIAN "$staging" | cut -f1)|; s|@LIBRARIES@|$(libraries)|" \
        tools/lib/package/control >"$control/control"
    [ "$kind" = release ] || echo " This package holds debug programs, for tests of the package alone." >>"$control/control"
}

# The packages of the libraries that the programs ask for, with the versions that are needed.
libraries() {
    mkdir -p "$work/shlibs/debian"
    printf 'Source: zhichao\n\nPackage: zhichao\nArchitecture: any\n' >"$work/shlibs/debian/control"
    (cd "$work/shlibs" && dpkg-shlibdeps -O "${programs[@]/#/$staging/usr/bin/}" 2>"$work/shlibs/log") |
        sed -n 's/^shlibs:Depends=//p' | grep . || fail "dpkg-shlibdeps: $(cat "$work/shlibs/log")"
}
