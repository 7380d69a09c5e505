import Foundation
import LanguageModels
import Testing

@Suite("Transcripts and replays")
struct TranscriptTests {
    /// Posts nothing; knows a key that must show up nowhere.
    private struct KeyedSender: RequestSender {
        let key = "sk-very-secret"

        func post(
            _ url: URL,
            headers: [(name: String, value: String)],
            body: Data
        ) async throws -> Data {
            try Samples.fixture("Replies/openai/stop.json")
        }
    }

    @Test("holds texts and pictures' hashes, but no key and no picture")
    func content() async throws {
        let folder = try ScratchFolder()
        let endpoint = try Endpoint(baseURL: "api.openai.com", wire: OpenAIWire())
        let server = ServerModel(
            model: "gpt-4o",
            endpoint: endpoint,
            wire: OpenAIWire(),
            sender: KeyedSender()
        )
        let transcript = Transcript()
        let cached = CachedModel(server, cache: ReplyCache(folder: folder.url.appending(path: "c")))
        let model = RecordedModel(cached, transcript: transcript)
        for _ in 0..<2 { _ = try await model.reply(to: Samples.request()) }
        let file = folder.url.appending(component: "transcript.jsonl")
        try transcript.write(to: file)
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(!text.contains("secret"))
        #expect(!text.contains(Samples.picture.base64EncodedString().prefix(40)))
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.url.path) {
            let kept = (try? Data(contentsOf: folder.url.appending(path: path))) ?? Data()
            #expect(!String(decoding: kept, as: UTF8.self).contains("sk-very"))
        }
        let lines = text.split(separator: "\n")
        #expect(lines.count == 2)
        let line = try JSONDecoder().decode(JSONValue.self, from: Data(lines[0].utf8))
        #expect(line["purpose"] == "label-217")
        #expect(line["model"] == "gpt-4o")
        #expect(line["destination"] == "api.openai.com")
        #expect(line["parameters"]?["wire"] == "chat-completions/1")
        #expect(line["parameters"]?["temperature"] == 0)
        #expect(line["fromCache"] == false)
        #expect(line["reply"]?["fingerprint"] == "fp_50cad350e4")
        let parts = line["request"]?["messages"]?[0]?["parts"]
        #expect(parts?[0]?["text"] == "What do they share?")
        #expect(parts?[1]?["image"]?["sha256"]?.string == Samples.image().sha256)
        #expect(parts?[1]?["image"]?["title"] == "references of channel 217")
        let second = try JSONDecoder().decode(JSONValue.self, from: Data(lines[1].utf8))
        #expect(second["fromCache"] == true)
        #expect(second["sequence"] == 1)
    }

    @Test("is the same whichever question is answered first")
    func order() async throws {
        let purposes = (0..<30).map { "label-\($0)" }
        var texts: Set<String> = []
        let folder = try ScratchFolder()
        for round in 0..<3 {
            let transcript = Transcript()
            let base = ScriptedModel([.success(Samples.reply)])
            let model = RecordedModel(base, transcript: transcript)
            try await withThrowingTaskGroup { group in
                for purpose in round == 0 ? purposes : purposes.shuffled() {
                    group.addTask {
                        for text in ["a", "b"] {
                            _ = try await model.reply(to: Samples.request(purpose, text: text))
                        }
                    }
                }
                try await group.waitForAll()
            }
            let file = folder.url.appending(component: "t.jsonl")
            try transcript.write(to: file)
            texts.insert(try String(contentsOf: file, encoding: .utf8))
        }
        #expect(texts.count == 1)
    }

    @Test("a replay gives the same replies and errors, and says what it does not hold")
    func replay() async throws {
        let folder = try ScratchFolder()
        let transcript = Transcript()
        var later = Samples.reply
        later.text = "{}"
        later.refusal = "no"
        let base = ScriptedModel([
            .failure(LanguageModelsError(.unreachable, "no server", hint: "start it")),
            .success(Samples.reply), .success(later),
        ])
        let model = RecordedModel(base, transcript: transcript)
        await #expect(throws: LanguageModelsError.self) {
            _ = try await model.reply(to: Samples.request("a"))
        }
        _ = try await model.reply(to: Samples.request("b", text: "b"))
        _ = try await model.reply(to: Samples.request("b", text: "b"))
        let file = folder.url.appending(component: "transcript.jsonl")
        try transcript.write(to: file)

        let replay = try ReplayedModel(transcript: file)
        #expect(replay.provider == "openai")
        #expect(replay.model == "gpt-4o")
        #expect(replay.destination == "api.openai.com")
        let error = await #expect(throws: LanguageModelsError.self) {
            _ = try await replay.reply(to: Samples.request("a"))
        }
        #expect(error?.kind == .unreachable)
        #expect(error?.description == "no server; start it")
        let b = Samples.request("b", text: "b")
        #expect(try await replay.reply(to: b) == Samples.reply)
        #expect(try await replay.reply(to: b) == later)
        #expect(try await replay.reply(to: b) == later)
        let unknown = await #expect(throws: LanguageModelsError.self) {
            _ = try await replay.reply(to: Samples.request("summary", text: "new"))
        }
        #expect(unknown?.kind == .misuse)
        #expect(unknown?.message.contains("'summary'") == true)

        // A transcript of the replay replays as well.
        let again = Transcript()
        let recorded = RecordedModel(try ReplayedModel(transcript: file), transcript: again)
        _ = try await recorded.reply(to: b)
        #expect(again.entries.first?.reply == Samples.reply)
        #expect(again.entries.first?.parameters == ["seed": 7])
    }

    @Test("damaged, empty and missing transcripts get one clear line")
    func damaged() throws {
        let folder = try ScratchFolder()
        let file = folder.url.appending(component: "transcript.jsonl")
        let missing = #expect(throws: LanguageModelsError.self) {
            _ = try ReplayedModel(transcript: file)
        }
        #expect(missing?.kind == .misuse)
        for (text, words) in [("", "empty"), ("\n{}\n", "line 2"), ("{\"a\":", "line 1")] {
            try Data(text.utf8).write(to: file)
            let error = #expect(throws: LanguageModelsError.self) {
                _ = try ReplayedModel(transcript: file)
            }
            #expect(error?.message.contains(words) == true)
        }
    }
}
