import Foundation
import Models
import Testing

@Suite("Class names")
struct ClassNamesTests {
    static let animals = ClassNames(
        names: [
            "tench, Tinca tinca", "kite (bird of prey)", "tabby cat", "tiger cat", "Missile",
            "missile", "crane", "Crane",
        ],
        wordNetIDs: ["n01440764", "n01608432", "n02123045", "n02123159", nil, nil, nil, nil]
    )

    @Test(
        "a class is found by number, id, name, synonym and name without addition",
        arguments: [
            ("2", 2), ("n01608432", 1), ("Tabby  CAT", 2), ("tinca tinca", 0), ("tench", 0),
            ("Tench, tinca tinca", 0), ("kite", 1), (" tiger cat ", 3), ("7", 7),
        ]
    )
    func found(text: String, index: Int) throws {
        #expect(try ClassNamesTests.animals.index(of: text) == index)
    }

    @Test(
        "what fits no class is refused with advice",
        arguments: [
            ("tinca tinka", "nearest: Tinca tinca"), ("tiger cta", "nearest: tiger cat"),
            ("taby cat", "nearest: tabby cat"),
            ("cat", "nearest: tabby cat, tiger cat"), ("8", "no class has number 8"),
            ("-1", "no class has number -1"), ("missile", "2 classes are called \"missile\": 4, 5"),
            ("zzzzzzzz", "no class is called \"zzzzzzzz\"; give a name or a number from 0 to 7"),
            ("", "no class is called \"\""),
        ]
    )
    func notFound(text: String, reason: String) throws {
        let error = try #require(throws: ModelsError.self) {
            try ClassNamesTests.animals.index(of: text)
        }
        #expect(error.description.contains(reason), "\(error)")
    }

    @Test(
        "all forms of files give the same names",
        arguments: [
            ("[\"cat\", \"dog\"]", nil), ("{\"1\": \"dog\", \"0\": \"cat\"}", nil),
            ("{\"dog\": 1, \"cat\": 0}", nil), ("cat\r\ndog\n\n", nil), (" cat\ndog", nil),
            ("n02121620 cat\nn02084071 dog\n", "n02121620"),
            ("{\"0\": [\"n02121620\", \"cat\"], \"1\": [\"n02084071\", \"dog\"]}", "n02121620"),
        ]
    )
    func forms(content: String, id: String?) throws {
        let read = try WeightsFixture.withFile(content.utf8) { try ClassNames(contentsOf: $0) }
        #expect(read.names == ["cat", "dog"])
        #expect(read.wordNetIDs.count == 2)
        #expect(read.wordNetIDs[0] == id)
    }

    @Test("only names of WordNet are cut to their first synonym")
    func titles() {
        let grades = ClassNames(names: ["meningioma, grade 1", "tench"])
        #expect(grades.title(of: 0) == "meningioma, grade 1")
        #expect(ClassNamesTests.animals.title(of: 0) == "tench")
        #expect(ClassNamesTests.animals.title(of: 1) == "kite (bird of prey)")
    }

    @Test("a second file gives the WordNet ids")
    func secondFile() throws {
        try WeightsFixture.withFolder { folder in
            let names = folder.appendingPathComponent("names.txt")
            let ids = folder.appendingPathComponent("ids.json")
            try Data("cat\ndog\n".utf8).write(to: names)
            try Data("{\"0\": \"n02121620\", \"1\": \"n02084071\"}".utf8).write(to: ids)
            let read = try ClassNames(contentsOf: names, wordNetIDs: ids)
            #expect(read.wordNetIDs == ["n02121620", "n02084071"])
            try Data("[\"n02121620\"]".utf8).write(to: ids)
            #expect(throws: ModelsError.self) { try ClassNames(contentsOf: names, wordNetIDs: ids) }
            try Data("[\"n02121620\", \"dog\"]".utf8).write(to: ids)
            #expect(throws: ModelsError.self) { try ClassNames(contentsOf: names, wordNetIDs: ids) }
        }
    }

    @Test(
        "malformed files are refused",
        arguments: [
            "", "\n", "[]", "[1, 2]", "{\"0\": \"cat\", \"2\": \"dog\"}", "{\"a\": \"b\"}",
            "[\"cat\"",
            "cat\n\ndog", "{\"cat\": 0, \"dog\": 0}", "[null]", "{\"0\": null}",
        ]
    )
    func malformed(content: String) throws {
        let error = try #require(throws: ModelsError.self) {
            try WeightsFixture.withFile(content.utf8) { try ClassNames(contentsOf: $0) }
        }
        #expect(error.message.hasPrefix("weights.pth: "))
        #expect(!error.description.contains("\n"))
    }
}
