import FeedContract
import Foundation
import Readings

/// A message to measure with.
struct Sample {
    let name: String
    let topic: [UInt8]
    let payload: [UInt8]
    private let isWeigh: Bool

    /// A six-axle articulated lorry in motion.
    static let weigh = Sample(
        name: "weigh, 6 axles",
        topic: Array("weigh/410184-07/2".utf8),
        payload: Array(
            """
            {"v":1,"source":"410184-07/wim-2","epoch":1795400130123,"seq":1834220,"at":"2026-11-23T10:15:30.123+08:00",\
            "lane":2,"kind":"dynamic","instrument":"WIM-410184-07-2","direction":"up","speed_kmh":58.4,"gross_kg":48960,\
            "axles":[{"load_kg":6800,"spacing_mm":null,"tyres":2},{"load_kg":8840,"spacing_mm":3300,"tyres":4},\
            {"load_kg":8790,"spacing_mm":1350,"tyres":4},{"load_kg":8210,"spacing_mm":7020,"tyres":4},\
            {"load_kg":8150,"spacing_mm":1310,"tyres":4},{"load_kg":8170,"spacing_mm":1310,"tyres":4}],"axle_code":"159",\
            "dimensions_mm":{"length":17210,"width":2540,"height":3980},"trigger":"t-88213","quality":[],\
            "imbalance_ppt":24,"data_status":"raw","clock_synced":true,"inspection":null}
            """.utf8
        ),
        isWeigh: true
    )

    /// The front of that lorry, with two pictures.
    static let camera = Sample(
        name: "camera, 2 pictures",
        topic: Array("camera/410184-07/2".utf8),
        payload: Array(
            """
            {"v":1,"source":"410184-07/cam-2f","epoch":1795400130123,"seq":1834221,"at":"2026-11-23T10:15:30.207+08:00",\
            "lane":2,"plate":"豫A12345","plate_colour":"yellow","confidence":0.973,"view":"front",\
            "trailer_plate":null,"vehicle_form":"articulated","drive_axles":2,"covered":true,"trigger":"t-88213",\
            "clock_synced":true,"object":"veh-55121","media":[{"sha256":\
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","type":"image/jpeg","bytes":183220,\
            "view":"front"},{"sha256":"60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",\
            "type":"image/jpeg","bytes":402113,"view":"panorama"}]}
            """.utf8
        ),
        isWeigh: false
    )

    func decodeWithFoundation(count: Int) {
        let (decoder, data) = (JSONDecoder(), Data(payload))
        do {
            for _ in 0..<count {
                if isWeigh {
                    _ = try decoder.decode(PlainWeigh.self, from: data)
                } else {
                    _ = try decoder.decode(PlainCamera.self, from: data)
                }
            }
        } catch {
            preconditionFailure("\(error)")
        }
    }

    func encode(count: Int) {
        var buffer: [UInt8] = []
        let decoded = MessageDecoder().decode(topic: topic, payload: payload)
        for _ in 0..<count {
            buffer.removeAll(keepingCapacity: true)
            switch decoded {
            case .weigh(let reading): MessageEncoder.append(reading, to: &buffer)
            case .camera(let reading): MessageEncoder.append(reading, to: &buffer)
            case .invalid: break
            }
        }
        precondition(!buffer.isEmpty)
    }
}
