import Foundation

/// Files of requests as the vendors' batch interfaces take them.
///
/// | vendor | line | most requests | most bytes |
/// |---|---|---|---|
/// | OpenAI | `{custom_id, method, url, body}` | 50,000 | 200 MB |
/// | Anthropic | `{custom_id, params}` | 100,000 | 256 MB |
///
/// OpenAI takes the file as it is; Anthropic's interface takes an array, of which each line is one
/// item. Larger sets go into further files, `-002`, `-003` and so on.
public struct BatchRequests: Sendable {
    /// How much one file may hold.
    public struct Limits: Sendable {
        /// The most requests.
        public var requests: Int
        /// The most bytes.
        public var bytes: Int

        /// Makes limits.
        public init(requests: Int, bytes: Int) {
            self.requests = requests
            self.bytes = bytes
        }

        /// OpenAI's.
        public static let openAI = Limits(requests: 50_000, bytes: 200_000_000)
        /// Anthropic's.
        public static let anthropic = Limits(requests: 100_000, bytes: 256_000_000)
    }

    /// Which vendor's form a file has.
    enum Form: String, CaseIterable {
        case openAI = "requests-openai"
        case anthropic = "requests-anthropic"

        var wire: any WireFormat {
            switch self {
            case .openAI: OpenAIWire()
            case .anthropic: AnthropicWire()
            }
        }

        func line(_ request: ChatRequest, identifier: String, model: String) -> JSONValue {
            let profile = ModelProfile.named(model)
            let body = wire.body(for: request, model: model, profile: profile)
            switch self {
            case .openAI:
                return [
                    "custom_id": .string(identifier), "method": "POST",
                    "url": "/v1/chat/completions", "body": body,
                ]
            case .anthropic: return ["custom_id": .string(identifier), "params": body]
            }
        }
    }

    /// Whether a file holds requests, by its name.
    static func isRequestFile(_ url: URL) -> Bool {
        let name = url.deletingPathExtension().lastPathComponent
        return Form.allCases.contains { form in
            name == form.rawValue
                || name.hasPrefix(form.rawValue + "-")
                    && name.dropFirst(form.rawValue.count + 1).allSatisfy(\.isNumber)
        }
    }

    /// Writes one form's files, each whole or not at all, and removes files of earlier requests
    /// that are no longer needed.
    ///
    /// - Returns: The files.
    static func write(
        _ requests: [(identifier: String, request: ChatRequest)],
        model: String,
        form: Form,
        limits: Limits,
        to folder: URL
    ) throws(LanguageModelsError) -> [URL] {
        var files: [URL] = []
        var data = Data()
        var count = 0
        func flush() throws(LanguageModelsError) {
            guard count > 0 else { return }
            let url = place(of: files.count, form: form, in: folder)
            try RecordFile.write(data, to: url)
            files.append(url)
            data = Data()
            count = 0
        }
        for (identifier, request) in requests {
            let value = form.line(request, identifier: identifier, model: model)
            let line = CanonicalJSON.data(value) + [UInt8(ascii: "\n")]
            if count == limits.requests || data.count + line.count > limits.bytes {
                try flush()
            }
            data.append(line)
            count += 1
        }
        try flush()
        var stale = files.count
        while true {
            let url = place(of: stale, form: form, in: folder)
            guard (try? FileManager.default.removeItem(at: url)) != nil else { break }
            stale += 1
        }
        return files
    }

    private static func place(of index: Int, form: Form, in folder: URL) -> URL {
        let number = String(index + 1)
        let padded = String(repeating: "0", count: max(0, 3 - number.count)) + number
        return folder.appending(
            component: index == 0 ? "\(form.rawValue).jsonl" : "\(form.rawValue)-\(padded).jsonl"
        )
    }
}
