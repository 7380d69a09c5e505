import Concepts
import Digests
import Foundation
import Testing

/// Digests of the bytes 1, 2, 3 as `sha256sum` prints them.
private let digests = [
    "4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a",
    "dbc1b4c900ffe48d575b5da5c638040125f65db0fe3e24494b76ea986457d986",
    "084fed08b978af4d7d196a7446a86b58009e636b611db16211b65a9aadff29c5",
]

@Suite("Photo lists")
struct PhotoListTests {
    @Test("A packaged photo is found by its digest, an own one beside the list")
    func places() throws {
        let scratch = try ScratchFolder()
        try scratch.write([1], to: "cache/4b/\(digests[0]).webp")
        try scratch.write([2], to: "lists/own/dog.png")
        let list = try scratch.write(
            """
            package\tpath\tsha256\tlabel\twordnet\tlicence\tauthor
            stamps\tusr/share/cat.WEBP\t\(digests[0])\ttabby cat\tn02123045\tGPL-2\tA. Author

            # a comment
            \town/dog.png\t\t\t\t\t
            stamps\tusr/share/gone.png\t\(digests[2])\tbird\t\tCC0-1.0\t

            """.utf8,
            to: "lists/photos.tsv"
        )
        let photos = try PhotoList.read(
            list,
            photoRoot: scratch.url.appendingPathComponent("cache")
        )
        try #require(photos.samples.count == 2)
        let cat = photos.samples[0]
        #expect(cat.name == "stamps/usr/share/cat.WEBP")
        #expect(cat.url.path.hasSuffix("cache/4b/\(digests[0]).webp"))
        #expect(cat.label == "tabby cat" && cat.wordNetID == "n02123045")
        #expect(cat.credit.licence == "GPL-2" && cat.credit.author == "A. Author")
        #expect(cat.credit.package == "stamps")
        let dog = photos.samples[1]
        #expect(dog.name == "own/dog.png" && dog.sha256 == digests[1])
        #expect(dog.label == nil && dog.wordNetID == nil && dog.credit.licence == "unknown")
        #expect(photos.missing == ["stamps/usr/share/gone.png"])
    }

