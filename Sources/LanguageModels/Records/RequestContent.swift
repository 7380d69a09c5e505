import Digests

extension ChatRequest {
    /// What the model reads, without its vendor's form: pictures stand by their SHA-256.
    ///
    /// The purpose and the pictures' titles are no part of it, since no model reads them.
    var content: JSONValue {
        [
            "system": .string(system),
            "messages": .array(
                messages.map { message in
                    [
                        "role": .string(message.role.rawValue),
                        "parts": .array(
                            message.parts.map { part in
                                switch part {
                                case .text(let text): ["text": .string(text)]
                                case .image(let image):
                                    [
                                        "image": .string(image.sha256),
                                        "mediaType": .string(image.mediaType),
                                    ]
                                }
                            }
                        ),
                    ]
                }
            ),
            "reply": ["name": .string(reply.name), "schema": reply.schema],
            "maximumTokens": .integer(maximumTokens),
        ]
    }

    /// The SHA-256 of what a model of this name reads.
    ///
    /// It is the same for every vendor's form, every place and every parameter, and names requests
    /// in batch files and transcripts.
    ///
    /// - Parameter model: The model's name; nil where any model may answer.
    /// - Returns: 64 hexadecimal digits.
    public func contentHash(model: String?) -> String {
        let value: JSONValue = [
            "content": content, "model": model.map(JSONValue.string) ?? .null,
        ]
        return SHA256Digest.hex(of: CanonicalJSON.data(value))
    }

    /// The SHA-256 of everything that shapes a reply; it names replies in the cache.
    ///
    /// That is what the model reads, who is asked, where, and with which parameters.
    ///
    /// - Parameters:
    ///   - model: Who answers.
    ///   - parameters: What shapes replies besides question and model.
    /// - Returns: 64 hexadecimal digits.
    public func replyHash(from model: any ChatModel, parameters: JSONValue) -> String {
        let value: JSONValue = [
            "content": content, "model": .string(model.model),
            "provider": .string(model.provider), "destination": .string(model.destination),
            "parameters": parameters,
        ]
        return SHA256Digest.hex(of: CanonicalJSON.data(value))
    }
}
