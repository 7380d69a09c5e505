import Foundation
import LanguageModels
import Testing

@Suite("Certificates", .timeLimit(.minutes(1)))
struct CertificateTests {
    /// A server with TLS and a certificate of its own, made by OpenSSL's command; it sends one
    /// reply to whoever connects.
    private func withServer(_ body: (_ port: String, _ certificate: URL) async throws -> Void)
        async throws
    {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            UUID().uuidString
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let certificate = folder.appendingPathComponent("certificate.pem")
        let key = folder.appendingPathComponent("key.pem")
        let maker = try openssl([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2",
            "-keyout", key.path, "-out", certificate.path,
        ])
        maker.process.waitUntilExit()
        try #require(maker.process.terminationStatus == 0)

        let server = try openssl([
            "s_server", "-accept", "127.0.0.1:0", "-cert", certificate.path, "-key", key.path,
            "-rev",
        ])
        defer {
            server.process.terminate()
            server.process.waitUntilExit()
        }
        var told = ""
        while !told.contains("ACCEPT"), case let piece = server.output.availableData, !piece.isEmpty
        {
            told += String(decoding: piece, as: UTF8.self)
        }
        let port = try #require(told.firstMatch(of: #/ACCEPT 127\.0\.0\.1:([0-9]+)/#)?.1, "\(told)")
        try await body(String(port), certificate)
    }

    private func openssl(_ arguments: [String]) throws -> (process: Process, output: FileHandle) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // Test threads block signals, and their children inherit that.
        process.arguments = ["--default-signal=TERM", "openssl"] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        return (process, pipe.fileHandleForReading)
    }

    /// What comes of a request: once the certificate is trusted, the server's answer, which is
    /// the request turned round line by line and so no HTTP.
    private func reason(port: String, trusting certificates: URL?) async throws -> TransferFailure?
    {
        let url = try #require(URL(string: "https://127.0.0.1:\(port)/v1"))
        let settings = TransportSettings(certificates: certificates)
        return await #expect(throws: TransferFailure.self) {
            try await HTTPTransport(settings: settings).send(HTTPRequest(url: url))
        }
    }

    @Test("a certificate of one's own is trusted only where its file is named")
    func trust() async throws {
        try await withServer { port, certificate in
            let stranger = try await reason(port: port, trusting: nil)
            #expect(stranger?.reason == .untrusted)
            #expect(stranger?.isTransient == false)
            #expect(try await reason(port: port, trusting: certificate)?.reason == .notHTTP)
        }
    }

    @Test("a file of certificates that is missing is told as such")
    func missing() async throws {
        let missing = URL(fileURLWithPath: "/no/such/certificates.pem")
        let failure = try await reason(port: "9", trusting: missing)
        // A connection comes first, and port 9 refuses it: the file is asked for by a server only.
        #expect(failure?.reason == .refused)
        try await withServer { port, _ in
            let failure = try await reason(port: port, trusting: missing)
            #expect(failure?.reason == .untrusted)
            #expect(failure?.detail.contains("certificates.pem") == true)
        }
    }

    @Test("the environment names the file: CURL_CA_BUNDLE before SSL_CERT_FILE")
    func environment() {
        let both = ["CURL_CA_BUNDLE": "/a.pem", "SSL_CERT_FILE": "/b.pem"]
        #expect(TransportSettings.certificates(in: both)?.path == "/a.pem")
        #expect(TransportSettings.certificates(in: ["SSL_CERT_FILE": "/b.pem"])?.path == "/b.pem")
        #expect(TransportSettings.certificates(in: ["CURL_CA_BUNDLE": ""]) == nil)
        #expect(TransportSettings.certificates(in: [:]) == nil)
    }
}
