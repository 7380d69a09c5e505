import Foundation
import LanguageModels
import ServerFixtures

/// A made-up language model: what it answers depends on the form of the reply alone, names excepted.
enum ChatScript {
    /// The names it gives, one for each montage.
    static let names = [
        "Slanted stripes", "Round dots", "Dark corners", "Bright rims", "Crossed bars",
        "Pale rows",
    ]

    /// The reply to the body of a Chat Completions request, as JSON text.
    static func reply(to body: JSONValue) -> String {
        let format = body["response_format"]?["json_schema"]
        let reply: JSONValue
        switch format?["name"]?.string {
        case "concept_label":
            reply = [
                "description": "The areas show it.", "fitting": [1, 2, 3], "kind": "texture",
                "name": .string(name(for: body)), "shared": true,
            ]
        case "concept_context":
            reply = [
                "presence": "present", "highlighted": "a part of the photo",
                "text": "The outlined part shows it.",
            ]
        case "unnamed_context":
            reply = ["highlighted": "a part of the photo", "text": "The outlined part shows it."]
        case "summary":
            reply = ["summary": "The model relied on several patterns."]
        default:
            reply = ["showing": [1]]
        }
        return CanonicalJSON.text(reply)
    }

    /// The whole body of a server's reply.
    static func completion(_ text: String) -> String {
        CanonicalJSON.text([
            "model": "made-up-1",
            "choices": [
                ["finish_reason": "stop", "message": ["content": .string(text)]]
            ],
            "usage": ["prompt_tokens": 100, "completion_tokens": 20],
        ])
    }

    /// A server that answers so.
    static func server() throws -> ScriptedServer {
        try ScriptedServer([
            .answer { request in
                let body = try? JSONDecoder().decode(JSONValue.self, from: request.body)
                return completion(reply(to: body ?? .null))
            }
        ])
    }

    /// A name that depends on the pictures alone, so that a question gets the same reply again.
    private static func name(for body: JSONValue) -> String {
        let text = CanonicalJSON.text(body["messages"] ?? .null)
        let sum = text.utf8.reduce(UInt64(7)) { ($0 &* 31) &+ UInt64($1) }
        return names[Int(sum % UInt64(names.count))]
    }
}
