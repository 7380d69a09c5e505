import Concepts
import Explanations
import Foundation
import Testing

@Suite("Names in an index")
struct NamesTests {
    private static func naming(
        _ channel: Int,
        _ name: String?,
        language: String = "en",
        narrator: String = "openai/gpt-4o-2024-08-06"
    ) -> ChannelNaming {
        ChannelNaming(
            channel: channel,
            naming: ConceptNaming(
                language: language,
                name: name,
                confidence: name == nil ? nil : 5.0 / 6,
                description: "Something is there.",
                fitting: name == nil ? nil : 5,
                references: 6,
                narrator: narrator,
                created: "2026-11-23T12:00:00Z"
            ),
            asked: "openai/gpt-4o",
            prompts: [PromptIdentity(name: "label", version: "1", sha256: "ab")],
            referencesSHA256: "cd"
        )
    }

    private static func index(
        in scratch: ScratchFolder,
        layers: [String] = ["features.1"]
    ) async throws -> URL {
        let file = scratch.url.appendingPathComponent("index.sqlite")
        _ = try await MadeUpBuild(layers: layers).builder(output: file).build()
        return file
    }

    @Test("An index without names is whole; names are no part of its content")
    func content() async throws {
        let scratch = try ScratchFolder()
        let file = try await Self.index(in: scratch)
        let index = try ReferenceIndex(open: file)
        let digest = try index.contentSHA256()
        #expect(try index.namings().isEmpty)
        #expect(try index.namings(of: 3).isEmpty && index.names(of: 3) == nil)
        #expect(try index.forgetNames(of: [3]) == 0)
        try NameWriter(index).keep(Self.naming(3, "Round dots"))
        #expect(try index.namings().count == 1)
        #expect(try ReferenceIndex(open: file).contentSHA256() == digest)
        #expect(try scratch.names() == ["index.sqlite"], "the lock is gone")
    }

    @Test("What is kept is read again, one name for each channel, language and layer")
    func kept() async throws {
        let scratch = try ScratchFolder()
        let file = try await Self.index(in: scratch, layers: ["features.1", "features.2"])
        let first = try ReferenceIndex(open: file, layer: "features.1")
        let second = try ReferenceIndex(open: file, layer: "features.2")
        let whole = Self.naming(3, "Round dots")
        let empty = Self.naming(1, nil)
        let german = Self.naming(3, "Runde Punkte", language: "de")
        let other = Self.naming(3, "Bars")
        do {
            let writer = try NameWriter(first)
            for naming in [Self.naming(3, "Dots"), german, empty, whole] {
                #expect(try writer.keep(naming))
            }
        }
        try NameWriter(second).keep(other)
        #expect(try first.namings() == [empty, german, whole])
        #expect(try first.namings(of: 3) == [german.naming, whole.naming])
        #expect(try second.namings() == [other])
        #expect(try first.forgetNames(of: [0, 3, 3], languages: ["de", "cs"]) == 1)
        #expect(try first.namings() == [empty, whole])
        #expect(try first.forgetNames(of: [1, 3]) == 2)
        #expect(try second.namings() == [other])
    }

    @Test("A person's name stays, unless it is to be replaced")
    func person() async throws {
        let scratch = try ScratchFolder()
        let index = try ReferenceIndex(open: try await Self.index(in: scratch))
        let mine = Self.naming(2, "My dots", narrator: ChannelNaming.person)
        let writer = try NameWriter(index)
        try writer.keep(Self.naming(2, "Dots"))
        // It comes in between while another process names.
        try index.rename(mine)
        #expect(try !writer.keep(Self.naming(2, "Dots again")))
        #expect(try index.namings() == [mine])
        #expect(try writer.keep(Self.naming(2, "Dots anew"), replacesPersons: true))
        #expect(try index.namings(of: 2).map(\.name) == ["Dots anew"])
    }

