import Foundation
import LanguageModels

/// Questions and models that several suites use.
enum Samples {
    /// A schema as the label question has it.
    static let schema: JSONValue = [
        "type": "object",
        "additionalProperties": false,
        "required": ["name", "kind", "confidence", "seen"],
        "properties": [
            "name": ["type": "string", "minLength": 1, "maxLength": 24],
            "kind": ["type": "string", "enum": ["part", "texture", "no shared pattern"]],
            "confidence": [
                "type": "integer", "minimum": 0, "maximum": 10, "description": "how sure",
            ],
            "seen": [
                "type": "array", "minItems": 1, "maxItems": 6, "items": ["type": "integer"],
            ],
        ],
    ]

    /// A picture of 32 x 32 pixels, as PNG.
    static let picture = (try? fixture("picture.png")) ?? Data()

    static func image(_ title: String = "references of channel 217", byte: UInt8? = nil)
        -> ChatImage
    {
        ChatImage(
            data: byte.map { picture + [$0] } ?? picture,
            mediaType: "image/png",
            width: 32,
            height: 32,
            title: title
        )
    }

    static func request(
        _ purpose: String = "label-217",
        text: String = "What do they share?",
        image: ChatImage? = image(),
        maximumTokens: Int = 400
    ) -> ChatRequest {
        ChatRequest(
            purpose: purpose,
            system: "You name \"concepts\".\nBe brief – please.",
            messages: [
                ChatMessage(.user, [.text(text)] + (image.map { [.image($0)] } ?? [])),
                ChatMessage(.assistant, [.text("{}")]),
                ChatMessage(.user, [.text("'name' is missing.")]),
            ],
            reply: ReplySchema(name: "label", schema: schema),
            maximumTokens: maximumTokens
        )
    }

    static let reply = ChatReply(
        text: #"{"name":"striped fur"}"#,
        finish: .stop,
        model: "gpt-4o-2024-08-06",
        fingerprint: "fp",
        usage: TokenUsage(input: 1000, output: 20)
    )

    /// A file of the fixtures.
    static func fixture(_ path: String) throws -> Data {
        try Data(contentsOf: folder.appending(path: path))
    }

    /// The folder of fixtures.
    static var folder: URL {
        (Bundle.module.resourceURL ?? URL(filePath: "/")).appending(component: "Fixtures")
    }
}

/// A folder that goes when the test is over.
final class ScratchFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appending(component: "llexicorp-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}
