package import Foundation
import Synchronization

/// A server on this machine that answers as it is told, and remembers what it was asked.
///
/// Each request takes the next reply of the script; the last reply is given again and again. Each
/// connection carries one request. The server ends with its last owner.
package final class ScriptedServer: Sendable {
    /// What a request gets.
    package enum Reply: Sendable {
        /// A whole reply; `Content-Length` and `Connection: close` are added.
        case http(_ status: Int, _ headers: [(String, String)] = [], body: String = "{}")
        /// These bytes and nothing else, then the end.
        case raw(String)
        /// Status 200 and so many bytes that mean nothing, in one reply.
        case garbage(bytes: Int)
        /// Status 200 without a length, and bytes until the client goes away.
        case endless
        /// A header that promises more than comes, then a reset.
        case resetInMidReply
        /// What the request asks for.
        case answer(@Sendable (Request) -> String)
        /// Nothing at all, then the end.
        case closeAtOnce
        /// Nothing at all, until the client goes away.
        case never
        /// A header, then a byte now and then, until the client goes away.
        case drip
    }

    /// What came in.
    package struct Request: Sendable {
        package let method: String
        /// What stands in the request line: a path, or a whole address where a proxy is asked.
        package let target: String
        /// Names in lower case.
        package let headers: [String: String]
        package let body: Data
    }

    /// The server's address, without a slash at the end.
    package var url: URL { URL(string: "http://127.0.0.1:\(port)") ?? URL(fileURLWithPath: "/") }
    package let port: UInt16
    private let listener: Int32
    private let board: Board

    /// Starts a server.
    ///
    /// - Parameters:
    ///   - replies: The script; without any, each request gets an empty object.
    ///   - gate: Replies are held back until so many requests are waiting at once.
    /// - Throws: The system's error if there is no port to be had.
    package init(_ replies: [Reply] = [], gate: Int = 1) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let (descriptor, size) = (listener, length)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, size) == 0 && listen(descriptor, 128) == 0
                    && getsockname(descriptor, pointer, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        port = UInt16(bigEndian: address.sin_port)
        board = Board(replies: replies, gate: gate)
        Self.start { [board] in
            while true {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0 else { break }
                Self.start { Self.serve(connection, board) }
            }
            close(descriptor)
        }
    }

    deinit {
        // Wakes the thread that accepts; the others end when their clients go away.
        shutdown(listener, Int32(SHUT_RDWR))
        board.stop()
    }

    /// What came in so far, in order.
    package var requests: [Request] { board.requests }
    /// The most requests that waited for a reply at once.
    package var mostAtOnce: Int { board.mostAtOnce }

    /// Waits until so many requests have come in.
    package func waitForRequests(_ count: Int) async {
        await board.wait { state in state.requests.count >= count }
    }

    /// Waits until so many clients went away before they had a whole reply.
    package func waitForHangUps(_ count: Int) async {
        await board.wait { state in state.hangUps >= count }
    }

    // MARK: One connection

    private static func start(_ work: @escaping @Sendable () -> Void) {
        let thread = Thread(block: work)
        thread.stackSize = 256 << 10
        thread.start()
    }

    private static func serve(_ connection: Int32, _ board: Board) {
        defer { close(connection) }
        guard let request = read(connection) else { return }
        switch board.take(request) {
        case .answer(let body):
            let text = body(request)
            let length = "Content-Length: \(text.utf8.count)\r\nConnection: close\r\n\r\n"
            write(connection, Array(("HTTP/1.1 200 OK\r\n" + length + text).utf8))
        case .http(let status, let headers, let body):
            var text = "HTTP/1.1 \(status) Scripted\r\n"
            for (name, value) in headers { text += "\(name): \(value)\r\n" }
            text += "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
            write(connection, Array(text.utf8))
        case .raw(let text): write(connection, Array(text.utf8))
        case .garbage(let bytes):
            let head = "HTTP/1.1 200 OK\r\nContent-Length: \(bytes)\r\nConnection: close\r\n\r\n"
            // Any bytes will do; these are neither UTF-8 nor JSON.
            let body = (0..<bytes).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
            if !write(connection, Array(head.utf8) + body) { board.hangUp() }
        case .endless:
            let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 16)
            write(connection, Array("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".utf8))
            while write(connection, piece) {}
            board.hangUp()
        case .resetInMidReply:
            write(connection, Array("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"a\"".utf8))
            // Without lingering, closing sends a reset instead of a farewell.
            var option = linger(l_onoff: 1, l_linger: 0)
            let size = socklen_t(MemoryLayout<linger>.size)
            setsockopt(connection, SOL_SOCKET, SO_LINGER, &option, size)
        case .closeAtOnce: break
        case .never:
            while !hasHungUp(connection, within: -1) {}
            board.hangUp()
        case .drip:
            write(connection, Array("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".utf8))
            while !hasHungUp(connection, within: 20), write(connection, [0x20]) {}
            board.hangUp()
        }
    }

    /// Looks whether the client has gone away, waiting so many milliseconds for it; -1 for ever.
    private static func hasHungUp(_ connection: Int32, within milliseconds: Int32) -> Bool {
        var state = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
        guard poll(&state, 1, milliseconds) > 0 else { return false }
        var byte: UInt8 = 0
        return recv(connection, &byte, 1, 0) <= 0
    }

    @discardableResult
    private static func write(_ connection: Int32, _ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { bytes in
                send(
                    connection,
                    bytes.baseAddress?.advanced(by: sent),
                    bytes.count - sent,
                    Int32(MSG_NOSIGNAL)
                )
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    private static func read(_ connection: Int32) -> Request? {
        var bytes = Data()
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        let blank = Data("\r\n\r\n".utf8)
        while true {
            if let end = bytes.range(of: blank) {
                let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
                    .components(separatedBy: "\r\n")
                var headers: [String: String] = [:]
                for line in lines.dropFirst() {
                    let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
                    guard let name = parts.first?.lowercased() else { continue }
                    let value = parts.count > 1 ? parts[1] : ""
                    headers[name] = value.trimmingCharacters(in: .whitespaces)
                }
                let length = headers["content-length"].flatMap { Int($0) } ?? 0
                let body = bytes[end.upperBound...]
                if body.count >= length {
                    let words = lines[0].split(separator: " ").map(String.init)
                    return Request(
                        method: words.first ?? "",
                        target: words.dropFirst().first ?? "",
                        headers: headers,
                        body: Data(body.prefix(length))
                    )
                }
            }
            let count = recv(connection, &piece, piece.count, 0)
            guard count > 0 else { return nil }
            bytes.append(contentsOf: piece[..<count])
        }
    }
}

/// What the server's threads share.
private final class Board: Sendable {
    struct State {
        var script: [ScriptedServer.Reply]
        var requests: [ScriptedServer.Request] = []
        var open = 0
        var mostAtOnce = 0
        var hangUps = 0
        var passes = 0
        var isStopped = false
        var waiters: [Waiter] = []
        var lastWaiter = 0
    }

    struct Waiter {
        let number: Int
        let isDone: @Sendable (State) -> Bool
        let continuation: CheckedContinuation<Void, Never>
    }

    private let state: Mutex<State>
    private let gate: Int
    /// Opens once for each request that may pass.
    private let turnstile = DispatchSemaphore(value: 0)

    init(replies: [ScriptedServer.Reply], gate: Int) {
        self.state = Mutex(State(script: replies.isEmpty ? [.http(200)] : replies))
        self.gate = gate
    }

    var requests: [ScriptedServer.Request] { state.withLock { $0.requests } }
    var mostAtOnce: Int { state.withLock { $0.mostAtOnce } }

    /// Notes a request, waits at the gate, and gives the next reply.
    func take(_ request: ScriptedServer.Request) -> ScriptedServer.Reply {
        let reply = change { state in
            state.requests.append(request)
            state.open += 1
            state.mostAtOnce = max(state.mostAtOnce, state.open)
            state.passes += 1
            if state.passes % gate == 0 || state.isStopped {
                for _ in 0..<gate { turnstile.signal() }
            }
            return state.script.count > 1 ? state.script.removeFirst() : state.script[0]
        }
        turnstile.wait()
        change { $0.open -= 1 }
        return reply
    }

    func hangUp() { change { $0.hangUps += 1 } }

    func stop() {
        state.withLock { $0.isStopped = true }
        for _ in 0..<gate { turnstile.signal() }
    }

    /// Waits until the state is as asked for, or the test's time limit cancels it.
    func wait(until isDone: @escaping @Sendable (State) -> Bool) async {
        let number = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mustWait = state.withLock { state in
                    if Task.isCancelled || isDone(state) { return false }
                    state.waiters.append(
                        Waiter(number: number, isDone: isDone, continuation: continuation)
                    )
                    return true
                }
                if !mustWait { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.waiters.firstIndex { $0.number == number }
                    .map { state.waiters.remove(at: $0) }
            }
            waiter?.continuation.resume()
        }
    }

    private func change<Value: Sendable>(_ body: (inout State) -> Value) -> Value {
        let (value, ready) = state.withLock { state in
            let value = body(&state)
            let now = state
            state.waiters.removeAll { $0.isDone(now) }
            return (value, now.waiters.filter { $0.isDone(now) }.map(\.continuation))
        }
        for continuation in ready { continuation.resume() }
        return value
    }
}
