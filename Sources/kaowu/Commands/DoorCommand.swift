import Exams
import Foundation
import Tickets

enum DoorCommand: Command {
    static let name = "door"
    static let summary = Words("在门口核验准考证二维码，不用联网", "check tickets at the door, without a network")

    private static let list = Option<String>.text(
        "list", "FILE", Words("kaowu export door 写出的门禁名单", "the list that kaowu export door wrote"))
    private static let publicKey = Option<String>.text(
        "public-key", "FILE", Words("另加一把公钥；可给多次", "one more public key; may be given again"))
    private static let venue = Option<String>.text(
        "venue", "ID", Words("守的是哪个考点的大门", "the venue whose gate this is"))
    private static let room = Option<String>.text(
        "room", "ID", Words("守的是哪个考场的门；不给则为考点大门", "the room whose door this is; the venue's gate if absent"))
    private static let at = Option.moment(
        "at", Words("当作“现在”的北京时间；不给则用本机时钟", "the moment taken as now, Beijing time; the machine's clock if absent"))

    static let signature = Signature(
        words: [
            Signature.Word(
                name: "CODE", help: Words("二维码内容；不给则逐行读标准输入（扫码枪）", "what a code says; else lines of standard input"),
                isOptional: true)
        ],
        lastWordRepeats: true,
        options: [list.declared, publicKey.declared, venue.declared, room.declared, at.declared, Common.json.declared],
        repeatable: [publicKey.name])
    static let details = [
        Words(
            "扫码枪每扫一次输入一行。考点大门提前 60 分钟放行，考场门提前 30 分钟；开考 30 分钟后都不再放行。放行后仍要核对本人证件。",
            "A scanner types a line per ticket. The gate opens 60 minutes before, a room 30; both close 30 minutes after "
                + "the start. Identity documents are still to be compared."),
        Words(
            "--json 时每扫一张写一行 JSON。准考证发出后换过机的照样放行，答复说出新机位。",
            "With --json one line of JSON per scan. Who was moved to another machine is let in, and told the new one."),
        Words(
            "扫到比名单新的准考证，说明名单已过期：不放行，请重新导出名单；同一号码的旧版在这台机器上随即不再放行。",
            "A genuine ticket newer than the list is not let in: the list is out of date. Older editions of that number are "
                + "refused from then on."),
        Words(
            "只给 --public-key 时不知道哪些准考证已作废；重排之后要重新导出名单。全部放行时退出码为 0，否则为 1。",
            "Without a list nobody knows which tickets are void; export it anew after every re-plan. Exit code 0 if all "
                + "were let in, else 1."),
    ]

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        let list = try doorList(given, terminal)
        if let room = given[room], !list.rooms.isEmpty, list.rooms[room] == nil {
            throw Mistakes([
                Mistake(
                    code: "room-unknown", cause: "名单里没有考场“\(room)”。",
                    action: "考场代码：\(list.rooms.keys.sorted().prefix(40).joined(separator: "、"))。")
            ])
        }
        let venues = Set((list.venues ?? [:]).values)
        if let venue = given[venue], !venues.contains(venue) {
            throw Mistakes([
                Mistake(
                    code: "venue-unknown", cause: "名单里没有考点“\(venue)”。",
                    action: venues.isEmpty
                        ? "重新运行 kaowu export door 写出名单，用 --list 给出。"
                        : "考点代码：\(venues.sorted().prefix(40).joined(separator: "、"))。")
            ])
        }
        if given[venue] == nil, given[room] == nil {
            terminal.note("没有给 --room 或 --venue：不核对是不是这个考点、考场 (the place is not checked)")
        }
        var desk = DoorDesk(list, venue: given[venue], room: given[room])
        var isOpen = true
        func judge(_ text: String) throws {
            let now = given[at] ?? MachineClock.now()
            let record = desk.judge(text, at: LocalMinute(number: now.number / 60))
            isOpen = isOpen && record.isAdmitted
            if given[Common.json] {
                try terminal.say(jsonLine: record)
            } else {
                try terminal.say(record.text)
            }
        }
        if given.words.isEmpty {
            if isatty(STDIN_FILENO) == 1 { terminal.note("请扫码，Ctrl-D 结束 (scan; end with Ctrl-D)") }
            while let line = readLine() {
                if !line.isEmpty { try judge(line) }
            }
        } else {
            for code in given.words { try judge(code) }
        }
        return isOpen ? .done : .atFault
    }

    private static func doorList(_ given: Given, _ terminal: Terminal) throws -> DoorList {
        let extra = try given.all(publicKey).map { path throws(Mistakes) in
            let text = String(decoding: try InputFile.data(at: path), as: UTF8.self)
            guard let key = PublicKey(String(text.prefix { !$0.isNewline })) else {
                throw Mistakes([
                    Mistake(
                        code: "public-key-malformed", file: path, cause: "这不是公钥文件。",
                        action: "用 kaowu key public --output FILE 写出公钥；不要把签名密钥拿到门口。")
                ])
            }
            return key
        }
        guard let path = given[list] else {
            guard !extra.isEmpty else {
                throw UsageFault(
                    "缺少 --list 或 --public-key (one of them is needed)", "先运行 kaowu export door --output FILE")
            }
            terminal.note("没有名单：已作废的准考证认不出来 (no list: void tickets are not noticed)")
            return DoorList(madeAt: LocalSecond(number: 0), keys: extra, rooms: [:], tickets: [])
        }
        var known = try DoorListFile.read(try InputFile.data(at: path), file: path)
        known.keys += extra
        if !given[Common.json] { terminal.note("名单数据截至 \(known.madeAt.description.replacing("T", with: " "))") }
        return known
    }
}

/// Reads and writes the door's list.
enum DoorListFile {
    static func bytes(of list: DoorList) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(list) + Data("\n".utf8)
    }

    static func read(_ data: Data, file: String) throws(Mistakes) -> DoorList {
        do {
            let list = try JSONDecoder().decode(DoorList.self, from: data)
            if list.format == DoorList.format { return list }
        } catch {}
        throw Mistakes([
            Mistake(
                code: "door-list-malformed", file: file, cause: "这不是 \(DoorList.format) 门禁名单，或文件不完整。",
                action: "用 kaowu export door 重新写出，整份拷来。")
        ])
    }
}
