import Exams
import Foundation

/// The scenario's tables in the form in which they are stored.
extension TestScenario {
    static func decoded<Value: Decodable>(_ type: Value.Type, _ json: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(json.utf8))
    }

    static let sittings = """
        [{ "id": "ZJCX-2024-03", "institution": "ZJCX", "month": "2024-03", "programmes": ["ZJCX-03", "ZJCX-22"],
           "periods": [{ "id": "T", "start": "2024-03-23T09:00", "end": "2024-03-23T11:00" },
                       { "id": "S", "start": "2024-03-23T13:30", "end": "2024-03-23T16:00" },
                       { "id": "R", "start": "2024-03-23T16:30", "end": "2024-03-23T18:00" }],
           "paymentDeadline": "2024-03-11T00:00:00", "minimumEnrolment": 1, "maxWaves": 1 }]
        """

    static let venues = """
        [{ "venue": { "id": "HD", "district": "海淀区", "rooms": [{ "id": "HD-03", "rows": 5, "columns": 6 },
                                                              { "id": "HD-04", "rows": 5, "columns": 6 }] },
           "name": "测试海淀职业技能培训中心", "address": "海淀区测试路 1 号院 2 号楼",
           "roomNames": { "HD-03": "第3考场 · 5层机房", "HD-04": "第4考场 · 5层机房" } }]
        """

    /// The ID numbers are of a region and serial that nobody has; their check characters are right.
    static func people(_ name: String) -> String {
        """
        [{ "id": "P000001", "name": "\(name)", "documentType": "residentID", "documentNumber": "11010119900101001X",
           "generated": true },
         { "id": "P000002", "name": "张试一", "documentType": "passport", "documentNumber": "E00000001",
           "documentCountry": "CHN", "generated": false }]
        """
    }

    static func registrations(_ unit: String?) -> String {
        let employer = unit.map { "\"unit\": \"\($0)\"," } ?? ""
        return """
            [{ "id": "A0001", "person": "P000001", "institution": "ZJCX", "programme": "ZJCX-03",
               "subjects": ["theory", "skill", "review"], "review": "approved", "feeDue": 60000, "feePaid": 60000,
               "paidAt": "2024-02-20T10:00:00", "withdrawn": false, "firstMonth": "2024-03", "banned": [], \(employer)
               "needs": [], "extraMinutes": 0 },
             { "id": "A0002", "person": "P000002", "institution": "ZJCX", "programme": "ZJCX-22",
               "subjects": ["skill"], "review": "approved", "feeDue": 10000, "feePaid": 10000,
               "paidAt": "2024-02-21T10:00:00", "withdrawn": false, "firstMonth": "2024-03", "banned": [],
               "needs": [], "extraMinutes": 0 }]
            """
    }
}