    @Test("A list needs no more than paths, in any column order, from any system")
    func fewColumns() throws {
        let scratch = try ScratchFolder()
        try scratch.write([1], to: "a.png")
        let list = try scratch.write("Label\tPATH\r\ncat\ta.png\r\n".utf8, to: "list.tsv")
        // As a spreadsheet saves it: with a byte order mark.
        let marked = try scratch.write("\u{FEFF}path\r\na.png\r\n".utf8, to: "marked.tsv")
        let photos = try PhotoList.open(list, photoRoot: scratch.url)
        #expect(photos.samples.map(\.name) == ["a.png"])
        #expect(
            try PhotoList.open(marked, photoRoot: scratch.url).samples.map(\.name) == ["a.png"]
        )
        #expect(photos.samples.map(\.label) == ["cat"])
        #expect(photos.samples.map(\.sha256) == [digests[0]])
    }

    @Test(
        "A bad row is told with file, line and what",
        arguments: [
            ("label\nx\n", "line 1: names no column \"path\" among label"),
            ("path\tpath\na\ta\n", "line 1: names a column twice"),
            ("path\tlabel\na.png\n", "line 2: has 1 fields, the first line names 2"),
            ("# c\n\npath\tlabel\n\tx\n", "line 4: path is empty"),
            ("path\tsha256\na.png\tABC\n", "line 2: sha256 \"ABC\" is not 64 lower-case"),
            ("path\twordnet\na.png\tn123\n", "line 2: wordnet \"n123\" is not n and eight digits"),
            ("package\tpath\tsha256\np\ta.png\t\n", "line 2: has a package but no sha256"),
            ("path\na.png\na.png\n", "line 3: lists a.png of line 2 again"),
            ("path\n", "lists no photos"),
            ("", "lists no photos"),
        ]
    )
    func badRows(text: String, expected: String) throws {
        let scratch = try ScratchFolder()
        let list = try scratch.write(text.utf8, to: "list.tsv")
        let error = try #require(throws: ConceptsError.self) {
            try PhotoList.read(list, photoRoot: scratch.url)
        }
        #expect(error.message.hasPrefix(list.path) && error.message.contains(expected))
    }

    @Test("What is no text is told, and so is what is not there")
    func noList() throws {
        let scratch = try ScratchFolder()
        let list = try scratch.write([0x70, 0xFF, 0xFE], to: "list.tsv")
        let error = try #require(throws: ConceptsError.self) {
            try PhotoList.read(list, photoRoot: scratch.url)
        }
        #expect(error.message.hasSuffix("is not UTF-8 text"))
        #expect(throws: ConceptsError.self) {
            try PhotoList.open(scratch.url.appendingPathComponent("none"), photoRoot: scratch.url)
        }
    }

    @Test("A folder's photos are sorted by path, labelled by their folder, equal ones taken once")
    func folder() throws {
        let scratch = try ScratchFolder()
        try scratch.write([1], to: "photos/zebra/b.jpg")
        try scratch.write([2], to: "photos/animals/cat/a.PNG")
        try scratch.write([3], to: "photos/top.webp")
        try scratch.write([1], to: "photos/zebra/copy.jpeg")
        try scratch.write([4], to: "photos/zebra/notes.txt")
        try scratch.write([5], to: "photos/.hidden/x.png")
        let photos = try PhotoList.open(
            scratch.url.appendingPathComponent("photos"),
            photoRoot: scratch.url
        )
        #expect(photos.samples.map(\.name) == ["animals/cat/a.PNG", "top.webp", "zebra/b.jpg"])
        #expect(photos.samples.map(\.label) == ["cat", nil, "zebra"])
        #expect(photos.samples.map(\.sha256) == [digests[1], digests[2], digests[0]])
        #expect(photos.duplicates == 1)
        for sample in photos.samples {
            #expect(FileManager.default.fileExists(atPath: sample.url.path))
        }
    }

    @Test("What cannot be read as a file is missing, not waited for")
    func pipe() throws {
        let scratch = try ScratchFolder()
        try scratch.write([1], to: "a.png")
        let pipe = scratch.url.appendingPathComponent("b.png")
        try #require(mkfifo(pipe.path, 0o600) == 0)
        try scratch.write([2], to: "c.png/inside.jpg")
        let photos = try PhotoList.folder(scratch.url)
        #expect(photos.samples.map(\.name) == ["a.png", "c.png/inside.jpg"])
        #expect(photos.missing == ["b.png", "c.png"])
    }

    @Test("An empty folder is no photo list")
    func emptyFolder() throws {
        let scratch = try ScratchFolder()
        #expect(throws: ConceptsError.self) { try PhotoList.folder(scratch.url) }
    }

    @Test("The digest knows labels and order, not where the photos lie")
    func digest() throws {
        func list(_ names: [String], label: String?, folder: String) -> PhotoList {
            PhotoList(
                samples: names.map {
                    PhotoSample(
                        name: $0,
                        url: URL(fileURLWithPath: "/\(folder)/\($0)"),
                        sha256: SHA256Digest.hex(of: $0.utf8),
                        label: label,
                        wordNetID: nil,
                        credit: .init(licence: "x", author: nil, package: nil)
                    )
                },
                source: URL(fileURLWithPath: "/")
            )
        }
        let base = list(["a", "b"], label: nil, folder: "here").sha256
        #expect(list(["a", "b"], label: nil, folder: "there").sha256 == base)
        #expect(list(["b", "a"], label: nil, folder: "here").sha256 != base)
        #expect(list(["a", "b"], label: "cat", folder: "here").sha256 != base)
    }
}
