import Foundation

/// The most memory that this process has held.
enum PeakMemory {
    /// The high-water mark in bytes, files mapped into memory included.
    ///
    /// Linux hands `ru_maxrss` of a parent on to the programs it starts; `VmHWM` begins anew.
    static var bytes: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first).flatMap { Int($0) }
            .map { $0 * 1024 } ?? 0
    }
}
