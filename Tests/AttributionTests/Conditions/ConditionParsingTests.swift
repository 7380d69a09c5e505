import Attribution
import Testing

@Suite("Condition")
struct ConditionParsingTests {
    @Test("classes and layers")
    func whole() throws {
        let condition = try Condition(parsing: " y = 3,1 ; features.28=5, 7,5; features.21=0;")
        #expect(condition.target == .classes([3, 1]))
        #expect(
            condition.channels == [
                ChannelSelection(layer: "features.28", channels: [5, 7]),
                ChannelSelection(layer: "features.21", channels: [0]),
            ]
        )
        #expect(try Condition(parsing: "y=top") == Condition(target: .top))
        let difference = try Condition(parsing: "y = 3 - 5; features.28=5")
        #expect(difference.target == .difference(3, over: 5))
        #expect(difference.channels.count == 1)
    }

    @Test(
        "what cannot be read is named",
        arguments: [
            ("features.28=5", "names no class"), ("", "names no class"), (";;", "names no class"),
            ("y=3;features.28", "\"features.28\" has no \"=\""), ("y=3;y=4", "\"y\" comes twice"),
            ("y=3;a=1;a=2", "a comes twice"), ("y=3;=2", "names no layer"),
            ("y=cat", "\"cat\" for y"), ("y=-1", "\"-1\" for y"),
            ("y=3-", "\"3-\" for y"), ("y=3-5-7", "\"3-5-7\" for y"), ("y=3-a", "\"3-a\" for y"),
            ("y=3,4-5", "\"3,4-5\" for y"), ("y=3;a=1-2", "\"1-2\" for a"), ("y=", "\"\" for y"),
            ("y=3;features.28=", "\"\" for features.28"), ("y=3;a=1,,2", "\"1,,2\" for a"),
            ("y=3;a=1@", "\"1@\" for a"), ("y=3;a=@1", "\"@1\" for a"),
            ("y=3;a=1@2@3", "\"1@2@3\" for a"), ("y=1@2", "\"1@2\" for y"),
            ("y=3;a=1@2,1@3", "channel 1 of a has two places"),
            ("y=3;a=1@2,1", "channel 1 of a has two places"), ("y=3;a=none,1", "for a"),
            ("y=99999999999999999999", "for y"), ("y=3;a=1.5", "\"1.5\" for a"),
        ]
    )
    func faults(text: String, fault: String) {
        let error = #expect(throws: AttributionError.self) { try Condition(parsing: text) }
        #expect(error?.message.contains(fault) == true, "\(error?.message ?? "")")
        #expect(error?.hint != nil)
    }

    @Test("single places, blocked layers, and conditions without a class")
    func places() throws {
        let condition = try Condition(parsing: "y=3; features.28 = 5@113, 7 ,5 @ 113; fc=none")
        #expect(
            condition.channels == [
                ChannelSelection(layer: "features.28", channels: [5, 7], places: [5: 113]),
                ChannelSelection(layer: "fc", channels: []),
            ]
        )
        #expect(
            try Condition.channels(parsing: "features.28=5@0")
                == [ChannelSelection(layer: "features.28", channels: [5], places: [5: 0])]
        )
        #expect(try Condition.channels(parsing: " ").isEmpty)
        let error = #expect(throws: AttributionError.self) {
            try Condition.channels(parsing: "y=3;a=1")
        }
        #expect(error?.hint == "leave out y=")
    }

    @Test("composites by name")
    func composites() throws {
        #expect(Composite.names.first == Composite.standard.name)
        for name in Composite.names where name != "epsilon-gamma-box" {
            #expect(try Composite.named(name).name == name)
        }
        let box = try Composite.named("epsilon-gamma-box", low: [0, 0, 0], high: [1, 1, 1])
        #expect(box.name == "epsilon-gamma-box")
        #expect(throws: AttributionError.self) { try Composite.named("epsilon-gamma-box") }
        #expect(throws: AttributionError.self) {
            try Composite.named("epsilon-gamma-box", low: [2], high: [1])
        }
        #expect(throws: AttributionError.self) { try Composite.named("epsilon") }
        #expect(throws: AttributionError.self) {
            try Composite.named("epsilon-plus", low: [0], high: [1])
        }
    }
}
