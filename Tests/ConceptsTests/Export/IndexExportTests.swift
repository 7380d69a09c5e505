import Attribution
import Concepts
import Digests
import Explanations
import Foundation
import Images
import Tensors
import Testing

/// Exported folders as another machine opens them: moved, and the photos and the index they came from gone.
@Suite("Exported indexes", .serialized)
struct IndexExportTests {
    private let refsample: Refsample
    private static let layer = "features.28"
    private static let tool = "llexicorp test"

    init() throws { refsample = try Refsample.shared.get() }

    /// An index of photos in a person's folders, every third with a note in it, licences taking turns.
    private struct Home {
        let scratch: ScratchFolder
        let index: URL
        let list: PhotoList
        var photos: URL { scratch.url.appending(path: "private photos/anna") }
    }

    /// What a person would not have leave: planted in file names, folders and PNG comments.
    private static let secret = "surgery-of-anna"
    private static let note = "GPS 50.0755 N 14.4378 E"

    private func home() async throws -> Home {
        let scratch = try ScratchFolder()
        var samples: [PhotoSample] = []
        for (number, picture) in try refsample.pictures().enumerated() {
            var bytes = [UInt8](try picture.pngData())
            if number % 3 == 0 {
                bytes.insert(
                    contentsOf: pngChunk("tEXt", Array("Comment\0\(Self.note) \(number)".utf8)),
                    at: 33
                )
            }
            let name = "\(Self.secret)/\(number).png"
            let url = try scratch.write(bytes, to: "private photos/anna/\(name)")
            let licences = ["CC0-1.0", "unknown", "CC-BY-4.0"]
            samples.append(
                PhotoSample(
                    name: number % 4 == 1 ? "package/\(number).png" : name,
                    url: url,
                    sha256: SHA256Digest.hex(of: bytes),
                    label: number % 4 == 1 ? "class \(number % 10)" : Self.secret,
                    wordNetID: nil,
                    credit: Credit(
                        licence: licences[number % 3],
                        author: number % 2 == 0 ? "Author \(number)" : nil,
                        package: number % 4 == 1 ? "package" : nil
                    )
                )
            )
        }
        // One photo is gone when the index is made: the reason names its place.
        try FileManager.default.removeItem(at: samples[5].url)
        let list = PhotoList(samples: samples, source: scratch.url)
        let report = try await IndexBuilder(
            model: refsample.model,
            attributor: refsample.attributor,
            layers: [Self.layer],
            photos: list,
            output: scratch.url.appending(path: "home.sqlite"),
            sampleSize: 7,
            batchSize: 16
        ).build()
        return Home(scratch: scratch, index: report.url, list: list)
    }

    private func crops(_ index: ReferenceIndex, photos: PhotoList? = nil) -> ReferenceCrops {
        ReferenceCrops(
            index: index,
            model: refsample.model,
            attributor: refsample.attributor,
            photos: photos
        )
    }

    /// Exports, then takes away what it came from and moves the folder.
    private func exported(
        _ export: IndexExport,
        from home: Home
    ) async throws -> (folder: URL, report: ExportReport) {
        let folder = home.scratch.url.appending(path: "export")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let report = try await IndexExporter(home.index, export: export)
            .write(to: folder, tool: Self.tool) { crops($0) }
        let there = home.scratch.url.appending(path: "another machine")
        try FileManager.default.moveItem(at: folder, to: there)
        for gone in ["private photos", "home.sqlite", "home.sqlite.crops"] {
            try? FileManager.default.moveItem(
                at: home.scratch.url.appending(path: gone),
                to: home.scratch.url.appending(path: "gone \(gone)")
            )
        }
        return (there, report)
    }

    /// All files of a folder by their paths in it.
    private func files(in folder: URL) throws -> [String: Data] {
        var files: [String: Data] = [:]
        let walk = try #require(FileManager.default.enumerator(atPath: folder.path))
        for case let path as String in walk {
            let url = folder.appending(path: path)
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
            if !isFolder.boolValue { files[path] = try Data(contentsOf: url) }
        }
        return files
    }

    /// What of a reference does not depend on where things lie or what they are called.
    private func essence(_ references: [ChannelReferences]) -> [[String]] {
        references.map { $0.crops.map { "\($0.reference.sha256) \($0.reference.score)" } }
    }

