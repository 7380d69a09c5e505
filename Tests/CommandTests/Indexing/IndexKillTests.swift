import Concepts
import Foundation
import Glibc
import Testing

/// `kill -9` on the program itself, at random moments, a hundred times.
@Suite("Killing an index build", .serialized)
struct IndexKillTests {
    /// Three batches.
    private static let photos = 24
    private static let arguments = [
        "index", "build", "photos.tsv", "--model", "vgg16", "--weights", Inputs.weights.path,
        "--layer", "features.28,features.14", "--output", "index",
    ]

    @Test("A hundred random kills lose nothing that was committed")
    func randomKills() throws {
        let program = try Program()
        defer { program.cleanUp() }
        try PhotoFolder.write(Self.photos, in: program)
        let clock = ContinuousClock()
        let start = clock.now
        let whole = try program.run(Self.arguments)
        try #require(whole.status == 0, "\(whole.errors)")
        let duration = clock.now - start
        let index = program.path("index")
        let expected = try content(of: index)
        try FileManager.default.removeItem(at: index)

        var generator = SystemRandomNumberGenerator()
        var killed = 0
        var finished = 0
        var committed = 0
        while killed < 100 {
            // Within what is left to do, so that most builds are killed several times.
            let left = 0.3 + 0.7 * Double(Self.photos - committed) / Double(Self.photos)
            let share = left * Double.random(in: 0...1, using: &generator)
            if try kill(after: duration * share, program) { killed += 1 }
            if FileManager.default.fileExists(atPath: index.path) {
                #expect(try content(of: index) == expected)
                finished += 1
                committed = 0
                for name in [index, program.path("index.partial-journal")] {
                    try? FileManager.default.removeItem(at: name)
                }
            } else {
                let now = try done(index)
                #expect(now >= committed, "\(committed) photos were committed, \(now) are left")
                // Whole batches, and the last one.
                #expect(now.isMultiple(of: 8))
                committed = now
            }
        }
        let last = try program.run(Self.arguments)
        #expect(last.status == 0, "\(last.errors)")
        #expect(try content(of: index) == expected)
        let left = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
        #expect(left.filter { $0.hasPrefix("index") } == ["index"])
        #expect(finished < killed)
    }

    /// Starts the build and kills it.
    ///
    /// - Returns: Whether it was still running when it was killed.
    private func kill(after delay: Duration, _ program: Program) throws -> Bool {
        let process = program.process(Self.arguments)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let microseconds = delay / .microseconds(1)
        usleep(UInt32(microseconds))
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal
    }

    /// How many photos a build has committed.
    private func done(_ index: URL) throws -> Int {
        let partial = index.appendingPathExtension("partial")
        guard FileManager.default.fileExists(atPath: partial.path),
            // Killed before the tables were committed: nothing is there yet.
            let layers = try? ReferenceIndex.layers(of: index)
        else { return 0 }
        return try ReferenceIndex(open: index, layer: layers[0], allowUnfinished: true).samples()
            .count { $0.state != .pending }
    }

    private func content(of index: URL) throws -> String {
        try ReferenceIndex(open: index, layer: "features.28").contentSHA256()
    }
}
