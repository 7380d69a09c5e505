import Narration
import Testing

@Suite struct CleanTextTests {
    @Test(arguments: [
        ("Two round eyes.", "Two round eyes."),
        ("  Two\n\nround\teyes. ", "Two round eyes."),
        ("Two \u{1B}[31mred\u{1B}[0m eyes", "Two 31mred0m eyes"),
        ("Two\u{0} eyes\u{7}", "Two eyes"),
        ("safe\u{202E}txt.exe", "safetxt.exe"),
        ("ze\u{200B}ro\u{FEFF} wi\u{2060}dth", "zero width"),
        ("<b>Bold</b> <script>alert(1)</script> eyes", "Bold alert(1) eyes"),
        ("<\u{200B}img src=x onerror=y> eyes", "eyes"),
        ("**Bold** `code` # title", "Bold code title"),
        ("[eyes](https://example.org/a?b) here", "eyes here"),
        ("see https://example.org/x now", "see now"),
        ("see www.example.org.", "see"),
        ("{{name}} and {frame}", "name and frame"),
        ("snake_case", "snake case"),
        ("- a list item", "a list item"),
        ("party 🎉 time ✅", "party time"),
        ("ﬁve 5\u{202F}% − 3 °C × 2", "ﬁve 5\u{202F}% − 3 °C × 2"),
        ("Příliš žluťoučký kůň, „Größe“.", "Příliš žluťoučký kůň, „Größe“."),
        ("e\u{301}te\u{301}", "été"),
        ("", ""),
    ])
    func linesAreCleaned(text: String, clean: String) {
        #expect(CleanText.line(text) == clean)
    }

    @Test func stackedMarksAreThinned() {
        let stacked = "Z" + String(repeating: "\u{335}", count: 40) + "algo"
        #expect(CleanText.line(stacked).unicodeScalars.count == 7)
    }

    @Test(arguments: [
        ("round eyes", "Round eyes"),
        ("\"Round eyes.\"", "Round eyes"),
        ("Eyes; DROP TABLE!", "Eyes DROP TABLE"),
        ("große Augen", "Große Augen"),
        ("<!-- x -->", ""),
        ("Red-white stripes (two)", "Red-white stripes (two)"),
    ])
    func namesAreCleaned(text: String, clean: String) {
        #expect(CleanText.name(text) == clean)
    }

    @Test func fieldsAreCutAndMayBeNothing() {
        #expect(CleanText.field(String(repeating: "a", count: 500))?.count == 80)
        #expect(CleanText.field("<b></b>") == nil)
        #expect(CleanText.field(nil) == nil)
        #expect(CleanText.field("tiger cat") == "tiger cat")
    }

    @Test func aMegabyteIsReadOnlyAtItsFront() {
        #expect(CleanText.line(String(repeating: "eye ", count: 250_000)).count <= 8000)
    }
}