    @Test("Of two that name at once the second is told so in one line")
    func twoWriters() async throws {
        let scratch = try ScratchFolder()
        let file = try await Self.index(in: scratch)
        var first: NameWriter? = try NameWriter(ReferenceIndex(open: file))
        let error = try #require(throws: ConceptsError.self) {
            try NameWriter(ReferenceIndex(open: file))
        }
        #expect(error.message == "\(file.path): its channels are being named by another process")
        try first?.keep(Self.naming(0, "Dots"))
        first = nil
        try NameWriter(ReferenceIndex(open: file)).keep(Self.naming(1, "Bars"))
        #expect(try ReferenceIndex(open: file).namings().count == 2)
    }

    @Test("Channels that are not there are told")
    func bounds() async throws {
        let scratch = try ScratchFolder()
        let index = try ReferenceIndex(open: try await Self.index(in: scratch))
        for channel in [-1, MadeUpBuild.channels] {
            #expect(throws: ConceptsError.self) { try index.rename(Self.naming(channel, "Dots")) }
            #expect(throws: ConceptsError.self) { try index.forgetNames(of: [0, channel]) }
        }
    }

    @Test("What a killed process was writing is taken back, also for who only reads")
    func killed() async throws {
        let scratch = try ScratchFolder()
        let file = try await Self.index(in: scratch)
        let before = try Data(contentsOf: file)
        let digest = try ReferenceIndex(open: file).contentSHA256()
        try NameWriter(ReferenceIndex(open: file)).keep(Self.naming(0, "Dots"))
        #expect(try ReferenceIndex(open: file).namings().count == 1)
        // As a kill in mid-write leaves it: pages are changed, the journal holds what stood there.
        let journal = URL(fileURLWithPath: file.path + "-journal")
        try RollbackJournal.of(before).write(to: journal)
        let index = try ReferenceIndex(open: file)
        #expect(try index.namings().isEmpty)
        #expect(try index.contentSHA256() == digest)
        #expect(!FileManager.default.fileExists(atPath: journal.path))
    }

    @Test("References are the same by their photos, order and ranking")
    func references() {
        func reference(_ sha256: String) -> Reference {
            Reference(
                sample: "photo",
                sha256: sha256,
                score: 1,
                label: nil,
                wordNetID: nil,
                answer: ScoredClass(class: 0, label: "a", probability: 1),
                crop: "a.png",
                heatmap: "a.safetensors",
                cropBox: .whole,
                seenBox: .whole,
                credit: Credit(licence: "CC0-1.0", author: nil, package: nil)
            )
        }
        func digest(_ photos: [String], _ mode: ReferenceMode = .relmaxSum) -> String {
            ChannelNaming.referencesSHA256(of: photos.map(reference), mode: mode)
        }
        #expect(digest(["a", "b"]) == digest(["a", "b"]))
        let others = [
            digest(["a", "b"]), digest(["b", "a"]), digest(["a"]), digest([]),
            digest(["a", "b"], .actmaxSum),
        ]
        #expect(Set(others).count == others.count)
    }
}

/// A journal as SQLite leaves it when it is killed while it writes: all pages as they were before.
///
/// The form is that of SQLite's "Database File Format", section 3: a header of one sector, then for each page
/// its number, its bytes and a checksum.
enum RollbackJournal {
    static func of(_ database: Data) -> Data {
        let pageSize = Int(database[16]) << 8 | Int(database[17])
        let count = database.count / pageSize
        let nonce: UInt32 = 12345
        func bytes(_ value: Int) -> [UInt8] {
            withUnsafeBytes(of: UInt32(value).bigEndian) { Array($0) }
        }
        var journal = Data([0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7])
        for value in [count, Int(nonce), count, 512, pageSize] {
            journal.append(contentsOf: bytes(value))
        }
        journal.append(Data(count: 512 - journal.count))
        for page in 0..<count {
            let content = [UInt8](database[page * pageSize..<(page + 1) * pageSize])
            var sum = nonce
            for place in stride(from: pageSize - 200, to: 0, by: -200) {
                sum &+= UInt32(content[place])
            }
            journal.append(contentsOf: bytes(page + 1) + content + bytes(Int(sum)))
        }
        return journal
    }
}
