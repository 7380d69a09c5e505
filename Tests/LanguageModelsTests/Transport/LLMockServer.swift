import Foundation
import LanguageModels
import Testing

/// `llmock` on this machine: a server that misbehaves as it is told and judges its client.
///
/// `Scripts/test-servers` installs it. The process ends with `stop`, and by itself after five
/// minutes should the tests be killed.
final class LLMockServer {
    /// The server's address, without a slash at the end.
    let url: URL
    private let process: Process

    private init(url: URL, process: Process) {
        self.url = url
        self.process = process
    }

    /// Starts a server, hands it over, and stops it in every case.
    static func run(_ body: (LLMockServer) async throws -> Void) async throws {
        let server = try await start()
        defer { server.stop() }
        try await body(server)
    }

    /// Queues faults for requests to come.
    ///
    /// - Parameter behaviors: As `llmock` wants them, such as `{"type": "fail", "status": 429}`.
    /// - Throws: An error if it does not take them.
    func script(_ behaviors: String) async throws {
        try await control("scenario", body: #"{"behaviors": [\#(behaviors)]}"#)
    }

    /// Forgets all requests.
    func reset() async throws { try await control("reset", body: "{}") }

    /// The exit status and the text of `llmock report --strict`.
    func report() async throws -> (status: Int32, text: String) {
        let report = Process()
        report.executableURL = try Self.program()
        report.arguments = ["report", "--strict", "--url", url.absoluteString]
        let pipe = Pipe()
        report.standardOutput = pipe
        report.standardError = pipe
        try report.run()
        let text = await Self.onThread {
            String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        }
        report.waitUntilExit()
        return (report.terminationStatus, text)
    }

    // MARK: The process

    private static func start() async throws -> LLMockServer {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // Test threads block signals, and their children inherit that: without it the server would
        // not hear that it is to stop.
        process.arguments = [
            "--default-signal=TERM", "timeout", "-k", "5", "300", try program().path, "serve",
            "--port", "0",
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let (url, log) = await address(in: pipe)
        guard let url else {
            process.terminate()
            process.waitUntilExit()
            Issue.record("llmock did not start:\n\(log)")
            throw CancellationError()
        }
        return LLMockServer(url: url, process: process)
    }

    private func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    /// Reads what the server writes until it tells its port, and goes on reading so that it can
    /// go on writing.
    private static func address(in pipe: Pipe) async -> (URL?, String) {
        await withCheckedContinuation { continuation in
            Thread {
                var log = Data()
                var isTold = false
                while case let piece = pipe.fileHandleForReading.availableData, !piece.isEmpty {
                    guard !isTold else { continue }
                    log += piece
                    let text = String(decoding: log, as: UTF8.self)
                    // The banner shows the port asked for, this line the one it got.
                    guard
                        let match = text.firstMatch(
                            of: #/Uvicorn running on (http://127\.0\.0\.1:[1-9][0-9]*)\s/#
                        )
                    else { continue }
                    isTold = true
                    continuation.resume(returning: (URL(string: String(match.1)), text))
                }
                if !isTold {
                    continuation.resume(returning: (nil, String(decoding: log, as: UTF8.self)))
                }
            }
            .start()
        }
    }

    private static func onThread<Value: Sendable>(
        _ work: @escaping @Sendable () -> Value
    ) async -> Value {
        await withCheckedContinuation { continuation in
            Thread { continuation.resume(returning: work()) }.start()
        }
    }

    private static func program() throws -> URL {
        let environment = ProcessInfo.processInfo.environment
        // A relative setting is to be ignored.
        let cache =
            environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
            ?? "\(environment["HOME"] ?? "")/.cache"
        let path = "\(cache)/llexicorp/test-servers/venv/bin/llmock"
        try #require(
            FileManager.default.isExecutableFile(atPath: path),
            "\(path) is missing; run Scripts/test-servers"
        )
        return URL(fileURLWithPath: path)
    }

    private func control(_ path: String, body: String) async throws {
        let response = try await HTTPTransport().send(
            HTTPRequest(
                url: url.appendingPathComponent("_llmock/\(path)"),
                body: Data(body.utf8)
            )
        )
        try #require(
            response.isSuccess,
            "llmock says: \(String(decoding: response.body, as: UTF8.self))"
        )
    }
}
