/// One line of a file of replies, in either vendor's form.
enum BatchLine {
    /// A request was answered; the body has its vendor's form.
    case answered(body: JSONValue, wire: any WireFormat)
    /// A request failed, was canceled or expired.
    case failed(String)

    /// Reads a line.
    ///
    /// - Returns: Which request it answers and how; nil where it is no reply of either form.
    static func read(_ value: JSONValue) -> (identifier: String, line: BatchLine)? {
        guard let identifier = value["custom_id"]?.string else { return nil }
        if let result = value["result"] { return (identifier, anthropic(result)) }
        if value["response"] != nil || value["error"] != nil {
            return (identifier, openAI(value))
        }
        return nil
    }

    // {custom_id, response: {status_code, body}, error}
    private static func openAI(_ value: JSONValue) -> BatchLine {
        if let complaint = value["error"], complaint != .null {
            return .failed(ServerComplaint.error(complaint).message)
        }
        guard let response = value["response"], let body = response["body"] else {
            return .failed("the line holds neither a reply nor an error")
        }
        let status = response["status_code"]?.integer ?? 200
        guard (200..<300).contains(status) else {
            let complaint = body["error"] ?? body
            return .failed("status \(status): \(ServerComplaint.error(complaint).message)")
        }
        return .answered(body: body, wire: OpenAIWire())
    }

    // {custom_id, result: {type, message}}
    private static func anthropic(_ result: JSONValue) -> BatchLine {
        switch result["type"]?.string {
        case "succeeded":
            guard let message = result["message"] else {
                return .failed("the line holds no message")
            }
            return .answered(body: message, wire: AnthropicWire())
        case "errored":
            let complaint = result["error"]?["error"] ?? result["error"] ?? .null
            return .failed(ServerComplaint.error(complaint).message)
        case "canceled": return .failed("it was canceled")
        case "expired": return .failed("it expired before it was answered")
        default: return .failed("its result is of no known type")
        }
    }
}
