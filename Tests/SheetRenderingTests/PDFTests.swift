import Explanations
import Foundation
import SheetFixtures
import SheetRendering
import Testing

@Suite struct PDFTests {
    @Test("A PDF is sound, and all its fonts are embedded subsets")
    func soundness() throws {
        let folder = try TemporaryFolder()
        let pdf = try print(ExplanationFixture().explanation(), in: folder)[0]
        #expect(pdf.lastPathComponent == "sheet.end-user.en.pdf")
        let check = try run("qpdf", "--check", pdf.path)
        #expect(check.contains("No syntax or stream encoding errors"), "\(check)")
        let rows = try run("pdffonts", pdf.path).split(separator: "\n").dropFirst(2)
        #expect(rows.count >= 4)
        for row in rows {
            // name, type, encoding, emb, sub, uni, object, generation
            #expect(
                row.split(separator: " ").suffix(5).prefix(3) == ["yes", "yes", "yes"],
                "\(row)"
            )
        }
    }

    @Test("Text reads in order: head, table, lead, legend, concepts, what is left out, footer")
    func textOrder() throws {
        let folder = try TemporaryFolder()
        var fixture = ExplanationFixture()
        for index in fixture.concepts.indices {
            fixture.concepts[index].context = "Context of number \(index)."
        }
        let pdf = try print(fixture.explanation(), in: folder)[0]
        let text = try run("pdftotext", "-raw", pdf.path, "-")
            .replacing(/\s+/, with: " ")
        // pdftotext gives spaces of all widths as the plain one.
        var rest = text[...]
        for words in [
            "Explanation of one decision", "The model says: Egyptian cat.", "How sure is it?",
            "Egyptian cat 38\u{202F}%", "996 other answers", "not sure: tiger cat comes close.",
            "rows of dark marks.", "white square", "+ orange speaks for the answer",
            "What counted most", "Round eyes", "+6.8\u{202F}%", "Context of number 0.",
            "Rows of dark marks", "Context of number 1.", "Coat of a furry animal",
            "No shared pattern", "\u{2212}1.6\u{202F}%", "Context of number 4.",
            "leaves out", "Shown: 15.1\u{202F}%", "SqueezeNet 1.1, layer features.12",
            "23 November 2026", "photo 596aa1e7cb87", "Texts: no language model", "Page 1 of 1",
        ] {
            let words = words.replacing("\u{202F}", with: " ")
            let found = rest.range(of: words)
            #expect(found != nil, "\(words) is not in \(rest.prefix(300))")
            if let found { rest = rest[found.upperBound...] }
        }
    }

    @Test("An answer stays in one piece, and its words are found with plain spaces and hyphens")
    func unbrokenAnswer() throws {
        let folder = try TemporaryFolder()
        var fixture = ExplanationFixture()
        fixture.answer = "black-and-tan coonhound"
        let pdf = try print(fixture.explanation(), in: folder)[0]
        let lines = try run("pdftotext", "-layout", pdf.path, "-").split(separator: "\n")
            .map { $0.trimmingCharacters(in: .whitespaces) }
        let first = try #require(lines.firstIndex(of: "The model says:"))
        #expect(lines[first + 1] == "black-and-tan coonhound.")
    }

    @Test("Pictures are kept as JPEG, at their full size")
    func jpeg() throws {
        let folder = try TemporaryFolder()
        let pdf = try print(ExplanationFixture().explanation(), in: folder)[0]
        let rows = try run("pdfimages", "-list", pdf.path).split(separator: "\n").dropFirst(2)
        #expect(!rows.isEmpty)
        for row in rows { #expect(row.contains(" jpeg "), "\(row)") }
        #expect(rows.contains { $0.contains(/image +340 +340/) })
    }

    @Test("Equal explanations give equal bytes")
    func determinism() throws {
        let one = try TemporaryFolder()
        let other = try TemporaryFolder()
        let explanation = ExplanationFixture().explanation()
        let first = try print(explanation, [.pdf, .png], in: one)
        let second = try print(explanation, [.pdf, .png], in: other)
        #expect(first.count == 2)
        for (first, second) in zip(first, second) {
            #expect(try Data(contentsOf: first) == Data(contentsOf: second))
        }
    }

    @Test("Title, dates, language, tags, alternative texts and the document are in the PDF")
    func properties() throws {
        let folder = try TemporaryFolder()
        let explanation = ExplanationFixture().explanation()
        let pdf = try print(explanation, in: folder)[0]
        let info = try run("pdfinfo", "-isodates", pdf.path)
        #expect(info.contains(/Title: +The model says: Egyptian cat\n/))
        #expect(info.contains(/Creator: +llexicorp 0\.1\.0\n/))
        #expect(info.contains(/Keywords: .*Egyptian cat/))
        #expect(info.contains(/CreationDate: +2026-11-23T07:05:00/))
        #expect(info.contains(/ModDate: +2026-11-23T07:05:00/))
        #expect(info.contains(/Tagged: +yes/))
        #expect(info.contains(/Page size: +595.276 x 841.89 pts \(A4\)/))
        let structure = try run("pdfinfo", "-struct-text", pdf.path)
        for tag in ["Document", "H1", "H2", "P ", "Table", "TR", "TH", "TD", "Figure"] {
            #expect(structure.contains(tag), "\(tag) is not in the structure")
        }
        #expect(structure.components(separatedBy: "\nDocument").count <= 2)
        #expect(structure.components(separatedBy: "  Table").count == 2)
        let json = try run("qpdf", "--json", pdf.path)
        #expect(json.contains("\"/Lang\": \"u:en\""))
        #expect(json.contains("\"u:Round eyes, +6.8\u{202F}%, in this photo. Both eyes"))
        #expect(json.components(separatedBy: "\"/Alt\"").count - 1 == 1 + 4 + 4 * 6)
        let attached = folder.url.appendingPathComponent("attached.json")
        _ = try run("pdfdetach", "-save", "1", "-o", attached.path, pdf.path)
        #expect(try Data(contentsOf: attached) == ExplanationFile.encode(explanation))
    }

    @Test("A transcript beside the assets travels along, byte for byte")
    func transcript() throws {
        let folder = try TemporaryFolder()
        let transcript = Data("{\"sequence\":1}\n".utf8)
        let explanation = ExplanationFixture().explanation()
        let alone = try Data(contentsOf: try print(explanation, in: folder)[0])
        try transcript.write(to: folder.url.appendingPathComponent("transcript.jsonl"))
        let pdf = try print(explanation, in: folder)[0]
        let list = try run("pdfdetach", "-list", pdf.path)
        #expect(list.contains("1: explanation.json") && list.contains("2: transcript.jsonl"))
        let attached = folder.url.appendingPathComponent("attached.jsonl")
        _ = try run("pdfdetach", "-save", "2", "-o", attached.path, pdf.path)
        #expect(try Data(contentsOf: attached) == transcript)
        let json = try PDFObjects(of: pdf)
        let files = try #require(json.array(in: json.root["/AF"]))
        #expect(
            files.compactMap { json.dictionary($0)?["/AFRelationship"] as? String }
                == ["/Source", "/Supplement"]
        )
        // Both files are packed: the whole grows by little.
        #expect(try Data(contentsOf: pdf).count < alone.count + 2000)
    }

    @Test("Concepts on further pages stay in one document; stale pages go away")
    func pages() throws {
        let folder = try TemporaryFolder()
        var fixture = ExplanationFixture()
        fixture.concepts = (0..<7).map { .init("Concept \($0)", 0.05, references: 1) }
        fixture.conceptsRequested = 7
        let files = try print(fixture.explanation(), [.pdf, .png], in: folder)
        #expect(
            files.map(\.lastPathComponent) == [
                "sheet.end-user.en.pdf", "sheet.end-user.en.png", "sheet.end-user.en-2.png",
            ]
        )
        let structure = try run("pdfinfo", "-struct", files[0].path)
        #expect(structure.split(separator: "\n").count { $0.hasPrefix("Document") } == 1)
        #expect(try run("qpdf", "--check", files[0].path).contains("No syntax"))
        fixture.concepts.removeLast(5)
        let fewer = try print(fixture.explanation(), [.png], in: folder)
        #expect(fewer.count == 1)
        #expect(!FileManager.default.fileExists(atPath: files[2].path))
    }
}
