# The cases' part of tools/bench; to be sourced by it.
# shellcheck shell=bash disable=SC2154
# It needs $benchmarks, $directory and $long.

measure_cases() {
    local count=100000
    [ "$long" -eq 0 ] || count=1000000
    echo "working on $count cases"
    "$benchmarks/case-benchmark" "$count" >"$directory/cases"
    local floor copy
    floor=$(sed -n 's/^floor, one durable row, p50 \/ p99: //p' "$directory/cases")
    copy=$(sed -n 's/^ceiling, a plain copy: //p' "$directory/cases")
    while IFS= read -r line; do
        case "$line" in
        floor* | ceiling*) ;;
        *step*) echo "| ${line%%: *} | ${line##*: } | $floor for one durable row | |" ;;
        backup*) echo "| ${line%%: *} | ${line##*: } | $copy for a plain copy | |" ;;
        *) echo "| ${line%%: *} | ${line##*: } | | |" ;;
        esac
    done <"$directory/cases" >"$directory/zcases.rows"
}

measure_counters() {
    local count=1000000
    [ "$long" -eq 0 ] || count=10000000
    echo "working on $count violations"
    "$benchmarks/counter-benchmark" "$count" >"$directory/counters"
    while IFS= read -r line; do
        echo "| ${line%%: *} | ${line##*: } | | |"
    done <"$directory/counters" >"$directory/zcounters.rows"
}
