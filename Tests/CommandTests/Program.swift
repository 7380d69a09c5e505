import Foundation

/// The built `llexicorp`, run as a person runs it.
struct Program {
    /// What a run left.
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String

        /// The lines on standard error, without notes and progress.
        var errorLines: [Substring] {
            errors.split(separator: "\n").filter { $0.hasPrefix("llexicorp: ") }
        }
    }

    /// A folder of its own for each test; also the parent of cache and settings, so that no test sees real ones.
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("llexicorp-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Removes the folder.
    func cleanUp() {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Runs the program in the folder.
    func run(_ arguments: String..., environment extra: [String: String] = [:]) throws -> Outcome {
        try run(arguments, environment: extra)
    }

    /// Runs the program in the folder, its standard output going to a device if one is named.
    func run(
        _ arguments: [String],
        environment extra: [String: String] = [:],
        outputTo device: String? = nil
    ) throws -> Outcome {
        try outcome(of: process(arguments, environment: extra), outputTo: device)
    }

    /// Runs a process to its end, its standard output going to a device if one is named.
    func outcome(of process: Process, outputTo device: String? = nil) throws -> Outcome {
        // Files, not pipes: a full pipe would stop a program that nobody reads. Each run has its own, since
        // some tests share a folder.
        let run = FileManager.default.temporaryDirectory
            .appendingPathComponent("llexicorp-run-\(UUID().uuidString)")
        let outputFile = run.appendingPathExtension("stdout")
        let errorFile = run.appendingPathExtension("stderr")
        for file in [outputFile, errorFile] { try Data().write(to: file) }
        defer {
            for file in [outputFile, errorFile] { try? FileManager.default.removeItem(at: file) }
        }
        let output = device.map(URL.init(fileURLWithPath:)) ?? outputFile
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errorFile)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: outputFile), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errorFile), as: UTF8.self)
        )
    }

    /// The program to be run in the folder, not started yet.
    func process(_ arguments: [String], environment extra: [String: String] = [:]) -> Process {
        let process = Process()
        process.executableURL = Self.executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        var environment = ProcessInfo.processInfo.environment
        environment["XDG_CACHE_HOME"] = folder.appendingPathComponent("cache").path
        environment["XDG_CONFIG_HOME"] = folder.appendingPathComponent("config").path
        process.environment = environment.merging(extra) { $1 }
        return process
    }

    /// Starts the program in the folder, to be ended by the test.
    func start(_ arguments: [String]) throws -> Process {
        let process = self.process(arguments)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// A path in the folder.
    func path(_ name: String) -> URL { folder.appendingPathComponent(name) }

    /// The program lies beside the running tests.
    private static var executable: URL {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().appendingPathComponent("llexicorp")
    }
}
