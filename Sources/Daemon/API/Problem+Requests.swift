import HTTPTypes

// What may be wrong with any request.

extension Problem {
    static func badParameter(_ name: String, _ why: BilingualText) -> Problem {
        Problem(
            "bad-query",
            .badRequest,
            title: BilingualText("参数有误", "A parameter is wrong"),
            detail: BilingualText("参数 \(name)：\(why.zh)", "\(name): \(why.en)")
        )
    }

    static func methodNotAllowed(_ allowed: String) -> Problem {
        var problem = Problem(
            "method-not-allowed",
            .methodNotAllowed,
            title: BilingualText("不支持此方法", "Not with this method"),
            detail: BilingualText("此路径可用：\(allowed)", "this path takes \(allowed)")
        )
        problem.headers[.allow] = allowed
        return problem
    }

    static let unauthorized: Problem = {
        var problem = Problem(
            "unauthorized",
            .unauthorized,
            title: BilingualText("需要令牌", "A token is needed"),
            detail: BilingualText(
                "请在 Authorization 中给出有效的令牌（Bearer …）；令牌由管理员用 zhichao token new 签发，可能已到期或被吊销",
                "give a token that is in force in Authorization (Bearer …); an administrator makes one with zhichao token "
                    + "new; yours may have expired or been revoked"
            )
        )
        problem.headers[.wwwAuthenticate] = "Bearer realm=\"zhichao\""
        return problem
    }()

    static func tooMany(_ kind: String, seconds: Int, _ why: BilingualText) -> Problem {
        var problem = Problem(
            kind,
            .tooManyRequests,
            title: BilingualText("请求过多", "Too many requests"),
            detail: why
        )
        problem.headers[.retryAfter] = "\(max(1, seconds))"
        return problem
    }

    /// 503: it may be asked again in so many seconds.
    static func unavailable(
        _ kind: String,
        retryAfter seconds: Int,
        title: BilingualText,
        detail: BilingualText
    ) -> Problem {
        var problem = Problem(kind, .serviceUnavailable, title: title, detail: detail)
        problem.headers[.retryAfter] = "\(seconds)"
        return problem
    }

    static func noSuch(_ what: BilingualText, _ id: String) -> Problem {
        let id = String(id.prefix(200))
        return Problem(
            "not-found",
            .notFound,
            title: BilingualText("没有\(what.zh)", "No such \(what.en)"),
            detail: BilingualText("没有\(what.zh) \(id)", "there is no \(what.en) \(id)")
        )
    }

    static let busy = unavailable(
        "busy",
        retryAfter: 1,
        title: BilingualText("服务繁忙", "Busy"),
        detail: BilingualText("等待处理的请求已达上限，请稍后重试", "as many requests wait as may; try again in a moment")
    )

    static let isStopping = unavailable(
        "stopping",
        retryAfter: 5,
        title: BilingualText("zhichaod 正在停止", "zhichaod is stopping"),
        detail: BilingualText("请在 zhichaod 重新启动后再试", "try again when zhichaod has started")
    )

    static let notAudited = unavailable(
        "not-audited",
        retryAfter: 5,
        title: BilingualText("暂不能查看案件", "Cases cannot be shown now"),
        detail: BilingualText(
            "查阅记录（access.sqlite）无法写入；未经记录的查阅不予答复，请检查磁盘后重试",
            "the audit (access.sqlite) cannot be written, and nobody is shown a case unaudited; look at the disk and "
                + "try again"
        )
    )

    static let badCursor = badParameter(
        "after",
        BilingualText("不是本接口给出的游标；请省略它从头开始", "is no cursor of this list; leave it out to begin anew")
    )
}

extension HTTPField.Name {
    /// How often an answer may be asked for again.
    static let idempotencyKey = Self.known("Idempotency-Key")
    static let idempotencyReplayed = Self.known("Idempotency-Replayed")
    static let forwardedFor = Self.known("X-Forwarded-For")
    static let lastEventID = Self.known("Last-Event-ID")

    /// A name whose characters are all good.
    private static func known(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .accept }
}
