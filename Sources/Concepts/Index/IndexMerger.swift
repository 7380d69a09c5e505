public import Foundation
import GRDB

/// Puts shards of one index together.
///
/// Any grouping, in any order, of the shards of a run ends with the same content as that run in one piece.
/// Some of them make a part that is marked unfinished and can be merged with the rest later.
public struct IndexMerger: Sendable {
    /// The files to put together; none of them is changed.
    public let inputs: [URL]
    /// Where the result will lie.
    public let output: URL

    /// What a merge did.
    public struct Report: Sendable, Equatable {
        /// How many photos the result has an outcome for.
        public let done: Int
        /// How many the whole index has.
        public let total: Int
        /// How many of the former could not be used.
        public let broken: Int
        /// Whether the result is a whole index.
        public var isFinished: Bool { done == total }
    }

    /// Prepares a merge.
    ///
    /// - Parameters:
    ///   - inputs: Shards, merged parts, or whole indexes.
    ///   - output: Where the result will lie; nothing may be there.
    public init(_ inputs: [URL], output: URL) {
        self.inputs = inputs
        self.output = output
    }

    /// Merges.
    ///
    /// A photo that several files hold is taken once; they must agree on it.
    ///
    /// - Returns: How far the result is.
    /// - Throws: `ConceptsError` if something is at the output, if a file is no index or of another run (the
    ///   message says what differs), or if two files disagree on a photo. Then nothing is written.
    public func merge() throws -> Report {
        guard let first = inputs.first else {
            throw ConceptsError(
                "nothing to merge",
                hint: "name the files that `llexicorp index build --shard` wrote"
            )
        }
        try checkOutput()
        let origin = try Origin(first)
        // All inputs are looked at before anything is written.
        for input in inputs.dropFirst() { try Origin(input).check(against: origin, first) }
        let file = output.deletingLastPathComponent()
            .appendingPathComponent("\(output.lastPathComponent).merging-\(getpid())")
        func remove() {
            for name in [file.path, file.path + "-journal"] { unlink(name) }
        }
        remove()
        do {
            let report = try fill(file, as: origin)
            try checkOutput()
            guard rename(file.path, output.path) == 0 else {
                throw ConceptsError(
                    "\(output.path): cannot be written: \(String(cString: strerror(errno)))"
                )
            }
            return report
        } catch {
            remove()
            throw error
        }
    }

    // MARK: - Steps

    private func checkOutput() throws {
        for file in [output, IndexDraft.partial(of: output)]
        where FileManager.default.fileExists(atPath: file.path) {
            throw ConceptsError(
                "\(file.path): is there already and is not replaced by a merge",
                hint: "choose another --output, or delete it"
            )
        }
    }

    private func fill(_ file: URL, as origin: Origin) throws -> Report {
        let database = try IndexDatabase(file, access: .building, title: output)
        do {
            let runs = origin.runs
            let state = IndexBuildState(
                batchSize: origin.state.batchSize,
                shard: nil,
                isFinished: false
            )
            try database.write { db in
                try IndexSchema.create(in: db)
                try state.insert(into: db)
                for run in runs { try run.insert(into: db) }
            }
            for input in inputs {
                let step = MergeStep(source: input, runs: runs)
                try database.write(attaching: input) { db in try step.merge(into: db) }
            }
            let report = try database.write { db in
                try db.execute(
                    sql: """
                        UPDATE build SET finished =
                            NOT EXISTS (SELECT 1 FROM samples WHERE state = 'pending')
                        """
                )
                func count(_ condition: String) throws -> Int {
                    try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM samples WHERE \(condition)")
                        ?? 0
                }
                return Report(
                    done: try count("state <> 'pending'"),
                    total: try count("1"),
                    broken: try count("state = 'broken'")
                )
            }
            guard !report.isFinished || report.broken < report.total else {
                throw ConceptsError("none of the \(report.total) photos can be used")
            }
            try database.close()
            return report
        } catch {
            try? database.close()
            throw error
        }
    }
}

/// What a file to be merged was made from.
private struct Origin {
    let file: URL
    let runs: [IndexRun]
    let state: IndexBuildState

    init(_ url: URL) throws {
        file = url
        // A whole file at its place; what a killed build left is to be built on, not merged.
        (runs, state) = try ReferenceIndex.contents(of: url)
    }

    /// Checks that two files are parts of one index.
    func check(against other: Origin, _ first: URL) throws {
        var differences = IndexRun.differences(runs, other.runs)
        if state.batchSize != other.state.batchSize {
            differences.append("batches of \(state.batchSize), not \(other.state.batchSize)")
        }
        guard differences.isEmpty else {
            throw ConceptsError(
                "\(file.path): is of another index than \(first.path): "
                    + differences.joined(separator: "; "),
                hint: "merge shards of one model, layer, setting and list of photos"
            )
        }
    }
}
