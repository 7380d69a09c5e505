import LanguageModels
import Testing

/// Expected counts are the vendors' own worked examples where they give any, else computed by hand.
@Suite("Tokens of pictures")
struct ImageTokensTests {
    @Test(
        "OpenAI's tiles",
        arguments: [
            (1024, 1024, 765),  // 768² = 2 x 2 tiles
            (2048, 4096, 1105),  // 1024 x 2048, then 768 x 1536 = 2 x 3 tiles
            (512, 512, 255), (1, 1, 255), (513, 512, 425), (769, 769, 765),
        ]
    )
    func tiles(width: Int, height: Int, expected: Int) {
        #expect(
            ModelProfile.named("gpt-4o").imageTokens.count(width: width, height: height) == expected
        )
    }

    @Test(
        "OpenAI's patches",
        arguments: [
            ("gpt-4.1-mini", 1024, 1024, 1659),  // 1024 patches x 1.62
            ("gpt-4.1-nano", 1024, 1024, 2520),  // x 2.46, rounded up
            ("o4-mini", 1024, 1024, 1762),  // x 1.72, rounded up
            ("gpt-4.1-mini", 1800, 2400, 2489),  // capped at 1536 patches, x 1.62, rounded up
            ("gpt-5-mini", 33, 32, 4),  // 2 patches x 1.62, rounded up
            ("gpt-6-sol", 1024, 1024, 1229), ("gpt-5.5", 4000, 4000, 3000),
        ]
    )
    func patches(model: String, width: Int, height: Int, expected: Int) {
        #expect(
            ModelProfile.named(model).imageTokens.count(width: width, height: height) == expected
        )
    }

    @Test(
        "Claude's area",
        arguments: [
            ("claude-sonnet-4-5", 200, 200, 54), ("claude-sonnet-4-5", 1000, 1000, 1334),
            ("claude-sonnet-4-5", 1092, 1092, 1590), ("claude-sonnet-4-5", 4000, 4000, 1600),
            ("claude-opus-4-7", 1400, 1400, 2614), ("claude-opus-4-7", 8000, 8000, 4784),
        ]
    )
    func area(model: String, width: Int, height: Int, expected: Int) {
        #expect(
            ModelProfile.named(model).imageTokens.count(width: width, height: height) == expected
        )
    }

    @Test(
        "Gemini",
        arguments: [
            ("gemini-2.5-pro", 384, 384, 258), ("gemini-2.5-pro", 385, 100, 258),
            ("gemini-2.5-pro", 1536, 769, 1032), ("gemini-3.5-flash", 100, 100, 1120),
        ]
    )
    func gemini(model: String, width: Int, height: Int, expected: Int) {
        #expect(
            ModelProfile.named(model).imageTokens.count(width: width, height: height) == expected
        )
    }

    @Test("a guess for local models grows with the picture and has a floor")
    func guess() {
        let rule = ModelProfile.named("llava:13b").imageTokens
        #expect(rule.count(width: 10, height: 10) == 576)
        #expect(rule.count(width: 1024, height: 1024) == 1369)
        #expect(rule.count(width: 9000, height: 9000) == 1369)
    }

    @Test("the size worth sending counts the same tokens as the original")
    func worthwhile() {
        for model in ["gpt-4o", "gpt-4.1-mini", "claude-sonnet-4-5", "llava"] {
            let rule = ModelProfile.named(model).imageTokens
            for (width, height) in [(3000, 2000), (500, 4000), (640, 480), (2048, 768)] {
                let size = rule.worthwhileSize(width: width, height: height)
                #expect(size.width <= width && size.height <= height)
                #expect(
                    rule.count(width: size.width, height: size.height)
                        == rule.count(width: width, height: height)
                )
            }
        }
        #expect(
            ModelProfile.named("gpt-4o").imageTokens.worthwhileSize(width: 640, height: 480) == (
                640, 480
            )
        )
    }
}
