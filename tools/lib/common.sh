# Shared by the scripts in tools/; to be sourced from the repository's top level.
# shellcheck shell=bash

# One clear line, and out.
fail() {
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

# Installs those of the named Debian packages that are missing.
need_packages() {
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    command -v apt-get >/dev/null || fail "needs the Debian packages ${missing[*]}, and there is no apt-get here"
    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "needs the Debian packages ${missing[*]}; run as root or install sudo"
        root=(sudo)
    fi
    echo "installing ${missing[*]}"
    mkdir -p var
    { "${root[@]}" apt-get update && "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y "${missing[@]}"; } \
        >var/apt.log 2>&1 || fail "could not install ${missing[*]}; see var/apt.log"
}

need_swift() {
    command -v swift >/dev/null || fail "needs Swift 6.3 on the PATH (https://www.swift.org/install/linux)"
    local version
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
    case "$version" in
    6.[3-9] | 6.[1-9][0-9] | [7-9].*) ;;
    *) fail "needs Swift 6.3 or later, found ${version:-an unknown version}" ;;
    esac
}

# What the programs are built from, beside Swift itself.
build_packages=(fonts-noto-cjk git libarchive-dev libpango1.0-dev libqrencode-dev libsimdjson-dev libsqlite3-dev libstdc++-12-dev libturbojpeg0-dev libzmq3-dev)

# An import that Package.swift does not declare is an error.
build_flags=(--explicit-target-dependency-import-check error)

# Runs a long step with its output in a log; shows the log's end when it fails.
logged() {
    local what=$1 log=$2
    shift 2
    mkdir -p "$(dirname "$log")"
    echo "$what (log: $log)"
    "$@" >"$log" 2>&1 || {
        grep -E 'error:' "$log" | sort -u | head -n 20 >&2
        tail -n 15 "$log" >&2
        fail "$what failed; see $log"
    }
}
