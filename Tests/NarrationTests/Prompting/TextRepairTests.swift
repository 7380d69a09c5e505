import Explanations
import Foundation
import LanguageModels
import Narration
import Testing

@Suite struct TextRepairTests {
    private typealias Tests = LanguageModelNarratorTests

    @Test func aTextWithAFindingIsReworded() async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let (text, model) = try await Tests.narrate(fixture) { request in
            switch request.purpose {
            case "context-217":
                return Replies.text(Replies.context("A disc lies in the upper left of the photo."))
            case "summary":
                return Replies.text(
                    Replies.summary("The model relied on discs because they are round.")
                )
            default: return Replies.good(request)
            }
        }
        let again = try #require(model.requests("context-217-reword").first)
        #expect(again.messages.map(\.role) == [.user, .assistant, .user])
        #expect(Tests.words(again).contains("upper left"))
        #expect(
            text.concepts[0].context == "A dark disc lies in the middle. It speaks for the answer."
        )
        #expect(text.summary == "The model relied most on dark discs.")
        func verdict(_ check: String, _ channel: Int?) -> CheckResult? {
            text.checks.first { $0.check == check && $0.channel == channel }
        }
        #expect(verdict("location", 217)?.passed == true)
        #expect(verdict("location", 217)?.repaired == true)
        #expect(verdict("numbers", 217)?.repaired != true)
        #expect(verdict("claims", nil)?.repaired == true)
        #expect(verdict("location", 5)?.repaired != true)
    }

    @Test func aRewordingThatIsNoBetterIsNotTaken() async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let wrong = "A disc lies in the upper left of the photo."
        let (text, model) = try await Tests.narrate(fixture) { request in
            switch request.purpose {
            case "context-217": return Replies.text(Replies.context(wrong))
            case "context-217-reword":
                return Replies.text(Replies.context("A disc lies in the lower right of the photo."))
            default: return Replies.good(request)
            }
        }
        #expect(text.concepts[0].context == wrong)
        #expect(text.concepts[0].problem == nil)
        #expect(model.requests("context-217").count == 2, "asked once more, not twice")
        let verdict = text.checks.first { $0.check == "location" && $0.channel == 217 }
        #expect(verdict?.passed == false && verdict?.repaired != true)
    }

    @Test(arguments: [Replies.text("no"), Replies.text("", finish: .refusal)])
    func aRewordingThatCannotBeReadLeavesTheFirst(reply: ChatReply) async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let wrong = "A disc lies in the upper left of the photo."
        let (text, _) = try await Tests.narrate(fixture) { request in
            switch request.purpose {
            case "context-217": return Replies.text(Replies.context(wrong))
            case "context-217-reword": return reply
            default: return Replies.good(request)
            }
        }
        #expect(text.concepts[0].context == wrong && text.concepts[0].problem == nil)
    }
}
