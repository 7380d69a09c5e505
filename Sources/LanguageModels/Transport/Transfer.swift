import CCurl
import Foundation

/// One request under way; lives on the loop's thread and nowhere else.
final class Transfer {
    /// libcurl's handle.
    let handle: UnsafeMutableRawPointer
    let job: TransferJob
    private let limit: Int
    private let errorText: UnsafeMutablePointer<CChar>
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private var headers = HTTPHeaders()
    private var headerSize = 0
    private var body = Data()
    private var overflow: String?

    /// No server in its right mind sends more.
    private static let headerLimit = 256 << 10

    init(_ job: TransferJob, settings: TransportSettings) throws {
        guard let handle = curl_easy_init() else {
            throw TransferFailure(
                .other,
                address: job.request.address,
                detail: "libcurl gives no handle"
            )
        }
        self.handle = handle
        self.job = job
        self.limit = settings.maximumReplySize
        self.errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        self.errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        try setUp(settings)
    }

    deinit {
        curl_easy_cleanup(handle)
        curl_slist_free_all(headerList)
        errorText.deallocate()
    }

    /// What came of the transfer, once libcurl says that it has ended.
    func outcome(_ code: CURLcode) -> Result<HTTPResponse, any Error> {
        let address = job.request.address
        if let overflow {
            return .failure(TransferFailure(.tooLarge, address: address, detail: overflow))
        }
        if code == CURLE_FILESIZE_EXCEEDED {
            return .failure(TransferFailure(.tooLarge, address: address, detail: tooLarge))
        }
        guard code == CURLE_OK else {
            let told = String(cString: errorText)
            let detail = told.isEmpty ? String(cString: curl_easy_strerror(code)) : told
            let shown = job.request.redacting(ServerMessage.clean(detail, limit: 300))
            return .failure(
                TransferFailure(TransferFailure.reason(of: code), address: address, detail: shown)
            )
        }
        let status = Int(llx_curl_status(handle))
        return .success(HTTPResponse(status: status, headers: headers, body: body))
    }

    // MARK: Setting up

    private func setUp(_ settings: TransportSettings) throws {
        let request = job.request
        try set(CURLOPT_URL, request.url.absoluteString)
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_USERAGENT, "llexicorp")
        if request.isLoopback {
            // A proxy could not reach this machine's own addresses, and would see the key.
            try set(CURLOPT_PROXY, "")
        }
        if let certificates = settings.certificates {
            try set(CURLOPT_CAINFO, certificates.path)
        }
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_FOLLOWLOCATION, 0)
        try set(CURLOPT_TCP_KEEPALIVE, 1)
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        try set(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
        try set(CURLOPT_CONNECTTIMEOUT_MS, settings.connectTimeout.wholeMilliseconds)
        let timeout = min(request.timeout ?? settings.totalTimeout, settings.totalTimeout)
        try set(CURLOPT_TIMEOUT_MS, timeout.wholeMilliseconds)
        try set(CURLOPT_LOW_SPEED_LIMIT, 1)
        try set(
            CURLOPT_LOW_SPEED_TIME,
            max(1, (settings.stillTimeout.wholeMilliseconds + 999) / 1000)
        )
        try check(
            llx_curl_set_offset(handle, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(limit))
        )
        try check(llx_curl_set_quick_exit(handle))
        try check(llx_curl_set_error_text(handle, errorText))
        if request.method == .post {
            try request.body.withUnsafeBytes { bytes in
                // Even of an empty body libcurl wants an address: without one it would read stdin.
                try withUnsafePointer(to: UInt8(0)) { empty in
                    try check(
                        llx_curl_set_body(
                            handle,
                            bytes.baseAddress ?? UnsafeRawPointer(empty),
                            curl_off_t(bytes.count)
                        )
                    )
                }
            }
        }
        try setHeaders(request)
        try setSinks()
    }

    private func setHeaders(_ request: HTTPRequest) throws {
        // "Expect:" keeps libcurl from waiting a second for leave to send a large body.
        var lines = ["Expect:"]
        for header in request.headers {
            let value = header.value
            lines.append(value.isEmpty ? "\(header.name);" : "\(header.name): \(value)")
        }
        for line in lines {
            guard let longer = curl_slist_append(headerList, line) else {
                try check(CURLE_OUT_OF_MEMORY)
                return
            }
            headerList = longer
        }
        try check(llx_curl_set_headers(handle, headerList))
    }

    private func setSinks() throws {
        // The loop holds this object from before the transfer starts until after it has ended.
        let context = Unmanaged.passUnretained(self).toOpaque()
        try check(
            llx_curl_set_body_sink(
                handle,
                { bytes, size, count, context in
                    guard let bytes, let context else { return 0 }
                    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
                    let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
                    return transfer.takeBody(piece) ? piece.count : 0
                },
                context
            )
        )
        try check(
            llx_curl_set_header_sink(
                handle,
                { bytes, size, count, context in
                    guard let bytes, let context else { return 0 }
                    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
                    let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
                    return transfer.takeHeader(line) ? line.count : 0
                },
                context
            )
        )
    }

    private func set(_ option: CURLoption, _ value: String) throws {
        try check(llx_curl_set_string(handle, option, value))
    }

    private func set(_ option: CURLoption, _ value: Int) throws {
        try check(llx_curl_set_long(handle, option, value))
    }

    private func check(_ code: CURLcode) throws {
        guard code != CURLE_OK else { return }
        let detail = String(cString: curl_easy_strerror(code))
        throw TransferFailure(.other, address: job.request.address, detail: detail)
    }

    // MARK: Taking in

    private var tooLarge: String { "the reply is larger than the \(limit) bytes allowed" }

    private func takeBody(_ piece: UnsafeRawBufferPointer) -> Bool {
        guard body.count + piece.count <= limit else {
            overflow = tooLarge
            return false
        }
        body.append(contentsOf: piece)
        return true
    }

    private func takeHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
        headerSize += bytes.count
        guard headerSize <= Self.headerLimit else {
            overflow = "the reply's header is larger than the \(Self.headerLimit) bytes allowed"
            return false
        }
        let line = String(decoding: bytes, as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            // Each reply begins so, also an interim one, whose lines do not count.
            headers = HTTPHeaders()
        } else if let colon = line.firstIndex(of: ":") {
            headers.append(String(line[..<colon]), String(line[line.index(after: colon)...]))
        }
        return true
    }
}

extension Duration {
    /// Milliseconds, at least one, since libcurl takes none for no limit at all.
    fileprivate var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        guard seconds < 1_000_000 else { return 1_000_000_000 }
        return max(1, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}
