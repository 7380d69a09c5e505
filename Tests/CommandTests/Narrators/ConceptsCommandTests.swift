import Explanations
import Foundation
import LanguageModels
import ServerFixtures
import Testing

/// Names that are made ahead of time and kept in the index.
@Suite("Naming a layer")
struct ConceptsCommandTests {
    private static let naming = [
        "concepts", "name", "--index", "index.sqlite", "--weights", Inputs.weights.path,
    ]

    private static func asking(_ server: ScriptedServer) -> [String] {
        ["--narrator", "openai", "--base-url", "127.0.0.1:\(server.port)", "--llm", "made-up"]
    }

    private func name(
        _ stage: NarratorStage,
        _ arguments: [String],
        environment: [String: String] = [:]
    ) throws -> Program.Outcome {
        try stage.program.run(
            Self.naming + arguments,
            environment: NarratorStage.environment.merging(environment) { $1 }
        )
    }

    /// A name as `concepts show --json` prints it.
    private struct Entry: Decodable, Equatable {
        var channel: Int
        var language: String
        var name: String?
        var confidence: Double?
        var description: String?
        var fitting: Int?
        var references: Int?
        var narrator: String
        var created: String
        var namesakes: [Int]
    }

    private func entries(_ stage: NarratorStage, _ more: String...) throws -> [Entry] {
        let shown = try stage.program.run(
            ["concepts", "show", "--index", "index.sqlite", "--json"] + more
        )
        try #require(shown.status == 0, "\(shown.errors)")
        return try JSONDecoder().decode([Entry].self, from: Data(shown.output.utf8))
    }

    @Test("names are kept with who gave them; a second run sends nothing, --refresh asks again")
    func again() throws {
        let stage = try NarratorStage()
        defer { stage.program.cleanUp() }
        let server = try UniqueNames.server()
        let arguments = Self.asking(server) + ["--channels", "0,2-3,6"]
        let first = try name(stage, arguments)
        try #require(first.status == 0, "\(first.errors)")
        #expect(first.output.contains("4 named"))
        #expect(first.errors.contains("name 4/4"))
        let named = try entries(stage)
        #expect(named.map(\.channel) == [0, 2, 3, 6])
        #expect(named.allSatisfy { $0.narrator == "openai/made-up-1" && $0.language == "en" })
        #expect(named.allSatisfy { $0.fitting == 3 && $0.references == 6 && $0.confidence == 0.5 })
        #expect(named.allSatisfy { $0.created == "2023-11-14T22:13:20Z" })
        #expect(server.requests.count == 4)

        let second = try name(stage, arguments)
        #expect(second.status == 0 && second.output.contains("0 named, 4 had names"))
        #expect(server.requests.count == 4)
        // Without the names the replies are still at hand.
        let forgotten = try stage.program.run(
            "concepts",
            "forget",
            "0,2-3",
            "--index",
            "index.sqlite"
        )
        #expect(forgotten.output.contains("3 names removed"))
        #expect(try entries(stage).map(\.channel) == [6])
        #expect(try name(stage, arguments).status == 0)
        #expect(try entries(stage) == named)
        #expect(server.requests.count == 4)
        #expect(try name(stage, arguments + ["--refresh"]).status == 0)
        #expect(server.requests.count == 8)
        // From other references it is another name.
        #expect(try name(stage, arguments + ["--references", "3"]).status == 0)
        #expect(server.requests.count == 12)
        #expect(try entries(stage).map(\.references) == [3, 3, 3, 3])
    }

