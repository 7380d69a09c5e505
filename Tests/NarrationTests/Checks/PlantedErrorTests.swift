import Foundation
import Testing

@Suite("Errors planted in replies of a language model")
struct PlantedErrorTests {
    @Test(
        "nine in ten are caught, and nine in ten right texts pass",
        arguments: ["replies-developed", "replies-held-out", "replies-model"]
    )
    func planted(file: String) throws {
        let replies = try PlantedReplies(file: file)
        print("\(file): \(replies.figures)")
        if ProcessInfo.processInfo.environment["SHOW_PLANTED"] == file {
            for alarm in replies.falseAlarms { print("ALARM \(alarm)") }
            for missed in replies.missed { print("MISSED \(missed)") }
        }
        #expect(replies.right.count >= 16)
        #expect(Double(replies.missed.count) <= 0.1 * Double(replies.wrong.count))
        #expect(Double(replies.falseAlarms.count) <= 0.1 * Double(replies.right.count))
    }
}
