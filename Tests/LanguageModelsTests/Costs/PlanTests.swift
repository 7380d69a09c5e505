import Foundation
import LanguageModels
import Testing

@Suite("Plans")
struct PlanTests {
    @Test("lists what would leave, sends nothing, answers with samples by the schema")
    func plan() async throws {
        let base = ScriptedModel([])
        let model = PlannedModel(for: base, profile: .named("gpt-4o"))
        let other = Samples.image("photo", byte: 1)
        let reply = try await model.reply(to: Samples.request("label-217"))
        _ = try await model.reply(to: Samples.request("label-9"))
        _ = try await model.reply(to: Samples.request("context-9", text: "Where?", image: other))
        _ = try await model.reply(to: Samples.request("summary", image: nil))
        #expect(base.requests.isEmpty)
        let plan = model.plan
        #expect(plan.destination == "api.openai.com")
        #expect(plan.purposes == ["label": 2, "context": 1, "summary": 1])
        #expect(plan.images.map(\.title) == ["photo", "references of channel 217"])
        #expect(plan.images.map(\.times) == [1, 2])
        #expect(plan.images.map(\.bytes) == [Samples.picture.count + 1, Samples.picture.count])
        #expect(plan.estimate.requests == 4)
        #expect(plan.estimate.images == 3)
        #expect((plan.estimate.dollars ?? 0) > 0)
        #expect(reply.text == #"{"confidence":0,"kind":"part","name":"concept","seen":[0]}"#)
        #expect(reply.finish == .stop)
    }

    @Test("replies at hand are given and not counted")
    func cached() async throws {
        let folder = try ScratchFolder()
        let cache = ReplyCache(folder: folder.url)
        let base = ScriptedModel([.success(Samples.reply)])
        _ = try await CachedModel(base, cache: cache).reply(to: Samples.request())
        let model = PlannedModel(for: base, profile: .named("gpt-4o"), cache: cache)
        #expect(try await model.reply(to: Samples.request()) == Samples.reply)
        #expect(model.plan.cached == 1)
        #expect(model.plan.images.isEmpty)
        #expect(model.plan.estimate == .nothing)
        #expect(base.requests.count == 1)
    }

    @Test("samples obey limits, choices, references and unions")
    func samples() async throws {
        let schema: JSONValue = [
            "type": "object",
            "required": ["a", "b", "c", "d", "e", "f"],
            "properties": [
                "a": ["type": ["string", "null"], "minLength": 10, "maxLength": 12],
                "b": ["type": "number", "exclusiveMinimum": 2],
                "c": ["anyOf": [["type": "null"], ["type": "string"]]],
                "d": ["$ref": "#/$defs/point"],
                "e": ["type": "array", "minItems": 2, "items": ["type": "boolean"]],
                "f": ["type": "string", "maxLength": 3],
                "unasked": ["type": "string"],
            ],
            "$defs": [
                "point": [
                    "type": "object", "required": ["x"],
                    "properties": ["x": ["type": "integer", "minimum": 5]],
                ]
            ],
        ]
        var request = Samples.request()
        request.reply.schema = schema
        let model = PlannedModel(for: ScriptedModel([]), profile: ModelProfile())
        let text = try await model.reply(to: request).text
        #expect(
            text == #"{"a":"concept conc","b":3,"c":null,"d":{"x":5},"e":[false,false],"f":"con"}"#
        )
    }

    @Test("a schema that refers to itself comes to an end")
    func endless() async throws {
        var request = Samples.request()
        request.reply.schema = [
            "type": "object", "required": ["a"], "properties": ["a": ["$ref": "#/properties/a"]],
        ]
        let model = PlannedModel(for: ScriptedModel([]), profile: ModelProfile())
        #expect(try await model.reply(to: request).text == #"{"a":null}"#)
    }
}