    @Test("every sheet uses the index's names and asks for none")
    func sheets() throws {
        let stage = try NarratorStage()
        defer { stage.program.cleanUp() }
        let server = try UniqueNames.server()
        let naming = try name(stage, Self.asking(server))
        // Its reply names three photos: channels that have fewer are not named, which is said.
        try #require([0, 3].contains(naming.status), "\(naming.errors) \(naming.output)")
        // The made-up model knows no German: a person gives those names.
        for channel in try entries(stage, "--language", "en").map(\.channel) {
            let renamed = try stage.program.run(
                ["concepts", "rename", "\(channel)", "Muster \(channel)", "--language", "de"]
                    + ["--index", "index.sqlite"]
            )
            try #require(renamed.status == 0, "\(renamed.errors)")
        }
        let index = Dictionary(
            uniqueKeysWithValues: try entries(stage, "--language", "en").map { ($0.channel, $0) }
        )
        try Inputs.photo(width: 300, height: 240).writePNG(to: stage.program.path("other.png"))
        let asked = server.requests.count
        let outcome = try stage.explain(
            ["other.png", "--audience", "end-user,auditor", "--format", "json"]
                + Self.asking(server)
        )
        try #require(outcome.status == 0, "\(outcome.errors)")
        let schemas = server.requests[asked...].compactMap(UniqueNames.schema)
        #expect(!schemas.isEmpty && !schemas.contains("concept_label"))
        for photo in ["secret-name", "other"] {
            let explanation = try ExplanationFile.read(from: stage.program.path("out/\(photo)"))
            #expect(explanation.texts.map(\.audience) == ["end-user", "auditor"])
            for text in explanation.texts {
                for concept in text.concepts {
                    let entry = try #require(index[concept.channel])
                    #expect(concept.name == entry.name && concept.hasSharedPattern)
                    #expect(concept.nameConfidence == entry.confidence)
                    #expect(concept.description == entry.description)
                    #expect(concept.fitting == entry.fitting)
                    #expect(
                        concept.namedBy
                            == NameOrigin(narrator: entry.narrator, created: entry.created)
                    )
                }
                #expect(text.checks.filter { $0.check == "names" }.allSatisfy { $0.passed })
            }
            let names = explanation.concepts.map { $0.names?.map(\.language) }
            #expect(names.allSatisfy { $0 == ["de", "en"] })
        }
        // The document's names serve another language, and a narrator without a language model.
        let german = try stage.program.run(
            "render",
            "out/other",
            "--language",
            "de",
            "--format",
            "json"
        )
        try #require(german.status == 0, "\(german.errors)")
        let document = try ExplanationFile.read(from: stage.program.path("out/other"))
        let text = try #require(document.text(audience: "end-user", language: "de"))
        for concept in document.concepts {
            let name = concept.names?.first { $0.language == "de" }?.name
            #expect(text.text(forChannel: concept.channel)?.name == name)
        }
        #expect(text.concepts.allSatisfy { $0.namedBy?.narrator == "person" })
    }

    @Test(
        "killed at any moment, it goes on with what is missing",
        .timeLimit(.minutes(5)),
        arguments: [1, 3]
    )
    func killed(after count: Int) async throws {
        let stage = try NarratorStage()
        defer { stage.program.cleanUp() }
        let replies = [ScriptedServer.Reply](repeating: UniqueNames.reply, count: count)
        let silent = try ScriptedServer(replies + [.never])
        let process = try stage.program.start(
            Self.naming + Self.asking(silent) + ["--channels", "0,2-4,6-7,20-21"]
        )
        // Four are asked at once, a further one when a name is kept: now so many are, and four wait in vain.
        await silent.waitForRequests(count + 4)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        let kept = try entries(stage)
        #expect(kept.count == count, "what was answered before the last questions is kept")
        let server = try UniqueNames.server()
        let next = try name(stage, Self.asking(server) + ["--channels", "0,2-4,6-7,20-21"])
        try #require(next.status == 0, "\(next.errors)")
        let all = try entries(stage)
        #expect(all.map(\.channel) == [0, 2, 3, 4, 6, 7, 20, 21])
        #expect(all.filter { entry in kept.contains { $0.channel == entry.channel } } == kept)
        #expect(server.requests.count == 8 - kept.count)
    }

    @Test("a budget stops the run, which says so and can go on")
    func budget() throws {
        let stage = try NarratorStage()
        defer { stage.program.cleanUp() }
        let server = try UniqueNames.server()
        let asking = Self.asking(server) + ["--channels", "0,2-4,6-7,20-21", "--price", "10,30"]
        // The montage of fewer references is cheaper.
        let costs = try ["0", "2", "3", "4", "6", "7", "20", "21"].map { channel in
            let one = try name(
                stage,
                Self.asking(server) + ["--channels", channel, "--price", "10,30", "--dry-run"]
            )
            let most = try #require(one.output.firstMatch(of: /at most \$([0-9]+\.[0-9]+)/))
            return try #require(Double(most.1))
        }
        let cost = try #require(costs.max())
        #expect(server.requests.isEmpty)
        // A reply costs 0.0016; what a question may cost at most is set aside for it.
        let first = try name(stage, asking + ["--budget", String(cost + 0.004)])
        #expect(first.status == 3, "\(first.errors)")
        #expect(first.errorLines.count == 1 && first.errors.contains("budget"))
        let named = try entries(stage).count
        #expect(1..<8 ~= named && Double(named) * 0.0016 <= cost + 0.004)
        #expect(
            first.output.contains("\(named) named, \(8 - named) left; run the same again to go on")
        )
        #expect(server.requests.count == named)
        #expect(try name(stage, asking).status == 0)
        #expect(server.requests.count == 8)
        let none = try name(stage, asking + ["--refresh", "--budget", "0.0001"])
        #expect(none.status == 1 && none.output.contains("0 named, 8 left"))
        #expect(try entries(stage).count == 8, "what was named stays")
    }

    @Test("a channel that cannot be named is told of, and the rest goes on")
    func failing() throws {
        let stage = try NarratorStage()
        defer { stage.program.cleanUp() }
        let useless = ScriptedServer.Reply.answer { _ in ChatScript.completion("no JSON at all") }
        let server = try ScriptedServer([useless, useless, useless, UniqueNames.reply])
        let outcome = try name(stage, Self.asking(server) + ["--channels", "0,2-4,6"])
        // Three useless replies: at least one channel gets two of them or more, at most one.
        let named = try entries(stage).count
        #expect(named >= 4)
        #expect(outcome.status == (named == 5 ? 0 : 3))
        #expect(outcome.errorLines.count == 5 - named)
        let dead = try ScriptedServer([.http(403, body: #"{"error":{"message":"go away"}}"#)])
        let refused = try name(stage, Self.asking(dead) + ["--channels", "7,20-21"])
        #expect(refused.status == 1 && refused.errorLines.count == 1)
        #expect(refused.output.contains("3 left"))
        let hopeless = try ScriptedServer([useless])
        let all = try name(stage, Self.asking(hopeless) + ["--channels", "7,20-21"])
        #expect(all.status == 1 && all.errorLines.count == 3)
        #expect(all.errors.contains("channel 7 (en):"))
    }

    @Test("nothing leaves for another machine unasked; a dry run lists what would")
    func consent() throws {
        let stage = try NarratorStage()
        defer { stage.program.cleanUp() }
        let arguments = [
            "--narrator", "openai", "--base-url", "https://host.invalid", "--llm", "m",
            "--channels", "0,2-3",
        ]
        let key = ["LLEXICORP_API_KEY": "sk-test-0123456789abcdef"]
        let unasked = try name(stage, arguments, environment: key)
        #expect(unasked.status == 1 && unasked.errorLines.count == 1)
        #expect(unasked.errors.contains("nothing was sent to host.invalid"))
        #expect(unasked.errors.contains("references of channel 2"))
        let dry = try name(stage, arguments + ["--dry-run"], environment: key)
        #expect(dry.status == 0, "\(dry.errors)")
        #expect(dry.output.contains("To host.invalid (m): 3 requests (3 label), 3 pictures"))
        #expect(try entries(stage).isEmpty)
    }

    @Test("by batch files: all labels at once, then no request is left")
    func batch() throws {
        let stage = try NarratorStage()
        defer { stage.program.cleanUp() }
        let arguments = ["--narrator", "batch", "--batch", "audit", "--channels", "0,2-4,6"]
        let first = try name(stage, arguments)
        try #require(first.status == 0, "\(first.errors)")
        #expect(first.output.contains("0 named, 5 wait for replies"))
        #expect(first.errors.contains("5 requests wait in audit/requests-openai.jsonl"))
        let folder = stage.program.path("audit")
        let requests = folder.appendingPathComponent("requests-openai.jsonl")
        let lines = try String(contentsOf: requests, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 5)
        let replies = try lines.map { line in
            let value = try JSONDecoder().decode(JSONValue.self, from: Data(line.utf8))
            let body = UniqueNames.completion(to: value["body"] ?? .null)
            return CanonicalJSON.text([
                "custom_id": value["custom_id"] ?? .null, "error": .null,
                "response": [
                    "status_code": 200,
                    "body": try JSONDecoder().decode(JSONValue.self, from: Data(body.utf8)),
                ],
            ])
        }
        // Four come back at first.
        func carry(_ lines: some Sequence<String>, as name: String) throws {
            try Data(lines.map { $0 + "\n" }.joined().utf8)
                .write(to: folder.appendingPathComponent(name))
        }
        try carry(replies.prefix(4), as: "back-1.jsonl")
        let second = try name(stage, arguments)
        #expect(second.output.contains("4 named, 1 wait for replies"))
        #expect(second.errors.contains("1 requests wait in"))
        try carry(replies.suffix(1), as: "back-2.jsonl")
        let third = try name(stage, arguments)
        #expect(third.output.contains("1 named, 4 had names"))
        #expect(!FileManager.default.fileExists(atPath: requests.path))
        let named = try entries(stage)
        #expect(named.map(\.channel) == [0, 2, 3, 4, 6])
        #expect(named.allSatisfy { $0.narrator == "batch/made-up-1" && $0.name != nil })
    }

    @Test(
        "offline names serve the offline narrator; other narrators replace them, not persons' names"
    )
    func offline() throws {
        let stage = try NarratorStage()
        defer { stage.program.cleanUp() }
        let outcome = try name(stage, ["--language", "en,de,cs"])
        try #require(outcome.status == 0, "\(outcome.errors)")
        let offline = try entries(stage)
        #expect(Set(offline.map(\.language)) == ["en", "de", "cs"])
        #expect(offline.allSatisfy { $0.narrator == "offline" && $0.references ?? 0 > 0 })
        #expect(try name(stage, ["--language", "en,de,cs"]).output.contains("0 named"))

        let renamed = try stage.program.run(
            "concepts",
            "rename",
            "2",
            "  my *own* stripes ",
            "--index",
            "index.sqlite"
        )
        try #require(renamed.status == 0, "\(renamed.errors)")
        #expect(renamed.output.contains("My own stripes"))
        let server = try UniqueNames.server()
        try #require(try name(stage, Self.asking(server) + ["--channels", "0,2-3"]).status == 0)
        #expect(server.requests.count == 2)
        let named = try entries(stage, "--channels", "0,2-3", "--language", "en")
        #expect(named.map(\.narrator) == ["openai/made-up-1", "person", "openai/made-up-1"])
        // What a language model made is not lost to the offline narrator.
        #expect(try name(stage, ["--channels", "0,2-3"]).output.contains("0 named, 3 had names"))
        #expect(try entries(stage, "--channels", "0,2-3", "--language", "en") == named)

        try #require(try stage.explain(["--format", "json"]).status == 0)
        let index = try entries(stage, "--language", "en")
        for concept in try stage.text().concepts {
            let entry = try #require(index.first { $0.channel == concept.channel })
            #expect(concept.hasSharedPattern == (entry.name != nil))
            #expect(concept.name.hasPrefix(entry.name ?? "No shared pattern"))
            #expect(concept.namedBy?.narrator == entry.narrator)
        }
        try #require(try name(stage, ["--channels", "2", "--refresh"]).status == 0)
        #expect(try entries(stage, "--channels", "2", "--language", "en")[0].narrator == "offline")
    }

    @Test("names that several channels have are shown as such")
    func namesakes() throws {
        let stage = try NarratorStage()
        defer { stage.program.cleanUp() }
        for (channel, name) in [("3", "Fine lines"), ("9", "fine lines"), ("12", "Dots")] {
            let outcome = try stage.program.run(
                "concepts",
                "rename",
                channel,
                name,
                "--index",
                "index.sqlite"
            )
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        #expect(try entries(stage).map(\.namesakes) == [[9], [3], []])
        let table = try stage.program.run("concepts", "show", "--index", "index.sqlite")
        let rows = table.output.split(separator: "\n")
        #expect(rows.count == 4 && rows[0].hasSuffix("also called so"))
        #expect(rows[1].hasPrefix("3 ") && rows[1].hasSuffix("  9"))
        #expect(rows[3].hasSuffix("Z"))
    }

    @Test(
        "bad usage is one line",
        arguments: [
            (["name", "--channels", "1,x"], 2), (["name", "--channels", "9-3"], 2),
            (["name", "--channels", "100000"], 1), (["name", "--language", "xx"], 1),
            (["name", "--references", "0"], 2), (["name", "--budget", "1"], 2),
            (["name", "--layer", "features.0"], 1), (["name", "--verify-names"], 2),
            (["show", "--channels", "4000"], 1), (["rename", "1", "***"], 1),
            (["rename", "1", "Dots", "--language", "../en"], 1), (["rename", "9999", "Dots"], 1),
            (["forget"], 2), (["forget", "1", "--all"], 2),
        ] as [([String], Int32)]
    )
    func badUsage(_ arguments: [String], _ status: Int32) throws {
        let stage = try NarratorStage.shared.get()
        let weights = arguments[0] == "name" ? ["--weights", Inputs.weights.path] : []
        let outcome = try stage.program.run(
            ["concepts"] + arguments + ["--index", "index.sqlite"] + weights
        )
        #expect(outcome.status == status, "\(outcome.errors)")
        #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
    }
}

/// A made-up language model that gives every montage a name of its own.
private enum UniqueNames {
    private static let looks = [
        "Pale", "Dark", "Round", "Slanted", "Crossed", "Bright", "Narrow", "Broad", "Wavy", "Soft",
        "Sharp", "Double", "Grey", "Broken", "Dense", "Loose",
    ]
    private static let things = [
        "dots", "bars", "rims", "corners", "rows", "stripes", "rings", "lines", "spots", "edges",
        "grids", "waves", "cracks", "arcs", "stars", "blots",
    ]

    static let reply = ScriptedServer.Reply.answer { request in
        let body = try? JSONDecoder().decode(JSONValue.self, from: request.body)
        return completion(to: body ?? .null)
    }

    static func server() throws -> ScriptedServer { try ScriptedServer([reply]) }

    static func schema(of request: ScriptedServer.Request) -> String? {
        let body = try? JSONDecoder().decode(JSONValue.self, from: request.body)
        return body?["response_format"]?["json_schema"]?["name"]?.string
    }

    /// A server's whole reply to a request's body.
    static func completion(to body: JSONValue) -> String {
        guard body["response_format"]?["json_schema"]?["name"]?.string == "concept_label" else {
            return ChatScript.completion(ChatScript.reply(to: body))
        }
        let text = CanonicalJSON.text(body["messages"] ?? .null)
        let sum = text.utf8.reduce(UInt64(7)) { ($0 &* 31) &+ UInt64($1) } >> 7
        let name = "\(looks[Int(sum % 16)]) \(things[Int(sum / 16 % 16)])"
        return ChatScript.completion(
            CanonicalJSON.text([
                "description": "The areas show it.", "fitting": [1, 2, 3], "kind": "texture",
                "name": .string(name), "shared": true,
            ])
        )
    }
}
