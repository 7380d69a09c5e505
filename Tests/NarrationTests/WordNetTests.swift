import Foundation
import Narration
import Testing

@Suite("WordNet")
struct WordNetTests {
    /// What an independent reader in Python found in the same files.
    struct Oracle: Decodable {
        struct Entry: Decodable {
            let lemmas: [String]
            let instance: Bool
            let ancestry: [String: Int]
            let breadth: Int
        }
        let count: Int
        let synsets: [String: Entry]
        let words: [String: [String]]
        let first: String
        let last: String

        init() throws {
            let file = try #require(
                Bundle.module.url(
                    forResource: "wordnet-oracle",
                    withExtension: "json",
                    subdirectory: "Fixtures"
                )
            )
            self = try JSONDecoder().decode(Oracle.self, from: Data(contentsOf: file))
        }

        private enum CodingKeys: String, CodingKey {
            case count, synsets, words, first, last
        }
    }

    @Test("synsets agree with an independent reader")
    func synsets() throws {
        let oracle = try Oracle()
        let wordNet = try Support.wordNet()
        #expect(oracle.count == WordNet.synsetCount)
        for (key, expected) in oracle.synsets {
            let id = try #require(SynsetID(key))
            let synset = try #require(wordNet.synset(id), "\(key)")
            #expect(synset.lemmas == expected.lemmas)
            #expect(synset.isInstance == expected.instance)
            let ancestry = wordNet.ancestry(of: id)
            let found = Dictionary(
                uniqueKeysWithValues: ancestry.map { ($0.description, $1) }
            )
            #expect(found == expected.ancestry, "\(key)")
            #expect(wordNet.depth(of: id) == expected.ancestry["n00001740"])
            #expect(wordNet.breadth(of: id) == expected.breadth, "\(key)")
        }
    }

    @Test("words agree with an independent reader, at the file's ends too")
    func words() throws {
        let oracle = try Oracle()
        let wordNet = try Support.wordNet()
        for (word, expected) in oracle.words {
            #expect(wordNet.synsets(of: word).map(\.description) == expected, "\(word)")
        }
        #expect(!wordNet.synsets(of: oracle.first).isEmpty)
        #expect(!wordNet.synsets(of: oracle.last).isEmpty)
        #expect(!wordNet.synsets(of: "Hot Dog").isEmpty)
    }

    @Test("a cat is a feline, a mammal and an animal; a dog and a cat meet at the carnivores")
    func knownFacts() throws {
        let wordNet = try Support.wordNet()
        func id(_ text: String) throws -> SynsetID { try #require(SynsetID(text)) }
        let cat = wordNet.ancestry(of: try id("n02121620"))
        #expect(cat[try id("n02120997")] == 1)
        #expect(cat[try id("n01861778")] != nil)
        #expect(cat[try id("n00015388")] != nil)
        let common = wordNet.commonHypernyms(
            of: [try id("n02121620"), try id("n02084071"), try id("n02958343")]
        )
        #expect(common[try id("n02075296")] == [0, 1])
        #expect(common[.entity] == [0, 1, 2])
        #expect(common[try id("n02121620")] == nil)
        let tabby = wordNet.specificity(of: try id("n02123045"))
        let animal = wordNet.specificity(of: try id("n00015388"))
        #expect(tabby == 1)
        #expect(animal > 0.2 && animal < 0.3)
        #expect(wordNet.specificity(of: .entity) == 0)
    }

    @Test("the singular of a plural, by rule and by exception")
    func singulars() throws {
        let wordNet = try Support.wordNet()
        let plurals = [
            "cats": "cat", "strawberries": "strawberry", "geese": "goose", "wolves": "wolf",
            "boxes": "box", "beaches": "beach", "hot dogs": "hot dog",
        ]
        for (plural, singular) in plurals {
            #expect(wordNet.singular(ofPlural: plural) == singular)
        }
        for word in ["cat", "bus", "glass", "scissors", "florbs", ""] {
            #expect(wordNet.singular(ofPlural: word) == nil, "\(word)")
        }
    }

    @Test("a word with several concrete meanings has no only one")
    func ambiguity() throws {
        let wordNet = try Support.wordNet()
        #expect(wordNet.onlyThing(called: "zebra")?.description == "n02391049")
        #expect(wordNet.onlyThing(called: "crane") == nil)
        #expect(wordNet.onlyThing(called: "florb") == nil)
        #expect(wordNet.onlyThing(called: "Big Ben") == nil)
    }

    @Test(
        "numbers are read strictly",
        arguments: ["n0212304", "02123045", "n0212304x", "v02123045", ""]
    )
    func identifiers(text: String) {
        #expect(SynsetID(text) == nil)
    }

    @Test("unknown numbers give nothing")
    func unknown() throws {
        let wordNet = try Support.wordNet()
        for offset in [0, 1741, 2_123_046, 15_300_279, 99_999_999, -1] {
            let id = SynsetID(offset: offset)
            #expect(wordNet.synset(id) == nil)
            #expect(wordNet.ancestry(of: id).isEmpty)
            #expect(wordNet.breadth(of: id) == 0)
            #expect(wordNet.specificity(of: id) == 0)
            #expect(wordNet.depth(of: id) == nil)
        }
    }

    @Test("missing files say what to install")
    func missing() {
        let error = #expect(throws: NarrationError.self) {
            try WordNet(directory: URL(fileURLWithPath: "/nowhere"))
        }
        #expect(
            error?.description
                == "/nowhere/data.noun: WordNet's noun files are not here; \(WordNet.installHint)"
        )
        #expect(WordNet.installHint.contains("apt-get install wordnet-base"))
    }

    @Test("other or damaged files are no WordNet 3.0, and break nothing")
    func damaged() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("wordnet-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func write(_ text: String, _ name: String) throws {
            try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        }
        try write("", "index.noun")
        try write("", "noun.exc")
        for text in ["", "\n", String(repeating: "x", count: 4000)] {
            try write(text, "data.noun")
            let error = #expect(throws: NarrationError.self) { try WordNet(directory: folder) }
            #expect(error?.message.contains("it is not WordNet 3.0") == true)
        }
        // A cycle, a pointer to nowhere, a count that lies and a line that stops.
        let entity = "00001740 03 n 01 entity 0 001 ~ 00001800 n 0000 | all"
        let loop = "00001800 03 n 01 loop 0 002 @ 00001800 n 0000 ~ 00009999 n 0000 | loop"
        let liar = "00001900 03 n 99 liar 0 000 | lies"
        let stub = "00001980 03 n 01 stub 0 900 @ 00"
        var file = String(repeating: " ", count: 1740) + entity
        for (offset, line) in [(1800, loop), (1900, liar), (1980, stub)] {
            file += "\n" + String(repeating: " ", count: offset - file.utf8.count - 1) + line
        }
        try write(file, "data.noun")
        let wordNet = try WordNet(directory: folder)
        #expect(wordNet.ancestry(of: SynsetID(offset: 1800)) == [SynsetID(offset: 1800): 0])
        #expect(wordNet.breadth(of: SynsetID(offset: 1740)) == 3)
        #expect(wordNet.synset(SynsetID(offset: 1900)) == nil)
        #expect(wordNet.synset(SynsetID(offset: 1980)) == nil)
        #expect(wordNet.synsets(of: "loop").isEmpty)
    }
}
