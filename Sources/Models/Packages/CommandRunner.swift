import Foundation

/// Runs programs found on the search path, without a shell.
struct CommandRunner {
    /// What a program left behind.
    struct Outcome {
        let status: Int32
        /// What it wrote on standard error, at most the last 64 KiB.
        let complaint: String
    }

    /// The folders to look in, as `PATH` gives them.
    let searchPath: String

    /// Finds a program.
    ///
    /// - Parameter name: Its name, without folders.
    /// - Returns: The first executable file of this name on the search path.
    func find(_ name: String) -> URL? {
        searchPath.split(separator: ":").lazy
            .map { URL(fileURLWithPath: String($0)).appendingPathComponent(name) }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    /// Runs a program to its end.
    ///
    /// - Parameters:
    ///   - program: The program.
    ///   - arguments: Its arguments, passed as they are.
    ///   - folder: Where to run it; takes a log file too.
    ///   - output: A file for its standard output; discarded if there is none.
    /// - Returns: How it ended; a program's failure is no error here.
    /// - Throws: `ModelsError` if it cannot be started, or Foundation's error on the files.
    func run(
        _ program: URL,
        _ arguments: [String],
        in folder: URL,
        output: URL? = nil
    ) throws -> Outcome {
        // Files instead of pipes: no program ever waits for us to read.
        let log = folder.appendingPathComponent("complaint.log")
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardError = try CommandRunner.newFile(log)
        process.standardOutput = try output.map(CommandRunner.newFile) ?? FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            throw ModelsError("\(program.path): cannot be run")
        }
        process.waitUntilExit()
        let complaint = try CommandRunner.end(of: log)
        let status = process.terminationReason == .exit ? process.terminationStatus : -1
        return Outcome(status: status, complaint: complaint)
    }

    private static func end(of log: URL) throws -> String {
        let handle = try FileHandle(forReadingFrom: log)
        defer { try? handle.close() }
        let size = try handle.seekToEnd()
        try handle.seek(toOffset: size - min(size, 1 << 16))
        return String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self)
    }

    private static func newFile(_ url: URL) throws -> FileHandle {
        try Data().write(to: url)
        return try FileHandle(forWritingTo: url)
    }
}
