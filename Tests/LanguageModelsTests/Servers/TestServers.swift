import Foundation
import LanguageModels
import Testing

/// The programs that `Scripts/test-servers` put into the cache.
enum TestServers {
    /// The cache's folder for them.
    static var folder: URL {
        let environment = ProcessInfo.processInfo.environment
        let base =
            environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? URL(filePath: $0) : nil }
            ?? FileManager.default.homeDirectoryForCurrentUser.appending(component: ".cache")
        return base.appending(components: "llexicorp", "test-servers")
    }

    /// Python with llama.cpp's server, llmock and the vendors' SDKs.
    static func python() throws -> URL { try program("venv", "bin", "python", option: "") }

    /// The LiteLLM proxy.
    static func liteLLM() throws -> URL {
        try program("litellm", "bin", "litellm", option: " --litellm")
    }

    /// A program of ours in the fixtures.
    static func script(_ name: String) -> URL {
        Samples.folder.appending(components: "Servers", name)
    }

    private static func program(_ names: String..., option: String) throws -> URL {
        let url = names.reduce(folder) { $0.appending(component: $1) }
        guard FileManager.default.isExecutableFile(atPath: url.path) else {
            throw Missing(description: "\(url.path) is missing: run Scripts/test-servers\(option)")
        }
        return url
    }

    /// A missing program: the test fails and says how to get it.
    struct Missing: Error, CustomStringConvertible {
        var description: String
    }

    /// A port that was free a moment ago, chosen by the system.
    static func freePort() throws -> Int {
        let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(handle) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(handle, $0, size) == 0 ? getsockname(handle, $0, &size) : -1
            }
        }
        try #require(handle >= 0 && status == 0)
        return Int(UInt16(bigEndian: address.sin_port))
    }
}

/// A program that runs as long as the test: it is killed when the value goes, however that happens.
final class RunningProgram {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    /// What the program has said so far.
    private(set) var said = ""

    /// Starts a program; its standard input stays open, its outputs are read together.
    init(_ program: URL, _ arguments: [String], environment: [String: String] = [:]) throws {
        process.executableURL = program
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        try process.run()
        // Else the end of the program would not end the reading.
        try? output.fileHandleForWriting.close()
    }

    deinit { stop() }

    /// Waits until the program says a word.
    ///
    /// - Throws: `Silent` with the last it said, if it ends first.
    func wait(for word: String) throws {
        // A server that neither speaks nor ends is ended, which ends the reading.
        let process = process
        let watchdog = DispatchWorkItem { process.terminate() }
        DispatchQueue.global().asyncAfter(deadline: .now() + 120, execute: watchdog)
        defer { watchdog.cancel() }
        while !said.contains(word) {
            let piece = output.fileHandleForReading.availableData
            guard !piece.isEmpty else { throw Silent(description: String(said.suffix(2000))) }
            said += String(decoding: piece, as: UTF8.self)
        }
        // What it says from now on is of no interest, but the pipe must not fill up.
        output.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    }

    struct Silent: Error, CustomStringConvertible {
        var description: String
    }

    /// Ends the program and waits until it has ended.
    func stop() {
        output.fileHandleForReading.readabilityHandler = nil
        try? input.fileHandleForWriting.close()
        guard process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Runs a program to its end.
    static func output(of program: URL, _ arguments: [String], input: Data) throws -> String {
        let process = Process()
        let (source, sink) = (Pipe(), Pipe())
        process.executableURL = program
        process.arguments = arguments
        process.standardInput = source
        process.standardOutput = sink
        try process.run()
        // Written aside, since neither pipe holds everything.
        DispatchQueue.global().async {
            try? source.fileHandleForWriting.write(contentsOf: input)
            try? source.fileHandleForWriting.close()
        }
        let output = try sink.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: output, as: UTF8.self)
    }
}
