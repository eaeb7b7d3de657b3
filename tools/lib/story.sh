# The story that tools/run tells first: one overload, four penalties (一超四罚). Officers and reviewers are played here; a
# year passes in well under a minute. Uses $bin, $config and fail() of tools/run.

story_company=91410171MA3YT00025
story_truck=豫AS0001
story_other=豫AS0002

zhichao() { "$bin/zhichao" "$@" --config "$config"; }
# Each part waits until it can be read, where somebody reads.
say() {
    if [ -t 1 ]; then
        [ "$story_begun" -eq 0 ] || sleep 9
        printf '\n\033[1m%s\033[0m\n' "$*"
    else
        printf '\n%s\n' "$*"
    fi
    story_begun=1
}
story_begun=0

story_cases() { # PLATE: ids of its cases in the order of the acts
    zhichao cases list --plate "$1" --json | sed -n 's/.*"at":"\([^"]*\)".*"id":"\([^"]*\)".*/\1 \2/p' | sort | cut -d' ' -f2
}

story_await() { # PLATE COUNT: waits until so many cases are there
    local tries=0
    until [ "$(story_cases "$1" | wc -l)" -ge "$2" ]; do
        tries=$((tries + 1))
        [ "$tries" -lt 300 ] || fail "the story's cases did not open within 30 s; see var/zhichaod.log"
        sleep 0.1
    done
}

story_pictures() { # waits until the station's pictures are fetched: without them no off-site case is confirmed
    local tries=0
    until zhichao status --json | grep -q '"wanted":0'; do
        tries=$((tries + 1))
        [ "$tries" -lt 300 ] || fail "the story's pictures were not fetched within 30 s; see var/zhichaod.log"
        sleep 0.1
    done
}

story_decide() { # CASE: reviewed, told, decided
    local today
    today=$(TZ=Asia/Shanghai date +%F)
    echo '{"technical_reviewer": "张工", "legal_reviewer": "李法", "reason": "称重数据完整，号牌清晰"}' |
        zhichao cases confirm "$1" --body - >/dev/null
    echo "{\"method\": \"直接送达\", \"at\": \"$today\", \"recipient\": \"豫通运输\"}" |
        zhichao cases notify "$1" --body - >/dev/null
    echo "{\"decision_number\": \"郑交罚〔演示〕$((++story_decisions))号\", \"officers\": [\"赵六\", \"钱七\"],
        \"fine_yuan\": 4500, \"at\": \"$today\"}" | zhichao cases decide "$1" --body -
}

story_registers() {
    local directory=var/story
    mkdir -p "$directory"
    printf 'credit_code,name,declared_fleet,licence_issued,valid_from\n%s,豫通运输（演示）,10,2019-08-31,2019-08-31\n' \
        "$story_company" >"$directory/companies.csv"
    {
        printf 'plate,colour,form,drive_axles,company,certificate,certificate_issued,valid_from\n'
        printf '%s,yellow,articulated,2,%s,豫交运管410171000001号,2020-02-29,2019-08-31\n' "$story_truck" "$story_company"
        printf '%s,yellow,articulated,2,%s,豫交运管410171000002号,2020-05-01,2019-08-31\n' "$story_other" "$story_company"
    } >"$directory/vehicles.csv"
    zhichao registry import companies "$directory/companies.csv" >/dev/null || fail "the story's companies were not taken"
    zhichao registry import vehicles "$directory/vehicles.csv" >/dev/null || fail "the story's vehicles were not taken"
}

tell_story() {
    local cases fourth
    story_decisions=0
    if [ -n "$(story_cases "$story_truck")" ]; then
        say "一超四罚 / one overload, four penalties: told in an earlier run (rm -r var tells it again)."
        zhichao referrals list
        return
    fi
    say "一超四罚 / one overload, four penalties"
    echo "豫通运输 has ten trucks. In the past year $story_truck was over its limit four times and $story_other once;"
    echo "the readings of that year are sent at once, and the pictures of each are fetched."
    story_registers
    "$bin/zhichao-station" simulate --story 2>>var/station.log ||
        fail "the story's readings were not taken; see var/station.log"
    story_await "$story_truck" 4
    story_await "$story_other" 1
    story_pictures
    mapfile -t cases < <(story_cases "$story_truck")

    say "1. Three of them reviewed, told and decided: 三次，预警 / three, which warns."
    for fourth in "${cases[@]:0:3}"; do story_decide "$fourth"; done
    zhichao subjects list vehicles --near
    say "2. The fourth: 超过3次 / more than three within one year. The vehicle is referred (吊销车辆营运证)."
    story_decide "${cases[3]}"
    zhichao subjects show vehicles "$story_truck"
    say "3. The second truck: 2 of 10 are more than 10 %. The company is referred (责令停业整顿)."
    story_decide "$(story_cases "$story_other")"
    zhichao referrals list
    say "4. On review one decision is taken back (撤销): three are left, and the vehicle's referral is withdrawn."
    echo '{"reason": "行政复议决定撤销"}' | zhichao cases revoke "${cases[1]}" --body -
    zhichao referrals list
    zhichao referrals show "$(zhichao referrals list --state withdrawn --kind vehicles --json | tail -n 1 |
        sed -n 's/.*"id":"\(R[0-9-]*\)".*/\1/p')"
}
