import GRDB

/// A `cases.sqlite` as version 0003 made and filled it, kept here word for word: a case that was decided with a warning and
/// has driver and company, one with a loading site, one dismissed, a checkpoint.
enum StoreV3 {
    static func write(to path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA application_id = 2053325617")
            try db.execute(sql: content)
        }
        try queue.close()
    }

    private static let content = #"""
        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
        INSERT INTO grdb_migrations VALUES('0001-cases');
        INSERT INTO grdb_migrations VALUES('0002-acts');
        INSERT INTO grdb_migrations VALUES('0003-proof');
        CREATE TABLE case_event (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            case_id TEXT NOT NULL,
            n INTEGER NOT NULL,               -- 1, 2, … within the case
            kind TEXT NOT NULL,               -- opened, attached
            recorded_ms INTEGER NOT NULL,     -- ms since 1970, the daemon's clock
            actor TEXT NOT NULL,
            body TEXT NOT NULL, evidence TEXT NOT NULL DEFAULT '{}', case_hash BLOB NOT NULL DEFAULT x'', store_hash BLOB NOT NULL DEFAULT x'',               -- JSON
            UNIQUE (case_id, n)
        ) STRICT;
        INSERT INTO case_event VALUES(1,'410184-07~wim-1~1795723359772~4',1,'opened',1795723365341,'zhichaod','{"article":"交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","assessed":19944,"at":"2026-11-27T04:02:40.334+08:00","axleCode":"12","axleLoads":[6389,14605],"axles":2,"basis":"off-site","excess":1944,"excessRatio":1080,"explanation":[{"en":"the station''s trigger links the weighing with 1 picture, plate 豫A35772","source":"weigh, camera","step":"pairing","zh":"称重与 1 张图像由站点触发号关联，号牌 豫A35772"},{"en":"the act was on 2026-11-27; the rules of that day apply","source":"law-of-the-day: 中华人民共和国行政处罚法 第三十七条","step":"day","zh":"行为日 2026-11-27，适用当日有效的规则"},{"en":"2 axles, axle-type code 12 (the station''s axle-type code)","source":"axle-code","step":"vehicle","zh":"2轴，轴型代码 12（站点上报的轴型代码）"},{"en":"form rigid, from the station''s axle-type code","source":"axle-code","step":"form","zh":"车型：载货汽车（依据：站点上报的轴型代码）"},{"en":"1 driven axle, from what was seen","source":"camera","step":"drive-axles","zh":"驱动轴 1 根（依据：现场识别）"},{"en":"by axle-type code, gross mass limit 18000 kg, over when greater","source":"o62-annex-12: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"limit","zh":"按轴型代码，车货总质量限值 18000 千克，超过即为超限"},{"en":"20994 kg as shown, less the error in service of 5 % of class 5 by the setting tolerance, assessed 19944 kg","source":"jjg907-classes: JJG 907-2006 动态公路车辆自动衡器 最大允许误差；cn-settings tolerance: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"mass","zh":"示值 20994 千克，按本系统设置（tolerance）扣减5级衡器使用中最大允许误差 5%，认定质量 19944 千克"},{"en":"axle group 2 carries 14605 kg, over its 11500 kg; recorded, and no case by itself","source":"single-dual-driven: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第2轴 14605 千克，超过限值 11500 千克；仅记录，不单独立案"},{"en":"length 6460 ≤ 18100 mm, width 2497 ≤ 2550 mm, height 3941 ≤ 4000 mm: not over","source":"o62-3-dimensions: 交通运输部令2016年第62号 第三条第一款第（一）至（三）项","step":"dimensions","zh":"长 6460 ≤ 18100 毫米，宽 2497 ≤ 2550 毫米，高 3941 ≤ 4000 毫米：外廓尺寸未超限"},{"en":"19944 > 18000: over by 1944 kg (10.8 %)","source":"o62-annex-12: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"comparison","zh":"19944 > 18000：超过限值 1944 千克（10.8%）"},{"en":"verdict: overloaded","source":"o62-annex-12: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"verdict","zh":"结论：超限"},{"en":"over by 1944 kg: 1 × 500 = 500 yuan (full steps of the whole excess, setting fine_fraction: floor): a fine of 500 yuan","source":"o62-43-mass: 交通运输部令2016年第62号 第四十三条第一款第（二）项、第二款；cn-settings fine_fraction: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"fine","zh":"超限 1944 千克，每 1000 千克罚款 500 元，计 1×500＝500 元（不足一个单位的部分不计，取法 fine_fraction：floor），罚款 500 元"},{"en":"rated load or kerb mass not known: the police''s fine cannot be said","source":"rtsl-92: 中华人民共和国道路交通安全法 第九十二条第二款","step":"police-fine","zh":"核定载质量或者整备质量不明，公安机关交通管理部门的罚款幅度无法计算"},{"en":"over the permitted mass: 1 point for the driver, by the police","source":"points-2022-1: 道路交通安全违法行为记分管理办法（公安部令第163号） 第十二条","step":"points","zh":"超过最大允许总质量 10.8%，公安机关交通管理部门对驾驶人一次记 1 分"},{"en":"off-site: the transport department fines; what the police might do is a computation only","source":"one-act-one-fine: 中华人民共和国行政处罚法 第二十九条","step":"one-act-one-fine","zh":"非现场查处，由交通运输主管部门处罚；上列公安机关交通管理部门的罚款、记分仅为测算，同一违法行为不得给予两次以上罚款"}],"findings":["axle-group-over-limit"],"fine":{"isWarning":false,"least":500,"most":500},"form":"rigid","gross":20994,"groups":[{"first":1,"last":1,"limit":10000,"load":6389,"rule":"single-single-wide"},{"first":2,"last":2,"limit":11500,"load":14605,"rule":"single-dual-driven"}],"id":"410184-07~wim-1~1795723359772~4","instrument":"ZZ-113","lane":1,"limit":18000,"oneActHours":12,"passage":"410184-07/wim-1:1795723359772:4","plate":"豫A35772","plateColour":"yellow","records":[5,8],"rule":"o62-annex-12","station":"410184-07","unknowns":[]}','{"410184-07/cam-1:1795723359772:3":"fa2aead2526b0317306d83b21847a948f21e5e51b09d3198464fe04996b507f5","410184-07/wim-1:1795723359772:4":"9bc95920d11ffc064ec341a71d1eb2ce4fae6aa47919c399d67a2180681efa06"}',X'80f0667a7891047e2b49d7ac6adda61a3515cb4721eb157088aad099e7e56d3b',X'608a58fba4aef01b37cfb7a6c2a14c4558976cfebad6ae90cffbf4fd240927de');
        INSERT INTO case_event VALUES(2,'410184-07~wim-1~1795723359772~14',1,'opened',1795723366139,'zhichaod','{"article":"交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","assessed":54831,"at":"2026-11-27T04:02:41.133+08:00","axleCode":"159","axleLoads":[7618,10601,10289,9644,9878,9687],"axles":6,"basis":"off-site","excess":5831,"excessRatio":1190,"explanation":[{"en":"1 picture was found by time, nearest first, plate 豫FN8N63","source":"weigh, camera","step":"pairing","zh":"称重与 1 张图像按时间就近匹配，号牌 豫FN8N63"},{"en":"the act was on 2026-11-27; the rules of that day apply","source":"law-of-the-day: 中华人民共和国行政处罚法 第三十七条","step":"day","zh":"行为日 2026-11-27，适用当日有效的规则"},{"en":"6 axles, axle-type code 159 (the station''s axle-type code)","source":"axle-code","step":"vehicle","zh":"6轴，轴型代码 159（站点上报的轴型代码）"},{"en":"form articulated, from what was seen","source":"camera","step":"form","zh":"车型：铰接列车（依据：现场识别）"},{"en":"by axle-type code, gross mass limit 49000 kg, over when greater","source":"o62-annex-159-drive2: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"limit","zh":"按轴型代码，车货总质量限值 49000 千克，超过即为超限"},{"en":"driven axles unknown, two are taken","source":"o62-annex-159-drive2: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"drive-axles-unknown","zh":"驱动轴数未知，按双驱动轴认定"},{"en":"57717 kg as shown, less the error in service of 5 % of class 5 by the setting tolerance, assessed 54831 kg","source":"jjg907-classes: JJG 907-2006 动态公路车辆自动衡器 最大允许误差；cn-settings tolerance: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"mass","zh":"示值 57717 千克，按本系统设置（tolerance）扣减5级衡器使用中最大允许误差 5%，认定质量 54831 千克"},{"en":"axle group 2 carries 20890 kg, over its 18000 kg; recorded, and no case by itself","source":"tandem-wide: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第2、3轴 20890 千克，超过限值 18000 千克；仅记录，不单独立案"},{"en":"axle group 3 carries 29209 kg, over its 24000 kg; recorded, and no case by itself","source":"tridem-wide: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第4、5、6轴 29209 千克，超过限值 24000 千克；仅记录，不单独立案"},{"en":"length 15653 ≤ 18100 mm, width 2475 ≤ 2550 mm, height 3312 ≤ 4000 mm: not over","source":"o62-3-dimensions: 交通运输部令2016年第62号 第三条第一款第（一）至（三）项","step":"dimensions","zh":"长 15653 ≤ 18100 毫米，宽 2475 ≤ 2550 毫米，高 3312 ≤ 4000 毫米：外廓尺寸未超限"},{"en":"54831 > 49000: over by 5831 kg (11.9 %)","source":"o62-annex-159-drive2: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"comparison","zh":"54831 > 49000：超过限值 5831 千克（11.9%）"},{"en":"verdict: overloaded","source":"o62-annex-159-drive2: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"verdict","zh":"结论：超限"},{"en":"over by 5831 kg: 5 × 500 = 2500 yuan (full steps of the whole excess, setting fine_fraction: floor): a fine of 2500 yuan","source":"o62-43-mass: 交通运输部令2016年第62号 第四十三条第一款第（二）项、第二款；cn-settings fine_fraction: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"fine","zh":"超限 5831 千克，每 1000 千克罚款 500 元，计 5×500＝2500 元（不足一个单位的部分不计，取法 fine_fraction：floor），罚款 2500 元"},{"en":"rated load or kerb mass not known: the police''s fine cannot be said","source":"rtsl-92: 中华人民共和国道路交通安全法 第九十二条第二款","step":"police-fine","zh":"核定载质量或者整备质量不明，公安机关交通管理部门的罚款幅度无法计算"},{"en":"over the permitted mass: 1 point for the driver, by the police","source":"points-2022-1: 道路交通安全违法行为记分管理办法（公安部令第163号） 第十二条","step":"points","zh":"超过最大允许总质量 11.9%，公安机关交通管理部门对驾驶人一次记 1 分"},{"en":"off-site: the transport department fines; what the police might do is a computation only","source":"one-act-one-fine: 中华人民共和国行政处罚法 第二十九条","step":"one-act-one-fine","zh":"非现场查处，由交通运输主管部门处罚；上列公安机关交通管理部门的罚款、记分仅为测算，同一违法行为不得给予两次以上罚款"}],"findings":["axle-group-over-limit"],"fine":{"isWarning":false,"least":2500,"most":2500},"form":"articulated","gross":57717,"groups":[{"first":1,"last":1,"limit":10000,"load":7618,"rule":"single-single-wide"},{"first":2,"last":3,"limit":18000,"load":20890,"rule":"tandem-wide"},{"first":4,"last":6,"limit":24000,"load":29209,"rule":"tridem-wide"}],"id":"410184-07~wim-1~1795723359772~14","instrument":"ZZ-113","lane":3,"limit":49000,"oneActHours":12,"passage":"410184-07/wim-1:1795723359772:14","plate":"豫FN8N63","plateColour":"yellow","records":[25,34],"rule":"o62-annex-159-drive2","station":"410184-07","unknowns":["drive-axles-unknown"]}','{"410184-07/cam-1:1795723359772:16":"56141d73fc2222f8dc7e1754a6b06392f67d9dd4509e50e87a11cb7e1be544a4","410184-07/wim-1:1795723359772:14":"bbc29ceaf2519d4a0886b3af65c723418c5f397ad095ed1f9173460e4bf2f0f1"}',X'dfbddc676f10264b3c1d3141a4d852579bd29e3f0411e948885497b8007eb6e6',X'1451173813ecf9090704288826e9658278a8aa5cea4fac39a56f4dccb79b635b');
        INSERT INTO case_event VALUES(3,'410184-07~wim-1~1795723359772~22',1,'opened',1795723366582,'zhichaod','{"article":"交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","assessed":25788,"at":"2026-11-27T04:02:41.576+08:00","axleCode":"12","axleLoads":[8225,18921],"axles":2,"basis":"off-site","excess":7788,"excessRatio":4326,"explanation":[{"en":"the station''s trigger links the weighing with 1 picture, plate 豫UY612N","source":"weigh, camera","step":"pairing","zh":"称重与 1 张图像由站点触发号关联，号牌 豫UY612N"},{"en":"the act was on 2026-11-27; the rules of that day apply","source":"law-of-the-day: 中华人民共和国行政处罚法 第三十七条","step":"day","zh":"行为日 2026-11-27，适用当日有效的规则"},{"en":"2 axles, axle-type code 12 (the station''s axle-type code)","source":"axle-code","step":"vehicle","zh":"2轴，轴型代码 12（站点上报的轴型代码）"},{"en":"form rigid, from the station''s axle-type code","source":"axle-code","step":"form","zh":"车型：载货汽车（依据：站点上报的轴型代码）"},{"en":"1 driven axle, from what was seen","source":"camera","step":"drive-axles","zh":"驱动轴 1 根（依据：现场识别）"},{"en":"by axle-type code, gross mass limit 18000 kg, over when greater","source":"o62-annex-12: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"limit","zh":"按轴型代码，车货总质量限值 18000 千克，超过即为超限"},{"en":"27146 kg as shown, less the error in service of 5 % of class 5 by the setting tolerance, assessed 25788 kg","source":"jjg907-classes: JJG 907-2006 动态公路车辆自动衡器 最大允许误差；cn-settings tolerance: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"mass","zh":"示值 27146 千克，按本系统设置（tolerance）扣减5级衡器使用中最大允许误差 5%，认定质量 25788 千克"},{"en":"axle group 2 carries 18921 kg, over its 11500 kg; recorded, and no case by itself","source":"single-dual-driven: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第2轴 18921 千克，超过限值 11500 千克；仅记录，不单独立案"},{"en":"length 6592 ≤ 18100 mm, width 2539 ≤ 2550 mm, height 3785 ≤ 4000 mm: not over","source":"o62-3-dimensions: 交通运输部令2016年第62号 第三条第一款第（一）至（三）项","step":"dimensions","zh":"长 6592 ≤ 18100 毫米，宽 2539 ≤ 2550 毫米，高 3785 ≤ 4000 毫米：外廓尺寸未超限"},{"en":"25788 > 18000: over by 7788 kg (43.26 %)","source":"o62-annex-12: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"comparison","zh":"25788 > 18000：超过限值 7788 千克（43.26%）"},{"en":"verdict: overloaded","source":"o62-annex-12: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"verdict","zh":"结论：超限"},{"en":"over by 7788 kg: 7 × 500 = 3500 yuan (full steps of the whole excess, setting fine_fraction: floor): a fine of 3500 yuan","source":"o62-43-mass: 交通运输部令2016年第62号 第四十三条第一款第（二）项、第二款；cn-settings fine_fraction: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"fine","zh":"超限 7788 千克，每 1000 千克罚款 500 元，计 7×500＝3500 元（不足一个单位的部分不计，取法 fine_fraction：floor），罚款 3500 元"},{"en":"rated load or kerb mass not known: the police''s fine cannot be said","source":"rtsl-92: 中华人民共和国道路交通安全法 第九十二条第二款","step":"police-fine","zh":"核定载质量或者整备质量不明，公安机关交通管理部门的罚款幅度无法计算"},{"en":"over the permitted mass: 3 points for the driver, by the police","source":"points-2022-3: 道路交通安全违法行为记分管理办法（公安部令第163号） 第十一条","step":"points","zh":"超过最大允许总质量 43.26%，公安机关交通管理部门对驾驶人一次记 3 分"},{"en":"off-site: the transport department fines; what the police might do is a computation only","source":"one-act-one-fine: 中华人民共和国行政处罚法 第二十九条","step":"one-act-one-fine","zh":"非现场查处，由交通运输主管部门处罚；上列公安机关交通管理部门的罚款、记分仅为测算，同一违法行为不得给予两次以上罚款"}],"findings":["axle-group-over-limit"],"fine":{"isWarning":false,"least":3500,"most":3500},"form":"rigid","gross":27146,"groups":[{"first":1,"last":1,"limit":10000,"load":8225,"rule":"single-single-wide"},{"first":2,"last":2,"limit":11500,"load":18921,"rule":"single-dual-driven"}],"id":"410184-07~wim-1~1795723359772~22","instrument":"ZZ-113","lane":4,"limit":18000,"oneActHours":12,"passage":"410184-07/wim-1:1795723359772:22","plate":"豫UY612N","plateColour":"yellow","records":[42,44],"rule":"o62-annex-12","station":"410184-07","unknowns":[]}','{"410184-07/cam-1:1795723359772:21":"feb218b91322b6c0b8a4df13b699f2d948df68e8fe46e771d450a528401fbc83","410184-07/wim-1:1795723359772:22":"ede5842dadbe3e5ae3ba805eba2b98a3a4afc7137fa4b3921faec7361a505370"}',X'7ea045d6b9bd6e4a8465bfa6f3918a523d3f31127f46d68ff3c752ada16fabb8',X'25f78f21845be41d442e4631f02ba46ce81d39722b9e1283f210ce9e312231d2');
        INSERT INTO case_event VALUES(4,'410184-07~wim-1~1795723359772~4',2,'confirmed',1795723386989,'root','{"parts":{"legal_reviewer":{"sealed":"af939f4e919d9727cf5109ca2d544d2ffbb7ae9eea76e4407f09eaee51b03e39"},"reason":"完整","technical_reviewer":{"sealed":"9f288ccaf0fedcb940937a76d9e4796a8bdad4276991b4f192f3cd4d9d0886af"}}}','{}',X'd7ea1da646b6b7a87489bc72d2a2f7215d8fd4bcace75f7872739b3362fab7d6',X'2595232a255ab664532ea35ee3107ba0cf64ad943c7b11d8496eaa1173f1eec6');
        INSERT INTO case_event VALUES(5,'410184-07~wim-1~1795723359772~4',3,'notified',1795723387057,'root','{"parts":{"at":"2026-11-27","method":"直接送达","recipient":{"sealed":"30a022adfa61fa663cc814a7310e1c135c6504db021a3dbd6e211eca53b54245"}}}','{}',X'cd8c3ad33754d9fa98e3ccfcaaf1035e05401b5789a5b820d756fca9a6aba318',X'02d7ccf9e1101db7dffead92329c48206baba50678990ebefba8200cdc7e4c6a');
        INSERT INTO case_event VALUES(6,'410184-07~wim-1~1795723359772~4',4,'decided',1795723387126,'root','{"parts":{"at":"2026-11-27","decision_number":"1号","officers":[{"sealed":"3ded7e19c9c6a94e73abddcf22cc825df7f03c3947dc43e19a2a3e4e2c02201c"},{"sealed":"f5f02480c2450769fdc10268e298460f6ac707bc2789334174a5ac0b491bbe3a"}],"reason":"从轻","warning":true}}','{}',X'c6444a99f3866c71796192fc1b12acf9e770ad4b69694a4d66027d26e4045209',X'b476592adeb2a72b9f975c6a0b60da31d2ace4852b10a6f8a747f99bebae627a');
        INSERT INTO case_event VALUES(7,'410184-07~wim-1~1795723359772~4',5,'fields-changed',1795723387171,'root','{"parts":{"company":"91350100M000100Y43","driver":{"licence":{"sealed":"5560b4db840a7a27bc76d9f18d634e53f48a428c2a6dfa58bb3fe96538f5eaff"}}}}','{}',X'76434fb8a25b930b75bfcee5670562ff18d81db17c4702d7d8ab37a4ad440ff7',X'34580e05929f0e8a5e0eb5e005fd6e5dc2d9fa476a767c8750c82d117a80da94');
        INSERT INTO case_event VALUES(8,'410184-07~wim-1~1795723359772~14',2,'fields-changed',1795723387217,'root','{"parts":{"loading_site":"YT-7"}}','{}',X'40d4c8abee0bd831ecb8083d15c5eae25883cb57b28394df6f9d132e9332c331',X'805f7d2911749f25381b8a6e1f021cf06fc8d62b96eed639b3c563678387b323');
        INSERT INTO case_event VALUES(9,'410184-07~wim-1~1795723359772~22',2,'dismissed',1795723387282,'root','{"parts":{"reason":"号牌误读"}}','{}',X'7a394c44df75a9b2b469e362948fd76e64e43bc4481b6958fc36d96d51f22739',X'954a5934a65c681f687073fbc9fbbc25159a80180eef4a3332f020b3f615b3a9');
        CREATE TABLE case_current (
            row INTEGER PRIMARY KEY,          -- the order of opening
            id TEXT NOT NULL UNIQUE,
            number TEXT NOT NULL UNIQUE,
            state TEXT NOT NULL,
            basis TEXT NOT NULL,              -- off-site, on-site
            plate TEXT NOT NULL,
            plate_colour TEXT NOT NULL,
            first_ms INTEGER NOT NULL,        -- the act's first passage
            passage TEXT NOT NULL,            -- the passage that carries the case
            station TEXT NOT NULL,
            lane INTEGER NOT NULL,
            at_ms INTEGER NOT NULL,
            axles INTEGER NOT NULL,
            gross_kg INTEGER NOT NULL,
            assessed_kg INTEGER NOT NULL,
            limit_kg INTEGER NOT NULL,
            excess_kg INTEGER NOT NULL,
            excess_ratio INTEGER NOT NULL,    -- parts per ten thousand of the limit
            rule TEXT NOT NULL,
            events INTEGER NOT NULL
        , last_ms INTEGER NOT NULL DEFAULT 0, carrier_event INTEGER NOT NULL DEFAULT 0, unloaded_ms INTEGER, unloaded_kg INTEGER, is_unloaded INTEGER NOT NULL DEFAULT 0, state_ms INTEGER NOT NULL DEFAULT 0, filed_ms INTEGER, notified_at TEXT, decided_at TEXT, decision_number TEXT, fine_yuan INTEGER, closed_at TEXT) STRICT;
        INSERT INTO case_current VALUES(1,'410184-07~wim-1~1795723359772~4','郑超〔2026〕000001','decided','off-site','豫A35772','yellow',1795723360334,'410184-07/wim-1:1795723359772:4','410184-07',1,1795723360334,2,20994,19944,18000,1944,1080,'o62-annex-12',5,1795723360334,1,NULL,NULL,0,1795723387126,1795723386989,'2026-11-27','2026-11-27','1号',NULL,NULL);
        INSERT INTO case_current VALUES(2,'410184-07~wim-1~1795723359772~14','郑超〔2026〕000002','detected','off-site','豫FN8N63','yellow',1795723361133,'410184-07/wim-1:1795723359772:14','410184-07',3,1795723361133,6,57717,54831,49000,5831,1190,'o62-annex-159-drive2',2,1795723361133,2,NULL,NULL,0,1795723366139,NULL,NULL,NULL,NULL,NULL,NULL);
        INSERT INTO case_current VALUES(3,'410184-07~wim-1~1795723359772~22','郑超〔2026〕000003','dismissed','off-site','豫UY612N','yellow',1795723361576,'410184-07/wim-1:1795723359772:22','410184-07',4,1795723361576,2,27146,25788,18000,7788,4326,'o62-annex-12',2,1795723361576,3,NULL,NULL,0,1795723387282,NULL,NULL,NULL,NULL,NULL,NULL);
        CREATE TABLE case_record (
            case_id TEXT NOT NULL REFERENCES case_current (id),
            reading TEXT NOT NULL,            -- source:epoch:seq
            passage TEXT NOT NULL,
            kind TEXT NOT NULL,               -- weigh, camera
            received_ms INTEGER NOT NULL,
            payload BLOB NOT NULL,            -- as received
            PRIMARY KEY (case_id, reading)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO case_record VALUES('410184-07~wim-1~1795723359772~14','410184-07/cam-1:1795723359772:16','410184-07/wim-1:1795723359772:14','camera',1795723361346,X'7b2276223a312c22736f75726365223a223431303138342d30372f63616d2d31222c2265706f6368223a313739353732333335393737322c22736571223a31362c226174223a22323032362d31312d32375430343a30323a34312e3334342b30383a3030222c226c616e65223a332c22706c617465223a22e8b1ab464e384e3633222c22706c6174655f636f6c6f7572223a2279656c6c6f77222c22636f6e666964656e6365223a302e3839372c2276696577223a2266726f6e74222c22747261696c65725f706c617465223a6e756c6c2c2276656869636c655f666f726d223a226172746963756c61746564222c2264726976655f61786c6573223a6e756c6c2c22636f7665726564223a6e756c6c2c2274726967676572223a6e756c6c2c22636c6f636b5f73796e636564223a747275652c226f626a656374223a6e756c6c2c226d65646961223a5b7b22736861323536223a2262373732313932333666373334373533386462646432626432346538643937623936626562663565313962653834656338393964343431346336623262663466222c2274797065223a22696d6167652f6a706567222c226279746573223a3339353735332c2276696577223a2266726f6e74227d5d7d');
        INSERT INTO case_record VALUES('410184-07~wim-1~1795723359772~14','410184-07/wim-1:1795723359772:14','410184-07/wim-1:1795723359772:14','weigh',1795723361136,X'7b2276223a312c22736f75726365223a223431303138342d30372f77696d2d31222c2265706f6368223a313739353732333335393737322c22736571223a31342c226174223a22323032362d31312d32375430343a30323a34312e3133332b30383a3030222c226c616e65223a332c226b696e64223a2264796e616d6963222c22696e737472756d656e74223a225a5a2d313133222c22646972656374696f6e223a22646f776e222c2273706565645f6b6d68223a35362e382c2267726f73735f6b67223a35373731372c2261786c6573223a5b7b226c6f61645f6b67223a373631382c2273706163696e675f6d6d223a6e756c6c2c227479726573223a327d2c7b226c6f61645f6b67223a31303630312c2273706163696e675f6d6d223a333230392c227479726573223a347d2c7b226c6f61645f6b67223a31303238392c2273706163696e675f6d6d223a313332392c227479726573223a347d2c7b226c6f61645f6b67223a393634342c2273706163696e675f6d6d223a363334322c227479726573223a347d2c7b226c6f61645f6b67223a393837382c2273706163696e675f6d6d223a313336302c227479726573223a347d2c7b226c6f61645f6b67223a393638372c2273706163696e675f6d6d223a313331312c227479726573223a347d5d2c2261786c655f636f6465223a22313539222c2264696d656e73696f6e735f6d6d223a7b226c656e677468223a31353635332c227769647468223a323437352c22686569676874223a333331327d2c2274726967676572223a6e756c6c2c227175616c697479223a5b5d2c22696d62616c616e63655f707074223a33312c22646174615f737461747573223a22726177222c22636c6f636b5f73796e636564223a747275652c22696e7370656374696f6e223a6e756c6c7d');
        INSERT INTO case_record VALUES('410184-07~wim-1~1795723359772~22','410184-07/cam-1:1795723359772:21','410184-07/wim-1:1795723359772:22','camera',1795723361611,X'7b2276223a312c22736f75726365223a223431303138342d30372f63616d2d31222c2265706f6368223a313739353732333335393737322c22736571223a32312c226174223a22323032362d31312d32375430343a30323a34312e3630382b30383a3030222c226c616e65223a342c22706c617465223a22e8b1ab55593631324e222c22706c6174655f636f6c6f7572223a2279656c6c6f77222c22636f6e666964656e6365223a302e3936392c2276696577223a2266726f6e74222c22747261696c65725f706c617465223a6e756c6c2c2276656869636c655f666f726d223a227269676964222c2264726976655f61786c6573223a312c22636f7665726564223a747275652c2274726967676572223a223232222c22636c6f636b5f73796e636564223a747275652c226f626a656374223a6e756c6c2c226d65646961223a5b7b22736861323536223a2264333032646138303364306664393933656334373832313562353866646139626235623035396239316232653765626361333839373233663166363535373264222c2274797065223a22696d6167652f6a706567222c226279746573223a3430303334362c2276696577223a2266726f6e74227d5d7d');
        INSERT INTO case_record VALUES('410184-07~wim-1~1795723359772~22','410184-07/wim-1:1795723359772:22','410184-07/wim-1:1795723359772:22','weigh',1795723361579,X'7b2276223a312c22736f75726365223a223431303138342d30372f77696d2d31222c2265706f6368223a313739353732333335393737322c22736571223a32322c226174223a22323032362d31312d32375430343a30323a34312e3537362b30383a3030222c226c616e65223a342c226b696e64223a2264796e616d6963222c22696e737472756d656e74223a225a5a2d313133222c22646972656374696f6e223a22646f776e222c2273706565645f6b6d68223a36342e312c2267726f73735f6b67223a32373134362c2261786c6573223a5b7b226c6f61645f6b67223a383232352c2273706163696e675f6d6d223a6e756c6c2c227479726573223a327d2c7b226c6f61645f6b67223a31383932312c2273706163696e675f6d6d223a343437362c227479726573223a347d5d2c2261786c655f636f6465223a223132222c2264696d656e73696f6e735f6d6d223a7b226c656e677468223a363539322c227769647468223a323533392c22686569676874223a333738357d2c2274726967676572223a223232222c227175616c697479223a5b5d2c22696d62616c616e63655f707074223a38322c22646174615f737461747573223a22726177222c22636c6f636b5f73796e636564223a747275652c22696e7370656374696f6e223a6e756c6c7d');
        INSERT INTO case_record VALUES('410184-07~wim-1~1795723359772~4','410184-07/cam-1:1795723359772:3','410184-07/wim-1:1795723359772:4','camera',1795723360388,X'7b2276223a312c22736f75726365223a223431303138342d30372f63616d2d31222c2265706f6368223a313739353732333335393737322c22736571223a332c226174223a22323032362d31312d32375430343a30323a34302e3338342b30383a3030222c226c616e65223a312c22706c617465223a22e8b1ab413335373732222c22706c6174655f636f6c6f7572223a2279656c6c6f77222c22636f6e666964656e6365223a302e3933352c2276696577223a2266726f6e74222c22747261696c65725f706c617465223a6e756c6c2c2276656869636c655f666f726d223a227269676964222c2264726976655f61786c6573223a312c22636f7665726564223a747275652c2274726967676572223a2234222c22636c6f636b5f73796e636564223a747275652c226f626a656374223a6e756c6c2c226d65646961223a5b7b22736861323536223a2265343736613133326631353564323066383435636135373738376433613063616261633030333464643735323236353337653031623633656264363461656138222c2274797065223a22696d6167652f6a706567222c226279746573223a3134353931372c2276696577223a2266726f6e74227d5d7d');
        INSERT INTO case_record VALUES('410184-07~wim-1~1795723359772~4','410184-07/wim-1:1795723359772:4','410184-07/wim-1:1795723359772:4','weigh',1795723360337,X'7b2276223a312c22736f75726365223a223431303138342d30372f77696d2d31222c2265706f6368223a313739353732333335393737322c22736571223a342c226174223a22323032362d31312d32375430343a30323a34302e3333342b30383a3030222c226c616e65223a312c226b696e64223a2264796e616d6963222c22696e737472756d656e74223a225a5a2d313133222c22646972656374696f6e223a227570222c2273706565645f6b6d68223a37362e372c2267726f73735f6b67223a32303939342c2261786c6573223a5b7b226c6f61645f6b67223a363338392c2273706163696e675f6d6d223a6e756c6c2c227479726573223a327d2c7b226c6f61645f6b67223a31343630352c2273706163696e675f6d6d223a333838392c227479726573223a347d5d2c2261786c655f636f6465223a223132222c2264696d656e73696f6e735f6d6d223a7b226c656e677468223a363436302c227769647468223a323439372c22686569676874223a333934317d2c2274726967676572223a2234222c227175616c697479223a5b5d2c22696d62616c616e63655f707074223a37342c22646174615f737461747573223a22726177222c22636c6f636b5f73796e636564223a747275652c22696e7370656374696f6e223a6e756c6c7d');
        CREATE TABLE case_number (
            year INTEGER PRIMARY KEY,
            last INTEGER NOT NULL
        ) STRICT;
        INSERT INTO case_number VALUES(2026,3);
        CREATE TABLE forwarded (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            position INTEGER NOT NULL
        ) STRICT;
        INSERT INTO forwarded VALUES(1,3);
        CREATE TABLE case_passage (
            passage TEXT NOT NULL,            -- source:epoch:seq
            case_id TEXT NOT NULL REFERENCES case_current (id),
            event INTEGER NOT NULL REFERENCES case_event (id),  -- whose body is the opening as told last
            amendment INTEGER REFERENCES case_event (id),       -- what it has become since
            has_opened INTEGER NOT NULL,      -- 1: the case was opened by it
            stands INTEGER NOT NULL,          -- 0: it is no longer an overload of this vehicle
            station TEXT NOT NULL,
            instrument TEXT,
            plate_colour TEXT NOT NULL,
            basis TEXT NOT NULL,              -- off-site, on-site
            at_ms INTEGER NOT NULL,
            gross_kg INTEGER NOT NULL,
            excess_kg INTEGER NOT NULL,
            PRIMARY KEY (passage, case_id)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO case_passage VALUES('410184-07/wim-1:1795723359772:14','410184-07~wim-1~1795723359772~14',2,NULL,1,1,'410184-07','ZZ-113','yellow','off-site',1795723361133,57717,5831);
        INSERT INTO case_passage VALUES('410184-07/wim-1:1795723359772:22','410184-07~wim-1~1795723359772~22',3,NULL,1,1,'410184-07','ZZ-113','yellow','off-site',1795723361576,27146,7788);
        INSERT INTO case_passage VALUES('410184-07/wim-1:1795723359772:4','410184-07~wim-1~1795723359772~4',1,NULL,1,1,'410184-07','ZZ-113','yellow','off-site',1795723360334,20994,1944);
        CREATE TABLE case_on_site (
            passage TEXT PRIMARY KEY,
            station TEXT NOT NULL,
            ticket TEXT NOT NULL,             -- number of the weighing slip (检测单编号)
            repeats INTEGER NOT NULL,         -- 0, or how often the station had used the number before
            plate TEXT NOT NULL,
            at_ms INTEGER NOT NULL,
            gross_kg INTEGER NOT NULL,
            limit_kg INTEGER NOT NULL,
            officers TEXT,                    -- JSON: [{"name": …, "certificate": …}]
            police_officer TEXT,
            driver_name TEXT,
            driver_licence TEXT,
            driver_qualification TEXT,
            company TEXT,
            loading_site TEXT,
            cargo TEXT, salt BLOB NOT NULL DEFAULT x'',
            UNIQUE (station, ticket, repeats)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE case_unloading (
            passage TEXT PRIMARY KEY,
            case_id TEXT REFERENCES case_current (id),
            station TEXT NOT NULL,
            at_ms INTEGER NOT NULL,
            first_ticket TEXT NOT NULL,
            ticket TEXT,
            plate TEXT,                       -- as the officers wrote it down
            gross_kg INTEGER NOT NULL,
            limit_kg INTEGER,
            is_evidence INTEGER NOT NULL,     -- 0: what it shows ends nothing
            received_ms INTEGER,              -- the reading as received
            payload BLOB,
            first_passage TEXT,               -- the first weighing, once known, with its vehicle
            act_plate TEXT,
            act_colour TEXT,
            ended_ms INTEGER                  -- set when it is at or under the limit: the act's end
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE case_review (
            case_id TEXT NOT NULL REFERENCES case_current (id),
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,            -- the passage, or the alert
            recorded_ms INTEGER NOT NULL,
            zh TEXT NOT NULL,
            en TEXT NOT NULL,
            PRIMARY KEY (case_id, kind, subject)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE case_drift (
            alert TEXT PRIMARY KEY,
            station TEXT NOT NULL,
            instrument TEXT NOT NULL,
            since_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE case_personal (
            event INTEGER NOT NULL REFERENCES case_event (id),
            part TEXT NOT NULL,               -- recipient, officers/0, driver/licence
            salt BLOB,
            value TEXT,                       -- NULL: erased
            PRIMARY KEY (event, part)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO case_personal VALUES(4,'legal_reviewer',X'1fa0bfa5ee13adc838c9cb3c678c4145','李四');
        INSERT INTO case_personal VALUES(4,'technical_reviewer',X'957982bd0543f55e94c8c9a780ac57f1','张三');
        INSERT INTO case_personal VALUES(5,'recipient',X'965696437c9b98fbb16fce1744f9f17d','王五');
        INSERT INTO case_personal VALUES(6,'officers/0',X'fb03e0dda0d5e530d2192e69733573a0','赵六');
        INSERT INTO case_personal VALUES(6,'officers/1',X'3a0073afbc44d635c5ce40c5bfdbdc81','钱七');
        INSERT INTO case_personal VALUES(7,'driver/licence',X'4068e2c9a6cd98d49ee39055be9a5695','410184199001010001');
        CREATE TABLE case_field (
            case_id TEXT NOT NULL REFERENCES case_current (id),
            field TEXT NOT NULL,              -- driver, company, loading_site, cargo, permit, notes
            event INTEGER NOT NULL REFERENCES case_event (id),
            value TEXT,                       -- NULL: personal
            PRIMARY KEY (case_id, field)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO case_field VALUES('410184-07~wim-1~1795723359772~14','loading_site',8,'YT-7');
        INSERT INTO case_field VALUES('410184-07~wim-1~1795723359772~4','company',7,'91350100M000100Y43');
        INSERT INTO case_field VALUES('410184-07~wim-1~1795723359772~4','driver',7,NULL);
        CREATE TABLE checkpoint (
            n INTEGER PRIMARY KEY,            -- 1, 2, …
            event INTEGER NOT NULL,           -- the last event that it covers
            store_hash BLOB NOT NULL,         -- that event's
            recorded_ms INTEGER NOT NULL,
            generation TEXT NOT NULL,
            previous BLOB NOT NULL,           -- digest of the checkpoint before; empty for the first
            public_key BLOB NOT NULL,         -- Ed25519
            signature BLOB NOT NULL
        ) STRICT;
        INSERT INTO checkpoint VALUES(1,9,X'954a5934a65c681f687073fbc9fbbc25159a80180eef4a3332f020b3f615b3a9',1795723387339,'3b6c177579e7c8e349dd72e5f4994691',X'',X'1f788f2ed8b3b6ff033761b8dd6686a70e121a5f6a2964dd43c52b0e757c9721',X'8de5d936931753d58f4093f396c040ccec586d2ecd7b4d495264aa6cd3b60cf1c10e5dc3b65329e67276df8e8e3663cefc516c0fd684bc194e3f202d9ede0408');
        CREATE TABLE store_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO store_meta VALUES('generation','3b6c177579e7c8e349dd72e5f4994691');
        DELETE FROM sqlite_sequence;
        INSERT INTO sqlite_sequence VALUES('case_event',9);
        CREATE INDEX case_current_plate ON case_current (plate, first_ms);
        CREATE INDEX case_passage_case ON case_passage (case_id);
        CREATE INDEX case_passage_instrument ON case_passage (station, instrument, at_ms);
        CREATE INDEX case_on_site_ticket ON case_on_site (ticket);
        CREATE INDEX case_unloading_case ON case_unloading (case_id);
        CREATE INDEX case_unloading_first_ticket ON case_unloading (first_ticket);
        CREATE INDEX case_unloading_end ON case_unloading (act_plate, ended_ms);
        CREATE INDEX case_current_state ON case_current (state, row);
        CREATE INDEX case_current_station ON case_current (station, row);
        CREATE INDEX case_current_at ON case_current (at_ms);
        CREATE VIEW case_file AS
        SELECT row, id, number, state, basis, plate, plate_colour, passage, station, lane, at_ms, axles, gross_kg,
            assessed_kg, limit_kg, excess_kg, excess_ratio, rule, first_ms, last_ms, unloaded_ms, unloaded_kg,
            is_unloaded,
            EXISTS (SELECT 1 FROM case_review WHERE case_id = id) AS needs_review,
            events, state_ms, filed_ms, notified_at, decided_at, decision_number, fine_yuan,
            state IN ('decided', 'closed') AND fine_yuan IS NULL AS is_warning,
            closed_at,
            (SELECT value FROM case_field f WHERE f.case_id = id AND f.field = 'company') AS company,
            (SELECT value FROM case_field f WHERE f.case_id = id AND f.field = 'loading_site') AS loading_site,
            (SELECT value FROM case_field f WHERE f.case_id = id AND f.field = 'cargo') AS cargo,
            (SELECT value FROM case_field f WHERE f.case_id = id AND f.field = 'permit') AS permit,
            strftime('%Y-%m-%d', at_ms / 1000 + 28800, 'unixepoch') AS day
        FROM case_current;
        CREATE VIEW station_day AS
        SELECT station, strftime('%Y-%m-%d', at_ms / 1000 + 28800, 'unixepoch') AS day,
            count(*) AS cases,
            sum(basis = 'on-site') AS on_site,
            sum(state = 'detected') AS to_review,
            sum(state IN ('decided', 'closed')) AS effective,
            sum(state IN ('dismissed', 'revoked')) AS dropped,
            sum(excess_kg) AS excess_kg,
            max(excess_kg) AS greatest_excess_kg,
            sum(coalesce(unloaded_kg, 0)) AS unloaded_kg,
            sum(coalesce(fine_yuan, 0)) AS fine_yuan
        FROM case_current GROUP BY 1, 2;
        CREATE VIEW case_personal_masked AS
        SELECT e.case_id, p.event, p.part,
            CASE
                WHEN p.value IS NULL THEN NULL
                WHEN length(p.value) <= 4 THEN substr(p.value, 1, 1) || '**'
                ELSE substr(p.value, 1, 3) || '****' || substr(p.value, -2)
            END AS value
        FROM case_personal p JOIN case_event e ON e.id = p.event;
        CREATE TRIGGER case_event_no_update BEFORE UPDATE ON case_event
        BEGIN SELECT RAISE(ABORT, 'case events are never changed'); END;
        CREATE TRIGGER case_event_no_delete BEFORE DELETE ON case_event
        BEGIN SELECT RAISE(ABORT, 'case events are never deleted'); END;
        CREATE TRIGGER case_event_no_replace BEFORE INSERT ON case_event
        WHEN EXISTS (SELECT 1 FROM case_event WHERE id = NEW.id OR (case_id = NEW.case_id AND n = NEW.n))
        BEGIN SELECT RAISE(ABORT, 'case events are never replaced'); END;
        CREATE TRIGGER checkpoint_no_update BEFORE UPDATE ON checkpoint
        BEGIN SELECT RAISE(ABORT, 'checkpoints are never changed'); END;
        CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON checkpoint
        BEGIN SELECT RAISE(ABORT, 'checkpoints are never deleted'); END;
        CREATE TRIGGER checkpoint_no_replace BEFORE INSERT ON checkpoint
        WHEN EXISTS (SELECT 1 FROM checkpoint WHERE n = NEW.n)
        BEGIN SELECT RAISE(ABORT, 'checkpoints are never replaced'); END;
        """#
}
