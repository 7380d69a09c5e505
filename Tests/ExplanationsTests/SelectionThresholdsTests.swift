import Explanations
import Foundation
import Testing

@Suite("Limits by name")
struct SelectionThresholdsTests {
    @Test("every limit of the document can be set by its name, and alone")
    func names() throws {
        let defaults = SelectionThresholds()
        let encoded = try JSONEncoder().encode(defaults)
        let keys = try #require(
            try JSONSerialization.jsonObject(with: encoded) as? [String: Double]
        )
        #expect(Set(SelectionThresholds.names) == Set(keys.keys))
        #expect(SelectionThresholds.names.count == keys.count)
        for name in SelectionThresholds.names {
            var thresholds = defaults
            try thresholds.set("\(name)=0.125")
            let changed = try JSONEncoder().encode(thresholds)
            var expected = keys
            expected[name] = 0.125
            #expect(
                try JSONSerialization.jsonObject(with: changed) as? [String: Double] == expected
            )
        }
    }

    @Test(
        "what cannot be set is said in one line, and changes nothing",
        arguments: [
            ("mostBorderShare", "NAME=VALUE"), ("leastSense=1", "leastCoherence, mostFiringExcess"),
            ("mostBorderShare=1.1", "0 to 1"), ("mostBorderShare=nan", "0 to 1"),
            ("mostBorderShare=", "0 to 1"), ("mostBorderShare=0,5", "0 to 1"),
            ("mergeCorrelation=-2", "-1 to 1"), ("=1", "there is no limit"), ("", "NAME=VALUE"),
        ]
    )
    func refused(text: String, says: String) {
        var thresholds = SelectionThresholds()
        let error = #expect(throws: ExplanationsError.self) { try thresholds.set(text) }
        let line = error?.description ?? ""
        #expect(line.contains(says) && !line.contains("\n"))
        #expect(thresholds == SelectionThresholds())
    }
}
