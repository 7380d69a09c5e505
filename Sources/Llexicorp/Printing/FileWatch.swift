public import Foundation

/// Notices when files change, come or go.
///
/// Files are looked at ten times a second: that works on every file system, also where a program writes
/// from another machine, and costs a thousandth of a core.
///
/// ```swift
/// var watch = FileWatch([document, templates])
/// while true {
///     watch.look()
///     print(document)
///     try await watch.change()
/// }
/// ```
public struct FileWatch: Sendable {
    /// What tells one state of a file from another.
    private struct Stamp: Equatable {
        let seconds: Int
        let nanoseconds: Int
        let size: Int
        let number: UInt
    }

    private let places: [URL]
    private var known: [String: Stamp] = [:]

    private static let pause = Duration.milliseconds(100)

    /// Makes a watch that knows no state yet.
    ///
    /// - Parameter places: Files, and folders that count with all that they hold; none need be there.
    public init(_ places: [URL]) {
        self.places = places
    }

    /// Takes the files as they are now: only later changes count.
    public mutating func look() { known = state() }

    /// Takes one file as it is now, such as one that the program wrote itself.
    ///
    /// - Parameter file: One of the files.
    public mutating func look(at file: URL) {
        known[file.path] = Self.stamp(of: file.path)
    }

    /// Waits until something has changed since the last look, and nothing goes on changing.
    ///
    /// - Throws: `CancellationError` if the task is cancelled.
    public func change() async throws {
        var last = state()
        while last == known {
            try await Task.sleep(for: Self.pause)
            last = state()
        }
        // Whoever saves several files, or one in pieces, gets one rendering.
        while true {
            try await Task.sleep(for: Self.pause)
            let next = state()
            guard next != last else { return }
            last = next
        }
    }

    private func state() -> [String: Stamp] {
        var stamps: [String: Stamp] = [:]
        for place in places {
            let paths = (try? FileManager.default.subpathsOfDirectory(atPath: place.path)) ?? []
            let files = [place.path] + paths.map { "\(place.path)/\($0)" }
            for path in files where !Self.isPassing(path) { stamps[path] = Self.stamp(of: path) }
        }
        return stamps
    }

    /// Whether it is a file that editors put beside the one they write.
    private static func isPassing(_ path: String) -> Bool {
        let name = path.split(separator: "/").last ?? ""
        return name.hasPrefix(".") || name.hasSuffix("~") || name.hasPrefix("#")
    }

    /// A file's state; nil for folders, which change with every file beside the ones that count.
    private static func stamp(of path: String) -> Stamp? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { return nil }
        return Stamp(
            seconds: status.st_mtim.tv_sec,
            nanoseconds: status.st_mtim.tv_nsec,
            size: Int(status.st_size),
            number: UInt(status.st_ino)
        )
    }
}
