import Units

extension StatusReport {
    /// Writes what the stores hold; counters run since the stores were made.
    func write(to page: inout Exposition) {
        page.family("zhichao_build_info", .gauge, "The version that runs.", [([("version", version)], 1)])
        writeMessages(to: &page)
        writePassages(to: &page)
        writeFeeds(to: &page)
        page.family(
            "zhichao_cases",
            .gauge,
            "Cases by where they stand.",
            cases.sorted { $0.key < $1.key }.map { ([("state", $0.key)], Double($0.value)) }
        )
        page.family(
            "zhichao_media",
            .gauge,
            "Media of cases by where they stand.",
            media.sorted { $0.key < $1.key }.map { ([("state", $0.key)], Double($0.value)) }
        )
        page.single(
            "zhichao_media_dropped_total",
            .counter,
            "Media dropped because they came faster than they were stored.",
            Double(droppedMedia)
        )
        page.single(
            "zhichao_evidence_up",
            .gauge,
            "1 while pictures can be stored.",
            evidenceProblem == nil ? 1 : 0
        )
        page.single(
            "zhichao_forwarder_backlog",
            .gauge,
            "Entries of the outbox that the case store has not taken yet.",
            Double(forwarderBacklog)
        )
        page.single(
            "zhichao_case_store_up",
            .gauge,
            "1 while the case store takes cases.",
            caseStoreProblem == nil ? 1 : 0
        )
        page.family(
            "zhichao_job_last_success_timestamp_seconds",
            .gauge,
            "When a timer's work was done well last.",
            jobs.compactMap { job in
                job.lastGoodAt.map { ([("job", job.job)], Double($0.millisecondsSince1970 / 1_000)) }
            }
        )
    }

    private func writeMessages(to page: inout Exposition) {
        page.single("zhichao_messages_received_total", .counter, "Messages received, every copy.", Double(received))
        page.single("zhichao_readings_committed_total", .counter, "Distinct readings on disk.", Double(committed))
        let others = [
            ("duplicate", duplicates), ("refused", refused), ("quarantined", quarantined), ("not-taken", notTaken),
        ]
        page.family(
            "zhichao_messages_set_aside_total",
            .counter,
            "Messages that became no reading, by why.",
            others.map { ([("why", $0)], Double($1)) }
        )
        page.single("zhichao_readings_replayed_total", .counter, "Readings sent again on request.", Double(replayed))
        page.single(
            "zhichao_results_dropped_total",
            .counter,
            "Results not published for want of room.",
            Double(droppedResults)
        )
        page.single(
            "zhichao_quarantine_messages",
            .gauge,
            "Messages that wait in quarantine.",
            Double(quarantine.waiting)
        )
        page.single(
            "zhichao_quarantine_bytes",
            .gauge,
            "Bytes that the quarantine takes, about.",
            Double(quarantine.bytes)
        )
    }

    private func writePassages(to page: inout Exposition) {
        let within = passages - unpaired - ambiguous - overloaded - notEvidence
        page.family(
            "zhichao_passages",
            .gauge,
            "Weighings assessed, by verdict; an amendment moves one from verdict to verdict.",
            [
                ("unpaired", unpaired), ("ambiguous", ambiguous), ("overloaded", overloaded),
                ("not-evidence", notEvidence), ("within", within),
            ].map { ([("verdict", $0)], Double($1)) }
        )
    }

    private func writeFeeds(to page: inout Exposition) {
        page.single("zhichao_readings_lost", .gauge, "Readings known to be lost.", Double(gaps))
        page.single("zhichao_readings_missing", .gauge, "Readings that are asked for again.", Double(missing))
        page.single("zhichao_gaps_open", .gauge, "Gaps of which nobody knows how long they are.", Double(openGaps))
        page.family(
            "zhichao_source_stale",
            .gauge,
            "1 while nothing is heard of a device.",
            sources.map { ([("source", $0.source)], $0.stale ? 1 : 0) }
        )
        page.family(
            "zhichao_source_missing",
            .gauge,
            "Readings of a device that are asked for again.",
            sources.map { ([("source", $0.source)], Double($0.missing)) }
        )
    }
}
