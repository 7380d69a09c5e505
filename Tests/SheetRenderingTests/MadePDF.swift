import Foundation
import SheetRendering
import SheetTemplates
import Testing

/// A sheet's PDF, looked at with other people's tools.
struct MadePDF {
    let data: Data
    let json: PDFObjects
    private let folder: TemporaryFolder
    private let file: URL

    init(_ edited: EditedSheet, date: String = "2026-11-23T07:05:00Z") throws {
        data = try SheetPrinter.pdf(
            of: edited.sheet,
            assets: edited.assets.url,
            tool: "llexicorp 0.1.0",
            date: date
        )
        folder = try TemporaryFolder()
        file = folder.url.appendingPathComponent("sheet.pdf")
        try data.write(to: file)
        json = try PDFObjects(of: file)
    }

    /// What a tool says of the file.
    func tool(_ name: String, _ option: String, ending: String? = nil) throws -> String {
        if let ending { return try run(name, option, file.path, ending) }
        return try run(name, option, file.path)
    }

    /// An object's unpacked stream.
    func stream(_ reference: Any?) throws -> Data {
        let words = try #require(reference as? String).split(separator: " ")
        let output = folder.url.appendingPathComponent("stream")
        _ = FileManager.default.createFile(atPath: output.path, contents: nil)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/qpdf")
        process.arguments = ["--show-object=\(words[0])", "--filtered-stream-data", file.path]
        let handle = try FileHandle(forWritingTo: output)
        process.standardOutput = handle
        try process.run()
        process.waitUntilExit()
        try handle.close()
        #expect(process.terminationStatus == 0)
        return try Data(contentsOf: output)
    }
}

/// A PDF's objects as qpdf tells them (its JSON, version 2).
struct PDFObjects {
    typealias Dictionary = [String: Any]
    private let objects: [String: Any]

    init(of file: URL) throws {
        let text = try run("qpdf", "--json=2", "--json-key=qpdf", file.path)
        let whole = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? Dictionary
        let parts = try #require(whole?["qpdf"] as? [Any])
        objects = try #require(parts.last as? Dictionary)
    }

    var trailer: Dictionary {
        (objects["trailer"] as? Dictionary)?["value"] as? Dictionary ?? [:]
    }

    var root: Dictionary { dictionary(trailer["/Root"]) ?? [:] }

    /// The value itself or what it refers to.
    private func resolved(_ value: Any?) -> Any? {
        guard let reference = value as? String, reference.hasSuffix(" R"),
            let object = objects["obj:" + reference] as? Dictionary
        else { return value }
        return object["value"] ?? (object["stream"] as? Dictionary)?["dict"]
    }

    func dictionary(_ value: Any?) -> Dictionary? { resolved(value) as? Dictionary }

    func array(in value: Any?) -> [Any]? { resolved(value) as? [Any] }

    /// The numbers in an array, anything else left out.
    func numbers(in value: Any?) -> [Double] {
        (array(in: value) ?? []).compactMap { ($0 as? NSNumber)?.doubleValue }
    }

    /// Dictionaries that are objects of their own, by object number.
    func objects(where isMeant: (Dictionary) -> Bool) -> [Dictionary] {
        objects.keys.compactMap { key in
            Int(key.dropFirst(4).prefix { $0.isNumber }).map { ($0, String(key.dropFirst(4))) }
        }
        .sorted { $0.0 < $1.0 }.compactMap { dictionary($0.1) }.filter(isMeant)
    }

    func objects(ofType type: String) -> [Dictionary] {
        objects { $0["/Type"] as? String == type }
    }

    /// The structure's elements in reading order.
    func readingOrder() -> [Dictionary] {
        guard let tree = dictionary(root["/StructTreeRoot"]) else { return [] }
        return elements(below: tree["/K"])
    }

    /// The structure's elements of a kind in reading order.
    func elements(_ tag: String) -> [Dictionary] {
        readingOrder().filter { $0["/S"] as? String == tag }
    }

    private func elements(below value: Any?) -> [Dictionary] {
        if let items = array(in: value) { return items.flatMap { elements(below: $0) } }
        guard let element = dictionary(value), element["/S"] != nil else { return [] }
        return [element] + elements(below: element["/K"])
    }
}
