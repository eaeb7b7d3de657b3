import GRDB

/// A `cases.sqlite` as version 0004 has it, kept here word for word: eight cases without
/// pictures; one has driver and company and was handed over to the police, who have it; one is dismissed. It is a file of
/// version 0005 that no picture ever came into, less what that version added.
enum StoreV4 {
    static func write(to path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA application_id = 2053325617")
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.execute(sql: content)
        }
        try queue.close()
    }

    private static let content = #"""
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
        INSERT INTO "case_current" VALUES(1,'410122-03~wim-1~1795761828037~9','郑超〔2026〕000001','detected','off-site','豫UJ142Z','yellow',1795761832593,'410122-03/wim-1:1795761828037:9','410122-03',1,1795761832593,3,28558,27130,25000,2130,852,'o62-annex-112',2,1795761832593,1,NULL,NULL,0,1795761837349,NULL,NULL,NULL,NULL,NULL,NULL);
        INSERT INTO "case_current" VALUES(2,'410122-03~wim-1~1795761828037~12','郑超〔2026〕000002','detected','off-site','晋BB4T85','yellow',1795761834143,'410122-03/wim-1:1795761828037:12','410122-03',4,1795761834143,6,60404,57383,49000,8383,1710,'o62-annex-159-drive2',2,1795761834143,2,NULL,NULL,0,1795761838569,NULL,NULL,NULL,NULL,NULL,NULL);
        INSERT INTO "case_current" VALUES(3,'410181-02~wim-1~1795761828037~12','郑超〔2026〕000003','dismissed','off-site','豫AP404L','yellow',1795761834782,'410181-02/wim-1:1795761828037:12','410181-02',2,1795761834782,5,46337,44020,42000,2020,480,'o62-annex-129',2,1795761834782,3,NULL,NULL,0,1795761864388,NULL,NULL,NULL,NULL,NULL,NULL);
        INSERT INTO "case_current" VALUES(4,'410184-07~wim-1~1795761828037~14','郑超〔2026〕000004','detected','off-site','豫D6X411','yellow',1795761835325,'410184-07/wim-1:1795761828037:14','410184-07',4,1795761835325,4,41676,39592,31000,8592,2771,'o62-annex-115',1,1795761835325,4,NULL,NULL,0,1795761839810,NULL,NULL,NULL,NULL,NULL,NULL);
        INSERT INTO "case_current" VALUES(5,'410184-07~wim-1~1795761828037~18','郑超〔2026〕000005','detected','off-site','豫KD3379','yellow',1795761836687,'410184-07/wim-1:1795761828037:18','410184-07',1,1795761836687,2,19226,18264,18000,264,146,'o62-annex-12',1,1795761836687,5,NULL,NULL,0,1795761841470,NULL,NULL,NULL,NULL,NULL,NULL);
        INSERT INTO "case_current" VALUES(6,'410184-07~wim-1~1795761828037~17','郑超〔2026〕000006','detected','off-site','豫B5Y855','yellow',1795761836657,'410184-07/wim-1:1795761828037:17','410184-07',2,1795761836657,5,63426,60254,43000,17254,4012,'o62-annex-155',1,1795761836657,6,NULL,NULL,0,1795761841470,NULL,NULL,NULL,NULL,NULL,NULL);
        INSERT INTO "case_current" VALUES(7,'410181-02~wim-1~1795761828037~19','郑超〔2026〕000007','detected','off-site','豫A770X1','yellow',1795761838077,'410181-02/wim-1:1795761828037:19','410181-02',2,1795761838077,2,19975,18976,18000,976,542,'o62-annex-12',1,1795761838077,7,NULL,NULL,0,1795761842581,NULL,NULL,NULL,NULL,NULL,NULL);
        INSERT INTO "case_current" VALUES(8,'410181-02~wim-1~1795761828037~21','郑超〔2026〕000008','detected','off-site','豫DX0770','yellow',1795761839481,'410181-02/wim-1:1795761828037:21','410181-02',4,1795761839481,4,41768,39679,31000,8679,2799,'o62-annex-115',1,1795761839481,8,NULL,NULL,0,1795761844095,NULL,NULL,NULL,NULL,NULL,NULL);
        CREATE TABLE case_drift (
            alert TEXT PRIMARY KEY,
            station TEXT NOT NULL,
            instrument TEXT NOT NULL,
            since_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
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
        INSERT INTO "case_event" VALUES(1,'410122-03~wim-1~1795761828037~9',1,'opened',1795761837349,'zhichaod','{"article":"交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","assessed":27130,"at":"2026-11-27T14:43:52.593+08:00","axleCode":"112","axleLoads":[6388,6266,15904],"axles":3,"basis":"off-site","excess":2130,"excessRatio":852,"explanation":[{"en":"the station''s trigger links the weighing with 1 picture, plate 豫UJ142Z","source":"weigh, camera","step":"pairing","zh":"称重与 1 张图像由站点触发号关联，号牌 豫UJ142Z"},{"en":"the act was on 2026-11-27; the rules of that day apply","source":"law-of-the-day: 中华人民共和国行政处罚法 第三十七条","step":"day","zh":"行为日 2026-11-27，适用当日有效的规则"},{"en":"3 axles, axle-type code 112 (the station''s axle-type code)","source":"axle-code","step":"vehicle","zh":"3轴，轴型代码 112（站点上报的轴型代码）"},{"en":"form rigid, from the station''s axle-type code","source":"axle-code","step":"form","zh":"车型：载货汽车（依据：站点上报的轴型代码）"},{"en":"1 driven axle, from what was seen","source":"camera","step":"drive-axles","zh":"驱动轴 1 根（依据：现场识别）"},{"en":"by axle-type code, gross mass limit 25000 kg, over when greater","source":"o62-annex-112: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"limit","zh":"按轴型代码，车货总质量限值 25000 千克，超过即为超限"},{"en":"28558 kg as shown, less the error in service of 5 % of class 5 by the setting tolerance, assessed 27130 kg","source":"jjg907-classes: JJG 907-2006 动态公路车辆自动衡器 最大允许误差；cn-settings tolerance: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"mass","zh":"示值 28558 千克，按本系统设置（tolerance）扣减5级衡器使用中最大允许误差 5%，认定质量 27130 千克"},{"en":"axle group 3 carries 15904 kg, over its 11500 kg; recorded, and no case by itself","source":"single-dual-driven: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第3轴 15904 千克，超过限值 11500 千克；仅记录，不单独立案"},{"en":"length 9264 ≤ 18100 mm, width 2504 ≤ 2550 mm, height 3874 ≤ 4000 mm: not over","source":"o62-3-dimensions: 交通运输部令2016年第62号 第三条第一款第（一）至（三）项","step":"dimensions","zh":"长 9264 ≤ 18100 毫米，宽 2504 ≤ 2550 毫米，高 3874 ≤ 4000 毫米：外廓尺寸未超限"},{"en":"27130 > 25000: over by 2130 kg (8.52 %)","source":"o62-annex-112: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"comparison","zh":"27130 > 25000：超过限值 2130 千克（8.52%）"},{"en":"verdict: overloaded","source":"o62-annex-112: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"verdict","zh":"结论：超限"},{"en":"over by 2130 kg: 2 × 500 = 1000 yuan (full steps of the whole excess, setting fine_fraction: floor): a fine of 1000 yuan","source":"o62-43-mass: 交通运输部令2016年第62号 第四十三条第一款第（二）项、第二款；cn-settings fine_fraction: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"fine","zh":"超限 2130 千克，每 1000 千克罚款 500 元，计 2×500＝1000 元（不足一个单位的部分不计，取法 fine_fraction：floor），罚款 1000 元"},{"en":"rated load or kerb mass not known: the police''s fine cannot be said","source":"rtsl-92: 中华人民共和国道路交通安全法 第九十二条第二款","step":"police-fine","zh":"核定载质量或者整备质量不明，公安机关交通管理部门的罚款幅度无法计算"},{"en":"over the permitted mass: 1 point for the driver, by the police","source":"points-2022-1: 道路交通安全违法行为记分管理办法（公安部令第163号） 第十二条","step":"points","zh":"超过最大允许总质量 8.52%，公安机关交通管理部门对驾驶人一次记 1 分"},{"en":"off-site: the transport department fines; what the police might do is a computation only","source":"one-act-one-fine: 中华人民共和国行政处罚法 第二十九条","step":"one-act-one-fine","zh":"非现场查处，由交通运输主管部门处罚；上列公安机关交通管理部门的罚款、记分仅为测算，同一违法行为不得给予两次以上罚款"},{"en":"a bulk load was not covered","source":"camera","step":"uncovered-load","zh":"散装货物未密闭、未覆盖"}],"findings":["axle-group-over-limit","uncovered-load"],"fine":{"isWarning":false,"least":1000,"most":1000},"form":"rigid","gross":28558,"groups":[{"first":1,"last":1,"limit":10000,"load":6388,"rule":"single-single-wide"},{"first":2,"last":2,"limit":10000,"load":6266,"rule":"single-single-wide"},{"first":3,"last":3,"limit":11500,"load":15904,"rule":"single-dual-driven"}],"id":"410122-03~wim-1~1795761828037~9","instrument":"ZZ-201","lane":1,"limit":25000,"oneActHours":12,"passage":"410122-03/wim-1:1795761828037:9","plate":"豫UJ142Z","plateColour":"yellow","records":[52,53],"rule":"o62-annex-112","station":"410122-03","unknowns":[]}','{"410122-03/cam-1:1795761828037:9":"8ff83ff72bc42334ef7e996941ea79c93e5635dafc490dc867376e41d878ffc6","410122-03/wim-1:1795761828037:9":"e39bcfbffd5860d9a02ad79b1a1a636db64df78b6c2b3643793d723ec366bbe7"}',X'35B82169D19C74356CE9735E37C8A3181558C1B25381257A35CCBCC690C57F10',X'5A1E6DA156383DAA575E8A265BEE401B21B3A94675E94162CB7AFFC301E06AFA');
        INSERT INTO "case_event" VALUES(2,'410122-03~wim-1~1795761828037~12',1,'opened',1795761838569,'zhichaod','{"article":"交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","assessed":57383,"at":"2026-11-27T14:43:54.143+08:00","axleCode":"159","axleLoads":[7939,10998,10911,9995,9974,10587],"axles":6,"basis":"off-site","excess":8383,"excessRatio":1710,"explanation":[{"en":"1 picture was found by time, nearest first, plate 晋BB4T85","source":"weigh, camera","step":"pairing","zh":"称重与 1 张图像按时间就近匹配，号牌 晋BB4T85"},{"en":"the act was on 2026-11-27; the rules of that day apply","source":"law-of-the-day: 中华人民共和国行政处罚法 第三十七条","step":"day","zh":"行为日 2026-11-27，适用当日有效的规则"},{"en":"6 axles, axle-type code 159 (the station''s axle-type code)","source":"axle-code","step":"vehicle","zh":"6轴，轴型代码 159（站点上报的轴型代码）"},{"en":"form articulated, from what was seen","source":"camera","step":"form","zh":"车型：铰接列车（依据：现场识别）"},{"en":"2 driven axles, from what was seen","source":"camera","step":"drive-axles","zh":"驱动轴 2 根（依据：现场识别）"},{"en":"by axle-type code, gross mass limit 49000 kg, over when greater","source":"o62-annex-159-drive2: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"limit","zh":"按轴型代码，车货总质量限值 49000 千克，超过即为超限"},{"en":"60404 kg as shown, less the error in service of 5 % of class 5 by the setting tolerance, assessed 57383 kg","source":"jjg907-classes: JJG 907-2006 动态公路车辆自动衡器 最大允许误差；cn-settings tolerance: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"mass","zh":"示值 60404 千克，按本系统设置（tolerance）扣减5级衡器使用中最大允许误差 5%，认定质量 57383 千克"},{"en":"axle group 2 carries 21909 kg, over its 18000 kg; recorded, and no case by itself","source":"tandem-wide: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第2、3轴 21909 千克，超过限值 18000 千克；仅记录，不单独立案"},{"en":"axle group 3 carries 30556 kg, over its 24000 kg; recorded, and no case by itself","source":"tridem-wide: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第4、5、6轴 30556 千克，超过限值 24000 千克；仅记录，不单独立案"},{"en":"length 16316 ≤ 18100 mm, width 2501 ≤ 2550 mm, height 3958 ≤ 4000 mm: not over","source":"o62-3-dimensions: 交通运输部令2016年第62号 第三条第一款第（一）至（三）项","step":"dimensions","zh":"长 16316 ≤ 18100 毫米，宽 2501 ≤ 2550 毫米，高 3958 ≤ 4000 毫米：外廓尺寸未超限"},{"en":"57383 > 49000: over by 8383 kg (17.1 %)","source":"o62-annex-159-drive2: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"comparison","zh":"57383 > 49000：超过限值 8383 千克（17.1%）"},{"en":"verdict: overloaded","source":"o62-annex-159-drive2: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"verdict","zh":"结论：超限"},{"en":"over by 8383 kg: 8 × 500 = 4000 yuan (full steps of the whole excess, setting fine_fraction: floor): a fine of 4000 yuan","source":"o62-43-mass: 交通运输部令2016年第62号 第四十三条第一款第（二）项、第二款；cn-settings fine_fraction: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"fine","zh":"超限 8383 千克，每 1000 千克罚款 500 元，计 8×500＝4000 元（不足一个单位的部分不计，取法 fine_fraction：floor），罚款 4000 元"},{"en":"rated load or kerb mass not known: the police''s fine cannot be said","source":"rtsl-92: 中华人民共和国道路交通安全法 第九十二条第二款","step":"police-fine","zh":"核定载质量或者整备质量不明，公安机关交通管理部门的罚款幅度无法计算"},{"en":"over the permitted mass: 1 point for the driver, by the police","source":"points-2022-1: 道路交通安全违法行为记分管理办法（公安部令第163号） 第十二条","step":"points","zh":"超过最大允许总质量 17.1%，公安机关交通管理部门对驾驶人一次记 1 分"},{"en":"off-site: the transport department fines; what the police might do is a computation only","source":"one-act-one-fine: 中华人民共和国行政处罚法 第二十九条","step":"one-act-one-fine","zh":"非现场查处，由交通运输主管部门处罚；上列公安机关交通管理部门的罚款、记分仅为测算，同一违法行为不得给予两次以上罚款"}],"findings":["axle-group-over-limit"],"fine":{"isWarning":false,"least":4000,"most":4000},"form":"articulated","gross":60404,"groups":[{"first":1,"last":1,"limit":10000,"load":7939,"rule":"single-single-wide"},{"first":2,"last":3,"limit":18000,"load":21909,"rule":"tandem-wide"},{"first":4,"last":6,"limit":24000,"load":30556,"rule":"tridem-wide"}],"id":"410122-03~wim-1~1795761828037~12","instrument":"ZZ-201","lane":4,"limit":49000,"oneActHours":12,"passage":"410122-03/wim-1:1795761828037:12","plate":"晋BB4T85","plateColour":"yellow","records":[70,74],"rule":"o62-annex-159-drive2","station":"410122-03","unknowns":[]}','{"410122-03/cam-1:1795761828037:13":"8ad15257a28c4d77f61004fc77e24f264212a82cf3b0a9bef5865a248850239a","410122-03/wim-1:1795761828037:12":"462bfbd468352018561ce3c43b756d562d073664ebbea64367fb8378d172794b"}',X'7F225A65139D6990C8305E9BFCCC9DA89D96411E0544EE9DAD98E87BAFD2667D',X'168FFB8CA6A2B65F68A1F94DFAFC29F40EEBB81F31A263D59BA0EDD1C386DD7A');
        INSERT INTO "case_event" VALUES(3,'410181-02~wim-1~1795761828037~12',1,'opened',1795761839504,'zhichaod','{"article":"交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","assessed":44020,"at":"2026-11-27T14:43:54.782+08:00","axleCode":"129","axleLoads":[6954,14792,8103,8119,8369],"axles":5,"basis":"off-site","excess":2020,"excessRatio":480,"explanation":[{"en":"the station''s trigger links the weighing with 2 pictures, plate 豫AP404L","source":"weigh, camera","step":"pairing","zh":"称重与 2 张图像由站点触发号关联，号牌 豫AP404L"},{"en":"the act was on 2026-11-27; the rules of that day apply","source":"law-of-the-day: 中华人民共和国行政处罚法 第三十七条","step":"day","zh":"行为日 2026-11-27，适用当日有效的规则"},{"en":"5 axles, axle-type code 129 (the station''s axle-type code)","source":"axle-code","step":"vehicle","zh":"5轴，轴型代码 129（站点上报的轴型代码）"},{"en":"form articulated, from the station''s axle-type code","source":"axle-code","step":"form","zh":"车型：铰接列车（依据：站点上报的轴型代码）"},{"en":"1 driven axle, from what was seen","source":"camera","step":"drive-axles","zh":"驱动轴 1 根（依据：现场识别）"},{"en":"by axle-type code, gross mass limit 42000 kg, over when greater","source":"o62-annex-129: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"limit","zh":"按轴型代码，车货总质量限值 42000 千克，超过即为超限"},{"en":"46337 kg as shown, less the error in service of 5 % of class 5 by the setting tolerance, assessed 44020 kg","source":"jjg907-classes: JJG 907-2006 动态公路车辆自动衡器 最大允许误差；cn-settings tolerance: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"mass","zh":"示值 46337 千克，按本系统设置（tolerance）扣减5级衡器使用中最大允许误差 5%，认定质量 44020 千克"},{"en":"axle group 2 carries 14792 kg, over its 11500 kg; recorded, and no case by itself","source":"single-dual-driven: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第2轴 14792 千克，超过限值 11500 千克；仅记录，不单独立案"},{"en":"axle group 3 carries 24591 kg, over its 24000 kg; recorded, and no case by itself","source":"tridem-wide: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第3、4、5轴 24591 千克，超过限值 24000 千克；仅记录，不单独立案"},{"en":"length 14386 ≤ 18100 mm, width 2451 ≤ 2550 mm, height 3893 ≤ 4000 mm: not over","source":"o62-3-dimensions: 交通运输部令2016年第62号 第三条第一款第（一）至（三）项","step":"dimensions","zh":"长 14386 ≤ 18100 毫米，宽 2451 ≤ 2550 毫米，高 3893 ≤ 4000 毫米：外廓尺寸未超限"},{"en":"44020 > 42000: over by 2020 kg (4.8 %)","source":"o62-annex-129: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"comparison","zh":"44020 > 42000：超过限值 2020 千克（4.8%）"},{"en":"verdict: overloaded","source":"o62-annex-129: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"verdict","zh":"结论：超限"},{"en":"over by 2020 kg: 2 × 500 = 1000 yuan (full steps of the whole excess, setting fine_fraction: floor): a fine of 1000 yuan","source":"o62-43-mass: 交通运输部令2016年第62号 第四十三条第一款第（二）项、第二款；cn-settings fine_fraction: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"fine","zh":"超限 2020 千克，每 1000 千克罚款 500 元，计 2×500＝1000 元（不足一个单位的部分不计，取法 fine_fraction：floor），罚款 1000 元"},{"en":"rated load or kerb mass not known: the police''s fine cannot be said","source":"rtsl-92: 中华人民共和国道路交通安全法 第九十二条第二款","step":"police-fine","zh":"核定载质量或者整备质量不明，公安机关交通管理部门的罚款幅度无法计算"},{"en":"over the permitted mass: 1 point for the driver, by the police","source":"points-2022-1: 道路交通安全违法行为记分管理办法（公安部令第163号） 第十二条","step":"points","zh":"超过最大允许总质量 4.8%，公安机关交通管理部门对驾驶人一次记 1 分"},{"en":"off-site: the transport department fines; what the police might do is a computation only","source":"one-act-one-fine: 中华人民共和国行政处罚法 第二十九条","step":"one-act-one-fine","zh":"非现场查处，由交通运输主管部门处罚；上列公安机关交通管理部门的罚款、记分仅为测算，同一违法行为不得给予两次以上罚款"}],"findings":["axle-group-over-limit"],"fine":{"isWarning":false,"least":1000,"most":1000},"form":"articulated","gross":46337,"groups":[{"first":1,"last":1,"limit":10000,"load":6954,"rule":"single-single-wide"},{"first":2,"last":2,"limit":11500,"load":14792,"rule":"single-dual-driven"},{"first":3,"last":5,"limit":24000,"load":24591,"rule":"tridem-wide"}],"id":"410181-02~wim-1~1795761828037~12","instrument":"ZZ-202","lane":2,"limit":42000,"oneActHours":12,"passage":"410181-02/wim-1:1795761828037:12","plate":"豫AP404L","plateColour":"yellow","records":[75,79,89],"rule":"o62-annex-129","station":"410181-02","trailerPlate":"豫A4139挂","unknowns":[]}','{"410181-02/cam-1:1795761828037:13":"a685aa7d065492af1b1986abc7c92bf05784fb50834b54e12cd2d08c38a2260c","410181-02/cam-1:1795761828037:15":"e98fc96cf5783f16390f651dbecf2519f3014b780d7915337616bf37f2bf3b80","410181-02/wim-1:1795761828037:12":"bc1a09eeb6e2d6a2d4e2f6f99ba64351af2822b1ccb4c610870a81ecb8d37ed0"}',X'2F2DEE669A1706577BB133549EE6D8816B69F550FF5F4F7D4D770908F18D4678',X'99FCD48BA82F5A7A4A10B38F7F607B24C5DE00A0C2AD179DF421597112931469');
        INSERT INTO "case_event" VALUES(4,'410184-07~wim-1~1795761828037~14',1,'opened',1795761839810,'zhichaod','{"article":"交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","assessed":39592,"at":"2026-11-27T14:43:55.325+08:00","axleCode":"115","axleLoads":[8348,7858,12554,12916],"axles":4,"basis":"off-site","excess":8592,"excessRatio":2771,"explanation":[{"en":"1 picture was found by time, nearest first, plate 豫D6X411","source":"weigh, camera","step":"pairing","zh":"称重与 1 张图像按时间就近匹配，号牌 豫D6X411"},{"en":"the act was on 2026-11-27; the rules of that day apply","source":"law-of-the-day: 中华人民共和国行政处罚法 第三十七条","step":"day","zh":"行为日 2026-11-27，适用当日有效的规则"},{"en":"4 axles, axle-type code 115 (the station''s axle-type code)","source":"axle-code","step":"vehicle","zh":"4轴，轴型代码 115（站点上报的轴型代码）"},{"en":"form rigid, from the station''s axle-type code","source":"axle-code","step":"form","zh":"车型：载货汽车（依据：站点上报的轴型代码）"},{"en":"2 driven axles, from what was seen","source":"camera","step":"drive-axles","zh":"驱动轴 2 根（依据：现场识别）"},{"en":"by axle-type code, gross mass limit 31000 kg, over when greater","source":"o62-annex-115: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"limit","zh":"按轴型代码，车货总质量限值 31000 千克，超过即为超限"},{"en":"41676 kg as shown, less the error in service of 5 % of class 5 by the setting tolerance, assessed 39592 kg","source":"jjg907-classes: JJG 907-2006 动态公路车辆自动衡器 最大允许误差；cn-settings tolerance: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"mass","zh":"示值 41676 千克，按本系统设置（tolerance）扣减5级衡器使用中最大允许误差 5%，认定质量 39592 千克"},{"en":"axle group 3 carries 25470 kg, over its 18000 kg; recorded, and no case by itself","source":"tandem-wide: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第3、4轴 25470 千克，超过限值 18000 千克；仅记录，不单独立案"},{"en":"length 9173 ≤ 18100 mm, width 2532 ≤ 2550 mm, height 3760 ≤ 4000 mm: not over","source":"o62-3-dimensions: 交通运输部令2016年第62号 第三条第一款第（一）至（三）项","step":"dimensions","zh":"长 9173 ≤ 18100 毫米，宽 2532 ≤ 2550 毫米，高 3760 ≤ 4000 毫米：外廓尺寸未超限"},{"en":"39592 > 31000: over by 8592 kg (27.71 %)","source":"o62-annex-115: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"comparison","zh":"39592 > 31000：超过限值 8592 千克（27.71%）"},{"en":"verdict: overloaded","source":"o62-annex-115: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"verdict","zh":"结论：超限"},{"en":"over by 8592 kg: 8 × 500 = 4000 yuan (full steps of the whole excess, setting fine_fraction: floor): a fine of 4000 yuan","source":"o62-43-mass: 交通运输部令2016年第62号 第四十三条第一款第（二）项、第二款；cn-settings fine_fraction: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"fine","zh":"超限 8592 千克，每 1000 千克罚款 500 元，计 8×500＝4000 元（不足一个单位的部分不计，取法 fine_fraction：floor），罚款 4000 元"},{"en":"rated load or kerb mass not known: the police''s fine cannot be said","source":"rtsl-92: 中华人民共和国道路交通安全法 第九十二条第二款","step":"police-fine","zh":"核定载质量或者整备质量不明，公安机关交通管理部门的罚款幅度无法计算"},{"en":"over the permitted mass: 1 point for the driver, by the police","source":"points-2022-1: 道路交通安全违法行为记分管理办法（公安部令第163号） 第十二条","step":"points","zh":"超过最大允许总质量 27.71%，公安机关交通管理部门对驾驶人一次记 1 分"},{"en":"off-site: the transport department fines; what the police might do is a computation only","source":"one-act-one-fine: 中华人民共和国行政处罚法 第二十九条","step":"one-act-one-fine","zh":"非现场查处，由交通运输主管部门处罚；上列公安机关交通管理部门的罚款、记分仅为测算，同一违法行为不得给予两次以上罚款"}],"findings":["axle-group-over-limit"],"fine":{"isWarning":false,"least":4000,"most":4000},"form":"rigid","gross":41676,"groups":[{"first":1,"last":1,"limit":10000,"load":8348,"rule":"single-single-wide"},{"first":2,"last":2,"limit":10000,"load":7858,"rule":"single-single-wide"},{"first":3,"last":4,"limit":18000,"load":25470,"rule":"tandem-wide"}],"id":"410184-07~wim-1~1795761828037~14","instrument":"ZZ-113","lane":4,"limit":31000,"oneActHours":12,"passage":"410184-07/wim-1:1795761828037:14","plate":"豫D6X411","plateColour":"yellow","records":[82,86],"rule":"o62-annex-115","station":"410184-07","unknowns":[]}','{"410184-07/cam-1:1795761828037:15":"d6d245bbc400c3ce5f4a773e7e31ae9369964f419060b1284091b40dce61e17d","410184-07/wim-1:1795761828037:14":"f5ccd71f74d27952b6f411c75295a2f7ee0e0578a3d64a61a4ef207f765b7328"}',X'7718B4666847D481F40206D569BA378791F9113F12FD4CE47FD7FF6651D9D351',X'5B04DEC4F1ED29748701B3B28BA81D056245216FF010657CB78DFE9A2E2BB957');
        INSERT INTO "case_event" VALUES(5,'410184-07~wim-1~1795761828037~18',1,'opened',1795761841470,'zhichaod','{"article":"交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","assessed":18264,"at":"2026-11-27T14:43:56.687+08:00","axleCode":"12","axleLoads":[5891,13335],"axles":2,"basis":"off-site","excess":264,"excessRatio":146,"explanation":[{"en":"the station''s trigger links the weighing with 1 picture, plate 豫KD3379","source":"weigh, camera","step":"pairing","zh":"称重与 1 张图像由站点触发号关联，号牌 豫KD3379"},{"en":"the act was on 2026-11-27; the rules of that day apply","source":"law-of-the-day: 中华人民共和国行政处罚法 第三十七条","step":"day","zh":"行为日 2026-11-27，适用当日有效的规则"},{"en":"2 axles, axle-type code 12 (the station''s axle-type code)","source":"axle-code","step":"vehicle","zh":"2轴，轴型代码 12（站点上报的轴型代码）"},{"en":"form rigid, from the station''s axle-type code","source":"axle-code","step":"form","zh":"车型：载货汽车（依据：站点上报的轴型代码）"},{"en":"1 driven axle, from what was seen","source":"camera","step":"drive-axles","zh":"驱动轴 1 根（依据：现场识别）"},{"en":"by axle-type code, gross mass limit 18000 kg, over when greater","source":"o62-annex-12: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"limit","zh":"按轴型代码，车货总质量限值 18000 千克，超过即为超限"},{"en":"19226 kg as shown, less the error in service of 5 % of class 5 by the setting tolerance, assessed 18264 kg","source":"jjg907-classes: JJG 907-2006 动态公路车辆自动衡器 最大允许误差；cn-settings tolerance: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"mass","zh":"示值 19226 千克，按本系统设置（tolerance）扣减5级衡器使用中最大允许误差 5%，认定质量 18264 千克"},{"en":"axle group 2 carries 13335 kg, over its 11500 kg; recorded, and no case by itself","source":"single-dual-driven: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第2轴 13335 千克，超过限值 11500 千克；仅记录，不单独立案"},{"en":"length 7169 ≤ 18100 mm, width 2522 ≤ 2550 mm, height 3936 ≤ 4000 mm: not over","source":"o62-3-dimensions: 交通运输部令2016年第62号 第三条第一款第（一）至（三）项","step":"dimensions","zh":"长 7169 ≤ 18100 毫米，宽 2522 ≤ 2550 毫米，高 3936 ≤ 4000 毫米：外廓尺寸未超限"},{"en":"18264 > 18000: over by 264 kg (1.46 %)","source":"o62-annex-12: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"comparison","zh":"18264 > 18000：超过限值 264 千克（1.46%）"},{"en":"verdict: overloaded","source":"o62-annex-12: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"verdict","zh":"结论：超限"},{"en":"over by 264 kg: a warning","source":"o62-43-mass: 交通运输部令2016年第62号 第四十三条第一款第（二）项、第二款","step":"warning","zh":"超限 264 千克，予以警告"},{"en":"rated load or kerb mass not known: the police''s fine cannot be said","source":"rtsl-92: 中华人民共和国道路交通安全法 第九十二条第二款","step":"police-fine","zh":"核定载质量或者整备质量不明，公安机关交通管理部门的罚款幅度无法计算"},{"en":"over the permitted mass: 1 point for the driver, by the police","source":"points-2022-1: 道路交通安全违法行为记分管理办法（公安部令第163号） 第十二条","step":"points","zh":"超过最大允许总质量 1.46%，公安机关交通管理部门对驾驶人一次记 1 分"},{"en":"off-site: the transport department fines; what the police might do is a computation only","source":"one-act-one-fine: 中华人民共和国行政处罚法 第二十九条","step":"one-act-one-fine","zh":"非现场查处，由交通运输主管部门处罚；上列公安机关交通管理部门的罚款、记分仅为测算，同一违法行为不得给予两次以上罚款"}],"findings":["axle-group-over-limit"],"fine":{"isWarning":true},"form":"rigid","gross":19226,"groups":[{"first":1,"last":1,"limit":10000,"load":5891,"rule":"single-single-wide"},{"first":2,"last":2,"limit":11500,"load":13335,"rule":"single-dual-driven"}],"id":"410184-07~wim-1~1795761828037~18","instrument":"ZZ-113","lane":1,"limit":18000,"oneActHours":12,"passage":"410184-07/wim-1:1795761828037:18","plate":"豫KD3379","plateColour":"yellow","records":[95,97],"rule":"o62-annex-12","station":"410184-07","unknowns":[]}','{"410184-07/cam-1:1795761828037:18":"67ef6495893ac550e4f272af864226e2796223c8572863f001969563031fc9d5","410184-07/wim-1:1795761828037:18":"dd3289efb22d126d0f8ca055da632f1da940e10d43666850b1ea2e2dd0a356c5"}',X'CFB301699F0A2A509E47C28BD8AC6A0520325733049555129C84CAC4B6C3086D',X'EAE0DAD1A364CDEE01F373B079299460C0C12EB72E0D95C06A4A6BEA9C471184');
        INSERT INTO "case_event" VALUES(6,'410184-07~wim-1~1795761828037~17',1,'opened',1795761841470,'zhichaod','{"article":"交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","assessed":60254,"at":"2026-11-27T14:43:56.657+08:00","axleCode":"155","axleLoads":[8329,13380,13380,13380,14957],"axles":5,"basis":"off-site","excess":17254,"excessRatio":4012,"explanation":[{"en":"the station''s trigger links the weighing with 2 pictures, plate 豫B5Y855","source":"weigh, camera","step":"pairing","zh":"称重与 2 张图像由站点触发号关联，号牌 豫B5Y855"},{"en":"the act was on 2026-11-27; the rules of that day apply","source":"law-of-the-day: 中华人民共和国行政处罚法 第三十七条","step":"day","zh":"行为日 2026-11-27，适用当日有效的规则"},{"en":"5 axles, axle-type code 155 (the station''s axle-type code)","source":"axle-code","step":"vehicle","zh":"5轴，轴型代码 155（站点上报的轴型代码）"},{"en":"form articulated, from what was seen","source":"camera","step":"form","zh":"车型：铰接列车（依据：现场识别）"},{"en":"by axle-type code, gross mass limit 43000 kg, over when greater","source":"o62-annex-155: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"limit","zh":"按轴型代码，车货总质量限值 43000 千克，超过即为超限"},{"en":"63426 kg as shown, less the error in service of 5 % of class 5 by the setting tolerance, assessed 60254 kg","source":"jjg907-classes: JJG 907-2006 动态公路车辆自动衡器 最大允许误差；cn-settings tolerance: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"mass","zh":"示值 63426 千克，按本系统设置（tolerance）扣减5级衡器使用中最大允许误差 5%，认定质量 60254 千克"},{"en":"axle group 2 carries 26760 kg, over its 18000 kg; recorded, and no case by itself","source":"tandem-wide: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第2、3轴 26760 千克，超过限值 18000 千克；仅记录，不单独立案"},{"en":"axle group 3 carries 28337 kg, over its 18000 kg; recorded, and no case by itself","source":"tandem-wide: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第4、5轴 28337 千克，超过限值 18000 千克；仅记录，不单独立案"},{"en":"length 15033 ≤ 18100 mm, width 2465 ≤ 2550 mm, height 3502 ≤ 4000 mm: not over","source":"o62-3-dimensions: 交通运输部令2016年第62号 第三条第一款第（一）至（三）项","step":"dimensions","zh":"长 15033 ≤ 18100 毫米，宽 2465 ≤ 2550 毫米，高 3502 ≤ 4000 毫米：外廓尺寸未超限"},{"en":"60254 > 43000: over by 17254 kg (40.12 %)","source":"o62-annex-155: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"comparison","zh":"60254 > 43000：超过限值 17254 千克（40.12%）"},{"en":"verdict: overloaded","source":"o62-annex-155: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"verdict","zh":"结论：超限"},{"en":"over by 17254 kg: 17 × 500 = 8500 yuan (full steps of the whole excess, setting fine_fraction: floor): a fine of 8500 yuan","source":"o62-43-mass: 交通运输部令2016年第62号 第四十三条第一款第（二）项、第二款；cn-settings fine_fraction: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"fine","zh":"超限 17254 千克，每 1000 千克罚款 500 元，计 17×500＝8500 元（不足一个单位的部分不计，取法 fine_fraction：floor），罚款 8500 元"},{"en":"rated load or kerb mass not known: the police''s fine cannot be said","source":"rtsl-92: 中华人民共和国道路交通安全法 第九十二条第二款","step":"police-fine","zh":"核定载质量或者整备质量不明，公安机关交通管理部门的罚款幅度无法计算"},{"en":"over the permitted mass: 3 points for the driver, by the police","source":"points-2022-3: 道路交通安全违法行为记分管理办法（公安部令第163号） 第十一条","step":"points","zh":"超过最大允许总质量 40.12%，公安机关交通管理部门对驾驶人一次记 3 分"},{"en":"off-site: the transport department fines; what the police might do is a computation only","source":"one-act-one-fine: 中华人民共和国行政处罚法 第二十九条","step":"one-act-one-fine","zh":"非现场查处，由交通运输主管部门处罚；上列公安机关交通管理部门的罚款、记分仅为测算，同一违法行为不得给予两次以上罚款"}],"findings":["axle-group-over-limit"],"fine":{"isWarning":false,"least":8500,"most":8500},"form":"articulated","gross":63426,"groups":[{"first":1,"last":1,"limit":10000,"load":8329,"rule":"single-single-wide"},{"first":2,"last":3,"limit":18000,"load":26760,"rule":"tandem-wide"},{"first":4,"last":5,"limit":18000,"load":28337,"rule":"tandem-wide"}],"id":"410184-07~wim-1~1795761828037~17","instrument":"ZZ-113","lane":2,"limit":43000,"oneActHours":12,"passage":"410184-07/wim-1:1795761828037:17","plate":"豫B5Y855","plateColour":"yellow","records":[94,96,110],"rule":"o62-annex-155","station":"410184-07","trailerPlate":"豫B5663挂","unknowns":[]}','{"410184-07/cam-1:1795761828037:17":"0b50e5cd86354944eb2705dfb14e9575b3a6abcd1ae1c251136457065a5783fe","410184-07/cam-1:1795761828037:20":"b1b294b4f10183b88a09f7d74ec591cd66bcf38b68a3d16107b188f4469a6064","410184-07/wim-1:1795761828037:17":"f0a7ec1412975092669d4afea984754ea559db7212e5419f2a43fbdf3b011f16"}',X'C3AF2882026B5E2FED11CDF99B07728211498090E371B98036895309397A015A',X'A9DA817607A7A9E5B72DDE9152FD1C0758B6BCC89ABB4D24B0B9AF4DFB82BAF2');
        INSERT INTO "case_event" VALUES(7,'410181-02~wim-1~1795761828037~19',1,'opened',1795761842581,'zhichaod','{"article":"交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","assessed":18976,"at":"2026-11-27T14:43:58.077+08:00","axleCode":"12","axleLoads":[6230,13745],"axles":2,"basis":"off-site","excess":976,"excessRatio":542,"explanation":[{"en":"the station''s trigger links the weighing with 1 picture, plate 豫A770X1","source":"weigh, camera","step":"pairing","zh":"称重与 1 张图像由站点触发号关联，号牌 豫A770X1"},{"en":"the act was on 2026-11-27; the rules of that day apply","source":"law-of-the-day: 中华人民共和国行政处罚法 第三十七条","step":"day","zh":"行为日 2026-11-27，适用当日有效的规则"},{"en":"2 axles, axle-type code 12 (the station''s axle-type code)","source":"axle-code","step":"vehicle","zh":"2轴，轴型代码 12（站点上报的轴型代码）"},{"en":"form rigid, from the station''s axle-type code","source":"axle-code","step":"form","zh":"车型：载货汽车（依据：站点上报的轴型代码）"},{"en":"1 driven axle, from what was seen","source":"camera","step":"drive-axles","zh":"驱动轴 1 根（依据：现场识别）"},{"en":"by axle-type code, gross mass limit 18000 kg, over when greater","source":"o62-annex-12: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"limit","zh":"按轴型代码，车货总质量限值 18000 千克，超过即为超限"},{"en":"19975 kg as shown, less the error in service of 5 % of class 5 by the setting tolerance, assessed 18976 kg","source":"jjg907-classes: JJG 907-2006 动态公路车辆自动衡器 最大允许误差；cn-settings tolerance: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"mass","zh":"示值 19975 千克，按本系统设置（tolerance）扣减5级衡器使用中最大允许误差 5%，认定质量 18976 千克"},{"en":"axle group 2 carries 13745 kg, over its 11500 kg; recorded, and no case by itself","source":"single-dual-driven: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第2轴 13745 千克，超过限值 11500 千克；仅记录，不单独立案"},{"en":"length 5986 ≤ 18100 mm, width 2500 ≤ 2550 mm, height 3577 ≤ 4000 mm: not over","source":"o62-3-dimensions: 交通运输部令2016年第62号 第三条第一款第（一）至（三）项","step":"dimensions","zh":"长 5986 ≤ 18100 毫米，宽 2500 ≤ 2550 毫米，高 3577 ≤ 4000 毫米：外廓尺寸未超限"},{"en":"18976 > 18000: over by 976 kg (5.42 %)","source":"o62-annex-12: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"comparison","zh":"18976 > 18000：超过限值 976 千克（5.42%）"},{"en":"verdict: overloaded","source":"o62-annex-12: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"verdict","zh":"结论：超限"},{"en":"over by 976 kg: a warning","source":"o62-43-mass: 交通运输部令2016年第62号 第四十三条第一款第（二）项、第二款","step":"warning","zh":"超限 976 千克，予以警告"},{"en":"rated load or kerb mass not known: the police''s fine cannot be said","source":"rtsl-92: 中华人民共和国道路交通安全法 第九十二条第二款","step":"police-fine","zh":"核定载质量或者整备质量不明，公安机关交通管理部门的罚款幅度无法计算"},{"en":"over the permitted mass: 1 point for the driver, by the police","source":"points-2022-1: 道路交通安全违法行为记分管理办法（公安部令第163号） 第十二条","step":"points","zh":"超过最大允许总质量 5.42%，公安机关交通管理部门对驾驶人一次记 1 分"},{"en":"off-site: the transport department fines; what the police might do is a computation only","source":"one-act-one-fine: 中华人民共和国行政处罚法 第二十九条","step":"one-act-one-fine","zh":"非现场查处，由交通运输主管部门处罚；上列公安机关交通管理部门的罚款、记分仅为测算，同一违法行为不得给予两次以上罚款"}],"findings":["axle-group-over-limit"],"fine":{"isWarning":true},"form":"rigid","gross":19975,"groups":[{"first":1,"last":1,"limit":10000,"load":6230,"rule":"single-single-wide"},{"first":2,"last":2,"limit":11500,"load":13745,"rule":"single-dual-driven"}],"id":"410181-02~wim-1~1795761828037~19","instrument":"ZZ-202","lane":2,"limit":18000,"oneActHours":12,"passage":"410181-02/wim-1:1795761828037:19","plate":"豫A770X1","plateColour":"yellow","records":[113,116],"rule":"o62-annex-12","station":"410181-02","unknowns":[]}','{"410181-02/cam-1:1795761828037:20":"20973179c08b48ed6cfd9f848ccfc8ffcd4d795ce6bbff864f37e29396035a8a","410181-02/wim-1:1795761828037:19":"fc80f50995692248f0f5252009dff395f9aaa8547f5e5dde5cd9d84de5e65b48"}',X'6688F2D567CC8B593D04C651A2328AA285E25F5538F0966792EC40E252F96624',X'E101AE495C3F5CC3AE4D89A026DFB3DD0B791B108098B48C7C85AAD39A6A891A');
        INSERT INTO "case_event" VALUES(8,'410181-02~wim-1~1795761828037~21',1,'opened',1795761844095,'zhichaod','{"article":"交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","assessed":39679,"at":"2026-11-27T14:43:59.481+08:00","axleCode":"115","axleLoads":[8036,8279,12494,12959],"axles":4,"basis":"off-site","excess":8679,"excessRatio":2799,"explanation":[{"en":"the station''s trigger links the weighing with 1 picture, plate 豫DX0770","source":"weigh, camera","step":"pairing","zh":"称重与 1 张图像由站点触发号关联，号牌 豫DX0770"},{"en":"the act was on 2026-11-27; the rules of that day apply","source":"law-of-the-day: 中华人民共和国行政处罚法 第三十七条","step":"day","zh":"行为日 2026-11-27，适用当日有效的规则"},{"en":"4 axles, axle-type code 115 (the station''s axle-type code)","source":"axle-code","step":"vehicle","zh":"4轴，轴型代码 115（站点上报的轴型代码）"},{"en":"form rigid, from the station''s axle-type code","source":"axle-code","step":"form","zh":"车型：载货汽车（依据：站点上报的轴型代码）"},{"en":"by axle-type code, gross mass limit 31000 kg, over when greater","source":"o62-annex-115: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"limit","zh":"按轴型代码，车货总质量限值 31000 千克，超过即为超限"},{"en":"41768 kg as shown, less the error in service of 5 % of class 5 by the setting tolerance, assessed 39679 kg","source":"jjg907-classes: JJG 907-2006 动态公路车辆自动衡器 最大允许误差；cn-settings tolerance: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"mass","zh":"示值 41768 千克，按本系统设置（tolerance）扣减5级衡器使用中最大允许误差 5%，认定质量 39679 千克"},{"en":"axle group 3 carries 25453 kg, over its 18000 kg; recorded, and no case by itself","source":"tandem-wide: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第3、4轴 25453 千克，超过限值 18000 千克；仅记录，不单独立案"},{"en":"length 8631 ≤ 18100 mm, width 2481 ≤ 2550 mm, height 3516 ≤ 4000 mm: not over","source":"o62-3-dimensions: 交通运输部令2016年第62号 第三条第一款第（一）至（三）项","step":"dimensions","zh":"长 8631 ≤ 18100 毫米，宽 2481 ≤ 2550 毫米，高 3516 ≤ 4000 毫米：外廓尺寸未超限"},{"en":"39679 > 31000: over by 8679 kg (27.99 %)","source":"o62-annex-115: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"comparison","zh":"39679 > 31000：超过限值 8679 千克（27.99%）"},{"en":"verdict: overloaded","source":"o62-annex-115: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"verdict","zh":"结论：超限"},{"en":"over by 8679 kg: 8 × 500 = 4000 yuan (full steps of the whole excess, setting fine_fraction: floor): a fine of 4000 yuan","source":"o62-43-mass: 交通运输部令2016年第62号 第四十三条第一款第（二）项、第二款；cn-settings fine_fraction: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"fine","zh":"超限 8679 千克，每 1000 千克罚款 500 元，计 8×500＝4000 元（不足一个单位的部分不计，取法 fine_fraction：floor），罚款 4000 元"},{"en":"rated load or kerb mass not known: the police''s fine cannot be said","source":"rtsl-92: 中华人民共和国道路交通安全法 第九十二条第二款","step":"police-fine","zh":"核定载质量或者整备质量不明，公安机关交通管理部门的罚款幅度无法计算"},{"en":"over the permitted mass: 1 point for the driver, by the police","source":"points-2022-1: 道路交通安全违法行为记分管理办法（公安部令第163号） 第十二条","step":"points","zh":"超过最大允许总质量 27.99%，公安机关交通管理部门对驾驶人一次记 1 分"},{"en":"off-site: the transport department fines; what the police might do is a computation only","source":"one-act-one-fine: 中华人民共和国行政处罚法 第二十九条","step":"one-act-one-fine","zh":"非现场查处，由交通运输主管部门处罚；上列公安机关交通管理部门的罚款、记分仅为测算，同一违法行为不得给予两次以上罚款"}],"findings":["axle-group-over-limit"],"fine":{"isWarning":false,"least":4000,"most":4000},"form":"rigid","gross":41768,"groups":[{"first":1,"last":1,"limit":10000,"load":8036,"rule":"single-single-wide"},{"first":2,"last":2,"limit":10000,"load":8279,"rule":"single-single-wide"},{"first":3,"last":4,"limit":18000,"load":25453,"rule":"tandem-wide"}],"id":"410181-02~wim-1~1795761828037~21","instrument":"ZZ-202","lane":4,"limit":31000,"oneActHours":12,"passage":"410181-02/wim-1:1795761828037:21","plate":"豫DX0770","plateColour":"yellow","records":[129,137],"rule":"o62-annex-115","station":"410181-02","unknowns":[]}','{"410181-02/cam-1:1795761828037:23":"55d0899f20334358c042698a5234f7b9cd741a99c01dbd4eafbab139e24ce8ed","410181-02/wim-1:1795761828037:21":"da5ae6508c013fd52b576e1d142ed91704e58c5b5b2ab054a687ab82a9603b7f"}',X'0C64735EBE05DC53102E7AB20390B26C82B42EAD9DA7396A48209EFF80304749',X'B03404FBF3E6FB3C1114F1D3FE39B596AE510B60E9CE36EB003956C1F1DA19CA');
        INSERT INTO "case_event" VALUES(9,'410122-03~wim-1~1795761828037~9',2,'fields-changed',1795761863276,'root','{"parts":{"circumstances":"evasion","company":"91350100M000100Y43","driver":{"licence":{"sealed":"2b4c128796e1956f2f5f870ddbb6787a014fbdbdebdde28afe14515324a35bfc"}}}}','{}',X'D3AA39451E0924B46343F9FCE717ECE862A5A12DB319D4395AA77A7CE21D4984',X'B9E8CB7772E18B8068AC119C339EF6D166C07387C72DF1AF7F4E231847EE78E9');
        INSERT INTO "case_event" VALUES(10,'R2026-000001',1,'referral-issued',1795761863276,'root','{"parts":{"article":"公路安全保护条例 第六十七条","case_id":"410122-03~wim-1~1795761828037~9","cases":["410122-03~wim-1~1795761828037~9"],"due_day":"2026-12-08","en":"wrong-way driving over a sensor, forcing through, short-haul transfer to evade","form":"hand-over","issued_day":"2026-11-27","kind":"vehicle","rule":"rspo-67-police","subject":"豫UJ142Z~yellow","to_en":"the police","to_zh":"公安机关","zh":"逆行通过检测设备、强行冲卡、短途驳载等逃避检测的"}}','{}',X'D7C97A661AA525E9F1AFDC67EF13D0CF0A02C4BFDB5FAEEE7286EBA8198DEFEB',X'8C6C05E7DBE22E3E5349BB3921F5A8C31C2FF30615A333FDE0C27685EBF22734');
        INSERT INTO "case_event" VALUES(11,'410122-03~wim-1~1795761828037~12',2,'fields-changed',1795761863866,'root','{"parts":{"loading_site":"YT-7"}}','{}',X'D289A43D7344C04ED50D8C681EE325954EFD587F60C804DAAAA42EF8815D965B',X'6BC83BDFFB1A71F0630C9F0C2C63F062431F60AB37FB51AB4524573351F73809');
        INSERT INTO "case_event" VALUES(12,'410181-02~wim-1~1795761828037~12',2,'dismissed',1795761864388,'root','{"parts":{"reason":"证据不足"}}','{}',X'4BEE8B1097EF3987B342538024AA678053A3AD29260E83123F6647093670B419',X'8880B8B82594076F40F77E940DBD687F42956DF90CE1754F563471D303143D1B');
        INSERT INTO "case_event" VALUES(13,'R2026-000001',2,'referral-acknowledged',1795761866472,'root','{"parts":{"at":"2026-11-27","received_by":{"sealed":"5f4a9fa71736e71ee197229866b7ad3bfbc20891528170967da754580b200a36"}}}','{}',X'F0188CA3477D95918EC349A382B9DF8FBBF46B8DCF7B4AED7DB139CAD62C70AD',X'39C82C335F692812EE8C4398E50EB16562FC9F457A6DBDFCEE9628999A49FF4B');
        CREATE TABLE case_field (
            case_id TEXT NOT NULL REFERENCES case_current (id),
            field TEXT NOT NULL,              -- driver, company, loading_site, cargo, permit, notes
            event INTEGER NOT NULL REFERENCES case_event (id),
            value TEXT,                       -- NULL: personal
            PRIMARY KEY (case_id, field)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO "case_field" VALUES('410122-03~wim-1~1795761828037~12','loading_site',11,'YT-7');
        INSERT INTO "case_field" VALUES('410122-03~wim-1~1795761828037~9','circumstances',9,'evasion');
        INSERT INTO "case_field" VALUES('410122-03~wim-1~1795761828037~9','company',9,'91350100M000100Y43');
        INSERT INTO "case_field" VALUES('410122-03~wim-1~1795761828037~9','driver',9,NULL);
        CREATE TABLE case_number (
            year INTEGER PRIMARY KEY,
            last INTEGER NOT NULL
        ) STRICT;
        INSERT INTO "case_number" VALUES(2026,8);
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
        INSERT INTO "case_passage" VALUES('410122-03/wim-1:1795761828037:12','410122-03~wim-1~1795761828037~12',2,NULL,1,1,'410122-03','ZZ-201','yellow','off-site',1795761834143,60404,8383);
        INSERT INTO "case_passage" VALUES('410122-03/wim-1:1795761828037:9','410122-03~wim-1~1795761828037~9',1,NULL,1,1,'410122-03','ZZ-201','yellow','off-site',1795761832593,28558,2130);
        INSERT INTO "case_passage" VALUES('410181-02/wim-1:1795761828037:12','410181-02~wim-1~1795761828037~12',3,NULL,1,1,'410181-02','ZZ-202','yellow','off-site',1795761834782,46337,2020);
        INSERT INTO "case_passage" VALUES('410181-02/wim-1:1795761828037:19','410181-02~wim-1~1795761828037~19',7,NULL,1,1,'410181-02','ZZ-202','yellow','off-site',1795761838077,19975,976);
        INSERT INTO "case_passage" VALUES('410181-02/wim-1:1795761828037:21','410181-02~wim-1~1795761828037~21',8,NULL,1,1,'410181-02','ZZ-202','yellow','off-site',1795761839481,41768,8679);
        INSERT INTO "case_passage" VALUES('410184-07/wim-1:1795761828037:14','410184-07~wim-1~1795761828037~14',4,NULL,1,1,'410184-07','ZZ-113','yellow','off-site',1795761835325,41676,8592);
        INSERT INTO "case_passage" VALUES('410184-07/wim-1:1795761828037:17','410184-07~wim-1~1795761828037~17',6,NULL,1,1,'410184-07','ZZ-113','yellow','off-site',1795761836657,63426,17254);
        INSERT INTO "case_passage" VALUES('410184-07/wim-1:1795761828037:18','410184-07~wim-1~1795761828037~18',5,NULL,1,1,'410184-07','ZZ-113','yellow','off-site',1795761836687,19226,264);
        CREATE TABLE case_personal (
            event INTEGER NOT NULL REFERENCES case_event (id),
            part TEXT NOT NULL,               -- recipient, officers/0, driver/licence
            salt BLOB,
            value TEXT,                       -- NULL: erased
            PRIMARY KEY (event, part)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO "case_personal" VALUES(9,'driver/licence',X'3E866B6C7A4D949D9D5973A3D8462EFA','410184199001010001');
        INSERT INTO "case_personal" VALUES(13,'received_by',X'601EA7706A56EB82CD3C94F1F3EA1816','公安局');
        CREATE TABLE case_record (
            case_id TEXT NOT NULL REFERENCES case_current (id),
            reading TEXT NOT NULL,            -- source:epoch:seq
            passage TEXT NOT NULL,
            kind TEXT NOT NULL,               -- weigh, camera
            received_ms INTEGER NOT NULL,
            payload BLOB NOT NULL,            -- as received
            PRIMARY KEY (case_id, reading)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO "case_record" VALUES('410122-03~wim-1~1795761828037~12','410122-03/cam-1:1795761828037:13','410122-03/wim-1:1795761828037:12','camera',1795761834542,X'7B2276223A312C22736F75726365223A223431303132322D30332F63616D2D31222C2265706F6368223A313739353736313832383033372C22736571223A31332C226174223A22323032362D31312D32375431343A34333A35342E3534302B30383A3030222C226C616E65223A342C22706C617465223A22E6998B424234543835222C22706C6174655F636F6C6F7572223A2279656C6C6F77222C22636F6E666964656E6365223A302E3935392C2276696577223A2266726F6E74222C22747261696C65725F706C617465223A6E756C6C2C2276656869636C655F666F726D223A226172746963756C61746564222C2264726976655F61786C6573223A322C22636F7665726564223A6E756C6C2C2274726967676572223A6E756C6C2C22636C6F636B5F73796E636564223A747275652C226F626A656374223A6E756C6C2C226D65646961223A5B5D7D');
        INSERT INTO "case_record" VALUES('410122-03~wim-1~1795761828037~12','410122-03/wim-1:1795761828037:12','410122-03/wim-1:1795761828037:12','weigh',1795761834145,X'7B2276223A312C22736F75726365223A223431303132322D30332F77696D2D31222C2265706F6368223A313739353736313832383033372C22736571223A31322C226174223A22323032362D31312D32375431343A34333A35342E3134332B30383A3030222C226C616E65223A342C226B696E64223A2264796E616D6963222C22696E737472756D656E74223A225A5A2D323031222C22646972656374696F6E223A22646F776E222C2273706565645F6B6D68223A36322E312C2267726F73735F6B67223A36303430342C2261786C6573223A5B7B226C6F61645F6B67223A373933392C2273706163696E675F6D6D223A6E756C6C2C227479726573223A327D2C7B226C6F61645F6B67223A31303939382C2273706163696E675F6D6D223A333131302C227479726573223A347D2C7B226C6F61645F6B67223A31303931312C2273706163696E675F6D6D223A313332372C227479726573223A347D2C7B226C6F61645F6B67223A393939352C2273706163696E675F6D6D223A363931362C227479726573223A347D2C7B226C6F61645F6B67223A393937342C2273706163696E675F6D6D223A313337332C227479726573223A347D2C7B226C6F61645F6B67223A31303538372C2273706163696E675F6D6D223A313337372C227479726573223A347D5D2C2261786C655F636F6465223A22313539222C2264696D656E73696F6E735F6D6D223A7B226C656E677468223A31363331362C227769647468223A323530312C22686569676874223A333935387D2C2274726967676572223A6E756C6C2C227175616C697479223A5B5D2C22696D62616C616E63655F707074223A38382C22646174615F737461747573223A22726177222C22636C6F636B5F73796E636564223A747275652C22696E7370656374696F6E223A6E756C6C7D');
        INSERT INTO "case_record" VALUES('410122-03~wim-1~1795761828037~9','410122-03/cam-1:1795761828037:9','410122-03/wim-1:1795761828037:9','camera',1795761832600,X'7B2276223A312C22736F75726365223A223431303132322D30332F63616D2D31222C2265706F6368223A313739353736313832383033372C22736571223A392C226174223A22323032362D31312D32375431343A34333A35322E3539372B30383A3030222C226C616E65223A312C22706C617465223A22E8B1AB554A3134325A222C22706C6174655F636F6C6F7572223A2279656C6C6F77222C22636F6E666964656E6365223A302E3934372C2276696577223A2266726F6E74222C22747261696C65725F706C617465223A6E756C6C2C2276656869636C655F666F726D223A227269676964222C2264726976655F61786C6573223A312C22636F7665726564223A66616C73652C2274726967676572223A2239222C22636C6F636B5F73796E636564223A747275652C226F626A656374223A6E756C6C2C226D65646961223A5B5D7D');
        INSERT INTO "case_record" VALUES('410122-03~wim-1~1795761828037~9','410122-03/wim-1:1795761828037:9','410122-03/wim-1:1795761828037:9','weigh',1795761832597,X'7B2276223A312C22736F75726365223A223431303132322D30332F77696D2D31222C2265706F6368223A313739353736313832383033372C22736571223A392C226174223A22323032362D31312D32375431343A34333A35322E3539332B30383A3030222C226C616E65223A312C226B696E64223A2264796E616D6963222C22696E737472756D656E74223A225A5A2D323031222C22646972656374696F6E223A227570222C2273706565645F6B6D68223A35382E352C2267726F73735F6B67223A32383535382C2261786C6573223A5B7B226C6F61645F6B67223A363338382C2273706163696E675F6D6D223A6E756C6C2C227479726573223A327D2C7B226C6F61645F6B67223A363236362C2273706163696E675F6D6D223A313836382C227479726573223A327D2C7B226C6F61645F6B67223A31353930342C2273706163696E675F6D6D223A353133362C227479726573223A347D5D2C2261786C655F636F6465223A22313132222C2264696D656E73696F6E735F6D6D223A7B226C656E677468223A393236342C227769647468223A323530342C22686569676874223A333837347D2C2274726967676572223A2239222C227175616C697479223A5B5D2C22696D62616C616E63655F707074223A35342C22646174615F737461747573223A22726177222C22636C6F636B5F73796E636564223A747275652C22696E7370656374696F6E223A6E756C6C7D');
        INSERT INTO "case_record" VALUES('410181-02~wim-1~1795761828037~12','410181-02/cam-1:1795761828037:13','410181-02/wim-1:1795761828037:12','camera',1795761835159,X'7B2276223A312C22736F75726365223A223431303138312D30322F63616D2D31222C2265706F6368223A313739353736313832383033372C22736571223A31332C226174223A22323032362D31312D32375431343A34333A35352E3135352B30383A3030222C226C616E65223A322C22706C617465223A22E8B1AB41503430344C222C22706C6174655F636F6C6F7572223A2279656C6C6F77222C22636F6E666964656E6365223A302E3934322C2276696577223A2266726F6E74222C22747261696C65725F706C617465223A6E756C6C2C2276656869636C655F666F726D223A226172746963756C61746564222C2264726976655F61786C6573223A312C22636F7665726564223A6E756C6C2C2274726967676572223A223132222C22636C6F636B5F73796E636564223A747275652C226F626A656374223A6E756C6C2C226D65646961223A5B5D7D');
        INSERT INTO "case_record" VALUES('410181-02~wim-1~1795761828037~12','410181-02/cam-1:1795761828037:15','410181-02/wim-1:1795761828037:12','camera',1795761835872,X'7B2276223A312C22736F75726365223A223431303138312D30322F63616D2D31222C2265706F6368223A313739353736313832383033372C22736571223A31352C226174223A22323032362D31312D32375431343A34333A35352E3836382B30383A3030222C226C616E65223A322C22706C617465223A6E756C6C2C22706C6174655F636F6C6F7572223A2279656C6C6F77222C22636F6E666964656E6365223A302E3838372C2276696577223A2272656172222C22747261696C65725F706C617465223A22E8B1AB4134313339E68C82222C2276656869636C655F666F726D223A226172746963756C61746564222C2264726976655F61786C6573223A6E756C6C2C22636F7665726564223A6E756C6C2C2274726967676572223A223132222C22636C6F636B5F73796E636564223A747275652C226F626A656374223A6E756C6C2C226D65646961223A5B5D7D');
        INSERT INTO "case_record" VALUES('410181-02~wim-1~1795761828037~12','410181-02/wim-1:1795761828037:12','410181-02/wim-1:1795761828037:12','weigh',1795761834807,X'7B2276223A312C22736F75726365223A223431303138312D30322F77696D2D31222C2265706F6368223A313739353736313832383033372C22736571223A31322C226174223A22323032362D31312D32375431343A34333A35342E3738322B30383A3030222C226C616E65223A322C226B696E64223A2264796E616D6963222C22696E737472756D656E74223A225A5A2D323032222C22646972656374696F6E223A227570222C2273706565645F6B6D68223A37322E362C2267726F73735F6B67223A34363333372C2261786C6573223A5B7B226C6F61645F6B67223A363935342C2273706163696E675F6D6D223A6E756C6C2C227479726573223A327D2C7B226C6F61645F6B67223A31343739322C2273706163696E675F6D6D223A333434362C227479726573223A347D2C7B226C6F61645F6B67223A383130332C2273706163696E675F6D6D223A363136302C227479726573223A347D2C7B226C6F61645F6B67223A383131392C2273706163696E675F6D6D223A313335352C227479726573223A347D2C7B226C6F61645F6B67223A383336392C2273706163696E675F6D6D223A313335352C227479726573223A347D5D2C2261786C655F636F6465223A22313239222C2264696D656E73696F6E735F6D6D223A7B226C656E677468223A31343338362C227769647468223A323435312C22686569676874223A333839337D2C2274726967676572223A223132222C227175616C697479223A5B5D2C22696D62616C616E63655F707074223A36382C22646174615F737461747573223A22726177222C22636C6F636B5F73796E636564223A747275652C22696E7370656374696F6E223A6E756C6C7D');
        INSERT INTO "case_record" VALUES('410181-02~wim-1~1795761828037~19','410181-02/cam-1:1795761828037:20','410181-02/wim-1:1795761828037:19','camera',1795761838338,X'7B2276223A312C22736F75726365223A223431303138312D30322F63616D2D31222C2265706F6368223A313739353736313832383033372C22736571223A32302C226174223A22323032362D31312D32375431343A34333A35382E3333312B30383A3030222C226C616E65223A322C22706C617465223A22E8B1AB413737305831222C22706C6174655F636F6C6F7572223A2279656C6C6F77222C22636F6E666964656E6365223A302E3933362C2276696577223A2266726F6E74222C22747261696C65725F706C617465223A6E756C6C2C2276656869636C655F666F726D223A227269676964222C2264726976655F61786C6573223A312C22636F7665726564223A747275652C2274726967676572223A223139222C22636C6F636B5F73796E636564223A747275652C226F626A656374223A6E756C6C2C226D65646961223A5B5D7D');
        INSERT INTO "case_record" VALUES('410181-02~wim-1~1795761828037~19','410181-02/wim-1:1795761828037:19','410181-02/wim-1:1795761828037:19','weigh',1795761838079,X'7B2276223A312C22736F75726365223A223431303138312D30322F77696D2D31222C2265706F6368223A313739353736313832383033372C22736571223A31392C226174223A22323032362D31312D32375431343A34333A35382E3037372B30383A3030222C226C616E65223A322C226B696E64223A2264796E616D6963222C22696E737472756D656E74223A225A5A2D323032222C22646972656374696F6E223A227570222C2273706565645F6B6D68223A37302E362C2267726F73735F6B67223A31393937352C2261786C6573223A5B7B226C6F61645F6B67223A363233302C2273706163696E675F6D6D223A6E756C6C2C227479726573223A327D2C7B226C6F61645F6B67223A31333734352C2273706163696E675F6D6D223A333839342C227479726573223A347D5D2C2261786C655F636F6465223A223132222C2264696D656E73696F6E735F6D6D223A7B226C656E677468223A353938362C227769647468223A323530302C22686569676874223A333537377D2C2274726967676572223A223139222C227175616C697479223A5B5D2C22696D62616C616E63655F707074223A37372C22646174615F737461747573223A22726177222C22636C6F636B5F73796E636564223A747275652C22696E7370656374696F6E223A6E756C6C7D');
        INSERT INTO "case_record" VALUES('410181-02~wim-1~1795761828037~21','410181-02/cam-1:1795761828037:23','410181-02/wim-1:1795761828037:21','camera',1795761839881,X'7B2276223A312C22736F75726365223A223431303138312D30322F63616D2D31222C2265706F6368223A313739353736313832383033372C22736571223A32332C226174223A22323032362D31312D32375431343A34333A35392E3837322B30383A3030222C226C616E65223A342C22706C617465223A22E8B1AB445830373730222C22706C6174655F636F6C6F7572223A2279656C6C6F77222C22636F6E666964656E6365223A302E3930382C2276696577223A2266726F6E74222C22747261696C65725F706C617465223A6E756C6C2C2276656869636C655F666F726D223A227269676964222C2264726976655F61786C6573223A6E756C6C2C22636F7665726564223A747275652C2274726967676572223A223231222C22636C6F636B5F73796E636564223A747275652C226F626A656374223A6E756C6C2C226D65646961223A5B5D7D');
        INSERT INTO "case_record" VALUES('410181-02~wim-1~1795761828037~21','410181-02/wim-1:1795761828037:21','410181-02/wim-1:1795761828037:21','weigh',1795761839483,X'7B2276223A312C22736F75726365223A223431303138312D30322F77696D2D31222C2265706F6368223A313739353736313832383033372C22736571223A32312C226174223A22323032362D31312D32375431343A34333A35392E3438312B30383A3030222C226C616E65223A342C226B696E64223A2264796E616D6963222C22696E737472756D656E74223A225A5A2D323032222C22646972656374696F6E223A22646F776E222C2273706565645F6B6D68223A35372E312C2267726F73735F6B67223A34313736382C2261786C6573223A5B7B226C6F61645F6B67223A383033362C2273706163696E675F6D6D223A6E756C6C2C227479726573223A327D2C7B226C6F61645F6B67223A383237392C2273706163696E675F6D6D223A313836332C227479726573223A327D2C7B226C6F61645F6B67223A31323439342C2273706163696E675F6D6D223A333136322C227479726573223A347D2C7B226C6F61645F6B67223A31323935392C2273706163696E675F6D6D223A313339362C227479726573223A347D5D2C2261786C655F636F6465223A22313135222C2264696D656E73696F6E735F6D6D223A7B226C656E677468223A383633312C227769647468223A323438312C22686569676874223A333531367D2C2274726967676572223A223231222C227175616C697479223A5B5D2C22696D62616C616E63655F707074223A31372C22646174615F737461747573223A22726177222C22636C6F636B5F73796E636564223A747275652C22696E7370656374696F6E223A6E756C6C7D');
        INSERT INTO "case_record" VALUES('410184-07~wim-1~1795761828037~14','410184-07/cam-1:1795761828037:15','410184-07/wim-1:1795761828037:14','camera',1795761835644,X'7B2276223A312C22736F75726365223A223431303138342D30372F63616D2D31222C2265706F6368223A313739353736313832383033372C22736571223A31352C226174223A22323032362D31312D32375431343A34333A35352E3633382B30383A3030222C226C616E65223A342C22706C617465223A22E8B1AB443658343131222C22706C6174655F636F6C6F7572223A2279656C6C6F77222C22636F6E666964656E6365223A302E3935372C2276696577223A2266726F6E74222C22747261696C65725F706C617465223A6E756C6C2C2276656869636C655F666F726D223A227269676964222C2264726976655F61786C6573223A322C22636F7665726564223A6E756C6C2C2274726967676572223A6E756C6C2C22636C6F636B5F73796E636564223A747275652C226F626A656374223A6E756C6C2C226D65646961223A5B5D7D');
        INSERT INTO "case_record" VALUES('410184-07~wim-1~1795761828037~14','410184-07/wim-1:1795761828037:14','410184-07/wim-1:1795761828037:14','weigh',1795761835345,X'7B2276223A312C22736F75726365223A223431303138342D30372F77696D2D31222C2265706F6368223A313739353736313832383033372C22736571223A31342C226174223A22323032362D31312D32375431343A34333A35352E3332352B30383A3030222C226C616E65223A342C226B696E64223A2264796E616D6963222C22696E737472756D656E74223A225A5A2D313133222C22646972656374696F6E223A22646F776E222C2273706565645F6B6D68223A33392E352C2267726F73735F6B67223A34313637362C2261786C6573223A5B7B226C6F61645F6B67223A383334382C2273706163696E675F6D6D223A6E756C6C2C227479726573223A327D2C7B226C6F61645F6B67223A373835382C2273706163696E675F6D6D223A313931302C227479726573223A327D2C7B226C6F61645F6B67223A31323535342C2273706163696E675F6D6D223A333536362C227479726573223A347D2C7B226C6F61645F6B67223A31323931362C2273706163696E675F6D6D223A313335312C227479726573223A347D5D2C2261786C655F636F6465223A22313135222C2264696D656E73696F6E735F6D6D223A7B226C656E677468223A393137332C227769647468223A323533322C22686569676874223A333736307D2C2274726967676572223A6E756C6C2C227175616C697479223A5B5D2C22696D62616C616E63655F707074223A32352C22646174615F737461747573223A22726177222C22636C6F636B5F73796E636564223A747275652C22696E7370656374696F6E223A6E756C6C7D');
        INSERT INTO "case_record" VALUES('410184-07~wim-1~1795761828037~17','410184-07/cam-1:1795761828037:17','410184-07/wim-1:1795761828037:17','camera',1795761836791,X'7B2276223A312C22736F75726365223A223431303138342D30372F63616D2D31222C2265706F6368223A313739353736313832383033372C22736571223A31372C226174223A22323032362D31312D32375431343A34333A35362E3738392B30383A3030222C226C616E65223A322C22706C617465223A22E8B1AB423559383535222C22706C6174655F636F6C6F7572223A2279656C6C6F77222C22636F6E666964656E6365223A302E3837322C2276696577223A2266726F6E74222C22747261696C65725F706C617465223A6E756C6C2C2276656869636C655F666F726D223A226172746963756C61746564222C2264726976655F61786C6573223A6E756C6C2C22636F7665726564223A6E756C6C2C2274726967676572223A223137222C22636C6F636B5F73796E636564223A747275652C226F626A656374223A6E756C6C2C226D65646961223A5B5D7D');
        INSERT INTO "case_record" VALUES('410184-07~wim-1~1795761828037~17','410184-07/cam-1:1795761828037:20','410184-07/wim-1:1795761828037:17','camera',1795761837722,X'7B2276223A312C22736F75726365223A223431303138342D30372F63616D2D31222C2265706F6368223A313739353736313832383033372C22736571223A32302C226174223A22323032362D31312D32375431343A34333A35372E3732302B30383A3030222C226C616E65223A322C22706C617465223A6E756C6C2C22706C6174655F636F6C6F7572223A2279656C6C6F77222C22636F6E666964656E6365223A302E3839362C2276696577223A2272656172222C22747261696C65725F706C617465223A22E8B1AB4235363633E68C82222C2276656869636C655F666F726D223A226172746963756C61746564222C2264726976655F61786C6573223A6E756C6C2C22636F7665726564223A6E756C6C2C2274726967676572223A223137222C22636C6F636B5F73796E636564223A747275652C226F626A656374223A6E756C6C2C226D65646961223A5B5D7D');
        INSERT INTO "case_record" VALUES('410184-07~wim-1~1795761828037~17','410184-07/wim-1:1795761828037:17','410184-07/wim-1:1795761828037:17','weigh',1795761836661,X'7B2276223A312C22736F75726365223A223431303138342D30372F77696D2D31222C2265706F6368223A313739353736313832383033372C22736571223A31372C226174223A22323032362D31312D32375431343A34333A35362E3635372B30383A3030222C226C616E65223A322C226B696E64223A2264796E616D6963222C22696E737472756D656E74223A225A5A2D313133222C22646972656374696F6E223A227570222C2273706565645F6B6D68223A35382E312C2267726F73735F6B67223A36333432362C2261786C6573223A5B7B226C6F61645F6B67223A383332392C2273706163696E675F6D6D223A6E756C6C2C227479726573223A327D2C7B226C6F61645F6B67223A31333338302C2273706163696E675F6D6D223A333131312C227479726573223A347D2C7B226C6F61645F6B67223A31333338302C2273706163696E675F6D6D223A313333302C227479726573223A347D2C7B226C6F61645F6B67223A31333338302C2273706163696E675F6D6D223A363736332C227479726573223A347D2C7B226C6F61645F6B67223A31343935372C2273706163696E675F6D6D223A313332372C227479726573223A347D5D2C2261786C655F636F6465223A22313535222C2264696D656E73696F6E735F6D6D223A7B226C656E677468223A31353033332C227769647468223A323436352C22686569676874223A333530327D2C2274726967676572223A223137222C227175616C697479223A5B5D2C22696D62616C616E63655F707074223A34302C22646174615F737461747573223A22726177222C22636C6F636B5F73796E636564223A747275652C22696E7370656374696F6E223A6E756C6C7D');
        INSERT INTO "case_record" VALUES('410184-07~wim-1~1795761828037~18','410184-07/cam-1:1795761828037:18','410184-07/wim-1:1795761828037:18','camera',1795761836804,X'7B2276223A312C22736F75726365223A223431303138342D30372F63616D2D31222C2265706F6368223A313739353736313832383033372C22736571223A31382C226174223A22323032362D31312D32375431343A34333A35362E3830322B30383A3030222C226C616E65223A312C22706C617465223A22E8B1AB4B4433333739222C22706C6174655F636F6C6F7572223A2279656C6C6F77222C22636F6E666964656E6365223A302E3937382C2276696577223A2266726F6E74222C22747261696C65725F706C617465223A6E756C6C2C2276656869636C655F666F726D223A227269676964222C2264726976655F61786C6573223A312C22636F7665726564223A747275652C2274726967676572223A223138222C22636C6F636B5F73796E636564223A747275652C226F626A656374223A6E756C6C2C226D65646961223A5B5D7D');
        INSERT INTO "case_record" VALUES('410184-07~wim-1~1795761828037~18','410184-07/wim-1:1795761828037:18','410184-07/wim-1:1795761828037:18','weigh',1795761836689,X'7B2276223A312C22736F75726365223A223431303138342D30372F77696D2D31222C2265706F6368223A313739353736313832383033372C22736571223A31382C226174223A22323032362D31312D32375431343A34333A35362E3638372B30383A3030222C226C616E65223A312C226B696E64223A2264796E616D6963222C22696E737472756D656E74223A225A5A2D313133222C22646972656374696F6E223A227570222C2273706565645F6B6D68223A34312E392C2267726F73735F6B67223A31393232362C2261786C6573223A5B7B226C6F61645F6B67223A353839312C2273706163696E675F6D6D223A6E756C6C2C227479726573223A327D2C7B226C6F61645F6B67223A31333333352C2273706163696E675F6D6D223A343734322C227479726573223A347D5D2C2261786C655F636F6465223A223132222C2264696D656E73696F6E735F6D6D223A7B226C656E677468223A373136392C227769647468223A323532322C22686569676874223A333933367D2C2274726967676572223A223138222C227175616C697479223A5B5D2C22696D62616C616E63655F707074223A36302C22646174615F737461747573223A22726177222C22636C6F636B5F73796E636564223A747275652C22696E7370656374696F6E223A6E756C6C7D');
        CREATE TABLE case_review (
            case_id TEXT NOT NULL REFERENCES case_current (id),
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,            -- the passage, or the alert
            recorded_ms INTEGER NOT NULL,
            zh TEXT NOT NULL,
            en TEXT NOT NULL,
            PRIMARY KEY (case_id, kind, subject)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE case_subject (
            kind TEXT NOT NULL,               -- vehicle, driver, company, loading-site
            subject TEXT NOT NULL,            -- plate~colour, licence or qualification, credit code, register id
            day TEXT NOT NULL,                -- of the act, UTC+8
            case_id TEXT NOT NULL REFERENCES case_current (id),
            is_effective INTEGER NOT NULL,    -- 1: decided or closed; 0: provisional
            truck TEXT NOT NULL,              -- plate~colour
            PRIMARY KEY (kind, subject, day, case_id)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO "case_subject" VALUES('company','91350100M000100Y43','2026-11-27','410122-03~wim-1~1795761828037~9',0,'豫UJ142Z~yellow');
        INSERT INTO "case_subject" VALUES('driver','410184199001010001','2026-11-27','410122-03~wim-1~1795761828037~9',0,'豫UJ142Z~yellow');
        INSERT INTO "case_subject" VALUES('loading-site','YT-7','2026-11-27','410122-03~wim-1~1795761828037~12',0,'晋BB4T85~yellow');
        INSERT INTO "case_subject" VALUES('vehicle','晋BB4T85~yellow','2026-11-27','410122-03~wim-1~1795761828037~12',0,'晋BB4T85~yellow');
        INSERT INTO "case_subject" VALUES('vehicle','豫A770X1~yellow','2026-11-27','410181-02~wim-1~1795761828037~19',0,'豫A770X1~yellow');
        INSERT INTO "case_subject" VALUES('vehicle','豫B5Y855~yellow','2026-11-27','410184-07~wim-1~1795761828037~17',0,'豫B5Y855~yellow');
        INSERT INTO "case_subject" VALUES('vehicle','豫D6X411~yellow','2026-11-27','410184-07~wim-1~1795761828037~14',0,'豫D6X411~yellow');
        INSERT INTO "case_subject" VALUES('vehicle','豫DX0770~yellow','2026-11-27','410181-02~wim-1~1795761828037~21',0,'豫DX0770~yellow');
        INSERT INTO "case_subject" VALUES('vehicle','豫KD3379~yellow','2026-11-27','410184-07~wim-1~1795761828037~18',0,'豫KD3379~yellow');
        INSERT INTO "case_subject" VALUES('vehicle','豫UJ142Z~yellow','2026-11-27','410122-03~wim-1~1795761828037~9',0,'豫UJ142Z~yellow');
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
        INSERT INTO "checkpoint" VALUES(1,13,X'39C82C335F692812EE8C4398E50EB16562FC9F457A6DBDFCEE9628999A49FF4B',1795761866612,'d31422d4559233e8099882cc87318e08',X'',X'75C1033D6A770B1B336A6850C76DBAE93FA45C9E0DCD27E87387C3A9CC7CFFD4',X'B6953A9B93AB6D21449EE55C1795BFE7795664F40B5D86803A7BDCF3758AA0AE3D42C7C460059303D888FFF7683999734F0E3344C1C9B639C8B1E60C49431A0B');
        CREATE TABLE company_fleet (
            company TEXT NOT NULL,
            day TEXT NOT NULL,
            trucks INTEGER,
            PRIMARY KEY (company, day)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE credit_record (
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            ground TEXT NOT NULL,             -- the referral's rule, or the circumstance
            source TEXT NOT NULL,             -- the referral's or the case's id
            published TEXT NOT NULL,          -- first day
            until TEXT,                       -- last day
            is_withdrawn INTEGER NOT NULL,
            PRIMARY KEY (kind, subject, ground, source)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE forwarded (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            position INTEGER NOT NULL
        ) STRICT;
        INSERT INTO "forwarded" VALUES(1,8);
        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
        INSERT INTO "grdb_migrations" VALUES('0001-cases');
        INSERT INTO "grdb_migrations" VALUES('0002-acts');
        INSERT INTO "grdb_migrations" VALUES('0003-proof');
        INSERT INTO "grdb_migrations" VALUES('0004-counters');
        CREATE TABLE referral (
            row INTEGER PRIMARY KEY,          -- the order of issue
            id TEXT NOT NULL UNIQUE,
            number TEXT NOT NULL UNIQUE,
            form TEXT NOT NULL,               -- penalty, copy-to, hand-over
            rule TEXT NOT NULL,               -- the threshold, by its rule's id
            article TEXT NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,            -- a driver's is personal; empty: erased
            case_id TEXT,                     -- a document of one case; NULL: of a year
            year TEXT,                        -- rolling, anchored
            first_day TEXT,                   -- the year by whose first day it is known
            last_day TEXT,
            trucks INTEGER,                   -- a company's distinct trucks …
            fleet INTEGER,                    -- … of so many …
            counted_day TEXT,                 -- … on the day on which they crossed
            fine_min_yuan INTEGER,            -- what a loading site may be fined
            fine_max_yuan INTEGER,
            zh TEXT NOT NULL,                 -- what is asked for
            en TEXT NOT NULL,
            to_zh TEXT NOT NULL,              -- of whom
            to_en TEXT NOT NULL,
            issued_day TEXT NOT NULL,
            due_day TEXT,                     -- NULL: the calendar does not reach so far
            credit_until TEXT,                -- published in the credit record up to this day
            state TEXT NOT NULL,              -- issued, acknowledged, answered, withdrawn
            acknowledged_at TEXT,
            result TEXT,                      -- carried-out, declined
            answered_at TEXT,
            document TEXT,
            withdrawn_ms INTEGER,
            reason_zh TEXT,
            reason_en TEXT,
            events INTEGER NOT NULL,
            is_archived INTEGER NOT NULL DEFAULT 0  -- 1: what it rests on was erased; it is counted no more
        ) STRICT;
        INSERT INTO "referral" VALUES(1,'R2026-000001','郑超案移〔2026〕000001','hand-over','rspo-67-police','公路安全保护条例 第六十七条','vehicle','豫UJ142Z~yellow','410122-03~wim-1~1795761828037~9',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'逆行通过检测设备、强行冲卡、短途驳载等逃避检测的','wrong-way driving over a sensor, forcing through, short-haul transfer to evade','公安机关','the police','2026-11-27','2026-12-08',NULL,'acknowledged','2026-11-27',NULL,NULL,NULL,NULL,NULL,NULL,2,0);
        CREATE TABLE referral_case (
            referral TEXT NOT NULL REFERENCES referral (id),
            case_id TEXT NOT NULL REFERENCES case_current (id),
            PRIMARY KEY (referral, case_id)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO "referral_case" VALUES('R2026-000001','410122-03~wim-1~1795761828037~9');
        CREATE TABLE referral_number (
            year INTEGER PRIMARY KEY,
            last INTEGER NOT NULL
        ) STRICT;
        INSERT INTO "referral_number" VALUES(2026,1);
        CREATE TABLE store_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO "store_meta" VALUES('counting','rspo-66-vehicle: 公路安全保护条例 第六十六条 vehicle violations(over: 3); rspo-66-driver: 公路安全保护条例 第六十六条 driver violations(over: 3); rspo-66-company: 公路安全保护条例 第六十六条 company shareOfTrucks(over: Units.PartsPerTenThousand(rawValue: 1000)); rto-loading-site: 道路运输条例 第七十条、第七十一条 loading-site every; henan-29-company: 河南省治理货物运输车辆超限超载条例 第二十九条 company shareOfTrucks(over: Units.PartsPerTenThousand(rawValue: 3000)); rolling; true');
        INSERT INTO "store_meta" VALUES('generation','d31422d4559233e8099882cc87318e08');
        CREATE TABLE subject_fact (
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            issued TEXT,                      -- first issue of certificate, qualification or licence: the anchored year's anchor
            PRIMARY KEY (kind, subject)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE threshold_warning (
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            rule TEXT NOT NULL,
            first_day TEXT NOT NULL,
            last_day TEXT NOT NULL,
            PRIMARY KEY (kind, subject, rule, first_day)
        ) STRICT, WITHOUT ROWID;
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
        CREATE INDEX case_subject_case ON case_subject (case_id);
        CREATE INDEX case_subject_day ON case_subject (kind, day);
        CREATE UNIQUE INDEX referral_of_year ON referral (kind, subject, rule, first_day)
            WHERE case_id IS NULL AND state <> 'withdrawn' AND NOT is_archived;
        CREATE UNIQUE INDEX referral_of_case ON referral (case_id, rule)
            WHERE case_id IS NOT NULL AND state <> 'withdrawn';
        CREATE INDEX referral_subject ON referral (kind, subject);
        CREATE INDEX referral_state ON referral (state, due_day);
        CREATE INDEX referral_case_case ON referral_case (case_id);
        CREATE INDEX threshold_warning_end ON threshold_warning (last_day);
        CREATE INDEX credit_record_source ON credit_record (source);
        CREATE VIEW open_referral AS
        SELECT row, id, number, form, rule, article, kind,
            CASE kind WHEN 'driver' THEN CASE WHEN length(subject) <= 4 THEN substr(subject, 1, 1) || '**' ELSE substr(subject, 1, 3) || '****' || substr(subject, -2) END ELSE subject END AS subject,
            case_id, year, first_day, last_day, trucks, fleet, counted_day, fine_min_yuan, fine_max_yuan, zh, en, to_zh,
            to_en, issued_day, due_day, state,
            state = 'issued' AND due_day < strftime('%Y-%m-%d', 'now', '+8 hours') AS is_overdue,
            (SELECT count(*) FROM referral_case c WHERE c.referral = referral.id) AS cases
        FROM referral WHERE state IN ('issued', 'acknowledged');
        CREATE VIEW vehicle_year AS
        SELECT substr(subject, 1, instr(subject, '~') - 1) AS plate, substr(subject, instr(subject, '~') + 1) AS plate_colour,
            first_day, last_day, effective, provisional, issued
        FROM (SELECT d.subject, date(d.day, '-1 year') AS first_day, d.day AS last_day,
            count(CASE WHEN v.is_effective THEN 1 END) AS effective, count(*) AS provisional,
            count(DISTINCT CASE WHEN v.is_effective THEN v.truck END) AS effective_trucks,
            count(DISTINCT v.truck) AS provisional_trucks,
            (SELECT issued FROM subject_fact s WHERE s.kind = 'vehicle' AND s.subject = d.subject) AS issued
        FROM (SELECT DISTINCT subject, day FROM case_subject WHERE kind = 'vehicle') d
            JOIN case_subject v ON v.kind = 'vehicle' AND v.subject = d.subject
                AND v.day BETWEEN date(d.day, '-1 year') AND d.day
        GROUP BY d.subject, d.day);
        CREATE VIEW driver_year AS
        SELECT CASE WHEN length(subject) <= 4 THEN substr(subject, 1, 1) || '**' ELSE substr(subject, 1, 3) || '****' || substr(subject, -2) END AS driver, first_day, last_day, effective, provisional, issued
        FROM (SELECT d.subject, date(d.day, '-1 year') AS first_day, d.day AS last_day,
            count(CASE WHEN v.is_effective THEN 1 END) AS effective, count(*) AS provisional,
            count(DISTINCT CASE WHEN v.is_effective THEN v.truck END) AS effective_trucks,
            count(DISTINCT v.truck) AS provisional_trucks,
            (SELECT issued FROM subject_fact s WHERE s.kind = 'driver' AND s.subject = d.subject) AS issued
        FROM (SELECT DISTINCT subject, day FROM case_subject WHERE kind = 'driver') d
            JOIN case_subject v ON v.kind = 'driver' AND v.subject = d.subject
                AND v.day BETWEEN date(d.day, '-1 year') AND d.day
        GROUP BY d.subject, d.day);
        CREATE VIEW company_year AS
        SELECT subject AS company, first_day, last_day, effective, provisional, effective_trucks, provisional_trucks,
            (SELECT trucks FROM company_fleet f WHERE f.company = subject AND f.day <= last_day
                ORDER BY f.day DESC LIMIT 1) AS fleet,
            issued
        FROM (SELECT d.subject, date(d.day, '-1 year') AS first_day, d.day AS last_day,
            count(CASE WHEN v.is_effective THEN 1 END) AS effective, count(*) AS provisional,
            count(DISTINCT CASE WHEN v.is_effective THEN v.truck END) AS effective_trucks,
            count(DISTINCT v.truck) AS provisional_trucks,
            (SELECT issued FROM subject_fact s WHERE s.kind = 'company' AND s.subject = d.subject) AS issued
        FROM (SELECT DISTINCT subject, day FROM case_subject WHERE kind = 'company') d
            JOIN case_subject v ON v.kind = 'company' AND v.subject = d.subject
                AND v.day BETWEEN date(d.day, '-1 year') AND d.day
        GROUP BY d.subject, d.day);
        CREATE VIEW credit_entry AS
        SELECT kind, CASE kind WHEN 'driver' THEN CASE WHEN length(subject) <= 4 THEN substr(subject, 1, 1) || '**' ELSE substr(subject, 1, 3) || '****' || substr(subject, -2) END ELSE subject END AS subject, ground, source,
            published, until
        FROM credit_record
        WHERE NOT is_withdrawn AND published <= strftime('%Y-%m-%d', 'now', '+8 hours')
            AND (until IS NULL OR until >= strftime('%Y-%m-%d', 'now', '+8 hours'));
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
        """#
}
