public import Foundation

/// How one vendor's servers write questions and replies.
///
/// The bytes depend on nothing but the arguments: the same question gives the same body.
public protocol WireFormat: Sendable {
    /// Whose form it is: `openai` or `anthropic`.
    var provider: String { get }
    /// Headers that every request carries, beyond the key and the content's type.
    var headers: [(name: String, value: String)] { get }
    /// The body of a request.
    ///
    /// - Parameters:
    ///   - request: The question.
    ///   - model: The model's name, as the server knows it.
    ///   - profile: What the model takes.
    /// - Returns: The body as a value; `encode` makes its bytes.
    func body(for request: ChatRequest, model: String, profile: ModelProfile) -> JSONValue
    /// What shapes a reply besides the question and the model: kept with it in caches and
    /// transcripts.
    ///
    /// - Parameter profile: What the model takes.
    /// - Returns: Fields with values, the seed among them.
    func parameters(for profile: ModelProfile) -> JSONValue
    /// Reads a reply.
    ///
    /// - Parameter value: The server's reply, or the one out of a line of a batch file.
    /// - Returns: The reply, whatever its finish; its text is as the model wrote it, unchecked.
    /// - Throws: `unreadable` if it has not the vendor's form, `rejected` if it is the server's
    ///   word that something failed.
    func reply(from value: JSONValue) throws(LanguageModelsError) -> ChatReply
}

extension WireFormat {
    /// The bytes of a request.
    public func encode(_ request: ChatRequest, model: String, profile: ModelProfile) -> Data {
        CanonicalJSON.data(body(for: request, model: model, profile: profile))
    }

    /// Reads the body of a reply, whatever the server put into it.
    ///
    /// - Parameter data: The body.
    /// - Returns: The reply.
    /// - Throws: `unreadable` or `rejected`, without quoting more of the body than the server's
    ///   own message.
    public func decode(_ data: Data) throws(LanguageModelsError) -> ChatReply {
        guard let value = ServerJSON.value(in: data) else {
            throw LanguageModelsError(
                .unreadable,
                "the server answered with \(ServerJSON.looks(of: data))",
                hint: "check the base URL: it may lead to a web page or another kind of server"
            )
        }
        return try reply(from: value)
    }
}

/// What the servers of both vendors say when something failed.
enum ServerComplaint {
    /// The error for a message of the server; shortened, on one line, without control characters.
    static func error(_ complaint: JSONValue) -> LanguageModelsError {
        let message =
            complaint.string ?? complaint["message"]?.string ?? complaint["type"]?.string
            ?? "no reason given"
        return LanguageModelsError(.rejected, "the server reports an error: \(oneLine(message))")
    }

    /// At most 200 characters of a text, as one line that is safe to print.
    static func oneLine(_ text: String) -> String {
        let printable = text.unicodeScalars.prefix(4000).map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate:
                return Character(" ")
            default: return Character(scalar)
            }
        }
        let line = String(printable).split(separator: " ").joined(separator: " ")
        return line.count > 200 ? line.prefix(199) + "…" : line
    }
}
