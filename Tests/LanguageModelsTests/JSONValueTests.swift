import Foundation
import LanguageModels
import Testing

@Suite("Any JSON value")
struct JSONValueTests {
    @Test("reads and writes every kind of value")
    func roundTrip() throws {
        let text = #"{"a":[1,2.5,"x",true,null],"b":{"c":[]}}"#
        let value = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
        #expect(value["a"]?[0]?.integer == 1)
        #expect(value["a"]?[1] == .number(2.5))
        #expect(value["a"]?[3]?.bool == true)
        #expect(value["b"]?["c"]?.array == [])
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        #expect(String(decoding: try encoder.encode(value), as: UTF8.self) == text)
    }
}