    // MARK: Opening

    @Test("With photos: the same references, crops and heatmaps as at home")
    func photos() async throws {
        let home = try await home()
        let channels = [3, 5, 27]
        let before = try await crops(ReferenceIndex(open: home.index))
            .references(for: channels, count: 3)
        let bytes = try before.map { try $0.crops.map { try Data(contentsOf: $0.pictureFile) } }
        let (folder, report) = try await exported(IndexExport(.photos), from: home)
        let index = try ReferenceIndex(open: folder.appending(path: "index.sqlite"))
        let after = try await crops(index).references(for: channels, count: 3)
        #expect(essence(after) == essence(before))
        #expect(
            try after.map { try $0.crops.map { try Data(contentsOf: $0.pictureFile) } } == bytes
        )
        #expect(after.allSatisfy { $0.unusable.isEmpty })
        #expect(index.run.sha256 == report.runSHA256)
        #expect(ExportedIndex(of: index)?.kind == .photos)
        // A copy that was changed on the way is noticed.
        let photo = try #require(after[0].crops.first?.reference.sha256)
        let copy = folder.appending(path: "photos/\(photo.prefix(2))/\(photo).png")
        try Data("changed".utf8).write(to: copy)
        try FileManager.default.removeItem(at: folder.appending(path: "index.sqlite.crops"))
        let damaged = try await crops(index).references(for: [3], count: 1)
        #expect(damaged[0].unusable.contains { $0.reason.contains("has changed") })
    }

    @Test("With crops: references without any photo, and no whole view")
    func cropsOnly() async throws {
        let home = try await home()
        var export = IndexExport(.crops)
        export.references = 2
        export.channels = [3, 27]
        let before = try await crops(ReferenceIndex(open: home.index))
            .references(for: [3, 27], count: 2)
        let others = try await crops(ReferenceIndex(open: home.index))
            .references(for: Array(4..<20), count: 4)
        let other = try #require(others.first { !$0.crops.isEmpty }).channel
        let (folder, report) = try await exported(export, from: home)
        let index = try ReferenceIndex(open: folder.appending(path: "index.sqlite"))
        let after = try await crops(index).references(for: [3, 27], count: 2)
        #expect(essence(after) == essence(before))
        #expect(after.flatMap(\.crops).allSatisfy { $0.frameFile == nil })
        #expect(report.crops == Set(before.flatMap { $0.crops.map(\.pictureFile) }).count)
        let files = try files(in: folder)
        #expect(!files.keys.contains { $0.hasSuffix(".jpg") || $0.hasPrefix("photos") })
        // What did not come along is said in one kind of words.
        let more = try await crops(index).references(for: [3, other], count: 4)
        #expect(more[0].crops.count == 2 && more[1].crops.isEmpty)
        #expect(
            more.flatMap(\.unusable).allSatisfy { $0.reason.hasSuffix(ExportedIndex.absence) }
        )
        // With the reader's own photos there are more.
        let own = PhotoList(
            samples: home.list.samples.map { sample in
                let path = sample.url.path.replacing("private photos", with: "gone private photos")
                return PhotoSample(
                    name: sample.name,
                    url: URL(filePath: path),
                    sha256: sample.sha256,
                    label: nil,
                    wordNetID: nil,
                    credit: sample.credit
                )
            },
            source: folder
        )
        #expect(
            try await crops(index, photos: own).references(for: [other], count: 4)[0].crops.count
                > 0
        )
    }

    @Test("Crops that show too much of a photo stay at home, and are counted")
    func largestCrop() async throws {
        let home = try await home()
        let channels = Array(0..<12)
        let before = try await crops(ReferenceIndex(open: home.index)).references(for: channels)
        let widths = before.flatMap(\.crops).map(\.reference.cropBox.width)
        let (least, most) = (try #require(widths.min()), try #require(widths.max()))
        try #require(least < most)
        let limit = (least + most) / 2
        var export = IndexExport(.crops)
        export.channels = channels
        export.largestCrop = limit
        let (folder, report) = try await exported(export, from: home)
        #expect(report.tooLarge == widths.count { $0 > limit })
        #expect(report.crops == widths.count { $0 <= limit })
        let index = try ReferenceIndex(open: folder.appending(path: "index.sqlite"))
        let after = try await crops(index).references(for: channels)
        #expect(after.flatMap(\.crops).allSatisfy { $0.reference.cropBox.width <= limit })
        #expect(!after.flatMap(\.crops).isEmpty)
    }

    @Test("With hashes: no picture, but the reader's own photos are found by their bytes")
    func hashes() async throws {
        let home = try await home()
        let before = try await crops(ReferenceIndex(open: home.index)).references(for: [3])
        let (folder, _) = try await exported(IndexExport(.hashes), from: home)
        #expect(
            Set(try files(in: folder).keys) == ["index.sqlite", "README.md", "CREDITS.tsv"]
        )
        let index = try ReferenceIndex(open: folder.appending(path: "index.sqlite"))
        let none = try await crops(index).references(for: [3])
        #expect(none[0].crops.isEmpty && !none[0].unusable.isEmpty)
        let own = try PhotoList.folder(home.scratch.url.appending(path: "gone private photos"))
        let found = try await crops(index, photos: own).references(for: [3])
        #expect(essence(found) == essence(before))
        #expect(found[0].crops.allSatisfy { $0.reference.sample == $0.reference.sha256 })
    }

    // MARK: Privacy

    @Test("No path, name, folder or note leaves in any byte", arguments: IndexExport.Kind.allCases)
    func nothingLeaks(kind: IndexExport.Kind) async throws {
        let home = try await home()
        var export = IndexExport(kind)
        export.channels = [3, 5]
        let secrets = [home.scratch.url.lastPathComponent, "private photos", Self.note]
        // All of them are in what is exported: in the index, and in the photos.
        let index = try Data(contentsOf: home.index)
        for secret in [secrets[0], "private photos", "/anna/\(Self.secret)"] {
            #expect(index.range(of: Data(secret.utf8)) != nil)
        }
        let (folder, _) = try await exported(export, from: home)
        var all = secrets + ["/anna", "\(Self.secret)/"]
        // The label is the folder's name: what it shows, and so it stays where pictures do.
        if kind == .hashes { all.append(Self.secret) }
        for (path, bytes) in try files(in: folder) {
            for secret in all {
                #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret) in \(path)")
                #expect(!path.contains(secret))
            }
        }
    }

    @Test(
        "Names of a package's photos stay, a person's only on demand; labels of lists stay always"
    )
    func names() async throws {
        let home = try await home()
        let kept = try await exported(IndexExport(.photos), from: home).folder
        let photos = try ReferenceIndex(open: kept.appending(path: "index.sqlite")).samples()
        #expect(photos[1].photo.name == "package/1.png")
        #expect(photos[0].photo.name == photos[0].photo.sha256)
        #expect(photos[0].photo.label == Self.secret)

        let other = try await self.home()
        var export = IndexExport(.photos)
        export.keepsNames = true
        let named = try await exported(export, from: other).folder
        let all = try ReferenceIndex(open: named.appending(path: "index.sqlite")).samples()
        #expect(all[0].photo.name == "\(Self.secret)/0.png")

        let third = try await self.home()
        let hidden = try await exported(IndexExport(.hashes), from: third).folder
        let hashes = try ReferenceIndex(open: hidden.appending(path: "index.sqlite")).samples()
        #expect(hashes[1].photo.name == hashes[1].photo.sha256)
        #expect(hashes[1].photo.label == "class 1" && hashes[0].photo.label == nil)
        #expect(hashes[5].answer == nil)
    }

    @Test("Copies have their own digests, and the photos keep theirs")
    func digests() async throws {
        let home = try await home()
        var export = IndexExport(.photos)
        export.takesAllPhotos = true
        let (folder, report) = try await exported(export, from: home)
        let files = try files(in: folder).filter { $0.key.hasPrefix("photos/") }
        #expect(files.count == report.photos)
        let scored = home.list.samples.enumerated().filter { $0.offset != 5 }
        #expect(report.photos == scored.count)
        #expect(report.cleaned == scored.filter { $0.offset % 3 == 0 }.count)
        for (number, sample) in scored {
            let path = "photos/\(sample.sha256.prefix(2))/\(sample.sha256).png"
            let bytes = try #require(files[path], "\(path)")
            #expect((SHA256Digest.hex(of: bytes) == sample.sha256) == (number % 3 != 0))
        }
    }

    // MARK: Licences

    @Test("Only photos of the chosen licences leave; the others are counted")
    func licences() async throws {
        let home = try await home()
        var export = IndexExport(.photos)
        export.takesAllPhotos = true
        export.licences = ["cc0-1.0", "CC-BY-4.0"]
        let (folder, report) = try await exported(export, from: home)
        let samples = home.list.samples.enumerated().filter { $0.offset != 5 }.map(\.element)
        let allowed = samples.filter { $0.credit.licence != "unknown" }
        #expect(report.photos == allowed.count && report.unlicensed == 0)
        #expect(report.refused == samples.count - allowed.count)
        let rows = try String(
            contentsOf: folder.appending(path: "CREDITS.tsv"),
            encoding: .utf8
        ).split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        #expect(rows[0].prefix(3) == ["sha256", "licence", "author"])
        #expect(rows.count == allowed.count + 1)
        #expect(Set(rows.dropFirst().map { $0[0] }) == Set(allowed.map(\.sha256)))
        for row in rows.dropFirst() {
            let sample = try #require(allowed.first { $0.sha256 == row[0] })
            #expect(row[1] == sample.credit.licence && row[2] == sample.credit.author ?? "")
            let file = folder.appending(path: row[5])
            #expect(try SHA256Digest.hex(ofFileAt: file) == row[6])
        }
    }

    @Test("Crops of refused licences stay too; the README names licences, authors and the run")
    func licencesOfCrops() async throws {
        let home = try await home()
        var export = IndexExport(.crops)
        export.channels = [3, 5, 27]
        export.licences = ["CC0-1.0"]
        let (folder, report) = try await exported(export, from: home)
        let index = try ReferenceIndex(open: folder.appending(path: "index.sqlite"))
        let found = try await crops(index).references(for: [3, 5, 27], count: 6)
        #expect(found.flatMap(\.crops).allSatisfy { $0.reference.credit.licence == "CC0-1.0" })
        #expect(report.crops > 0 && report.refused > 0)
        let readme = try String(contentsOf: folder.appending(path: "README.md"), encoding: .utf8)
        #expect(readme.contains("### CC0-1.0") && !readme.contains("### CC-BY-4.0"))
        #expect(readme.contains(report.runSHA256) && readme.contains(Self.tool))
        for author in found.flatMap(\.crops).compactMap(\.reference.credit.author) {
            #expect(readme.contains("- \(author): 1"))
        }
    }

    @Test("Photos without a known licence are counted and said plainly")
    func unlicensed() async throws {
        let home = try await home()
        var export = IndexExport(.photos)
        export.takesAllPhotos = true
        let (folder, report) = try await exported(export, from: home)
        let unknown = home.list.samples.enumerated().count {
            $0.offset != 5 && $0.element.credit.licence == "unknown"
        }
        #expect(report.unlicensed == unknown && unknown > 0)
        let readme = try String(contentsOf: folder.appending(path: "README.md"), encoding: .utf8)
        #expect(readme.contains("### No known licence\n\n\(unknown) photos:"))
    }

    // MARK: What cannot be

    @Test("An index that is not finished, or a channel that is not there, is refused")
    func refused() async throws {
        let home = try await home()
        #expect(throws: ConceptsError.self) {
            try IndexExporter(home.scratch.url.appending(path: "x"), export: IndexExport(.hashes))
        }
        var export = IndexExport(.crops)
        export.channels = [4711]
        #expect {
            try IndexExporter(home.index, export: export)
        } throws: {
            "\($0)".contains("4711")
        }
    }

    @Test("Photos that are gone at home are counted with the reason")
    func missing() async throws {
        let home = try await home()
        try FileManager.default.removeItem(at: home.photos)
        let (_, report) = try await exported(IndexExport(.photos), from: home)
        #expect(report.photos == 0 && report.missing > 0)
        #expect(report.missingReason?.contains("cannot be read") == true)
    }
}

/// A PNG chunk, sound to the last byte.
private func pngChunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + content
    func bytes(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
    var sum = ~UInt32(0)
    for byte in body {
        sum ^= UInt32(byte)
        for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return bytes(UInt32(content.count)) + body + bytes(~sum)
}
