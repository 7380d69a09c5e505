import Foundation
import LanguageModels
import ServerFixtures
import Testing

@Suite("Sending by libcurl", .timeLimit(.minutes(1)))
struct HTTPTransportTests {
    private let transport = HTTPTransport()

    private func failure(
        _ replies: [ScriptedServer.Reply],
        settings: TransportSettings = TransportSettings(),
        timeout: Duration? = nil
    ) async throws -> TransferFailure? {
        let server = try ScriptedServer(replies)
        let request = HTTPRequest(url: server.url, body: Data("{}".utf8), timeout: timeout)
        return await #expect(throws: TransferFailure.self) {
            try await HTTPTransport(settings: settings).send(request)
        }
    }

    @Test("request and reply arrive whole")
    func roundTrip() async throws {
        let server = try ScriptedServer([
            .http(418, [("X-One", "  a b "), ("x-TWO", "")], body: "caf\u{e9}")
        ])
        let url = server.url.appendingPathComponent("v1/chat")
        let body = Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0) })
        let key = try APIKey("sk-0123456789", origin: "test")
        let response = try await transport.send(
            HTTPRequest(
                url: url,
                headers: [
                    HTTPHeader("X-Empty", ""), HTTPHeader("Content-Type", "application/json"),
                    HTTPHeader("Authorization", key, prefix: "Bearer "),
                ],
                body: body
            )
        )
        #expect(response.status == 418)
        #expect(response.headers["x-one"] == "a b")
        #expect(response.headers["X-Two"] == "")
        #expect(response.headers["x-three"] == nil)
        #expect(String(decoding: response.body, as: UTF8.self) == "caf\u{e9}")
        let request = try #require(server.requests.first)
        #expect(request.method == "POST")
        #expect(request.target == "/v1/chat")
        #expect(request.headers["x-empty"] == "")
        #expect(request.headers["authorization"] == "Bearer sk-0123456789")
        #expect(request.headers["content-type"] == "application/json")
        #expect(request.headers["expect"] == nil)
        #expect(request.body == body)
    }

    @Test("an empty body and none at all")
    func emptyBodies() async throws {
        let server = try ScriptedServer()
        _ = try await transport.send(HTTPRequest(url: server.url))
        _ = try await transport.send(HTTPRequest(url: server.url, method: .get))
        #expect(server.requests.map(\.method) == ["POST", "GET"])
        #expect(server.requests.map(\.body) == [Data(), Data()])
        #expect(server.requests[0].headers["content-length"] == "0")
    }

    @Test("an interim reply's header does not count")
    func interimReply() async throws {
        let server = try ScriptedServer([
            .raw(
                "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n"
                    + "HTTP/1.1 200 OK\r\nX-Late: 1\r\nContent-Length: 2\r\n\r\nok"
            )
        ])
        let response = try await transport.send(HTTPRequest(url: server.url))
        #expect(response.status == 200)
        #expect(response.headers["x-early"] == nil)
        #expect(response.headers["x-late"] == "1")
    }

    @Test("a connection that breaks is told from one that is refused")
    func broken() async throws {
        #expect(try await failure([.resetInMidReply])?.reason == .broken)
        #expect(try await failure([.closeAtOnce])?.reason == .broken)
        #expect(
            try await failure([.raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab")])?.reason
                == .broken
        )
        // A port that was just free, and is again once its server is gone.
        let port = try ScriptedServer().port
        let url = try #require(URL(string: "http://127.0.0.1:\(port)"))
        let refused = await #expect(throws: TransferFailure.self) {
            try await transport.send(HTTPRequest(url: url))
        }
        #expect(refused?.reason == .refused)
        #expect(refused?.isTransient == true)
    }

    @Test("what is not HTTP is said to be so")
    func notHTTP() async throws {
        let failure = try await failure([.raw("SSH-2.0-OpenSSH_9.2\r\n\r\n")])
        #expect(failure?.reason == .notHTTP)
        #expect(failure?.isTransient == false)
    }

    @Test("a reply larger than allowed stops the transfer, announced or not")
    func oversized() async throws {
        let small = TransportSettings(maximumReplySize: 1 << 20)
        let announced = try await failure([.garbage(bytes: 2 << 20)], settings: small)
        #expect(announced?.reason == .tooLarge)
        #expect(announced?.detail.contains("1048576") == true)
        let server = try ScriptedServer([.endless])
        let endless = await #expect(throws: TransferFailure.self) {
            try await HTTPTransport(settings: small).send(HTTPRequest(url: server.url))
        }
        #expect(endless?.reason == .tooLarge)
        await server.waitForHangUps(1)
        // The same bytes pass where they are allowed.
        let roomy = try ScriptedServer([.garbage(bytes: 2 << 20)])
        let response = try await transport.send(HTTPRequest(url: roomy.url))
        #expect(response.body.count == 2 << 20)
    }

    @Test("an endless header stops the transfer")
    func endlessHeader() async throws {
        let line = "X-Filler: " + String(repeating: "x", count: 1000) + "\r\n"
        let head = "HTTP/1.1 200 OK\r\n" + String(repeating: line, count: 400) + "\r\n"
        #expect(try await failure([.raw(head)])?.reason == .tooLarge)
    }

    @Test("a deadline ends a transfer that never answers, or drips")
    func deadline() async throws {
        for reply in [ScriptedServer.Reply.never, .drip] {
            let server = try ScriptedServer([reply])
            let failure = await #expect(throws: TransferFailure.self) {
                try await transport.send(
                    HTTPRequest(url: server.url, timeout: .milliseconds(200))
                )
            }
            #expect(failure?.reason == .timedOut)
            await server.waitForHangUps(1)
        }
    }

    @Test("a transfer that stands still ends")
    func standstill() async throws {
        let settings = TransportSettings(stillTimeout: .seconds(1))
        #expect(try await failure([.never], settings: settings)?.reason == .timedOut)
    }

    @Test("cancelling closes the connection at once, and other transfers go on")
    func cancellation() async throws {
        let (stuck, other) = (try ScriptedServer([.never]), try ScriptedServer())
        let task = Task { try await transport.send(HTTPRequest(url: stuck.url)) }
        await stuck.waitForRequests(1)
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await stuck.waitForHangUps(1)
        #expect(try await transport.send(HTTPRequest(url: other.url)).status == 200)
    }

    @Test("a task that is cancelled already sends nothing")
    func cancelledBefore() async throws {
        let server = try ScriptedServer()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await transport.send(HTTPRequest(url: server.url))
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(server.requests.isEmpty)
    }

    @Test("many requests are under way at once, on one thread")
    func manyAtOnce() async throws {
        // The server answers nobody before all of them wait.
        let server = try ScriptedServer([.http(200)], gate: 40)
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<40 {
                group.addTask { try await transport.send(HTTPRequest(url: server.url)).status }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses == [Int](repeating: 200, count: 40))
        #expect(server.mostAtOnce == 40)
    }

    @Test("cancelling at any moment neither hangs nor answers twice")
    func cancellationAtRandom() async throws {
        let server = try ScriptedServer()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let task = Task { try? await transport.send(HTTPRequest(url: server.url)) }
                    for _ in 0..<(number % 20) { await Task.yield() }
                    task.cancel()
                    _ = await task.value
                }
            }
        }
        #expect(try await transport.send(HTTPRequest(url: server.url)).status == 200)
    }

    @Test("threads and connections end with their transport")
    func noneLeftBehind() async {
        // Counted in a process of its own, where no other test has any.
        await #expect(processExitsWith: .success) {
            let server = try ScriptedServer([
                .http(200), .resetInMidReply, .closeAtOnce, .http(500),
            ])
            let count = { (path: String) -> Int in
                // Foundation's listing fails where an entry goes away meanwhile.
                guard let folder = opendir(path) else { return 0 }
                defer { closedir(folder) }
                var count = 0
                while readdir(folder) != nil { count += 1 }
                return count
            }
            let (threads, files) = ("/proc/self/task", "/proc/self/fd")
            let before = (threads: count(threads), files: count(files))
            for _ in 0..<100 {
                _ = try? await HTTPTransport().send(HTTPRequest(url: server.url))
            }
            // The last ones end a moment after their transports; the runtime has a few of its own.
            let isSettled = {
                count(threads) <= before.threads + 20 && count(files) <= before.files + 20
            }
            var looks = 0
            while !isSettled(), looks < 200_000 {
                looks += 1
                await Task.yield()
            }
            #expect(isSettled())
        }
    }

    @Test("a redirect is not followed")
    func redirect() async throws {
        let target = try ScriptedServer()
        let server = try ScriptedServer([.http(307, [("Location", target.url.absoluteString)])])
        let response = try await transport.send(HTTPRequest(url: server.url))
        #expect(response.status == 307)
        #expect(target.requests.isEmpty)
    }
}
