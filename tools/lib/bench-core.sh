# The part of tools/bench without feeds: decoding, judging, importing, pairing in memory; to be sourced by it.
# shellcheck shell=bash disable=SC2154
# It needs $bin, $benchmarks and $directory.

decoded() { # MESSAGE WHAT: the median in µs
    awk -v message="$1" -v what="$2" '/bytes$/ { here = index($0, message) == 1 }
        here && index($0, what) { for (i = 1; i <= NF; i++) if ($i == "in") print $(i - 1) }' "$directory/decode"
}
judged() { sed -n "s/^$1: \(.*\) µs/\1/p" "$directory/law"; }
imported() { sed -n "s/^$1: \([0-9.]*\) s, .*peak \([0-9]*\) MB/\\$2/p" "$directory/import"; }
lines_per_second() { # COMMAND...: how many lines it takes in a second, from a pipe and into one
    local start end
    start=$(date +%s%N)
    cat "$directory/lines" | "$@" | cat >/dev/null
    end=$(date +%s%N)
    echo $((described * 1000000000 / (end - start)))
}
piped() { # WHAT OPTION...: one row of the table
    local what=$1
    shift
    "$benchmarks/pipeline-benchmark" conf/rules --runs 3 "$@" >"$directory/pipeline"
    of() { sed -n "s|^$1: ||p" "$directory/pipeline"; }
    echo "| $what | $(of passages/s), $(of "peak memory") | $(of "the law alone/s") judged by the law alone | $(of ratio) |"
}

# Leaves its rows of the table in core.rows.
measure_core() {
    echo "decoding"
    "$benchmarks/decode-benchmark" >"$directory/decode"
    echo "judging"
    "$benchmarks/law-benchmark" conf/rules >"$directory/law"
    local described=1000000 explained passed pipeline message ours parse lanes
    "$benchmarks/law-benchmark" lines "$described" >"$directory/lines"
    printf 'data_dir: data\nrules_dir: %s/conf/rules\n' "$PWD" >"$directory/law.yaml"
    explained=$(lines_per_second taskset -c 0 "$bin/zhichao" rules explain --stdin --config "$directory/law.yaml")
    passed=$(lines_per_second taskset -c 0 cat)
    echo "importing a register of a million vehicles"
    "$benchmarks/import-benchmark" >"$directory/import"
    echo "pairing and judging in memory"
    pipeline=$(
        for lanes in 10 1000 10000; do
            piped "passages a second through the core, $lanes lanes, a picture each by trigger, one core" --lanes "$lanes"
        done
        piped "the same with two pictures each, 10 lanes" --pictures 2
        piped "the same with a picture each by time, 10 lanes, a truck every 2 s" --untriggered
    )
    cat >"$directory/core.rows" <<ROWS
$(for message in weigh camera; do
    ours=$(decoded $message MessageDecoder) parse=$(decoded $message simdjson)
    echo "| decode and check one $(sed -n "s/^\($message.*\): \(.*\)/\1, \2/p" "$directory/decode") | $ours µs |" \
        "$parse µs for simdjson's parse alone; $(decoded $message Foundation) µs for Foundation's JSONDecoder |" \
        "$(ratio "$ours" "$parse") |"
done)
| judge one described vehicle, one core | $(judged "assess one vehicle") µs | $(judged "floor: find the code's row and compare") µs to look a limit up and compare | $(ratio "$(judged "assess one vehicle")" "$(judged "floor: find the code's row and compare")") |
| judge one described vehicle and explain it, one core | $(judged "assess and explain one vehicle") µs | | |
| one line of rules explain --stdin, inside the process | $(judged "answer one line of JSON") µs | $(judged "floor: parse one line of JSON") µs for simdjson's parse alone | $(ratio "$(judged "answer one line of JSON")" "$(judged "floor: parse one line of JSON")") |
| rules explain --stdin, $described lines through pipes on one core | $explained lines/s | $passed lines/s through cat | $(ratio "$explained" "$passed") |
| import of 1 000 000 vehicles, peak memory $(imported import 2) MB | $(imported import 1) s | $(imported 'ceiling.*' 1) s for the same rows and indices alone | $(ratio "$(imported import 1)" "$(imported 'ceiling.*' 1)") |
| look one plate up among them | $(sed -n 's/^lookup of a plate: \(.*µs\),.*/\1/p' "$directory/import") | | |
$pipeline
ROWS
}
