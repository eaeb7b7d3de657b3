import GRDB

/// A `cases.sqlite` as version 0005 has it, kept here word for word: five cases with their
/// pictures; one was decided with a warning, has driver and company, and was handed over to the police, who have it.
enum StoreV5 {
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
        INSERT INTO "case_current" VALUES(1,'410171-01~wim-1~1795761901350~1','郑超〔2026〕000001','decided','off-site','豫AS0001','yellow',1767232800000,'410171-01/wim-1:1795761901350:1','410171-01',1,1767232800000,6,62000,58900,49000,9900,2020,'o62-annex-159-drive2',8,1767232800000,1,NULL,NULL,0,1795761916410,1795761915613,'2026-11-27','2026-11-27','1号',NULL,NULL);
        INSERT INTO "case_current" VALUES(2,'410171-01~wim-1~1795761901350~2','郑超〔2026〕000002','detected','off-site','豫AS0001','yellow',1774144800000,'410171-01/wim-1:1795761901350:2','410171-01',1,1774144800000,6,62000,58900,49000,9900,2020,'o62-annex-159-drive2',4,1774144800000,2,NULL,NULL,0,1795761902693,NULL,NULL,NULL,NULL,NULL,NULL);
        INSERT INTO "case_current" VALUES(3,'410171-01~wim-1~1795761901350~3','郑超〔2026〕000003','confirmed','off-site','豫AS0001','yellow',1781920800000,'410171-01/wim-1:1795761901350:3','410171-01',1,1781920800000,6,62000,58900,49000,9900,2020,'o62-annex-159-drive2',4,1781920800000,3,NULL,NULL,0,1795761916972,1795761916972,NULL,NULL,NULL,NULL,NULL);
        INSERT INTO "case_current" VALUES(4,'410171-01~wim-1~1795761901350~4','郑超〔2026〕000004','detected','off-site','豫AS0002','yellow',1787968800000,'410171-01/wim-1:1795761901350:4','410171-01',1,1787968800000,6,62000,58900,49000,9900,2020,'o62-annex-159-drive2',3,1787968800000,4,NULL,NULL,0,1795761902693,NULL,NULL,NULL,NULL,NULL,NULL);
        INSERT INTO "case_current" VALUES(5,'410171-01~wim-1~1795761901350~5','郑超〔2026〕000005','detected','off-site','豫AS0001','yellow',1790560800000,'410171-01/wim-1:1795761901350:5','410171-01',1,1790560800000,6,62000,58900,49000,9900,2020,'o62-annex-159-drive2',3,1790560800000,5,NULL,NULL,0,1795761902693,NULL,NULL,NULL,NULL,NULL,NULL);
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
        INSERT INTO "case_event" VALUES(1,'410171-01~wim-1~1795761901350~1',1,'opened',1795761902693,'zhichaod','{"article":"交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","assessed":58900,"at":"2026-01-01T10:00:00.000+08:00","axleCode":"159","axleLoads":[6500,11000,11000,11200,11150,11150],"axles":6,"basis":"off-site","excess":9900,"excessRatio":2020,"explanation":[{"en":"the station''s trigger links the weighing with 2 pictures, plate 豫AS0001","source":"weigh, camera","step":"pairing","zh":"称重与 2 张图像由站点触发号关联，号牌 豫AS0001"},{"en":"the act was on 2026-01-01; the rules of that day apply","source":"law-of-the-day: 中华人民共和国行政处罚法 第三十七条","step":"day","zh":"行为日 2026-01-01，适用当日有效的规则"},{"en":"6 axles, axle-type code 159 (the axle-type code derived from spacings and tyres)","source":"derived-axle-code","step":"vehicle","zh":"6轴，轴型代码 159（由轴距和轮胎数推定的轴型代码）"},{"en":"form articulated, from what was seen","source":"camera","step":"form","zh":"车型：铰接列车（依据：现场识别）"},{"en":"2 driven axles, from what was seen","source":"camera","step":"drive-axles","zh":"驱动轴 2 根（依据：现场识别）"},{"en":"by axle-type code, gross mass limit 49000 kg, over when greater","source":"o62-annex-159-drive2: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"limit","zh":"按轴型代码，车货总质量限值 49000 千克，超过即为超限"},{"en":"62000 kg as shown, less the error in service of 5 % of class 5 by the setting tolerance, assessed 58900 kg","source":"jjg907-classes: JJG 907-2006 动态公路车辆自动衡器 最大允许误差；cn-settings tolerance: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"mass","zh":"示值 62000 千克，按本系统设置（tolerance）扣减5级衡器使用中最大允许误差 5%，认定质量 58900 千克"},{"en":"axle group 2 carries 22000 kg, over its 18000 kg; recorded, and no case by itself","source":"tandem-wide: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第2、3轴 22000 千克，超过限值 18000 千克；仅记录，不单独立案"},{"en":"axle group 3 carries 33500 kg, over its 24000 kg; recorded, and no case by itself","source":"tridem-wide: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第4、5、6轴 33500 千克，超过限值 24000 千克；仅记录，不单独立案"},{"en":"length 16900 ≤ 18100 mm, width 2540 ≤ 2550 mm, height 3800 ≤ 4000 mm: not over","source":"o62-3-dimensions: 交通运输部令2016年第62号 第三条第一款第（一）至（三）项","step":"dimensions","zh":"长 16900 ≤ 18100 毫米，宽 2540 ≤ 2550 毫米，高 3800 ≤ 4000 毫米：外廓尺寸未超限"},{"en":"58900 > 49000: over by 9900 kg (20.2 %)","source":"o62-annex-159-drive2: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"comparison","zh":"58900 > 49000：超过限值 9900 千克（20.2%）"},{"en":"verdict: overloaded","source":"o62-annex-159-drive2: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"verdict","zh":"结论：超限"},{"en":"over by 9900 kg: 9 × 500 = 4500 yuan (full steps of the whole excess, setting fine_fraction: floor): a fine of 4500 yuan","source":"o62-43-mass: 交通运输部令2016年第62号 第四十三条第一款第（二）项、第二款；cn-settings fine_fraction: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"fine","zh":"超限 9900 千克，每 1000 千克罚款 500 元，计 9×500＝4500 元（不足一个单位的部分不计，取法 fine_fraction：floor），罚款 4500 元"},{"en":"rated load or kerb mass not known: the police''s fine cannot be said","source":"rtsl-92: 中华人民共和国道路交通安全法 第九十二条第二款","step":"police-fine","zh":"核定载质量或者整备质量不明，公安机关交通管理部门的罚款幅度无法计算"},{"en":"over the permitted mass: 1 point for the driver, by the police","source":"points-2022-1: 道路交通安全违法行为记分管理办法（公安部令第163号） 第十二条","step":"points","zh":"超过最大允许总质量 20.2%，公安机关交通管理部门对驾驶人一次记 1 分"},{"en":"off-site: the transport department fines; what the police might do is a computation only","source":"one-act-one-fine: 中华人民共和国行政处罚法 第二十九条","step":"one-act-one-fine","zh":"非现场查处，由交通运输主管部门处罚；上列公安机关交通管理部门的罚款、记分仅为测算，同一违法行为不得给予两次以上罚款"}],"findings":["axle-group-over-limit"],"fine":{"isWarning":false,"least":4500,"most":4500},"form":"articulated","gross":62000,"groups":[{"first":1,"last":1,"limit":10000,"load":6500,"rule":"single-single-wide"},{"first":2,"last":3,"limit":18000,"load":22000,"rule":"tandem-wide"},{"first":4,"last":6,"limit":24000,"load":33500,"rule":"tridem-wide"}],"id":"410171-01~wim-1~1795761901350~1","instrument":"ZZ-206","lane":1,"limit":49000,"oneActHours":12,"passage":"410171-01/wim-1:1795761901350:1","plate":"豫AS0001","plateColour":"yellow","records":[1,6,7],"rule":"o62-annex-159-drive2","station":"410171-01","unknowns":[]}','{"410171-01/cam-1:1795761901350:1":"425680bbb662e80679b1535c1c8781a0e9f8277d8b04ea8875ad8ca1eabf9423","410171-01/cam-1:1795761901350:2":"d1dbc6c93d380a7a1219d319e2862eff4740e775b5c3eded1cd98b3fbc484b05","410171-01/wim-1:1795761901350:1":"422bc5ea1238c2460305ae277d74d8605f1041fc9699580b9e6a69797ca03161"}',X'3A92D64DE1EADF8F7585D5D30EB6A02593F8B5ADFB1FF41CA4B29872F134644C',X'B88A3B48CCC4A1327AE7BA43597E9966F569610B8D8B221F5A642A6078CCF846');
        INSERT INTO "case_event" VALUES(2,'410171-01~wim-1~1795761901350~2',1,'opened',1795761902693,'zhichaod','{"article":"交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","assessed":58900,"at":"2026-03-22T10:00:00.000+08:00","axleCode":"159","axleLoads":[6500,11000,11000,11200,11150,11150],"axles":6,"basis":"off-site","excess":9900,"excessRatio":2020,"explanation":[{"en":"the station''s trigger links the weighing with 2 pictures, plate 豫AS0001","source":"weigh, camera","step":"pairing","zh":"称重与 2 张图像由站点触发号关联，号牌 豫AS0001"},{"en":"the act was on 2026-03-22; the rules of that day apply","source":"law-of-the-day: 中华人民共和国行政处罚法 第三十七条","step":"day","zh":"行为日 2026-03-22，适用当日有效的规则"},{"en":"6 axles, axle-type code 159 (the axle-type code derived from spacings and tyres)","source":"derived-axle-code","step":"vehicle","zh":"6轴，轴型代码 159（由轴距和轮胎数推定的轴型代码）"},{"en":"form articulated, from what was seen","source":"camera","step":"form","zh":"车型：铰接列车（依据：现场识别）"},{"en":"2 driven axles, from what was seen","source":"camera","step":"drive-axles","zh":"驱动轴 2 根（依据：现场识别）"},{"en":"by axle-type code, gross mass limit 49000 kg, over when greater","source":"o62-annex-159-drive2: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"limit","zh":"按轴型代码，车货总质量限值 49000 千克，超过即为超限"},{"en":"62000 kg as shown, less the error in service of 5 % of class 5 by the setting tolerance, assessed 58900 kg","source":"jjg907-classes: JJG 907-2006 动态公路车辆自动衡器 最大允许误差；cn-settings tolerance: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"mass","zh":"示值 62000 千克，按本系统设置（tolerance）扣减5级衡器使用中最大允许误差 5%，认定质量 58900 千克"},{"en":"axle group 2 carries 22000 kg, over its 18000 kg; recorded, and no case by itself","source":"tandem-wide: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第2、3轴 22000 千克，超过限值 18000 千克；仅记录，不单独立案"},{"en":"axle group 3 carries 33500 kg, over its 24000 kg; recorded, and no case by itself","source":"tridem-wide: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第4、5、6轴 33500 千克，超过限值 24000 千克；仅记录，不单独立案"},{"en":"length 16900 ≤ 18100 mm, width 2540 ≤ 2550 mm, height 3800 ≤ 4000 mm: not over","source":"o62-3-dimensions: 交通运输部令2016年第62号 第三条第一款第（一）至（三）项","step":"dimensions","zh":"长 16900 ≤ 18100 毫米，宽 2540 ≤ 2550 毫米，高 3800 ≤ 4000 毫米：外廓尺寸未超限"},{"en":"58900 > 49000: over by 9900 kg (20.2 %)","source":"o62-annex-159-drive2: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"comparison","zh":"58900 > 49000：超过限值 9900 千克（20.2%）"},{"en":"verdict: overloaded","source":"o62-annex-159-drive2: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"verdict","zh":"结论：超限"},{"en":"over by 9900 kg: 9 × 500 = 4500 yuan (full steps of the whole excess, setting fine_fraction: floor): a fine of 4500 yuan","source":"o62-43-mass: 交通运输部令2016年第62号 第四十三条第一款第（二）项、第二款；cn-settings fine_fraction: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"fine","zh":"超限 9900 千克，每 1000 千克罚款 500 元，计 9×500＝4500 元（不足一个单位的部分不计，取法 fine_fraction：floor），罚款 4500 元"},{"en":"rated load or kerb mass not known: the police''s fine cannot be said","source":"rtsl-92: 中华人民共和国道路交通安全法 第九十二条第二款","step":"police-fine","zh":"核定载质量或者整备质量不明，公安机关交通管理部门的罚款幅度无法计算"},{"en":"over the permitted mass: 1 point for the driver, by the police","source":"points-2022-1: 道路交通安全违法行为记分管理办法（公安部令第163号） 第十二条","step":"points","zh":"超过最大允许总质量 20.2%，公安机关交通管理部门对驾驶人一次记 1 分"},{"en":"off-site: the transport department fines; what the police might do is a computation only","source":"one-act-one-fine: 中华人民共和国行政处罚法 第二十九条","step":"one-act-one-fine","zh":"非现场查处，由交通运输主管部门处罚；上列公安机关交通管理部门的罚款、记分仅为测算，同一违法行为不得给予两次以上罚款"}],"findings":["axle-group-over-limit"],"fine":{"isWarning":false,"least":4500,"most":4500},"form":"articulated","gross":62000,"groups":[{"first":1,"last":1,"limit":10000,"load":6500,"rule":"single-single-wide"},{"first":2,"last":3,"limit":18000,"load":22000,"rule":"tandem-wide"},{"first":4,"last":6,"limit":24000,"load":33500,"rule":"tridem-wide"}],"id":"410171-01~wim-1~1795761901350~2","instrument":"ZZ-206","lane":1,"limit":49000,"oneActHours":12,"passage":"410171-01/wim-1:1795761901350:2","plate":"豫AS0001","plateColour":"yellow","records":[2,8,9],"rule":"o62-annex-159-drive2","station":"410171-01","unknowns":[]}','{"410171-01/cam-1:1795761901350:3":"27b219fc2d4df98c8cb87a32ac939e101f7700cc244d68194c53c3a615bcd3c7","410171-01/cam-1:1795761901350:4":"9b1453f4d7bca23d67a41d2bc83c98e97380010fdec4518727ae9b9865b2aaae","410171-01/wim-1:1795761901350:2":"b46159a4ed0a1c1e9d144c135315b0b766845d6bbb310b486844fd7079812080"}',X'AB63882088E44A07AD01F2CED3AECBE4259143B009ADBB6BC9C764E1A87FAD81',X'B7847D5F1F4822075E37B4EBC470DF1E2FF14BD6BE694AFB3746768CCFAE7E36');
        INSERT INTO "case_event" VALUES(3,'410171-01~wim-1~1795761901350~3',1,'opened',1795761902693,'zhichaod','{"article":"交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","assessed":58900,"at":"2026-06-20T10:00:00.000+08:00","axleCode":"159","axleLoads":[6500,11000,11000,11200,11150,11150],"axles":6,"basis":"off-site","excess":9900,"excessRatio":2020,"explanation":[{"en":"the station''s trigger links the weighing with 2 pictures, plate 豫AS0001","source":"weigh, camera","step":"pairing","zh":"称重与 2 张图像由站点触发号关联，号牌 豫AS0001"},{"en":"the act was on 2026-06-20; the rules of that day apply","source":"law-of-the-day: 中华人民共和国行政处罚法 第三十七条","step":"day","zh":"行为日 2026-06-20，适用当日有效的规则"},{"en":"6 axles, axle-type code 159 (the axle-type code derived from spacings and tyres)","source":"derived-axle-code","step":"vehicle","zh":"6轴，轴型代码 159（由轴距和轮胎数推定的轴型代码）"},{"en":"form articulated, from what was seen","source":"camera","step":"form","zh":"车型：铰接列车（依据：现场识别）"},{"en":"2 driven axles, from what was seen","source":"camera","step":"drive-axles","zh":"驱动轴 2 根（依据：现场识别）"},{"en":"by axle-type code, gross mass limit 49000 kg, over when greater","source":"o62-annex-159-drive2: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"limit","zh":"按轴型代码，车货总质量限值 49000 千克，超过即为超限"},{"en":"62000 kg as shown, less the error in service of 5 % of class 5 by the setting tolerance, assessed 58900 kg","source":"jjg907-classes: JJG 907-2006 动态公路车辆自动衡器 最大允许误差；cn-settings tolerance: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"mass","zh":"示值 62000 千克，按本系统设置（tolerance）扣减5级衡器使用中最大允许误差 5%，认定质量 58900 千克"},{"en":"axle group 2 carries 22000 kg, over its 18000 kg; recorded, and no case by itself","source":"tandem-wide: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第2、3轴 22000 千克，超过限值 18000 千克；仅记录，不单独立案"},{"en":"axle group 3 carries 33500 kg, over its 24000 kg; recorded, and no case by itself","source":"tridem-wide: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第4、5、6轴 33500 千克，超过限值 24000 千克；仅记录，不单独立案"},{"en":"length 16900 ≤ 18100 mm, width 2540 ≤ 2550 mm, height 3800 ≤ 4000 mm: not over","source":"o62-3-dimensions: 交通运输部令2016年第62号 第三条第一款第（一）至（三）项","step":"dimensions","zh":"长 16900 ≤ 18100 毫米，宽 2540 ≤ 2550 毫米，高 3800 ≤ 4000 毫米：外廓尺寸未超限"},{"en":"58900 > 49000: over by 9900 kg (20.2 %)","source":"o62-annex-159-drive2: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"comparison","zh":"58900 > 49000：超过限值 9900 千克（20.2%）"},{"en":"verdict: overloaded","source":"o62-annex-159-drive2: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"verdict","zh":"结论：超限"},{"en":"over by 9900 kg: 9 × 500 = 4500 yuan (full steps of the whole excess, setting fine_fraction: floor): a fine of 4500 yuan","source":"o62-43-mass: 交通运输部令2016年第62号 第四十三条第一款第（二）项、第二款；cn-settings fine_fraction: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"fine","zh":"超限 9900 千克，每 1000 千克罚款 500 元，计 9×500＝4500 元（不足一个单位的部分不计，取法 fine_fraction：floor），罚款 4500 元"},{"en":"rated load or kerb mass not known: the police''s fine cannot be said","source":"rtsl-92: 中华人民共和国道路交通安全法 第九十二条第二款","step":"police-fine","zh":"核定载质量或者整备质量不明，公安机关交通管理部门的罚款幅度无法计算"},{"en":"over the permitted mass: 1 point for the driver, by the police","source":"points-2022-1: 道路交通安全违法行为记分管理办法（公安部令第163号） 第十二条","step":"points","zh":"超过最大允许总质量 20.2%，公安机关交通管理部门对驾驶人一次记 1 分"},{"en":"off-site: the transport department fines; what the police might do is a computation only","source":"one-act-one-fine: 中华人民共和国行政处罚法 第二十九条","step":"one-act-one-fine","zh":"非现场查处，由交通运输主管部门处罚；上列公安机关交通管理部门的罚款、记分仅为测算，同一违法行为不得给予两次以上罚款"}],"findings":["axle-group-over-limit"],"fine":{"isWarning":false,"least":4500,"most":4500},"form":"articulated","gross":62000,"groups":[{"first":1,"last":1,"limit":10000,"load":6500,"rule":"single-single-wide"},{"first":2,"last":3,"limit":18000,"load":22000,"rule":"tandem-wide"},{"first":4,"last":6,"limit":24000,"load":33500,"rule":"tridem-wide"}],"id":"410171-01~wim-1~1795761901350~3","instrument":"ZZ-206","lane":1,"limit":49000,"oneActHours":12,"passage":"410171-01/wim-1:1795761901350:3","plate":"豫AS0001","plateColour":"yellow","records":[3,10,11],"rule":"o62-annex-159-drive2","station":"410171-01","unknowns":[]}','{"410171-01/cam-1:1795761901350:5":"f95cdb5faed8303226a563d2db50a1d32663fd49bc4c2ab092c3e5d5a5eba0eb","410171-01/cam-1:1795761901350:6":"436f6ebb675882d7961e6742ed70ae7714b0ac578e8a0ee0ffb230f6f6e77b87","410171-01/wim-1:1795761901350:3":"f5971ad25ed29020c7b69342afd1a9f812c1c37b6658c74f28df0acb0408848f"}',X'9571EEDD8248A1A585623FF6E9A88FBD1FB0479B9075BC6853F6F518F13635D4',X'92692503386B6267F5635B5989A9BE49DFDE78E5C6E8A18A8876E11FE0417649');
        INSERT INTO "case_event" VALUES(4,'410171-01~wim-1~1795761901350~4',1,'opened',1795761902693,'zhichaod','{"article":"交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","assessed":58900,"at":"2026-08-29T10:00:00.000+08:00","axleCode":"159","axleLoads":[6500,11000,11000,11200,11150,11150],"axles":6,"basis":"off-site","excess":9900,"excessRatio":2020,"explanation":[{"en":"the station''s trigger links the weighing with 2 pictures, plate 豫AS0002","source":"weigh, camera","step":"pairing","zh":"称重与 2 张图像由站点触发号关联，号牌 豫AS0002"},{"en":"the act was on 2026-08-29; the rules of that day apply","source":"law-of-the-day: 中华人民共和国行政处罚法 第三十七条","step":"day","zh":"行为日 2026-08-29，适用当日有效的规则"},{"en":"6 axles, axle-type code 159 (the axle-type code derived from spacings and tyres)","source":"derived-axle-code","step":"vehicle","zh":"6轴，轴型代码 159（由轴距和轮胎数推定的轴型代码）"},{"en":"form articulated, from what was seen","source":"camera","step":"form","zh":"车型：铰接列车（依据：现场识别）"},{"en":"2 driven axles, from what was seen","source":"camera","step":"drive-axles","zh":"驱动轴 2 根（依据：现场识别）"},{"en":"by axle-type code, gross mass limit 49000 kg, over when greater","source":"o62-annex-159-drive2: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"limit","zh":"按轴型代码，车货总质量限值 49000 千克，超过即为超限"},{"en":"62000 kg as shown, less the error in service of 5 % of class 5 by the setting tolerance, assessed 58900 kg","source":"jjg907-classes: JJG 907-2006 动态公路车辆自动衡器 最大允许误差；cn-settings tolerance: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"mass","zh":"示值 62000 千克，按本系统设置（tolerance）扣减5级衡器使用中最大允许误差 5%，认定质量 58900 千克"},{"en":"axle group 2 carries 22000 kg, over its 18000 kg; recorded, and no case by itself","source":"tandem-wide: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第2、3轴 22000 千克，超过限值 18000 千克；仅记录，不单独立案"},{"en":"axle group 3 carries 33500 kg, over its 24000 kg; recorded, and no case by itself","source":"tridem-wide: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第4、5、6轴 33500 千克，超过限值 24000 千克；仅记录，不单独立案"},{"en":"length 16900 ≤ 18100 mm, width 2540 ≤ 2550 mm, height 3800 ≤ 4000 mm: not over","source":"o62-3-dimensions: 交通运输部令2016年第62号 第三条第一款第（一）至（三）项","step":"dimensions","zh":"长 16900 ≤ 18100 毫米，宽 2540 ≤ 2550 毫米，高 3800 ≤ 4000 毫米：外廓尺寸未超限"},{"en":"58900 > 49000: over by 9900 kg (20.2 %)","source":"o62-annex-159-drive2: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"comparison","zh":"58900 > 49000：超过限值 9900 千克（20.2%）"},{"en":"verdict: overloaded","source":"o62-annex-159-drive2: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"verdict","zh":"结论：超限"},{"en":"over by 9900 kg: 9 × 500 = 4500 yuan (full steps of the whole excess, setting fine_fraction: floor): a fine of 4500 yuan","source":"o62-43-mass: 交通运输部令2016年第62号 第四十三条第一款第（二）项、第二款；cn-settings fine_fraction: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"fine","zh":"超限 9900 千克，每 1000 千克罚款 500 元，计 9×500＝4500 元（不足一个单位的部分不计，取法 fine_fraction：floor），罚款 4500 元"},{"en":"rated load or kerb mass not known: the police''s fine cannot be said","source":"rtsl-92: 中华人民共和国道路交通安全法 第九十二条第二款","step":"police-fine","zh":"核定载质量或者整备质量不明，公安机关交通管理部门的罚款幅度无法计算"},{"en":"over the permitted mass: 1 point for the driver, by the police","source":"points-2022-1: 道路交通安全违法行为记分管理办法（公安部令第163号） 第十二条","step":"points","zh":"超过最大允许总质量 20.2%，公安机关交通管理部门对驾驶人一次记 1 分"},{"en":"off-site: the transport department fines; what the police might do is a computation only","source":"one-act-one-fine: 中华人民共和国行政处罚法 第二十九条","step":"one-act-one-fine","zh":"非现场查处，由交通运输主管部门处罚；上列公安机关交通管理部门的罚款、记分仅为测算，同一违法行为不得给予两次以上罚款"}],"findings":["axle-group-over-limit"],"fine":{"isWarning":false,"least":4500,"most":4500},"form":"articulated","gross":62000,"groups":[{"first":1,"last":1,"limit":10000,"load":6500,"rule":"single-single-wide"},{"first":2,"last":3,"limit":18000,"load":22000,"rule":"tandem-wide"},{"first":4,"last":6,"limit":24000,"load":33500,"rule":"tridem-wide"}],"id":"410171-01~wim-1~1795761901350~4","instrument":"ZZ-206","lane":1,"limit":49000,"oneActHours":12,"passage":"410171-01/wim-1:1795761901350:4","plate":"豫AS0002","plateColour":"yellow","records":[4,12,13],"rule":"o62-annex-159-drive2","station":"410171-01","unknowns":[]}','{"410171-01/cam-1:1795761901350:7":"7e47b2023efd1048bdc5f087a449253678195931820723802555433cb46561cb","410171-01/cam-1:1795761901350:8":"c17399c2b8e9fddcc335dc8d36ce4424bc4f871b11d5bcf5724d7b8d9968be7b","410171-01/wim-1:1795761901350:4":"3761670c39eefc8baa0d5f4554443b64dbd953079fe43993bb85b0731302f5f5"}',X'0ACB4F0CA67BF3DAB8F663B60784E9D912E52C77C84AEF85809EA6EF508AEBE0',X'F8C0B443E83190709CC559DBAD086F43EF05BCB30219BA2CE7442F651549D59D');
        INSERT INTO "case_event" VALUES(5,'410171-01~wim-1~1795761901350~5',1,'opened',1795761902693,'zhichaod','{"article":"交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","assessed":58900,"at":"2026-09-28T10:00:00.000+08:00","axleCode":"159","axleLoads":[6500,11000,11000,11200,11150,11150],"axles":6,"basis":"off-site","excess":9900,"excessRatio":2020,"explanation":[{"en":"the station''s trigger links the weighing with 1 picture, plate 豫AS0001","source":"weigh, camera","step":"pairing","zh":"称重与 1 张图像由站点触发号关联，号牌 豫AS0001"},{"en":"the act was on 2026-09-28; the rules of that day apply","source":"law-of-the-day: 中华人民共和国行政处罚法 第三十七条","step":"day","zh":"行为日 2026-09-28，适用当日有效的规则"},{"en":"6 axles, axle-type code 159 (the axle-type code derived from spacings and tyres)","source":"derived-axle-code","step":"vehicle","zh":"6轴，轴型代码 159（由轴距和轮胎数推定的轴型代码）"},{"en":"form articulated, from what was seen","source":"camera","step":"form","zh":"车型：铰接列车（依据：现场识别）"},{"en":"2 driven axles, from what was seen","source":"camera","step":"drive-axles","zh":"驱动轴 2 根（依据：现场识别）"},{"en":"by axle-type code, gross mass limit 49000 kg, over when greater","source":"o62-annex-159-drive2: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"limit","zh":"按轴型代码，车货总质量限值 49000 千克，超过即为超限"},{"en":"62000 kg as shown, less the error in service of 5 % of class 5 by the setting tolerance, assessed 58900 kg","source":"jjg907-classes: JJG 907-2006 动态公路车辆自动衡器 最大允许误差；cn-settings tolerance: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"mass","zh":"示值 62000 千克，按本系统设置（tolerance）扣减5级衡器使用中最大允许误差 5%，认定质量 58900 千克"},{"en":"axle group 2 carries 22000 kg, over its 18000 kg; recorded, and no case by itself","source":"tandem-wide: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第2、3轴 22000 千克，超过限值 18000 千克；仅记录，不单独立案"},{"en":"axle group 3 carries 33500 kg, over its 24000 kg; recorded, and no case by itself","source":"tridem-wide: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第4、5、6轴 33500 千克，超过限值 24000 千克；仅记录，不单独立案"},{"en":"length 16900 ≤ 18100 mm, width 2540 ≤ 2550 mm, height 3800 ≤ 4000 mm: not over","source":"o62-3-dimensions: 交通运输部令2016年第62号 第三条第一款第（一）至（三）项","step":"dimensions","zh":"长 16900 ≤ 18100 毫米，宽 2540 ≤ 2550 毫米，高 3800 ≤ 4000 毫米：外廓尺寸未超限"},{"en":"58900 > 49000: over by 9900 kg (20.2 %)","source":"o62-annex-159-drive2: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"comparison","zh":"58900 > 49000：超过限值 9900 千克（20.2%）"},{"en":"verdict: overloaded","source":"o62-annex-159-drive2: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"verdict","zh":"结论：超限"},{"en":"over by 9900 kg: 9 × 500 = 4500 yuan (full steps of the whole excess, setting fine_fraction: floor): a fine of 4500 yuan","source":"o62-43-mass: 交通运输部令2016年第62号 第四十三条第一款第（二）项、第二款；cn-settings fine_fraction: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"fine","zh":"超限 9900 千克，每 1000 千克罚款 500 元，计 9×500＝4500 元（不足一个单位的部分不计，取法 fine_fraction：floor），罚款 4500 元"},{"en":"rated load or kerb mass not known: the police''s fine cannot be said","source":"rtsl-92: 中华人民共和国道路交通安全法 第九十二条第二款","step":"police-fine","zh":"核定载质量或者整备质量不明，公安机关交通管理部门的罚款幅度无法计算"},{"en":"over the permitted mass: 1 point for the driver, by the police","source":"points-2022-1: 道路交通安全违法行为记分管理办法（公安部令第163号） 第十二条","step":"points","zh":"超过最大允许总质量 20.2%，公安机关交通管理部门对驾驶人一次记 1 分"},{"en":"off-site: the transport department fines; what the police might do is a computation only","source":"one-act-one-fine: 中华人民共和国行政处罚法 第二十九条","step":"one-act-one-fine","zh":"非现场查处，由交通运输主管部门处罚；上列公安机关交通管理部门的罚款、记分仅为测算，同一违法行为不得给予两次以上罚款"}],"findings":["axle-group-over-limit"],"fine":{"isWarning":false,"least":4500,"most":4500},"form":"articulated","gross":62000,"groups":[{"first":1,"last":1,"limit":10000,"load":6500,"rule":"single-single-wide"},{"first":2,"last":3,"limit":18000,"load":22000,"rule":"tandem-wide"},{"first":4,"last":6,"limit":24000,"load":33500,"rule":"tridem-wide"}],"id":"410171-01~wim-1~1795761901350~5","instrument":"ZZ-206","lane":1,"limit":49000,"oneActHours":12,"passage":"410171-01/wim-1:1795761901350:5","plate":"豫AS0001","plateColour":"yellow","records":[5,14],"rule":"o62-annex-159-drive2","station":"410171-01","unknowns":[]}','{"410171-01/cam-1:1795761901350:9":"107ea52d401ad4322d019159f9c2436ee6da8f0903388c0259372ca8e0dc7979","410171-01/wim-1:1795761901350:5":"30ed8f5fc493ba116840a2ad97e5c27b3f15c33002fd54d9381fe96e8d3ddaad"}',X'855694ED2CC7CC28C6D8186AD7337BC99FAEA5B08FED6D1231152631552E112E',X'0522C99698CA4B77665E3458643701DAB9A336309AA47059DE0860FA9AF10B89');
        INSERT INTO "case_event" VALUES(6,'410171-01~wim-1~1795761901350~5',2,'amended',1795761902693,'zhichaod','{"explanation":[{"en":"the station''s trigger links the weighing with 2 pictures, plate 豫AS0001","source":"weigh, camera","step":"pairing","zh":"称重与 2 张图像由站点触发号关联，号牌 豫AS0001"},{"en":"the act was on 2026-09-28; the rules of that day apply","source":"law-of-the-day: 中华人民共和国行政处罚法 第三十七条","step":"day","zh":"行为日 2026-09-28，适用当日有效的规则"},{"en":"6 axles, axle-type code 159 (the axle-type code derived from spacings and tyres)","source":"derived-axle-code","step":"vehicle","zh":"6轴，轴型代码 159（由轴距和轮胎数推定的轴型代码）"},{"en":"form articulated, from what was seen","source":"camera","step":"form","zh":"车型：铰接列车（依据：现场识别）"},{"en":"2 driven axles, from what was seen","source":"camera","step":"drive-axles","zh":"驱动轴 2 根（依据：现场识别）"},{"en":"by axle-type code, gross mass limit 49000 kg, over when greater","source":"o62-annex-159-drive2: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"limit","zh":"按轴型代码，车货总质量限值 49000 千克，超过即为超限"},{"en":"62000 kg as shown, less the error in service of 5 % of class 5 by the setting tolerance, assessed 58900 kg","source":"jjg907-classes: JJG 907-2006 动态公路车辆自动衡器 最大允许误差；cn-settings tolerance: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"mass","zh":"示值 62000 千克，按本系统设置（tolerance）扣减5级衡器使用中最大允许误差 5%，认定质量 58900 千克"},{"en":"axle group 2 carries 22000 kg, over its 18000 kg; recorded, and no case by itself","source":"tandem-wide: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第2、3轴 22000 千克，超过限值 18000 千克；仅记录，不单独立案"},{"en":"axle group 3 carries 33500 kg, over its 24000 kg; recorded, and no case by itself","source":"tridem-wide: GB 1589-2016 4.2.1 表3","step":"axle-group","zh":"第4、5、6轴 33500 千克，超过限值 24000 千克；仅记录，不单独立案"},{"en":"length 16900 ≤ 18100 mm, width 2540 ≤ 2550 mm, height 3800 ≤ 4000 mm: not over","source":"o62-3-dimensions: 交通运输部令2016年第62号 第三条第一款第（一）至（三）项","step":"dimensions","zh":"长 16900 ≤ 18100 毫米，宽 2540 ≤ 2550 毫米，高 3800 ≤ 4000 毫米：外廓尺寸未超限"},{"en":"58900 > 49000: over by 9900 kg (20.2 %)","source":"o62-annex-159-drive2: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"comparison","zh":"58900 > 49000：超过限值 9900 千克（20.2%）"},{"en":"verdict: overloaded","source":"o62-annex-159-drive2: 交通运输部令2016年第62号 附件《公路货运车辆超限超载认定标准》","step":"verdict","zh":"结论：超限"},{"en":"over by 9900 kg: 9 × 500 = 4500 yuan (full steps of the whole excess, setting fine_fraction: floor): a fine of 4500 yuan","source":"o62-43-mass: 交通运输部令2016年第62号 第四十三条第一款第（二）项、第二款；cn-settings fine_fraction: 交通运输部令2016年第62号等 未明确事项的默认取法（待核实）","step":"fine","zh":"超限 9900 千克，每 1000 千克罚款 500 元，计 9×500＝4500 元（不足一个单位的部分不计，取法 fine_fraction：floor），罚款 4500 元"},{"en":"rated load or kerb mass not known: the police''s fine cannot be said","source":"rtsl-92: 中华人民共和国道路交通安全法 第九十二条第二款","step":"police-fine","zh":"核定载质量或者整备质量不明，公安机关交通管理部门的罚款幅度无法计算"},{"en":"over the permitted mass: 1 point for the driver, by the police","source":"points-2022-1: 道路交通安全违法行为记分管理办法（公安部令第163号） 第十二条","step":"points","zh":"超过最大允许总质量 20.2%，公安机关交通管理部门对驾驶人一次记 1 分"},{"en":"off-site: the transport department fines; what the police might do is a computation only","source":"one-act-one-fine: 中华人民共和国行政处罚法 第二十九条","step":"one-act-one-fine","zh":"非现场查处，由交通运输主管部门处罚；上列公安机关交通管理部门的罚款、记分仅为测算，同一违法行为不得给予两次以上罚款"}],"passage":"410171-01/wim-1:1795761901350:5","plate":"豫AS0001","reasons":[],"verdict":"overloaded"}','{"410171-01/cam-1:1795761901350:10":"488b07a32d3fa512ffc862e436e50eed15cf9fe02dd811fea8986cce2455a6ca","410171-01/cam-1:1795761901350:9":"107ea52d401ad4322d019159f9c2436ee6da8f0903388c0259372ca8e0dc7979","410171-01/wim-1:1795761901350:5":"30ed8f5fc493ba116840a2ad97e5c27b3f15c33002fd54d9381fe96e8d3ddaad"}',X'C95F93C83DA661610390F886582A96B976BF66829376EEEBEF2173C498936484',X'3969212FB99CA7015553204BA11C568FBABDF13C3A67D8899C372BEBB7A77DB2');
        INSERT INTO "case_event" VALUES(7,'410171-01~wim-1~1795761901350~1',2,'media-stored',1795761903570,'zhichaod','{"media":[{"bytes":40792,"reading":"410171-01/cam-1:1795761901350:2","sha256":"1854a13d0e1f9b17d353f1b1d5e34be0bee0e0c93cefcc7ff31ea5d7f44d0000","state":"stored","type":"image/jpeg","view":"rear"}]}','{"medium:1854a13d0e1f9b17d353f1b1d5e34be0bee0e0c93cefcc7ff31ea5d7f44d0000":"1854a13d0e1f9b17d353f1b1d5e34be0bee0e0c93cefcc7ff31ea5d7f44d0000"}',X'6B0713517FE5D91660B3F3541BFEED29C6E1D381AA8C323A841007C39B990CF5',X'C8BB77B890B9FFD977B554886A9B781C6CE7AA4680392D7AC1B42118A111977E');
        INSERT INTO "case_event" VALUES(8,'410171-01~wim-1~1795761901350~2',2,'media-stored',1795761903570,'zhichaod','{"media":[{"bytes":43605,"reading":"410171-01/cam-1:1795761901350:3","sha256":"1ae1b49b91b540a66795a9802bbcd11d4e11407569dc216b5039aaf3879c0a5a","state":"stored","type":"image/jpeg","view":"front"}]}','{"medium:1ae1b49b91b540a66795a9802bbcd11d4e11407569dc216b5039aaf3879c0a5a":"1ae1b49b91b540a66795a9802bbcd11d4e11407569dc216b5039aaf3879c0a5a"}',X'765B878FB6F19AF1EDDA0617A68E372570CC477652A2DE571D096ED640849C1D',X'2D267A0BC8827DAA094F54F3475CCE6477B38BE0D16378E6DE48C489697D3BAF');
        INSERT INTO "case_event" VALUES(9,'410171-01~wim-1~1795761901350~4',2,'media-stored',1795761903570,'zhichaod','{"media":[{"bytes":40932,"reading":"410171-01/cam-1:1795761901350:8","sha256":"0b85e0dfcbd363e2741cf376d9227ea34e71c6788de3358d1cb209306c84806f","state":"stored","type":"image/jpeg","view":"rear"}]}','{"medium:0b85e0dfcbd363e2741cf376d9227ea34e71c6788de3358d1cb209306c84806f":"0b85e0dfcbd363e2741cf376d9227ea34e71c6788de3358d1cb209306c84806f"}',X'07FFED09D0D900CCC1130FC77B664D1D9C3F90318FC5434B0C0112F288E10705',X'F9C7DA22989F82E903BD8B98C1E58616D010BDAD7A5325B13B8197B687C7D7C4');
        INSERT INTO "case_event" VALUES(10,'410171-01~wim-1~1795761901350~2',3,'media-stored',1795761904148,'zhichaod','{"media":[{"bytes":49029,"reading":"410171-01/cam-1:1795761901350:3","sha256":"448ab567aef183b12c025fce0f1d5674ed801c1d88f3a8051ff42d3b349f339e","state":"stored","type":"image/jpeg","view":"side"},{"bytes":40854,"reading":"410171-01/cam-1:1795761901350:4","sha256":"514ccb25e01dbbff3c8ee95bd7fbdb64bb97f63e36212b0a6dfeb0ea11c45c6a","state":"stored","type":"image/jpeg","view":"rear"}]}','{"medium:448ab567aef183b12c025fce0f1d5674ed801c1d88f3a8051ff42d3b349f339e":"448ab567aef183b12c025fce0f1d5674ed801c1d88f3a8051ff42d3b349f339e","medium:514ccb25e01dbbff3c8ee95bd7fbdb64bb97f63e36212b0a6dfeb0ea11c45c6a":"514ccb25e01dbbff3c8ee95bd7fbdb64bb97f63e36212b0a6dfeb0ea11c45c6a"}',X'1B5A4577E6ED038F9236D02D7C71792CA5BCD5960226467525114A58ABA8D2A4',X'63598E6D0C570F5F188D1A1C21FC09A1810827D8FD5697822663843D7A922F90');
        INSERT INTO "case_event" VALUES(11,'410171-01~wim-1~1795761901350~5',3,'media-stored',1795761904148,'zhichaod','{"media":[{"bytes":40862,"reading":"410171-01/cam-1:1795761901350:10","sha256":"3ae0aa868d66e8491fb4306f483ea3596c34808075a6b4d3732003d5fc4d2467","state":"stored","type":"image/jpeg","view":"rear"},{"bytes":49093,"reading":"410171-01/cam-1:1795761901350:9","sha256":"3a8f66878d28823a358e04b454216cbd2c3ec7537f68323c20944fb05d960607","state":"stored","type":"image/jpeg","view":"side"},{"bytes":43708,"reading":"410171-01/cam-1:1795761901350:9","sha256":"4ac7fe51435ee0ffebfba7d601b71ca118393ed25818110abf90232753540ea3","state":"stored","type":"image/jpeg","view":"front"}]}','{"medium:3a8f66878d28823a358e04b454216cbd2c3ec7537f68323c20944fb05d960607":"3a8f66878d28823a358e04b454216cbd2c3ec7537f68323c20944fb05d960607","medium:3ae0aa868d66e8491fb4306f483ea3596c34808075a6b4d3732003d5fc4d2467":"3ae0aa868d66e8491fb4306f483ea3596c34808075a6b4d3732003d5fc4d2467","medium:4ac7fe51435ee0ffebfba7d601b71ca118393ed25818110abf90232753540ea3":"4ac7fe51435ee0ffebfba7d601b71ca118393ed25818110abf90232753540ea3"}',X'4B770D15413605BF00E065E026DC248A73BBFD9EC3C9A3863A0C4961A598718B',X'00113C88B13B4599FA6AF1B91923FD440260373256571B7E50259EE7D60953E3');
        INSERT INTO "case_event" VALUES(12,'410171-01~wim-1~1795761901350~1',3,'media-stored',1795761904684,'zhichaod','{"media":[{"bytes":43543,"reading":"410171-01/cam-1:1795761901350:1","sha256":"56991fa92e0a16949a188ef3f060d1016ab7eba6381fe248a341cbcb344bef4a","state":"stored","type":"image/jpeg","view":"front"}]}','{"medium:56991fa92e0a16949a188ef3f060d1016ab7eba6381fe248a341cbcb344bef4a":"56991fa92e0a16949a188ef3f060d1016ab7eba6381fe248a341cbcb344bef4a"}',X'7266279A2D1A12A0490585FE06C6D7244E54858E8C8CC40777A983C39AE25BD7',X'45EAE1246736056D62AA8887D5F1365B432926FCF09487E11DDFD5F989758096');
        INSERT INTO "case_event" VALUES(13,'410171-01~wim-1~1795761901350~3',2,'media-stored',1795761904684,'zhichaod','{"media":[{"bytes":48980,"reading":"410171-01/cam-1:1795761901350:5","sha256":"8c221350f6a85a34c93d2ff8b3b3961e3932fbb9a5b2f33b1132e5a847a94faf","state":"stored","type":"image/jpeg","view":"side"},{"bytes":43746,"reading":"410171-01/cam-1:1795761901350:5","sha256":"a4bc81d325e5335c2588f76e8aa46893af78d3b63bf41a4ee2cc9a0bfa7085ce","state":"stored","type":"image/jpeg","view":"front"}]}','{"medium:8c221350f6a85a34c93d2ff8b3b3961e3932fbb9a5b2f33b1132e5a847a94faf":"8c221350f6a85a34c93d2ff8b3b3961e3932fbb9a5b2f33b1132e5a847a94faf","medium:a4bc81d325e5335c2588f76e8aa46893af78d3b63bf41a4ee2cc9a0bfa7085ce":"a4bc81d325e5335c2588f76e8aa46893af78d3b63bf41a4ee2cc9a0bfa7085ce"}',X'82EC2BBA7FE195F4C65B47FDCDE7C9152E39D78258F19851AB10216786080D70',X'7E8EE0EC1EADDDF1477F7BF89D0003583AC2B7894A59F7C648275E6AE4C98D49');
        INSERT INTO "case_event" VALUES(14,'410171-01~wim-1~1795761901350~4',3,'media-stored',1795761904684,'zhichaod','{"media":[{"bytes":43669,"reading":"410171-01/cam-1:1795761901350:7","sha256":"6dc548c99d0771b6877f84ccc931c26788540d2db0ca26354fc73f954786bd07","state":"stored","type":"image/jpeg","view":"front"},{"bytes":49105,"reading":"410171-01/cam-1:1795761901350:7","sha256":"70a608ccde8022d7c9c37793a6436d416918fec26b1e28c7251fa551cf2a030a","state":"stored","type":"image/jpeg","view":"side"}]}','{"medium:6dc548c99d0771b6877f84ccc931c26788540d2db0ca26354fc73f954786bd07":"6dc548c99d0771b6877f84ccc931c26788540d2db0ca26354fc73f954786bd07","medium:70a608ccde8022d7c9c37793a6436d416918fec26b1e28c7251fa551cf2a030a":"70a608ccde8022d7c9c37793a6436d416918fec26b1e28c7251fa551cf2a030a"}',X'2F1A58CB499BA23FCF05AF02801FF9CB3D31170C9632F04EA8B0B462E02CB349',X'17476C45E1238F91D02D86DB806873489FF4D000E8F98379FAF64D2FAD559AB0');
        INSERT INTO "case_event" VALUES(15,'410171-01~wim-1~1795761901350~1',4,'media-stored',1795761905224,'zhichaod','{"media":[{"bytes":48967,"reading":"410171-01/cam-1:1795761901350:1","sha256":"fe606907f44bf81147e9534c0dfaec6f5bda8890b328e35b288bb4891f98039f","state":"stored","type":"image/jpeg","view":"side"}]}','{"medium:fe606907f44bf81147e9534c0dfaec6f5bda8890b328e35b288bb4891f98039f":"fe606907f44bf81147e9534c0dfaec6f5bda8890b328e35b288bb4891f98039f"}',X'0304C28C6D9ECA4E6866B4C86CB051F2C11518C80FE65F02654E24A68AC882DF',X'7807E15062524B99253C2AF3E6665D08679F3C0C4A6A339A9CD8DDDC15C8D217');
        INSERT INTO "case_event" VALUES(16,'410171-01~wim-1~1795761901350~3',3,'media-stored',1795761905224,'zhichaod','{"media":[{"bytes":40898,"reading":"410171-01/cam-1:1795761901350:6","sha256":"ec378b1f300a8135440101a09ed3c04b1f6e1bda5ccf8635770ff75e6ae4c4ce","state":"stored","type":"image/jpeg","view":"rear"}]}','{"medium:ec378b1f300a8135440101a09ed3c04b1f6e1bda5ccf8635770ff75e6ae4c4ce":"ec378b1f300a8135440101a09ed3c04b1f6e1bda5ccf8635770ff75e6ae4c4ce"}',X'1CA2C407A65B26E6E192ACF6C67020555BCD63E5515A045454CF031CA3CE80CB',X'F61778525437C4F6044E3C7D9CB3119DFE451259F7C16EE573C544882B3A33E0');
        INSERT INTO "case_event" VALUES(17,'410171-01~wim-1~1795761901350~1',5,'fields-changed',1795761914696,'root','{"parts":{"circumstances":"evasion","company":"91350100M000100Y43","driver":{"licence":{"sealed":"bfaa701fc1ad48ac459555dbca1f15d6f15688a61647eff1c5e5c748962b88ae"}}}}','{}',X'A1A74B07DB4FFD1F944708ABC7A7CC909146936D60D482629F0756431E515BCD',X'1A0549DE8F9990808651468C06C310C5C5796C25BF244132F76007EDAD5634F8');
        INSERT INTO "case_event" VALUES(18,'R2026-000001',1,'referral-issued',1795761914696,'root','{"parts":{"article":"公路安全保护条例 第六十七条","case_id":"410171-01~wim-1~1795761901350~1","cases":["410171-01~wim-1~1795761901350~1"],"due_day":"2026-12-08","en":"wrong-way driving over a sensor, forcing through, short-haul transfer to evade","form":"hand-over","issued_day":"2026-11-27","kind":"vehicle","rule":"rspo-67-police","subject":"豫AS0001~yellow","to_en":"the police","to_zh":"公安机关","zh":"逆行通过检测设备、强行冲卡、短途驳载等逃避检测的"}}','{}',X'A64D765381F285C5B5A4FC6F81D76BA8136F4DC998E0368E73471DA6E03CED6F',X'E19A6E99025ABF421DB6397A39A54C614F8B195DAC276273C4AF03B275710C45');
        INSERT INTO "case_event" VALUES(19,'410171-01~wim-1~1795761901350~2',4,'fields-changed',1795761915214,'root','{"parts":{"loading_site":"YT-7"}}','{}',X'16B10C16719D47773C2B0DEE8ABA22ADA6E163876CA1EA1D46E93A8B96246C5C',X'CCAE367A1B55F947F3DC20F34787ACCBFE12F2E299464E8B820C88D0238AA24E');
        INSERT INTO "case_event" VALUES(20,'410171-01~wim-1~1795761901350~1',6,'confirmed',1795761915613,'root','{"parts":{"legal_reviewer":{"sealed":"7728c09cce82dd8e2d367acbf5f9de47547a081cafa60231f28d440ed2c93484"},"reason":"完整","technical_reviewer":{"sealed":"b514608fd541ea18441fa5c64f8e3f412a2bfe79d52a9f2512d3bdbd286f6e52"}}}','{}',X'4B4E60768A81B9C0A042B69A61445DD172CF8A78AAD6B23FEE947CDC99330319',X'9C8D761AE8EFB83F60DB6B2850697E32CDE0F3ACED9BA48ACBBD437CA9AB873A');
        INSERT INTO "case_event" VALUES(21,'410171-01~wim-1~1795761901350~1',7,'notified',1795761916060,'root','{"parts":{"at":"2026-11-27","method":"直接送达","recipient":{"sealed":"eb8bcde026a33c05f50e35968e57d55adde763cab3d44429af31f3c9b11b24e8"}}}','{}',X'7D7003F3C18F1188AA4FDB78B0D5FF22657D0F65AF447C3FD9E02B97E60C5CDA',X'9A5F571CF587F6770BDC8D0314859D8E6F6E9F012D409D44286D3FA246F3602C');
        INSERT INTO "case_event" VALUES(22,'410171-01~wim-1~1795761901350~1',8,'decided',1795761916410,'root','{"parts":{"at":"2026-11-27","decision_number":"1号","officers":[{"sealed":"a7df1ee897f88513bfce09591ed58e0581243f5fa234448bbd63428494280b7f"},{"sealed":"575ea88b9d133c2da648d6df3db31e924da9ed1377ca7125f53030370ada752a"}],"reason":"从轻","warning":true}}','{}',X'4625C5F283A29183FD7D04C05A059E9A05433BA7A084A2ADC93711C8D79B75F8',X'A877F237BA5C9F647AC290BE5F64245A145E9EA95A1F3B63B71ABACC4433D135');
        INSERT INTO "case_event" VALUES(23,'410171-01~wim-1~1795761901350~3',4,'confirmed',1795761916972,'root','{"parts":{"legal_reviewer":{"sealed":"de566f2836d7b5392b5fc5af96f1cfa2f76aa8cdf7342a5f28710370e9ff881a"},"reason":"完整","technical_reviewer":{"sealed":"85a353edc7d310a57de818c322e9efe5fe6277fc3c5bdb4cac2ff0a60c96b438"}}}','{}',X'099133BC8D9B5C62DD376B7AEDF2FB2F22CF094AE69931E50DA0080465C7A5DF',X'26B498F08ECE5E87AD42B36EFD6BBD54F400A1B320C39D3C9833D587C2499D4A');
        INSERT INTO "case_event" VALUES(24,'R2026-000001',2,'referral-acknowledged',1795761918596,'root','{"parts":{"at":"2026-11-27","received_by":{"sealed":"070cc4135be32ee7b92b16ed2c05b16219d839f37c5d6a4884a5bd9e1dccb757"}}}','{}',X'E3C8A50693FAFDE31B403EA92811F0B716B233BD926E18C4972488AF6ACC85F3',X'CAC94083ABA85D5C99A99DB97FC6AD4FCEBB2B8A6D8C29C325096F4289CB57EF');
        CREATE TABLE case_field (
            case_id TEXT NOT NULL REFERENCES case_current (id),
            field TEXT NOT NULL,              -- driver, company, loading_site, cargo, permit, notes
            event INTEGER NOT NULL REFERENCES case_event (id),
            value TEXT,                       -- NULL: personal
            PRIMARY KEY (case_id, field)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO "case_field" VALUES('410171-01~wim-1~1795761901350~1','circumstances',17,'evasion');
        INSERT INTO "case_field" VALUES('410171-01~wim-1~1795761901350~1','company',17,'91350100M000100Y43');
        INSERT INTO "case_field" VALUES('410171-01~wim-1~1795761901350~1','driver',17,NULL);
        INSERT INTO "case_field" VALUES('410171-01~wim-1~1795761901350~2','loading_site',19,'YT-7');
        CREATE TABLE case_medium (
            case_id TEXT NOT NULL REFERENCES case_current (id),
            reading TEXT NOT NULL,            -- the camera reading that lists it, source:epoch:seq
            sha256 TEXT NOT NULL,             -- 64 lower-case hexadecimal digits
            source TEXT NOT NULL,             -- who keeps it until it is fetched
            type TEXT NOT NULL,               -- image/jpeg
            bytes INTEGER NOT NULL,
            view TEXT NOT NULL,               -- front, rear, side, panorama
            state TEXT NOT NULL,              -- wanted, stored, gone, unobtainable, erased
            state_ms INTEGER,                 -- since when, by the event that says so; NULL: wanted
            PRIMARY KEY (case_id, reading, sha256)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO "case_medium" VALUES('410171-01~wim-1~1795761901350~1','410171-01/cam-1:1795761901350:1','56991fa92e0a16949a188ef3f060d1016ab7eba6381fe248a341cbcb344bef4a','410171-01/cam-1','image/jpeg',43543,'front','stored',1795761904684);
        INSERT INTO "case_medium" VALUES('410171-01~wim-1~1795761901350~1','410171-01/cam-1:1795761901350:1','fe606907f44bf81147e9534c0dfaec6f5bda8890b328e35b288bb4891f98039f','410171-01/cam-1','image/jpeg',48967,'side','stored',1795761905224);
        INSERT INTO "case_medium" VALUES('410171-01~wim-1~1795761901350~1','410171-01/cam-1:1795761901350:2','1854a13d0e1f9b17d353f1b1d5e34be0bee0e0c93cefcc7ff31ea5d7f44d0000','410171-01/cam-1','image/jpeg',40792,'rear','stored',1795761903570);
        INSERT INTO "case_medium" VALUES('410171-01~wim-1~1795761901350~2','410171-01/cam-1:1795761901350:3','1ae1b49b91b540a66795a9802bbcd11d4e11407569dc216b5039aaf3879c0a5a','410171-01/cam-1','image/jpeg',43605,'front','stored',1795761903570);
        INSERT INTO "case_medium" VALUES('410171-01~wim-1~1795761901350~2','410171-01/cam-1:1795761901350:3','448ab567aef183b12c025fce0f1d5674ed801c1d88f3a8051ff42d3b349f339e','410171-01/cam-1','image/jpeg',49029,'side','stored',1795761904148);
        INSERT INTO "case_medium" VALUES('410171-01~wim-1~1795761901350~2','410171-01/cam-1:1795761901350:4','514ccb25e01dbbff3c8ee95bd7fbdb64bb97f63e36212b0a6dfeb0ea11c45c6a','410171-01/cam-1','image/jpeg',40854,'rear','stored',1795761904148);
        INSERT INTO "case_medium" VALUES('410171-01~wim-1~1795761901350~3','410171-01/cam-1:1795761901350:5','8c221350f6a85a34c93d2ff8b3b3961e3932fbb9a5b2f33b1132e5a847a94faf','410171-01/cam-1','image/jpeg',48980,'side','stored',1795761904684);
        INSERT INTO "case_medium" VALUES('410171-01~wim-1~1795761901350~3','410171-01/cam-1:1795761901350:5','a4bc81d325e5335c2588f76e8aa46893af78d3b63bf41a4ee2cc9a0bfa7085ce','410171-01/cam-1','image/jpeg',43746,'front','stored',1795761904684);
        INSERT INTO "case_medium" VALUES('410171-01~wim-1~1795761901350~3','410171-01/cam-1:1795761901350:6','ec378b1f300a8135440101a09ed3c04b1f6e1bda5ccf8635770ff75e6ae4c4ce','410171-01/cam-1','image/jpeg',40898,'rear','stored',1795761905224);
        INSERT INTO "case_medium" VALUES('410171-01~wim-1~1795761901350~4','410171-01/cam-1:1795761901350:7','6dc548c99d0771b6877f84ccc931c26788540d2db0ca26354fc73f954786bd07','410171-01/cam-1','image/jpeg',43669,'front','stored',1795761904684);
        INSERT INTO "case_medium" VALUES('410171-01~wim-1~1795761901350~4','410171-01/cam-1:1795761901350:7','70a608ccde8022d7c9c37793a6436d416918fec26b1e28c7251fa551cf2a030a','410171-01/cam-1','image/jpeg',49105,'side','stored',1795761904684);
        INSERT INTO "case_medium" VALUES('410171-01~wim-1~1795761901350~4','410171-01/cam-1:1795761901350:8','0b85e0dfcbd363e2741cf376d9227ea34e71c6788de3358d1cb209306c84806f','410171-01/cam-1','image/jpeg',40932,'rear','stored',1795761903570);
        INSERT INTO "case_medium" VALUES('410171-01~wim-1~1795761901350~5','410171-01/cam-1:1795761901350:10','3ae0aa868d66e8491fb4306f483ea3596c34808075a6b4d3732003d5fc4d2467','410171-01/cam-1','image/jpeg',40862,'rear','stored',1795761904148);
        INSERT INTO "case_medium" VALUES('410171-01~wim-1~1795761901350~5','410171-01/cam-1:1795761901350:9','3a8f66878d28823a358e04b454216cbd2c3ec7537f68323c20944fb05d960607','410171-01/cam-1','image/jpeg',49093,'side','stored',1795761904148);
        INSERT INTO "case_medium" VALUES('410171-01~wim-1~1795761901350~5','410171-01/cam-1:1795761901350:9','4ac7fe51435ee0ffebfba7d601b71ca118393ed25818110abf90232753540ea3','410171-01/cam-1','image/jpeg',43708,'front','stored',1795761904148);
        CREATE TABLE case_number (
            year INTEGER PRIMARY KEY,
            last INTEGER NOT NULL
        ) STRICT;
        INSERT INTO "case_number" VALUES(2026,5);
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
        INSERT INTO "case_passage" VALUES('410171-01/wim-1:1795761901350:1','410171-01~wim-1~1795761901350~1',1,NULL,1,1,'410171-01','ZZ-206','yellow','off-site',1767232800000,62000,9900);
        INSERT INTO "case_passage" VALUES('410171-01/wim-1:1795761901350:2','410171-01~wim-1~1795761901350~2',2,NULL,1,1,'410171-01','ZZ-206','yellow','off-site',1774144800000,62000,9900);
        INSERT INTO "case_passage" VALUES('410171-01/wim-1:1795761901350:3','410171-01~wim-1~1795761901350~3',3,NULL,1,1,'410171-01','ZZ-206','yellow','off-site',1781920800000,62000,9900);
        INSERT INTO "case_passage" VALUES('410171-01/wim-1:1795761901350:4','410171-01~wim-1~1795761901350~4',4,NULL,1,1,'410171-01','ZZ-206','yellow','off-site',1787968800000,62000,9900);
        INSERT INTO "case_passage" VALUES('410171-01/wim-1:1795761901350:5','410171-01~wim-1~1795761901350~5',5,6,1,1,'410171-01','ZZ-206','yellow','off-site',1790560800000,62000,9900);
        CREATE TABLE case_personal (
            event INTEGER NOT NULL REFERENCES case_event (id),
            part TEXT NOT NULL,               -- recipient, officers/0, driver/licence
            salt BLOB,
            value TEXT,                       -- NULL: erased
            PRIMARY KEY (event, part)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO "case_personal" VALUES(17,'driver/licence',X'D760CEC52BB5E85B08EE75B9C2EFED0A','410184199001010001');
        INSERT INTO "case_personal" VALUES(20,'legal_reviewer',X'489D0F40B4200BB18505A772FCC43943','李四');
        INSERT INTO "case_personal" VALUES(20,'technical_reviewer',X'1C2ADC2466C33FDE87313E1468DD50C3','张三');
        INSERT INTO "case_personal" VALUES(21,'recipient',X'5A882E2DD378FCF3E62444449A477863','王五');
        INSERT INTO "case_personal" VALUES(22,'officers/0',X'78126F9C2C99465D3775830B398BA0B7','赵六');
        INSERT INTO "case_personal" VALUES(22,'officers/1',X'8AD032EDE3ED04198B5EC98AF6C86BD1','钱七');
        INSERT INTO "case_personal" VALUES(23,'legal_reviewer',X'D3FBF3A11E49737E9F8A37B58F70BBF5','李四');
        INSERT INTO "case_personal" VALUES(23,'technical_reviewer',X'B479DCC1B8C8215A7E13D25FA40645E7','张三');
        INSERT INTO "case_personal" VALUES(24,'received_by',X'57E0F943714A61689AACE9516CAABD6B','公安局');
        CREATE TABLE case_record (
            case_id TEXT NOT NULL REFERENCES case_current (id),
            reading TEXT NOT NULL,            -- source:epoch:seq
            passage TEXT NOT NULL,
            kind TEXT NOT NULL,               -- weigh, camera
            received_ms INTEGER NOT NULL,
            payload BLOB NOT NULL,            -- as received
            PRIMARY KEY (case_id, reading)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO "case_record" VALUES('410171-01~wim-1~1795761901350~1','410171-01/cam-1:1795761901350:1','410171-01/wim-1:1795761901350:1','camera',1795761902609,X'7B2276223A312C22736F75726365223A223431303137312D30312F63616D2D31222C2265706F6368223A313739353736313930313335302C22736571223A312C226174223A22323032362D30312D30315431303A30303A30302E3230302B30383A3030222C226C616E65223A312C22706C617465223A22E8B1AB415330303031222C22706C6174655F636F6C6F7572223A2279656C6C6F77222C22636F6E666964656E6365223A302E39372C2276696577223A2266726F6E74222C22747261696C65725F706C617465223A6E756C6C2C2276656869636C655F666F726D223A226172746963756C61746564222C2264726976655F61786C6573223A322C22636F7665726564223A6E756C6C2C2274726967676572223A2231222C22636C6F636B5F73796E636564223A747275652C226F626A656374223A6E756C6C2C226D65646961223A5B7B22736861323536223A2235363939316661393265306131363934396131383865663366303630643130313661623765626136333831666532343861333431636263623334346265663461222C2274797065223A22696D6167652F6A706567222C226279746573223A34333534332C2276696577223A2266726F6E74227D2C7B22736861323536223A2266653630363930376634346266383131343765393533346330646661656336663562646138383930623332386533356232383862623438393166393830333966222C2274797065223A22696D6167652F6A706567222C226279746573223A34383936372C2276696577223A2273696465227D5D7D');
        INSERT INTO "case_record" VALUES('410171-01~wim-1~1795761901350~1','410171-01/cam-1:1795761901350:2','410171-01/wim-1:1795761901350:1','camera',1795761902609,X'7B2276223A312C22736F75726365223A223431303137312D30312F63616D2D31222C2265706F6368223A313739353736313930313335302C22736571223A322C226174223A22323032362D30312D30315431303A30303A30312E3930302B30383A3030222C226C616E65223A312C22706C617465223A6E756C6C2C22706C6174655F636F6C6F7572223A2279656C6C6F77222C22636F6E666964656E6365223A302E39372C2276696577223A2272656172222C22747261696C65725F706C617465223A6E756C6C2C2276656869636C655F666F726D223A226172746963756C61746564222C2264726976655F61786C6573223A6E756C6C2C22636F7665726564223A6E756C6C2C2274726967676572223A2231222C22636C6F636B5F73796E636564223A747275652C226F626A656374223A6E756C6C2C226D65646961223A5B7B22736861323536223A2231383534613133643065316639623137643335336631623164356533346265306265653065306339336365666363376666333165613564376634346430303030222C2274797065223A22696D6167652F6A706567222C226279746573223A34303739322C2276696577223A2272656172227D5D7D');
        INSERT INTO "case_record" VALUES('410171-01~wim-1~1795761901350~1','410171-01/wim-1:1795761901350:1','410171-01/wim-1:1795761901350:1','weigh',1795761902609,X'7B2276223A312C22736F75726365223A223431303137312D30312F77696D2D31222C2265706F6368223A313739353736313930313335302C22736571223A312C226174223A22323032362D30312D30315431303A30303A30302E3030302B30383A3030222C226C616E65223A312C226B696E64223A2264796E616D6963222C22696E737472756D656E74223A225A5A2D323036222C22646972656374696F6E223A227570222C2273706565645F6B6D68223A34322C2267726F73735F6B67223A36323030302C2261786C6573223A5B7B226C6F61645F6B67223A363530302C2273706163696E675F6D6D223A6E756C6C2C227479726573223A327D2C7B226C6F61645F6B67223A31313030302C2273706163696E675F6D6D223A333330302C227479726573223A347D2C7B226C6F61645F6B67223A31313030302C2273706163696E675F6D6D223A313335302C227479726573223A347D2C7B226C6F61645F6B67223A31313230302C2273706163696E675F6D6D223A363830302C227479726573223A347D2C7B226C6F61645F6B67223A31313135302C2273706163696E675F6D6D223A313331302C227479726573223A347D2C7B226C6F61645F6B67223A31313135302C2273706163696E675F6D6D223A313331302C227479726573223A347D5D2C2261786C655F636F6465223A6E756C6C2C2264696D656E73696F6E735F6D6D223A7B226C656E677468223A31363930302C227769647468223A323534302C22686569676874223A333830307D2C2274726967676572223A2231222C227175616C697479223A5B5D2C22696D62616C616E63655F707074223A6E756C6C2C22646174615F737461747573223A22726177222C22636C6F636B5F73796E636564223A747275652C22696E7370656374696F6E223A6E756C6C7D');
        INSERT INTO "case_record" VALUES('410171-01~wim-1~1795761901350~2','410171-01/cam-1:1795761901350:3','410171-01/wim-1:1795761901350:2','camera',1795761902609,X'7B2276223A312C22736F75726365223A223431303137312D30312F63616D2D31222C2265706F6368223A313739353736313930313335302C22736571223A332C226174223A22323032362D30332D32325431303A30303A30302E3230302B30383A3030222C226C616E65223A312C22706C617465223A22E8B1AB415330303031222C22706C6174655F636F6C6F7572223A2279656C6C6F77222C22636F6E666964656E6365223A302E39372C2276696577223A2266726F6E74222C22747261696C65725F706C617465223A6E756C6C2C2276656869636C655F666F726D223A226172746963756C61746564222C2264726976655F61786C6573223A322C22636F7665726564223A6E756C6C2C2274726967676572223A2232222C22636C6F636B5F73796E636564223A747275652C226F626A656374223A6E756C6C2C226D65646961223A5B7B22736861323536223A2231616531623439623931623534306136363739356139383032626263643131643465313134303735363964633231366235303339616166333837396330613561222C2274797065223A22696D6167652F6A706567222C226279746573223A34333630352C2276696577223A2266726F6E74227D2C7B22736861323536223A2234343861623536376165663138336231326330323566636530663164353637346564383031633164383866336138303531666634326433623334396633333965222C2274797065223A22696D6167652F6A706567222C226279746573223A34393032392C2276696577223A2273696465227D5D7D');
        INSERT INTO "case_record" VALUES('410171-01~wim-1~1795761901350~2','410171-01/cam-1:1795761901350:4','410171-01/wim-1:1795761901350:2','camera',1795761902609,X'7B2276223A312C22736F75726365223A223431303137312D30312F63616D2D31222C2265706F6368223A313739353736313930313335302C22736571223A342C226174223A22323032362D30332D32325431303A30303A30312E3930302B30383A3030222C226C616E65223A312C22706C617465223A6E756C6C2C22706C6174655F636F6C6F7572223A2279656C6C6F77222C22636F6E666964656E6365223A302E39372C2276696577223A2272656172222C22747261696C65725F706C617465223A6E756C6C2C2276656869636C655F666F726D223A226172746963756C61746564222C2264726976655F61786C6573223A6E756C6C2C22636F7665726564223A6E756C6C2C2274726967676572223A2232222C22636C6F636B5F73796E636564223A747275652C226F626A656374223A6E756C6C2C226D65646961223A5B7B22736861323536223A2235313463636232356530316462626666336338656539356264376662646236346262393766363365333632313262306136646665623065613131633435633661222C2274797065223A22696D6167652F6A706567222C226279746573223A34303835342C2276696577223A2272656172227D5D7D');
        INSERT INTO "case_record" VALUES('410171-01~wim-1~1795761901350~2','410171-01/wim-1:1795761901350:2','410171-01/wim-1:1795761901350:2','weigh',1795761902609,X'7B2276223A312C22736F75726365223A223431303137312D30312F77696D2D31222C2265706F6368223A313739353736313930313335302C22736571223A322C226174223A22323032362D30332D32325431303A30303A30302E3030302B30383A3030222C226C616E65223A312C226B696E64223A2264796E616D6963222C22696E737472756D656E74223A225A5A2D323036222C22646972656374696F6E223A227570222C2273706565645F6B6D68223A34322C2267726F73735F6B67223A36323030302C2261786C6573223A5B7B226C6F61645F6B67223A363530302C2273706163696E675F6D6D223A6E756C6C2C227479726573223A327D2C7B226C6F61645F6B67223A31313030302C2273706163696E675F6D6D223A333330302C227479726573223A347D2C7B226C6F61645F6B67223A31313030302C2273706163696E675F6D6D223A313335302C227479726573223A347D2C7B226C6F61645F6B67223A31313230302C2273706163696E675F6D6D223A363830302C227479726573223A347D2C7B226C6F61645F6B67223A31313135302C2273706163696E675F6D6D223A313331302C227479726573223A347D2C7B226C6F61645F6B67223A31313135302C2273706163696E675F6D6D223A313331302C227479726573223A347D5D2C2261786C655F636F6465223A6E756C6C2C2264696D656E73696F6E735F6D6D223A7B226C656E677468223A31363930302C227769647468223A323534302C22686569676874223A333830307D2C2274726967676572223A2232222C227175616C697479223A5B5D2C22696D62616C616E63655F707074223A6E756C6C2C22646174615F737461747573223A22726177222C22636C6F636B5F73796E636564223A747275652C22696E7370656374696F6E223A6E756C6C7D');
        INSERT INTO "case_record" VALUES('410171-01~wim-1~1795761901350~3','410171-01/cam-1:1795761901350:5','410171-01/wim-1:1795761901350:3','camera',1795761902609,X'7B2276223A312C22736F75726365223A223431303137312D30312F63616D2D31222C2265706F6368223A313739353736313930313335302C22736571223A352C226174223A22323032362D30362D32305431303A30303A30302E3230302B30383A3030222C226C616E65223A312C22706C617465223A22E8B1AB415330303031222C22706C6174655F636F6C6F7572223A2279656C6C6F77222C22636F6E666964656E6365223A302E39372C2276696577223A2266726F6E74222C22747261696C65725F706C617465223A6E756C6C2C2276656869636C655F666F726D223A226172746963756C61746564222C2264726976655F61786C6573223A322C22636F7665726564223A6E756C6C2C2274726967676572223A2233222C22636C6F636B5F73796E636564223A747275652C226F626A656374223A6E756C6C2C226D65646961223A5B7B22736861323536223A2261346263383164333235653533333563323538386637366538616134363839336166373864336236336266343161346565326363396130626661373038356365222C2274797065223A22696D6167652F6A706567222C226279746573223A34333734362C2276696577223A2266726F6E74227D2C7B22736861323536223A2238633232313335306636613835613334633933643266663862336233393631653339333266626239613562326633336231313332653561383437613934666166222C2274797065223A22696D6167652F6A706567222C226279746573223A34383938302C2276696577223A2273696465227D5D7D');
        INSERT INTO "case_record" VALUES('410171-01~wim-1~1795761901350~3','410171-01/cam-1:1795761901350:6','410171-01/wim-1:1795761901350:3','camera',1795761902609,X'7B2276223A312C22736F75726365223A223431303137312D30312F63616D2D31222C2265706F6368223A313739353736313930313335302C22736571223A362C226174223A22323032362D30362D32305431303A30303A30312E3930302B30383A3030222C226C616E65223A312C22706C617465223A6E756C6C2C22706C6174655F636F6C6F7572223A2279656C6C6F77222C22636F6E666964656E6365223A302E39372C2276696577223A2272656172222C22747261696C65725F706C617465223A6E756C6C2C2276656869636C655F666F726D223A226172746963756C61746564222C2264726976655F61786C6573223A6E756C6C2C22636F7665726564223A6E756C6C2C2274726967676572223A2233222C22636C6F636B5F73796E636564223A747275652C226F626A656374223A6E756C6C2C226D65646961223A5B7B22736861323536223A2265633337386231663330306138313335343430313031613039656433633034623166366531626461356363663836333537373066663735653661653463346365222C2274797065223A22696D6167652F6A706567222C226279746573223A34303839382C2276696577223A2272656172227D5D7D');
        INSERT INTO "case_record" VALUES('410171-01~wim-1~1795761901350~3','410171-01/wim-1:1795761901350:3','410171-01/wim-1:1795761901350:3','weigh',1795761902609,X'7B2276223A312C22736F75726365223A223431303137312D30312F77696D2D31222C2265706F6368223A313739353736313930313335302C22736571223A332C226174223A22323032362D30362D32305431303A30303A30302E3030302B30383A3030222C226C616E65223A312C226B696E64223A2264796E616D6963222C22696E737472756D656E74223A225A5A2D323036222C22646972656374696F6E223A227570222C2273706565645F6B6D68223A34322C2267726F73735F6B67223A36323030302C2261786C6573223A5B7B226C6F61645F6B67223A363530302C2273706163696E675F6D6D223A6E756C6C2C227479726573223A327D2C7B226C6F61645F6B67223A31313030302C2273706163696E675F6D6D223A333330302C227479726573223A347D2C7B226C6F61645F6B67223A31313030302C2273706163696E675F6D6D223A313335302C227479726573223A347D2C7B226C6F61645F6B67223A31313230302C2273706163696E675F6D6D223A363830302C227479726573223A347D2C7B226C6F61645F6B67223A31313135302C2273706163696E675F6D6D223A313331302C227479726573223A347D2C7B226C6F61645F6B67223A31313135302C2273706163696E675F6D6D223A313331302C227479726573223A347D5D2C2261786C655F636F6465223A6E756C6C2C2264696D656E73696F6E735F6D6D223A7B226C656E677468223A31363930302C227769647468223A323534302C22686569676874223A333830307D2C2274726967676572223A2233222C227175616C697479223A5B5D2C22696D62616C616E63655F707074223A6E756C6C2C22646174615F737461747573223A22726177222C22636C6F636B5F73796E636564223A747275652C22696E7370656374696F6E223A6E756C6C7D');
        INSERT INTO "case_record" VALUES('410171-01~wim-1~1795761901350~4','410171-01/cam-1:1795761901350:7','410171-01/wim-1:1795761901350:4','camera',1795761902609,X'7B2276223A312C22736F75726365223A223431303137312D30312F63616D2D31222C2265706F6368223A313739353736313930313335302C22736571223A372C226174223A22323032362D30382D32395431303A30303A30302E3230302B30383A3030222C226C616E65223A312C22706C617465223A22E8B1AB415330303032222C22706C6174655F636F6C6F7572223A2279656C6C6F77222C22636F6E666964656E6365223A302E39372C2276696577223A2266726F6E74222C22747261696C65725F706C617465223A6E756C6C2C2276656869636C655F666F726D223A226172746963756C61746564222C2264726976655F61786C6573223A322C22636F7665726564223A6E756C6C2C2274726967676572223A2234222C22636C6F636B5F73796E636564223A747275652C226F626A656374223A6E756C6C2C226D65646961223A5B7B22736861323536223A2236646335343863393964303737316236383737663834636363393331633236373838353430643264623063613236333534666337336639353437383662643037222C2274797065223A22696D6167652F6A706567222C226279746573223A34333636392C2276696577223A2266726F6E74227D2C7B22736861323536223A2237306136303863636465383032326437633963333737393361363433366434313639313866656332366231653238633732353166613535316366326130333061222C2274797065223A22696D6167652F6A706567222C226279746573223A34393130352C2276696577223A2273696465227D5D7D');
        INSERT INTO "case_record" VALUES('410171-01~wim-1~1795761901350~4','410171-01/cam-1:1795761901350:8','410171-01/wim-1:1795761901350:4','camera',1795761902609,X'7B2276223A312C22736F75726365223A223431303137312D30312F63616D2D31222C2265706F6368223A313739353736313930313335302C22736571223A382C226174223A22323032362D30382D32395431303A30303A30312E3930302B30383A3030222C226C616E65223A312C22706C617465223A6E756C6C2C22706C6174655F636F6C6F7572223A2279656C6C6F77222C22636F6E666964656E6365223A302E39372C2276696577223A2272656172222C22747261696C65725F706C617465223A6E756C6C2C2276656869636C655F666F726D223A226172746963756C61746564222C2264726976655F61786C6573223A6E756C6C2C22636F7665726564223A6E756C6C2C2274726967676572223A2234222C22636C6F636B5F73796E636564223A747275652C226F626A656374223A6E756C6C2C226D65646961223A5B7B22736861323536223A2230623835653064666362643336336532373431636633373664393232376561333465373163363738386465333335386431636232303933303663383438303666222C2274797065223A22696D6167652F6A706567222C226279746573223A34303933322C2276696577223A2272656172227D5D7D');
        INSERT INTO "case_record" VALUES('410171-01~wim-1~1795761901350~4','410171-01/wim-1:1795761901350:4','410171-01/wim-1:1795761901350:4','weigh',1795761902609,X'7B2276223A312C22736F75726365223A223431303137312D30312F77696D2D31222C2265706F6368223A313739353736313930313335302C22736571223A342C226174223A22323032362D30382D32395431303A30303A30302E3030302B30383A3030222C226C616E65223A312C226B696E64223A2264796E616D6963222C22696E737472756D656E74223A225A5A2D323036222C22646972656374696F6E223A227570222C2273706565645F6B6D68223A34322C2267726F73735F6B67223A36323030302C2261786C6573223A5B7B226C6F61645F6B67223A363530302C2273706163696E675F6D6D223A6E756C6C2C227479726573223A327D2C7B226C6F61645F6B67223A31313030302C2273706163696E675F6D6D223A333330302C227479726573223A347D2C7B226C6F61645F6B67223A31313030302C2273706163696E675F6D6D223A313335302C227479726573223A347D2C7B226C6F61645F6B67223A31313230302C2273706163696E675F6D6D223A363830302C227479726573223A347D2C7B226C6F61645F6B67223A31313135302C2273706163696E675F6D6D223A313331302C227479726573223A347D2C7B226C6F61645F6B67223A31313135302C2273706163696E675F6D6D223A313331302C227479726573223A347D5D2C2261786C655F636F6465223A6E756C6C2C2264696D656E73696F6E735F6D6D223A7B226C656E677468223A31363930302C227769647468223A323534302C22686569676874223A333830307D2C2274726967676572223A2234222C227175616C697479223A5B5D2C22696D62616C616E63655F707074223A6E756C6C2C22646174615F737461747573223A22726177222C22636C6F636B5F73796E636564223A747275652C22696E7370656374696F6E223A6E756C6C7D');
        INSERT INTO "case_record" VALUES('410171-01~wim-1~1795761901350~5','410171-01/cam-1:1795761901350:10','410171-01/wim-1:1795761901350:5','camera',1795761902609,X'7B2276223A312C22736F75726365223A223431303137312D30312F63616D2D31222C2265706F6368223A313739353736313930313335302C22736571223A31302C226174223A22323032362D30392D32385431303A30303A30312E3930302B30383A3030222C226C616E65223A312C22706C617465223A6E756C6C2C22706C6174655F636F6C6F7572223A2279656C6C6F77222C22636F6E666964656E6365223A302E39372C2276696577223A2272656172222C22747261696C65725F706C617465223A6E756C6C2C2276656869636C655F666F726D223A226172746963756C61746564222C2264726976655F61786C6573223A6E756C6C2C22636F7665726564223A6E756C6C2C2274726967676572223A2235222C22636C6F636B5F73796E636564223A747275652C226F626A656374223A6E756C6C2C226D65646961223A5B7B22736861323536223A2233616530616138363864363665383439316662343330366634383365613335393663333438303830373561366234643337333230303364356663346432343637222C2274797065223A22696D6167652F6A706567222C226279746573223A34303836322C2276696577223A2272656172227D5D7D');
        INSERT INTO "case_record" VALUES('410171-01~wim-1~1795761901350~5','410171-01/cam-1:1795761901350:9','410171-01/wim-1:1795761901350:5','camera',1795761902609,X'7B2276223A312C22736F75726365223A223431303137312D30312F63616D2D31222C2265706F6368223A313739353736313930313335302C22736571223A392C226174223A22323032362D30392D32385431303A30303A30302E3230302B30383A3030222C226C616E65223A312C22706C617465223A22E8B1AB415330303031222C22706C6174655F636F6C6F7572223A2279656C6C6F77222C22636F6E666964656E6365223A302E39372C2276696577223A2266726F6E74222C22747261696C65725F706C617465223A6E756C6C2C2276656869636C655F666F726D223A226172746963756C61746564222C2264726976655F61786C6573223A322C22636F7665726564223A6E756C6C2C2274726967676572223A2235222C22636C6F636B5F73796E636564223A747275652C226F626A656374223A6E756C6C2C226D65646961223A5B7B22736861323536223A2234616337666535313433356565306666656266626137643630316237316361313138333933656432353831383131306162663930323332373533353430656133222C2274797065223A22696D6167652F6A706567222C226279746573223A34333730382C2276696577223A2266726F6E74227D2C7B22736861323536223A2233613866363638373864323838323361333538653034623435343231366362643263336563373533376636383332336332303934346662303564393630363037222C2274797065223A22696D6167652F6A706567222C226279746573223A34393039332C2276696577223A2273696465227D5D7D');
        INSERT INTO "case_record" VALUES('410171-01~wim-1~1795761901350~5','410171-01/wim-1:1795761901350:5','410171-01/wim-1:1795761901350:5','weigh',1795761902609,X'7B2276223A312C22736F75726365223A223431303137312D30312F77696D2D31222C2265706F6368223A313739353736313930313335302C22736571223A352C226174223A22323032362D30392D32385431303A30303A30302E3030302B30383A3030222C226C616E65223A312C226B696E64223A2264796E616D6963222C22696E737472756D656E74223A225A5A2D323036222C22646972656374696F6E223A227570222C2273706565645F6B6D68223A34322C2267726F73735F6B67223A36323030302C2261786C6573223A5B7B226C6F61645F6B67223A363530302C2273706163696E675F6D6D223A6E756C6C2C227479726573223A327D2C7B226C6F61645F6B67223A31313030302C2273706163696E675F6D6D223A333330302C227479726573223A347D2C7B226C6F61645F6B67223A31313030302C2273706163696E675F6D6D223A313335302C227479726573223A347D2C7B226C6F61645F6B67223A31313230302C2273706163696E675F6D6D223A363830302C227479726573223A347D2C7B226C6F61645F6B67223A31313135302C2273706163696E675F6D6D223A313331302C227479726573223A347D2C7B226C6F61645F6B67223A31313135302C2273706163696E675F6D6D223A313331302C227479726573223A347D5D2C2261786C655F636F6465223A6E756C6C2C2264696D656E73696F6E735F6D6D223A7B226C656E677468223A31363930302C227769647468223A323534302C22686569676874223A333830307D2C2274726967676572223A2235222C227175616C697479223A5B5D2C22696D62616C616E63655F707074223A6E756C6C2C22646174615F737461747573223A22726177222C22636C6F636B5F73796E636564223A747275652C22696E7370656374696F6E223A6E756C6C7D');
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
        INSERT INTO "case_subject" VALUES('company','91350100M000100Y43','2026-01-01','410171-01~wim-1~1795761901350~1',1,'豫AS0001~yellow');
        INSERT INTO "case_subject" VALUES('driver','410184199001010001','2026-01-01','410171-01~wim-1~1795761901350~1',1,'豫AS0001~yellow');
        INSERT INTO "case_subject" VALUES('loading-site','YT-7','2026-03-22','410171-01~wim-1~1795761901350~2',0,'豫AS0001~yellow');
        INSERT INTO "case_subject" VALUES('vehicle','豫AS0001~yellow','2026-01-01','410171-01~wim-1~1795761901350~1',1,'豫AS0001~yellow');
        INSERT INTO "case_subject" VALUES('vehicle','豫AS0001~yellow','2026-03-22','410171-01~wim-1~1795761901350~2',0,'豫AS0001~yellow');
        INSERT INTO "case_subject" VALUES('vehicle','豫AS0001~yellow','2026-06-20','410171-01~wim-1~1795761901350~3',0,'豫AS0001~yellow');
        INSERT INTO "case_subject" VALUES('vehicle','豫AS0001~yellow','2026-09-28','410171-01~wim-1~1795761901350~5',0,'豫AS0001~yellow');
        INSERT INTO "case_subject" VALUES('vehicle','豫AS0002~yellow','2026-08-29','410171-01~wim-1~1795761901350~4',0,'豫AS0002~yellow');
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
        INSERT INTO "checkpoint" VALUES(1,24,X'CAC94083ABA85D5C99A99DB97FC6AD4FCEBB2B8A6D8C29C325096F4289CB57EF',1795761918927,'6f7d63c464423297b60de0e38f18b353',X'',X'FD3256AC227B23526B565E8E0E01FCA4462585C76FB0B9852666FC303FEE259A',X'F4B54E01E89B5307AB415449755A3BE9D64B4DDF7E4B4F4B770A4D9B1BC0E2B6B7023D8BCB9856C3DEDBD6DA1F12EDAB94FBCF34BDBF5C7DF42425F75FC36E0F');
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
        INSERT INTO "credit_record" VALUES('driver','410184199001010001','evasion','410171-01~wim-1~1795761901350~1','2026-11-27','2028-11-27',0);
        INSERT INTO "credit_record" VALUES('vehicle','豫AS0001~yellow','evasion','410171-01~wim-1~1795761901350~1','2026-11-27','2028-11-27',0);
        CREATE TABLE forwarded (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            position INTEGER NOT NULL
        ) STRICT;
        INSERT INTO "forwarded" VALUES(1,6);
        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
        INSERT INTO "grdb_migrations" VALUES('0001-cases');
        INSERT INTO "grdb_migrations" VALUES('0002-acts');
        INSERT INTO "grdb_migrations" VALUES('0003-proof');
        INSERT INTO "grdb_migrations" VALUES('0004-counters');
        INSERT INTO "grdb_migrations" VALUES('0005-media');
        CREATE TABLE medium_erasure (sha256 TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
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
        INSERT INTO "referral" VALUES(1,'R2026-000001','郑超案移〔2026〕000001','hand-over','rspo-67-police','公路安全保护条例 第六十七条','vehicle','豫AS0001~yellow','410171-01~wim-1~1795761901350~1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'逆行通过检测设备、强行冲卡、短途驳载等逃避检测的','wrong-way driving over a sensor, forcing through, short-haul transfer to evade','公安机关','the police','2026-11-27','2026-12-08',NULL,'acknowledged','2026-11-27',NULL,NULL,NULL,NULL,NULL,NULL,2,0);
        CREATE TABLE referral_case (
            referral TEXT NOT NULL REFERENCES referral (id),
            case_id TEXT NOT NULL REFERENCES case_current (id),
            PRIMARY KEY (referral, case_id)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO "referral_case" VALUES('R2026-000001','410171-01~wim-1~1795761901350~1');
        CREATE TABLE referral_number (
            year INTEGER PRIMARY KEY,
            last INTEGER NOT NULL
        ) STRICT;
        INSERT INTO "referral_number" VALUES(2026,1);
        CREATE TABLE store_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO "store_meta" VALUES('counting','rspo-66-vehicle: 公路安全保护条例 第六十六条 vehicle violations(over: 3); rspo-66-driver: 公路安全保护条例 第六十六条 driver violations(over: 3); rspo-66-company: 公路安全保护条例 第六十六条 company shareOfTrucks(over: Units.PartsPerTenThousand(rawValue: 1000)); rto-loading-site: 道路运输条例 第七十条、第七十一条 loading-site every; henan-29-company: 河南省治理货物运输车辆超限超载条例 第二十九条 company shareOfTrucks(over: Units.PartsPerTenThousand(rawValue: 3000)); rolling; true');
        INSERT INTO "store_meta" VALUES('generation','6f7d63c464423297b60de0e38f18b353');
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
        CREATE INDEX case_medium_digest ON case_medium (sha256);
        CREATE INDEX case_medium_state ON case_medium (state, source, sha256);
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
            strftime('%Y-%m-%d', at_ms / 1000 + 28800, 'unixepoch') AS day,
            (SELECT count(*) FROM case_medium m WHERE m.case_id = id) AS media,
            (SELECT count(*) FROM case_medium m WHERE m.case_id = id AND m.state = 'stored') AS media_stored
        FROM case_current;
        """#
}
