import Concepts
public import Foundation

/// Puts shards of a reference index together.
public enum IndexMerging {
    /// Merges shards; the result is written whole or not at all.
    ///
    /// - Parameters:
    ///   - inputs: The shards, or parts merged from them.
    ///   - output: Where the result will lie; nothing may be there.
    /// - Returns: One line that says what was made.
    /// - Throws: The error of what is missing, is there already, or does not fit.
    public static func merge(_ inputs: [URL], into output: URL) throws -> String {
        let report = try IndexMerger(inputs, output: output).merge()
        let line = "\(output.relativePath): \(report.done) of \(report.total) photos"
        let broken = report.broken > 0 ? ", \(report.broken) of them left out" : ""
        return line + broken
            + (report.isFinished ? ", whole" : ", unfinished: merge it with the missing shards")
    }
}
