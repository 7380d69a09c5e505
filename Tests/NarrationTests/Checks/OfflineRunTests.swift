import Explanations
import Foundation
import Narration
import Testing

@Suite("The offline narrator's words on real runs")
struct OfflineRunTests {
    @Test(
        "pass all checks",
        arguments: [
            "butterfly", "chelsea", "gate", "gorilla", "hen", "horse", "kangaroo", "kingfisher",
            "rocket", "scissors", "squirrel", "truck", "windmill",
        ]
    )
    func run(name: String) async throws {
        let file = try #require(
            Bundle.module.url(
                forResource: name,
                withExtension: "json",
                subdirectory: "Fixtures/planted"
            )
        )
        let explanation = try JSONDecoder().decode(
            Explanation.self,
            from: Data(contentsOf: file)
        )
        let text = try await Support.narrate(explanation)
        #expect(text.checks.filter { !$0.passed } == [])
    }
}
