/// One question to a language model: instructions, a conversation with pictures, and the form the
/// reply must have.
///
/// It names no server and no model: the same question can go to any of them.
public struct ChatRequest: Sendable, Equatable {
    /// What the question is for, such as `label-217`.
    ///
    /// 1 to 31 of `A-Za-z0-9_-`. It is part of the identifier in batch files, and no part of what
    /// the model reads.
    public var purpose: String
    /// The instructions that stand before the conversation.
    public var system: String
    /// The conversation; the last message is the user's.
    public var messages: [ChatMessage]
    /// The form of the reply.
    public var reply: ReplySchema
    /// The most tokens the reply may take.
    public var maximumTokens: Int

    /// Makes a question.
    public init(
        purpose: String,
        system: String,
        messages: [ChatMessage],
        reply: ReplySchema,
        maximumTokens: Int = 1200
    ) {
        self.purpose = purpose
        self.system = system
        self.messages = messages
        self.reply = reply
        self.maximumTokens = maximumTokens
    }

    /// The pictures of the whole conversation, in order.
    public var images: [ChatImage] {
        messages.flatMap(\.parts).compactMap { part in
            if case .image(let image) = part { image } else { nil }
        }
    }
}

/// What one side of a conversation says.
public struct ChatMessage: Sendable, Equatable {
    /// Who speaks.
    public enum Role: String, Sendable, Codable {
        /// The one who asks.
        case user
        /// The model; its earlier reply, where it is asked to mend it.
        case assistant
    }

    /// Who speaks.
    public var role: Role
    /// Texts and pictures in reading order.
    public var parts: [ChatPart]

    /// Makes a message.
    public init(_ role: Role, _ parts: [ChatPart]) {
        self.role = role
        self.parts = parts
    }
}

/// A piece of a message.
public enum ChatPart: Sendable, Equatable {
    /// Words.
    case text(String)
    /// A picture.
    case image(ChatImage)
}
