import Foundation
import LanguageModels
import Testing

@Suite("Batch folders")
struct BatchTests {
    private static let models = BatchModel.Models(
        openAI: "gpt-4o",
        anthropic: "claude-sonnet-4-5"
    )
    private let requests = (0..<12).map { Samples.request("label-\($0)", text: "Number \($0)?") }

    private func ask(_ model: BatchModel, _ requests: [ChatRequest]) async -> [ChatReply?] {
        var replies: [ChatReply?] = []
        for request in requests { replies.append(try? await model.reply(to: request)) }
        return replies
    }

    private func lines(_ url: URL) throws -> [JSONValue] {
        try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map {
            try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8))
        }
    }

    private func openAI(_ identifier: String, _ text: String, status: Int = 200) -> String {
        let body: JSONValue =
            status == 200
            ? [
                "model": "gpt-4o-2024-08-06",
                "choices": [["finish_reason": "stop", "message": ["content": .string(text)]]],
            ] : ["error": ["message": "slow down"]]
        return CanonicalJSON.text([
            "id": "batch_req_1", "custom_id": .string(identifier), "error": .null,
            "response": ["status_code": .integer(status), "request_id": "r", "body": body],
        ])
    }

    private func anthropic(_ identifier: String, _ text: String, type: String = "succeeded")
        -> String
    {
        var result: [String: JSONValue] = ["type": .string(type)]
        if type == "succeeded" {
            result["message"] = [
                "model": "claude-sonnet-4-5", "stop_reason": "end_turn",
                "content": [["type": "text", "text": .string(text)]],
            ]
        } else if type == "errored" {
            result["error"] = [
                "type": "error",
                "error": ["type": "invalid_request_error", "message": "too large"],
            ]
        }
        return CanonicalJSON.text(["custom_id": .string(identifier), "result": .object(result)])
    }

    @Test(
        "a round trip: written, answered in pieces by both vendors, read back, missing written again"
    )
    func roundTrip() async throws {
        let folder = try ScratchFolder()
        let place = folder.url.appending(component: "batch")
        func model() throws -> BatchModel { try BatchModel(folder: place, models: Self.models) }

        let first = try model()
        let error = await #expect(throws: LanguageModelsError.self) {
            _ = try await first.reply(to: requests[0])
        }
        #expect(error?.kind == .pending)
        #expect(await ask(first, requests + requests.shuffled()).allSatisfy { $0 == nil })
        let report = try first.writeMissing()
        #expect(report.missing == 12)
        #expect(
            report.files.map(\.lastPathComponent) == [
                "requests-openai.jsonl", "requests-anthropic.jsonl",
            ]
        )
        #expect(report.estimates.keys.sorted() == ["claude-sonnet-4-5", "gpt-4o"])
        #expect(report.estimates.values.allSatisfy { $0.requests == 12 })
        let openAIRequests = try lines(report.files[0])
        let anthropicRequests = try lines(report.files[1])
        let identifiers = openAIRequests.compactMap { $0["custom_id"]?.string }
        #expect(identifiers == identifiers.sorted())
        #expect(identifiers == anthropicRequests.compactMap { $0["custom_id"]?.string })
        #expect(Set(identifiers).count == 12)
        #expect(openAIRequests[0]["url"] == "/v1/chat/completions")
        #expect(openAIRequests[0]["body"]?["model"] == "gpt-4o")
        #expect(anthropicRequests[0]["params"]?["max_tokens"] == 400)

        // Shuffled, partial, in both forms, with duplicates, blank and damaged lines, CRLF.
        var some = identifiers.prefix(5).map { openAI($0, "{\"of\":\"\($0)\"}") }.shuffled()
        some.insert("", at: 2)
        some.append(openAI("someone-elses", "{}"))
        some.append("{\"custom_id\": \"half")
        some.insert(openAI(identifiers[0], "", status: 429), at: 0)
        some.append(openAI(identifiers[0], "", status: 500))
        try Data(some.joined(separator: "\r\n").utf8).write(
            to: place.appending(path: "out 1.jsonl")
        )
        var rest = identifiers[5..<9].map { anthropic($0, "{\"of\":\"\($0)\"}") }.shuffled()
        rest.append(anthropic(identifiers[9], "", type: "expired"))
        rest.append(anthropic(identifiers[10], "", type: "errored"))
        try Data((rest.joined(separator: "\n") + "\n\n").utf8)
            .write(to: place.appending(path: "results.jsonl"))

        let second = try model()
        for request in requests {
            let identifier = BatchModel.identifier(of: request)
            let index = try #require(identifiers.firstIndex(of: identifier))
            let reply = try? await second.reply(to: request)
            #expect(reply?.text == (index < 9 ? "{\"of\":\"\(identifier)\"}" : nil))
        }
        let left = try second.writeMissing()
        #expect(left.missing == 3)
        #expect(left.failed == 2)
        #expect(left.unknown == 1)
        #expect(left.replyFiles == 2)
        #expect(left.notes.contains { $0.contains("out 1.jsonl, line 9") })
        #expect(left.notes.contains { $0.contains(identifiers[10]) && $0.contains("too large") })
        #expect(
            try lines(left.files[0]).compactMap { $0["custom_id"]?.string }
                == Array(identifiers[9...])
        )

        try Data(identifiers[9...].map { openAI($0, "{}") }.joined(separator: "\n").utf8)
            .write(to: place.appending(path: "later.jsonl"))
        let third = try model()
        #expect(await ask(third, requests).allSatisfy { $0 != nil })
        #expect(try third.writeMissing().files.isEmpty)
        let names = try FileManager.default.contentsOfDirectory(atPath: place.path).sorted()
        #expect(names == ["later.jsonl", "out 1.jsonl", "results.jsonl"])
    }

    @Test("the last reply that succeeded counts, whatever failed around it")
    func duplicates() async throws {
        let folder = try ScratchFolder()
        let identifier = BatchModel.identifier(of: requests[0])
        let text = [
            openAI(identifier, "1"), openAI(identifier, "2"), openAI(identifier, "", status: 500),
        ].joined(separator: "\n")
        try Data(text.utf8).write(to: folder.url.appending(path: "a.jsonl"))
        let model = try BatchModel(folder: folder.url, models: Self.models)
        #expect(try await model.reply(to: requests[0]).text == "2")
    }

    @Test("large sets are split, and a smaller one later removes the rest")
    func splits() async throws {
        let folder = try ScratchFolder()
        let limits = BatchRequests.Limits(requests: 5, bytes: 1_000_000)
        func names() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
                .filter { $0.hasPrefix("requests-openai") }.sorted()
        }
        let model = try BatchModel(folder: folder.url, models: Self.models, openAILimits: limits)
        _ = await ask(model, requests)
        let report = try model.writeMissing()
        #expect(
            try names() == [
                "requests-openai-002.jsonl", "requests-openai-003.jsonl", "requests-openai.jsonl",
            ]
        )
        let counts = try report.files.filter { $0.lastPathComponent.hasPrefix("requests-openai") }
            .map { try lines($0).count }
        #expect(counts == [5, 5, 2])
        let smaller = try BatchModel(folder: folder.url, models: Self.models, openAILimits: limits)
        _ = await ask(smaller, Array(requests.prefix(5)))
        _ = try smaller.writeMissing()
        #expect(try names() == ["requests-openai.jsonl"])

        let bySize = BatchRequests.Limits(requests: 50, bytes: 10_000)
        let small = try BatchModel(folder: folder.url, models: Self.models, openAILimits: bySize)
        _ = await ask(small, requests)
        for file in try small.writeMissing().files
        where file.lastPathComponent.hasPrefix("requests-openai") {
            #expect(try Data(contentsOf: file).count <= 10_000)
        }
        #expect(try names().count > 1)
    }

    @Test("identifiers are short, plain, and tell contents apart")
    func identifiers() {
        let odd = Samples.request(String(repeating: "étiquette/ü ", count: 9))
        let identifier = BatchModel.identifier(of: odd)
        #expect(identifier.utf8.count == 64)
        #expect(identifier.wholeMatch(of: /[A-Za-z0-9_-]+/) != nil)
        let plain = BatchModel.identifier(of: requests[0])
        #expect(plain.hasPrefix("label-0-"))
        #expect(plain != BatchModel.identifier(of: Samples.request("label-0", text: "Other?")))
        #expect(plain == BatchModel.identifier(of: requests[0]))
    }

    @Test("a reply in no known form is told and asked again")
    func unreadable() async throws {
        let folder = try ScratchFolder()
        let identifier = BatchModel.identifier(of: requests[0])
        let line = #"{"custom_id":""# + identifier + #"","response":{"status_code":200,"body":{}}}"#
        try Data(line.utf8).write(to: folder.url.appending(path: "a.jsonl"))
        let model = try BatchModel(folder: folder.url, models: Self.models)
        let error = await #expect(throws: LanguageModelsError.self) {
            _ = try await model.reply(to: requests[0])
        }
        #expect(error?.kind == .unreadable)
        #expect(try model.writeMissing().missing == 1)
    }

    @Test("thousands of damaged lines are told in a few")
    func garbage() throws {
        let folder = try ScratchFolder()
        try Data(String(repeating: "no\n", count: 5000).utf8)
            .write(to: folder.url.appending(path: "a.jsonl"))
        let report = try BatchModel(folder: folder.url, models: Self.models).writeMissing()
        #expect(report.notes.count == 21)
        #expect(report.notes.last == "and 4980 damaged lines more")
    }

    @Test("a file where the folder should be is misuse")
    func noFolder() throws {
        let folder = try ScratchFolder()
        let file = folder.url.appending(component: "file")
        try Data().write(to: file)
        let error = #expect(throws: LanguageModelsError.self) {
            _ = try BatchModel(folder: file, models: Self.models)
        }
        #expect(error?.kind == .misuse)
    }
}
