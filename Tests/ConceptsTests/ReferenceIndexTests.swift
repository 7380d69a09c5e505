import Concepts
import Foundation
import Testing

@Suite("Opening an index")
struct ReferenceIndexTests {
    private static let expectation = IndexExpectation(
        model: "made-up",
        weightsSHA256: String(repeating: "a", count: 64),
        layer: "features.1",
        composite: "epsilon-plus-flat"
    )

    @Test("Another model's index is refused by what differs")
    func anotherModel() async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("index.sqlite")
        _ = try await MadeUpBuild().builder(output: file).build()
        _ = try ReferenceIndex(open: file, expecting: Self.expectation)

        var other = Self.expectation
        other.model = "vgg16"
        other.weightsSHA256 = String(repeating: "b", count: 64)
        other.layer = "features.28"
        other.composite = "epsilon-plus-flat-head"
        let error = try #require(throws: ConceptsError.self) {
            try ReferenceIndex(open: file, expecting: other)
        }
        #expect(
            error.message == """
                \(file.path): is an index of something else: model made-up, not vgg16; \
                weights aaaaaaaaaaaa, not bbbbbbbbbbbb; layer features.1, not features.28; \
                composite epsilon-plus-flat, not epsilon-plus-flat-head
                """
        )
        other = Self.expectation
        other.composite = nil
        _ = try ReferenceIndex(open: file, expecting: other)
    }

    @Test(
        "What is no index is refused",
        arguments: ["text", "empty", "folder", "pipe", "database", "none"]
    )
    func notAnIndex(kind: String) async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("index.sqlite")
        switch kind {
        case "text": try scratch.write(Array(repeating: 0x41, count: 5000), to: "index.sqlite")
        case "empty": try scratch.write([], to: "index.sqlite")
        case "pipe": try #require(mkfifo(file.path, 0o600) == 0)
        case "folder": try scratch.write([1], to: "index.sqlite/x")
        case "database":
            // A reference index whose mark was taken away is a SQLite file like any other.
            _ = try await MadeUpBuild().builder(output: file).build()
            let handle = try FileHandle(forUpdating: file)
            try handle.seek(toOffset: 68)
            try handle.write(contentsOf: Data([0, 0, 0, 0]))
            try handle.close()
        default: break
        }
        let error = try #require(throws: ConceptsError.self) { try ReferenceIndex(open: file) }
        #expect(error.message.hasPrefix("\(file.path): "))
        #expect(error.hint != nil)
        // Somebody's own file may have been named by mistake.
        #expect(error.hint?.contains("delete") == false)
    }

    @Test("A damaged index is an error, not a crash", arguments: [4096, 9000, 20_000])
    func damaged(length: Int) async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("index.sqlite")
        _ = try await MadeUpBuild(photos: 200, batchSize: 50).builder(output: file).build()
        let handle = try FileHandle(forUpdating: file)
        try handle.truncate(atOffset: UInt64(length))
        try handle.close()
        #expect(throws: ConceptsError.self) {
            let index = try ReferenceIndex(open: file)
            _ = try index.contentSHA256()
        }
    }

    @Test(
        "An index with another table is an error, not a crash",
        arguments: ["schema TEXT", "channels INTEGER", "finished INTEGER", "licence TEXT"]
    )
    func otherTable(column: String) async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("index.sqlite")
        _ = try await MadeUpBuild().builder(output: file).build()
        // The file holds the tables' SQL as text: a column renamed there is gone for its readers.
        var bytes = try Data(contentsOf: file)
        let place = try #require(bytes.range(of: Data(column.utf8)))
        bytes[place.lowerBound] = UInt8(ascii: "x")
        try bytes.write(to: file)
        let error = try #require(throws: ConceptsError.self) {
            let index = try ReferenceIndex(open: file)
            _ = try index.samples()
        }
        #expect(error.message == "\(file.path): is not a reference index, or is damaged")
    }

    @Test("Channels and modes that are not there are told")
    func bounds() async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("index.sqlite")
        _ = try await MadeUpBuild().builder(output: file).build()
        let index = try ReferenceIndex(open: file)
        for channel in [-1, MadeUpBuild.channels] {
            let error = try #require(throws: ConceptsError.self) {
                try index.references(channel: channel)
            }
            #expect(
                error.message.contains("has no channel \(channel); features.1 has channels 0 to 5")
            )
        }
        #expect(try index.references(channel: 0, count: 2).count == 2)
        #expect(try index.references(channel: 0, count: 0).isEmpty)
    }
}
