import Explanations
import Foundation
import LanguageModels
import ServerFixtures
import Testing

/// A narrator that asks a server, from the command line to the printed sheet.
@Suite("Narrator on a server")
struct ServerNarratorTests {
    private static func arguments(_ server: ScriptedServer) -> [String] {
        ["--narrator", "openai", "--base-url", "127.0.0.1:\(server.port)", "--llm", "made-up"]
    }

    private func schema(of request: ScriptedServer.Request) -> String? {
        let body = try? JSONDecoder().decode(JSONValue.self, from: request.body)
        return body?["response_format"]?["json_schema"]?["name"]?.string
    }

    @Test("the model's words are printed; what it was asked tells nothing that it must not know")
    func words() throws {
        let stage = try NarratorStage()
        defer { stage.program.cleanUp() }
        let server = try ChatScript.server()
        let outcome = try stage.explain(
            Self.arguments(server),
            environment: ["OPENAI_API_KEY": "sk-test-0123456789abcdef"]
        )
        try #require(outcome.status == 0, "\(outcome.errors)")
        let text = try stage.text()
        #expect(text.usesLanguageModel)
        #expect(text.narrator == "openai")
        #expect(text.source?.model == "made-up-1")
        #expect(text.source?.prompts.map(\.name).contains("label") == true)
        #expect(text.problem == nil)
        let explanation = try ExplanationFile.read(from: stage.program.path("out/secret-name"))
        // Opposing concepts behind the told ones are named by rules, whoever narrates.
        let told = text.concepts.prefix(explanation.concepts.count)
        #expect(told.map(\.channel) == explanation.concepts.map(\.channel))
        let named = told.filter(\.hasSharedPattern)
        #expect(named.count >= 2)
        #expect(named.allSatisfy { ChatScript.names.contains($0.name) })

        let requests = server.requests
        #expect(requests.count { schema(of: $0) == "concept_label" } == told.count)
        #expect(requests.count { schema(of: $0) == "summary" } >= 1)
        for request in requests {
            #expect(request.target == "/v1/chat/completions")
            #expect(request.headers["authorization"] == "Bearer sk-test-0123456789abcdef")
            let body = String(decoding: request.body, as: UTF8.self)
            #expect(!body.contains("secret-name") && !body.contains(stage.program.folder.path))
            if schema(of: request) == "concept_label" {
                #expect(!body.contains(explanation.prediction.label))
                #expect(body.components(separatedBy: "data:image").count == 2)
            }
            if schema(of: request) == "summary" { #expect(!body.contains("data:image")) }
        }
        for file in ["transcript.jsonl", "explanation.json"] {
            let written = String(decoding: try stage.bytes(file), as: UTF8.self)
            #expect(!written.contains("0123456789abcdef"))
        }
        #expect(!outcome.errors.contains("0123456789abcdef"))
    }

    @Test("a second run sends nothing, --refresh asks again, --replay needs no server")
    func again() throws {
        let stage = try NarratorStage()
        defer { stage.program.cleanUp() }
        var server: ScriptedServer? = try ChatScript.server()
        let arguments = Self.arguments(try #require(server))
        try #require(try stage.explain(arguments).status == 0)
        let first = try stage.text()
        let sheet = try stage.bytes("sheet.end-user.en.png")
        let asked = server?.requests.count ?? 0
        #expect(asked > 0)

        #expect(try stage.explain(arguments).status == 0)
        #expect(server?.requests.count == asked)
        #expect(try stage.text().concepts == first.concepts)
        #expect(try stage.bytes("sheet.end-user.en.png") == sheet)

        #expect(try stage.explain(arguments + ["--refresh"]).status == 0)
        #expect(server?.requests.count == 2 * asked)

        server = nil
        let transcript = try stage.bytes("transcript.jsonl")
        let replayed = try stage.explain(["--replay"])
        #expect(replayed.status == 0, "\(replayed.errors)")
        #expect(try stage.text().concepts == first.concepts)
        #expect(try stage.text().summary == first.summary)
        #expect(try stage.bytes("sheet.end-user.en.png") == sheet)
        #expect(try stage.bytes("transcript.jsonl") == transcript)
        let rendered = try stage.program.run("render", "out/secret-name", "--replay")
        #expect(rendered.status == 0, "\(rendered.errors)")
        #expect(try stage.bytes("sheet.end-user.en.png") == sheet)
    }

    @Test(
        "a failing server never costs the sheet, which says what happened",
        arguments: [
            .closeAtOnce, .http(401, body: #"{"error":{"message":"bad key"}}"#),
            .http(200, body: "<html>"), .garbage(bytes: 1 << 20),
            .http(200, body: #"{"choices":[{"finish_reason":"content_filter","message":{}}]}"#),
        ] as [ScriptedServer.Reply]
    )
    func failing(_ reply: ScriptedServer.Reply) throws {
        let stage = try NarratorStage()
        defer { stage.program.cleanUp() }
        var replies: [ScriptedServer.Reply] = [reply]
        // What is tried again is answered in a way that ends the trying.
        if case .closeAtOnce = reply {
            replies.append(.http(403, body: #"{"error":{"message":"go away"}}"#))
        }
        let outcome = try stage.explain(Self.arguments(try ScriptedServer(replies)))
        #expect(outcome.status == 0, "\(outcome.errors)")
        let text = try stage.text()
        #expect(text.problem != nil || text.concepts.allSatisfy { $0.problem != nil })
        #expect(text.concepts.allSatisfy { !$0.context.isEmpty })
        #expect(try !stage.bytes("sheet.end-user.en.pdf").isEmpty)
    }

    private func isExplained(_ stage: NarratorStage) -> Bool {
        FileManager.default.fileExists(atPath: stage.program.path("out/secret-name").path)
    }

    @Test("nothing leaves for another machine unasked; a dry run lists what would")
    func consent() throws {
        let stage = try NarratorStage()
        defer { stage.program.cleanUp() }
        let arguments = [
            "--narrator", "openai", "--base-url", "https://host.invalid", "--llm", "m",
        ]
        let key = ["LLEXICORP_API_KEY": "sk-test-0123456789abcdef"]
        let unasked = try stage.explain(arguments, environment: key)
        #expect(unasked.status == 1)
        #expect(unasked.errorLines.count == 1)
        #expect(unasked.errors.contains("nothing was sent to host.invalid"))
        #expect(unasked.errors.contains("references of channel"))
        #expect(!isExplained(stage))
        let dry = try stage.explain(arguments + ["--dry-run"], environment: key)
        #expect(dry.status == 0, "\(dry.errors)")
        #expect(dry.output.contains("To host.invalid (m): 7 requests"))
        #expect(!isExplained(stage))
        let missing = try stage.explain(arguments)
        #expect(missing.status == 1 && missing.errors.contains("LLEXICORP_API_KEY"))
        let vendor = ["OPENAI_API_KEY": "sk-test-0123456789abcdef"]
        #expect(try stage.explain(arguments, environment: vendor).status == 1)
    }

    @Test("a budget that cannot hold a request stops before it is sent")
    func budget() throws {
        let stage = try NarratorStage()
        defer { stage.program.cleanUp() }
        let server = try ChatScript.server()
        let unknown = try stage.explain(Self.arguments(server) + ["--budget", "0.5"])
        #expect(unknown.status == 1 && unknown.errorLines.count == 1)
        let arguments = Self.arguments(server) + ["--budget", "0.001", "--price", "10,30"]
        let outcome = try stage.explain(arguments)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(server.requests.isEmpty)
        #expect(try stage.text().problem != nil)
    }
}
