import Foundation
import LanguageModels
import Testing

@Suite("The cache of replies")
struct CacheTests {
    @Test("a second run sends nothing; refresh asks again and keeps the new reply")
    func secondRun() async throws {
        let folder = try ScratchFolder()
        let cache = ReplyCache(folder: folder.url)
        var newer = Samples.reply
        newer.text = "{}"
        let base = ScriptedModel([.success(Samples.reply), .success(newer)])
        let model = CachedModel(base, cache: cache)
        let first = try await model.tracedReply(to: Samples.request())
        let second = try await model.tracedReply(to: Samples.request())
        #expect(first == TracedReply(reply: Samples.reply, isFromCache: false))
        #expect(second == TracedReply(reply: Samples.reply, isFromCache: true))
        #expect(base.requests.count == 1)
        let refreshing = CachedModel(base, cache: cache, refreshes: true)
        #expect(try await refreshing.reply(to: Samples.request()) == newer)
        #expect(try await model.reply(to: Samples.request()) == newer)
        #expect(base.requests.count == 2)
    }

    @Test("everything that shapes a reply has its own place; purpose and titles do not")
    func places() {
        let request = Samples.request()
        let model = ScriptedModel([])
        let hash = request.replyHash(from: model, parameters: ["seed": 7])
        var other = [Samples.request(text: "else"), Samples.request(image: nil)]
        other.append(Samples.request(image: Samples.image(byte: 0)))
        other.append(Samples.request(maximumTokens: 401))
        let changes: [(inout ChatRequest) -> Void] = [
            { $0.system += " " },
            { $0.reply.schema = ["type": "object"] },
            { $0.reply.name = "other" },
            { $0.messages[1].role = .user },
        ]
        for (place, change) in changes.enumerated() {
            var changed = request
            change(&changed)
            #expect(changed != request, "change \(place)")
            other.append(changed)
        }
        var hashes = other.map { $0.replyHash(from: model, parameters: ["seed": 7]) }
        hashes.append(request.replyHash(from: model, parameters: ["seed": 8]))
        hashes.append(
            request.replyHash(from: ScriptedModel([], model: "x"), parameters: ["seed": 7])
        )
        let elsewhere = ScriptedModel([], destination: "localhost:8080")
        hashes.append(request.replyHash(from: elsewhere, parameters: ["seed": 7]))
        #expect(!hashes.contains(hash))
        #expect(Set(hashes).count == hashes.count)
        let renamed = Samples.request("label-3", image: Samples.image("other title"))
        #expect(renamed.replyHash(from: model, parameters: ["seed": 7]) == hash)
    }

    @Test(
        "only whole replies are kept",
        arguments: [
            ChatReply.Finish.length, .refusal, .contentFilter, .other,
        ]
    )
    func unfinished(finish: ChatReply.Finish) async throws {
        let folder = try ScratchFolder()
        var reply = Samples.reply
        reply.finish = finish
        let base = ScriptedModel([.success(reply)])
        let model = CachedModel(base, cache: ReplyCache(folder: folder.url))
        for _ in 0..<2 { #expect(try await model.reply(to: Samples.request()).finish == finish) }
        #expect(base.requests.count == 2)
    }

    @Test("a damaged or mixed-up file counts as absent and is mended")
    func damaged() async throws {
        let folder = try ScratchFolder()
        let base = ScriptedModel([.success(Samples.reply)])
        let model = CachedModel(base, cache: ReplyCache(folder: folder.url))
        _ = try await model.reply(to: Samples.request())
        _ = try await model.reply(to: Samples.request(text: "else"))
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.url.path)
            .filter { $0.hasSuffix(".json") }.sorted().map { folder.url.appending(path: $0) }
        try #require(files.count == 2)
        let whole = try Data(contentsOf: files[0])
        for (place, content) in [Data(), whole.dropLast(9), try Data(contentsOf: files[1])]
            .enumerated()
        {
            try content.write(to: files[0])
            let before = base.requests.count
            _ = try await model.reply(to: Samples.request())
            _ = try await model.reply(to: Samples.request(text: "else"))
            #expect(base.requests.count == before + 1, "damage \(place)")
            #expect(try Data(contentsOf: files[0]) == whole)
        }
    }

    @Test("a folder that cannot be written costs no reply")
    func readOnly() async throws {
        let folder = try ScratchFolder()
        let file = folder.url.appending(component: "file")
        try Data().write(to: file)
        let model = CachedModel(
            ScriptedModel([.success(Samples.reply)]),
            cache: ReplyCache(folder: file)
        )
        #expect(try await model.reply(to: Samples.request()) == Samples.reply)
    }
}
