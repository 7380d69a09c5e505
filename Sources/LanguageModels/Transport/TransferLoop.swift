import CCurl
import Foundation
import Synchronization

/// A request with whom it answers.
struct TransferJob: Sendable {
    let number: UInt64
    let request: HTTPRequest
    let continuation: CheckedContinuation<HTTPResponse, any Error>
}

/// The one thread that moves all bytes: it sleeps in libcurl until a socket, a time limit or a
/// new job wakes it.
final class TransferLoop: Sendable {
    private struct Inbox {
        var jobs: [TransferJob] = []
        var cancelled: [UInt64] = []
        var isRunning = false
        var isClosed = false
    }

    private let settings: TransportSettings
    private let multi = MultiHandle()
    private let inbox = Mutex(Inbox())
    private let lastNumber = Atomic<UInt64>(0)

    init(settings: TransportSettings) { self.settings = settings }

    /// A number for a job, never given twice.
    func nextNumber() -> UInt64 { lastNumber.add(1, ordering: .relaxed).newValue }

    /// Hands over a job; starts the thread with the first.
    func submit(_ job: TransferJob) {
        let (isTaken, mustStart) = inbox.withLock { inbox in
            // Asked under the lock that `cancel` takes, too: a task is marked as cancelled before
            // its handler runs, so either this sees the mark or the handler finds the job.
            if Task.isCancelled { return (false, false) }
            inbox.jobs.append(job)
            let mustStart = !inbox.isRunning
            inbox.isRunning = true
            return (true, mustStart)
        }
        guard isTaken else {
            job.continuation.resume(throwing: CancellationError())
            return
        }
        if mustStart {
            Thread { self.run() }.start()
        } else {
            multi.wakeUp()
        }
    }

    /// Ends a job at once, if it has not ended yet.
    func cancel(_ number: UInt64) {
        inbox.withLock { $0.cancelled.append(number) }
        multi.wakeUp()
    }

    /// Ends the thread.
    func close() {
        inbox.withLock { $0.isClosed = true }
        multi.wakeUp()
    }

    // MARK: On the thread

    private func run() {
        Self.blockBrokenPipes()
        var transfers: [UnsafeMutableRawPointer: Transfer] = [:]
        while true {
            let work = inbox.withLock { inbox in
                defer {
                    inbox.jobs = []
                    inbox.cancelled = []
                }
                return inbox
            }
            for job in work.jobs {
                do {
                    let transfer = try Transfer(job, settings: settings)
                    transfers[transfer.handle] = transfer
                    multi.add(transfer.handle)
                } catch {
                    job.continuation.resume(throwing: error)
                }
            }
            let ended =
                work.isClosed
                ? Array(transfers.values)
                : work.cancelled.compactMap { number in
                    transfers.values.first { $0.job.number == number }
                }
            for transfer in ended {
                multi.remove(transfer.handle)
                transfers[transfer.handle] = nil
                transfer.job.continuation.resume(throwing: CancellationError())
            }
            if work.isClosed { return }
            multi.perform()
            while let (handle, code) = multi.nextEnded() {
                multi.remove(handle)
                guard let transfer = transfers.removeValue(forKey: handle) else { continue }
                transfer.job.continuation.resume(with: transfer.outcome(code))
            }
            multi.wait()
        }
    }

    /// Writing to a connection that the server has closed must fail, not end the process; libcurl
    /// leaves this to us, since it may not touch signals here.
    private static func blockBrokenPipes() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}

/// libcurl's handle for many transfers at once.
///
/// Safety: libcurl lets any thread call `curl_multi_wakeup`; everything else is called by the
/// loop's thread only, and the last owner frees it when nobody else is left.
private final class MultiHandle: @unchecked Sendable {
    private let pointer: UnsafeMutableRawPointer

    /// libcurl must be set up once, before any other call.
    private static let isSetUp = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    init() {
        guard Self.isSetUp, let pointer = curl_multi_init() else {
            preconditionFailure("libcurl gives no handle")
        }
        self.pointer = pointer
    }

    deinit { curl_multi_cleanup(pointer) }

    func wakeUp() { curl_multi_wakeup(pointer) }

    func add(_ handle: UnsafeMutableRawPointer) {
        let code = curl_multi_add_handle(pointer, handle)
        precondition(code == CURLM_OK, "libcurl takes no transfer: \(code.rawValue)")
    }

    func remove(_ handle: UnsafeMutableRawPointer) { curl_multi_remove_handle(pointer, handle) }

    func perform() {
        var running: Int32 = 0
        curl_multi_perform(pointer, &running)
    }

    func nextEnded() -> (UnsafeMutableRawPointer, CURLcode)? {
        var handle: UnsafeMutableRawPointer?
        var code = CURLE_OK
        guard llx_curl_next_ended(pointer, &handle, &code), let handle else { return nil }
        return (handle, code)
    }

    /// Sleeps until a socket is ready, a time limit is near or somebody wakes it.
    func wait() {
        guard curl_multi_poll(pointer, nil, 0, 600_000, nil) != CURLM_OK else { return }
        // Out of memory or of file handles: rather slow than spinning.
        usleep(10_000)
    }
}
