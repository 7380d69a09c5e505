import Foundation
import LanguageModels
import Testing

/// A narrator that writes requests into files and reads replies from files.
@Suite("Narrator by batch files")
struct BatchNarratorTests {
    private func answers(to file: URL) throws -> [String] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
            let value = try JSONDecoder().decode(JSONValue.self, from: Data(line.utf8))
            let text = ChatScript.reply(to: value["body"] ?? .null)
            let body = try JSONDecoder().decode(
                JSONValue.self,
                from: Data(ChatScript.completion(text).utf8)
            )
            return CanonicalJSON.text([
                "custom_id": value["custom_id"] ?? .null, "error": .null,
                "response": ["status_code": 200, "body": body],
            ])
        }
    }

    @Test("requests go out in rounds, replies come back in any order, the last run is whole")
    func rounds() throws {
        let stage = try NarratorStage()
        defer { stage.program.cleanUp() }
        let arguments = ["--narrator", "batch", "--batch", "audit"]
        let first = try stage.explain(arguments)
        try #require(first.status == 0, "\(first.errors)")
        #expect(first.errors.contains("3 requests wait in audit/requests-openai.jsonl"))
        #expect(try stage.text().problem != nil)
        let folder = stage.program.path("audit")
        let requests = folder.appendingPathComponent("requests-openai.jsonl")
        var rounds = 0
        while FileManager.default.fileExists(atPath: requests.path), rounds < 8 {
            rounds += 1
            var lines = try answers(to: requests)
            // One reply is lost on the first way back: its request must be written again.
            if rounds == 1 { lines.removeLast() }
            let replies = lines.reversed().joined(separator: "\r\n") + "\r\n\r\n"
            try Data(replies.utf8).write(to: folder.appendingPathComponent("back-\(rounds).jsonl"))
            let next = try stage.program.run(["render", "out/secret-name"] + arguments)
            try #require(next.status == 0, "\(next.errors)")
        }
        #expect(rounds >= 3 && rounds < 8)
        let text = try stage.text()
        #expect(text.problem == nil)
        #expect(text.narrator == "batch" && text.source?.model == "made-up-1")
        #expect(text.concepts.allSatisfy { $0.problem == nil })
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(!names.contains { $0.hasPrefix("requests-") })
    }
}
