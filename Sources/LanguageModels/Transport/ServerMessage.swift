public import Foundation

/// What a server says about a request that it did not serve.
public struct ServerMessage: Sendable, Equatable {
    /// The message in the server's words, made safe to print; nil where it says nothing.
    public let text: String?
    /// The vendor's word for the error, such as `insufficient_quota`; codes before types.
    public let codes: [String]

    /// Reads a reply's body, in whichever vendor's form it is.
    ///
    /// - Parameter body: The body: `error.message` (OpenAI, Azure, Anthropic, llama.cpp), the same
    ///   in a list (Gemini), `error` as a text (Ollama), `message` (older vLLM, Azure's gateway),
    ///   `detail` (FastAPI), or plain text.
    public init(body: Data) {
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: body) else {
            let text = Self.clean(String(decoding: body.prefix(4096), as: UTF8.self), limit: 1000)
            // A page of HTML is for browsers; its tags tell a reader nothing.
            self.text = text.isEmpty || text.hasPrefix("<") ? nil : text
            self.codes = []
            return
        }
        let whole = value[0] ?? value
        let error = whole["error"] ?? whole
        let found = error["message"] ?? whole["message"] ?? whole["detail"] ?? whole["error"]
        let text = found?.string ?? found?[0]?["msg"]?.string ?? value.string
        self.text = text.map { Self.clean($0, limit: 1000) }.flatMap { $0.isEmpty ? nil : $0 }
        self.codes = ["code", "type", "status"]
            .compactMap { error[$0]?.string }
            .map { Self.clean($0, limit: 60) }
    }

    /// Whether the account's means are spent, so that waiting is of no use.
    public var isQuotaSpent: Bool {
        codes.contains { ["insufficient_quota", "billing_hard_limit_reached"].contains($0) }
    }

    /// A text fit for one line on a terminal: no control characters, no marks that turn the
    /// writing direction, white space single, cut where it is too long.
    ///
    /// - Parameters:
    ///   - text: Any text.
    ///   - limit: The most characters.
    /// - Returns: The text.
    public static func clean(_ text: String, limit: Int) -> String {
        // Bounded before anything else is done with it: a character takes few bytes.
        let scalars = text.unicodeScalars.prefix(limit * 8).map { scalar -> Unicode.Scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
                .paragraphSeparator, .spaceSeparator:
                " "
            default: scalar
            }
        }
        var line = String(String.UnicodeScalarView(scalars))
            .split(separator: " ")
            .joined(separator: " ")
        if line.count > limit { line = String(line.prefix(limit)) + "\u{2026}" }
        return line
    }
}
