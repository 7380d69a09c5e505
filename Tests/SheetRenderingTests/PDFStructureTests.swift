import Foundation
import FoundationXML
import SheetFixtures
import SheetRendering
import SheetTemplates
import Testing

/// What screen readers, links and archives find in a PDF, read back by qpdf and poppler.
@Suite struct PDFStructureTests {
    // MARK: Structure

    @Test("Everything painted is in the structure or is decoration; pages name their order")
    func marks() throws {
        let made = try MadePDF(try EditedSheet())
        for page in made.json.objects(ofType: "/Page") {
            #expect(page["/Tabs"] as? String == "/S")
            let content = try [UInt8](made.stream(page["/Contents"]))
            var scanner = ContentScanner(content)
            var depth = 0
            var isMarked = true
            while let operation = try scanner.next() {
                switch operation.name {
                case "BMC", "BDC": depth += 1
                case "EMC": depth -= 1
                case "S", "s", "f", "f*", "B", "b", "Tj", "TJ", "Do", "sh":
                    isMarked = isMarked && depth > 0
                default: break
                }
            }
            #expect(depth == 0 && isMarked)
            let text = String(decoding: content, as: UTF8.self)
            #expect(text.contains("/Artifact <</Type /Layout>> BDC"))
        }
    }

    @Test("Words without a place in the structure are the page's own: header, footer")
    func pagination() throws {
        var edited = try EditedSheet()
        edited.edit("Page 1 of 1") { $0.structure = [] }
        edited.edit("Explanation of one") { $0.structure = [] }
        let made = try MadePDF(edited)
        let page = try #require(made.json.objects(ofType: "/Page").first)
        let content = String(decoding: try made.stream(page["/Contents"]), as: UTF8.self)
        #expect(content.contains("/Subtype /Footer"))
        #expect(content.contains("/Subtype /Header"))
        let spoken = try made.tool("pdfinfo", "-struct-text")
        #expect(!spoken.contains("Page 1 of 1") && !spoken.contains("Explanation of one"))
        // They are still text that can be found.
        #expect(try made.tool("pdftotext", "-raw", ending: "-").contains("Page 1 of 1"))
    }

    @Test("Every piece of content leads back to its element, and the other way")
    func parentTree() throws {
        let json = try MadePDF(try EditedSheet()).json
        let tree = try #require(json.objects(ofType: "/StructTreeRoot").first)
        let numbers = try #require(json.array(in: json.dictionary(tree["/ParentTree"])?["/Nums"]))
        var found = 0
        for (index, page) in json.objects(ofType: "/Page").enumerated() {
            let key = try #require(page["/StructParents"] as? Int)
            let place = try #require(numbers.firstIndex { $0 as? Int == key })
            let owners = try #require(json.array(in: numbers[place + 1]))
            for (number, owner) in owners.enumerated() {
                let element = try #require(json.dictionary(owner))
                let kids = json.array(in: element["/K"]) ?? [element["/K"] as Any]
                #expect(kids.contains { $0 as? Int == number }, "page \(index), piece \(number)")
                found += 1
            }
        }
        #expect(found > 60)
        #expect(json.dictionary(json.root["/MarkInfo"])?["/Marked"] as? Bool == true)
        #expect(
            json.dictionary(json.root["/ViewerPreferences"])?["/DisplayDocTitle"] as? Bool == true
        )
    }

    @Test("Header cells tell their direction, and short rows end in a broad cell")
    func tables() throws {
        let json = try MadePDF(try EditedSheet()).json
        let heads = json.elements("/TH")
        #expect(heads.count == 5)
        for head in heads {
            let scope = json.dictionary(head["/A"])
            #expect(scope?["/O"] as? String == "/Table" && scope?["/Scope"] as? String == "/Row")
        }
        // Without any heads, rows go by their first cells.
        var headless = try EditedSheet()
        for place in headless.cells {
            headless.change(place) { $0.structure[$0.structure.count - 1].role = .cell }
        }
        #expect(try MadePDF(headless).json.elements("/TH").count == 5)
        // The same table with a row of heads above and a last row of one cell.
        var edited = try EditedSheet()
        let cells = edited.cells
        for index in cells.prefix(2) {
            edited.change(index) { $0.structure[$0.structure.count - 1].role = .headerCell }
        }
        edited.change(cells[cells.count - 1]) { $0.structure = [] }
        let table = try MadePDF(edited).json
        let scopes = table.elements("/TH").compactMap {
            table.dictionary($0["/A"])?["/Scope"] as? String
        }
        #expect(scopes.prefix(2) == ["/Column", "/Column"])
        #expect(scopes.contains("/Row"))
        let spans = (table.elements("/TH") + table.elements("/TD")).flatMap { cell in
            (table.array(in: cell["/A"]) ?? [cell["/A"] as Any])
                .compactMap { table.dictionary($0)?["/ColSpan"] as? Int }
        }
        #expect(spans == [2])
    }

    @Test("Pictures have words and a box, languages their code, lists their numbering")
    func details() throws {
        var edited = try EditedSheet()
        edited.edit("Round eyes") { $0.structure[$0.structure.count - 1].language = "la" }
        edited.join("+6.8\u{202F}%", "+5.1\u{202F}%", in: [.list, .listItem])
        let json = try MadePDF(edited).json
        let figures = json.elements("/Figure")
        #expect(figures.count == 1 + 4 + 4 * 6)
        for figure in figures {
            #expect((figure["/Alt"] as? String)?.isEmpty == false)
            let layout = try #require(json.dictionary(figure["/A"]))
            let box = json.numbers(in: layout["/BBox"])
            #expect(box.count == 4 && box[0] < box[2] && box[1] < box[3] && box[3] < 842)
        }
        #expect(json.elements("/H2").contains { $0["/Lang"] as? String == "u:la" })
        let list = try #require(json.elements("/L").first)
        #expect(json.dictionary(list["/A"])?["/ListNumbering"] as? String == "/Decimal")
        #expect(json.elements("/Lbl").count == 1 && json.elements("/LBody").count == 1)
    }

    @Test("Headings skip no level, whatever a template asks for")
    func headings() throws {
        var edited = try EditedSheet()
        let levels = [2, 4, 4, 6, 3, 2, 9]
        edited.setHeadings(levels)
        let json = try MadePDF(edited).json
        let found = json.readingOrder().compactMap { element -> Int? in
            guard let tag = element["/S"] as? String, tag.hasPrefix("/H") else { return nil }
            return Int(tag.dropFirst(2))
        }
        #expect(found == [1, 2, 2, 3, 2, 1, 2])
    }

    @Test("A part that stands where its kind may not is an error that says so")
    func misplaced() throws {
        var edited = try EditedSheet()
        let cell = edited.cells[1]
        edited.change(cell) { $0.structure.remove(at: $0.structure.count - 2) }
        let error = #expect(throws: SheetRenderingError.self) { try MadePDF(edited) }
        #expect("\(error.map { "\($0)" } ?? "")".contains("TD in Table"))
    }

    @Test("A note with a label has a name of its own; a box of words is a division")
    func notes() throws {
        var edited = try EditedSheet()
        #expect(try MadePDF(edited).json.elements("/Note").isEmpty)
        edited.join("+6.8\u{202F}%", "+5.1\u{202F}%", in: [.note])
        let json = try MadePDF(edited).json
        let note = try #require(json.elements("/Note").first)
        let name = try #require(note["/ID"] as? String)
        let tree = try #require(json.objects(ofType: "/StructTreeRoot").first)
        let names = try #require(json.array(in: json.dictionary(tree["/IDTree"])?["/Names"]))
        #expect(names.first as? String == name)
    }

    // MARK: Links, outline, labels

    @Test("A link to a place is clickable line by line, speaks its words and leads there")
    func links() throws {
        var edited = try EditedSheet(concepts: 7)
        edited.edit("It relied most") { $0.link = .anchor("concept-6") }
        edited.edit("Concept 6") { $0.anchor = "concept-6" }
        edited.edit("Concept 5") { $0.anchor = "b\u{11B}h" }
        edited.edit("Concept 0") { $0.link = .anchor("b\u{11B}h") }
        edited.edit("Concept 1") { $0.link = .address("https://example.org/\u{11B} x") }
        edited.editFigures { $0.link = .anchor("concept-6") }
        let made = try MadePDF(edited)
        let json = made.json
        let links = json.objects(where: { $0["/Subtype"] as? String == "/Link" })
        #expect(links.count == 3 + edited.figureCount)
        let lead = try #require(
            links.first { ($0["/Contents"] as? String)?.contains("It relied most") == true }
        )
        #expect((lead["/Contents"] as? String)?.hasSuffix("rows of dark marks.") == true)
        #expect(lead["/Dest"] as? String == "u:concept-6")
        #expect(lead["/F"] as? Int == 4)
        let corners = json.numbers(in: lead["/QuadPoints"])
        #expect(corners.count > 8 && corners.count % 8 == 0)
        let rectangle = json.numbers(in: lead["/Rect"])
        for corner in stride(from: 0, to: corners.count, by: 2) {
            #expect(corners[corner] >= rectangle[0] - 0.01)
            #expect(corners[corner] <= rectangle[2] + 0.01)
            #expect(corners[corner + 1] >= rectangle[1] - 0.01)
            #expect(corners[corner + 1] <= rectangle[3] + 0.01)
        }
        // A picture's link is called by the picture's words.
        #expect(json.elements("/Link").count { $0["/Alt"] != nil } == edited.figureCount)
        // Each stands in a Link element that knows it, and its number leads back there.
        let tree = try #require(json.objects(ofType: "/StructTreeRoot").first)
        let numbers = try #require(json.array(in: json.dictionary(tree["/ParentTree"])?["/Nums"]))
        for link in links {
            let key = try #require(link["/StructParent"] as? Int)
            let place = try #require(numbers.firstIndex { $0 as? Int == key })
            let element = try #require(json.dictionary(numbers[place + 1]))
            #expect(element["/S"] as? String == "/Link")
            let kids = try #require(json.array(in: element["/K"]))
            #expect(
                kids.contains { kid in
                    json.dictionary(json.dictionary(kid)?["/Obj"])?["/StructParent"] as? Int == key
                }
            )
        }
        let address = try #require(links.compactMap { json.dictionary($0["/A"]) }.first)
        #expect(address["/URI"] as? String == "u:https://example.org/%C4%9B%20x")
        // Poppler finds the places by their names.
        let places = try made.tool("pdfinfo", "-dests")
        #expect(places.contains(/2 \[ XYZ +null +\d+ null.* "concept-6"/), "\(places)")
        #expect(try made.tool("pdfinfo", "-struct").contains("Link"))
        #expect(try made.tool("qpdf", "--check").contains("No syntax"))
    }

    @Test("A link that leads nowhere is an error that names it")
    func deadLink() throws {
        var edited = try EditedSheet()
        edited.edit("It relied most") { $0.link = .anchor("concept-9") }
        let error = #expect(throws: SheetRenderingError.self) { try MadePDF(edited) }
        #expect("\(error.map { "\($0)" } ?? "")".contains("\"concept-9\""))
    }

    @Test("A link on decoration is an error: nobody could follow it by ear")
    func deafLink() throws {
        var edited = try EditedSheet()
        edited.edit("It relied most") {
            $0.structure = []
            $0.link = .address("https://example.org")
        }
        let error = #expect(throws: SheetRenderingError.self) { try MadePDF(edited) }
        #expect("\(error.map { "\($0)" } ?? "")".contains("decoration"))
    }

    @Test("The outline is nested, counts what is seen and leads to places on pages")
    func outline() throws {
        var edited = try EditedSheet(concepts: 7)
        let entry = try #require(edited.sheet.outline.first)
        edited.sheet.outline = [
            ("A", 0, 0, 10), ("B", 1, 0, 20), ("C", 2, 0, 30), ("D", 2, 1, 40), ("E", 1, 1, 50.5),
            ("\u{10C}", 0, 1, 60),
        ].map { title, level, page, y in
            var made = entry
            (made.title, made.level, made.page, made.y) = (title, level, page, y)
            return made
        }
        let json = try MadePDF(edited).json
        let outline = try #require(json.dictionary(json.root["/Outlines"]))
        // A, its B and E, and Č; C and D are closed in B.
        #expect(outline["/Count"] as? Int == 4)
        let a = try #require(json.dictionary(outline["/First"]))
        let b = try #require(json.dictionary(a["/First"]))
        let e = try #require(json.dictionary(a["/Last"]))
        #expect(a["/Count"] as? Int == 2 && b["/Count"] as? Int == -2 && e["/Count"] == nil)
        #expect(json.dictionary(b["/Next"])?["/Title"] as? String == "u:E")
        #expect(json.dictionary(outline["/Last"])?["/Title"] as? String == "u:\u{10C}")
        let place = try #require(json.numbers(in: e["/Dest"]).last)
        #expect(abs(place - (841.89 - 50.5)) < 0.01)
        let labels = json.dictionary(json.root["/PageLabels"])?["/Nums"]
        #expect(json.array(in: labels)?.first as? Int == 0)
    }

    // MARK: What the document says of itself

    @Test("The same is said in the old properties and in XMP, with the standards kept")
    func metadata() throws {
        var edited = try EditedSheet()
        edited.sheet.title = "Cats & <dogs>"
        let made = try MadePDF(edited)
        let packet = try made.stream(made.json.root["/Metadata"])
        let text = String(decoding: packet, as: UTF8.self)
        #expect(text.contains("Cats &amp; &lt;dogs&gt;"))
        for words in [
            "<dc:language><rdf:Bag><rdf:li>en</rdf:li>", "<pdfaid:part>3<",
            "<pdfaid:conformance>B<", "<pdfuaid:part>1<",
            "<xmp:CreateDate>2026-11-23T07:05:00Z<", "<pdf:Producer>cairo",
        ] {
            #expect(text.contains(words), "\(words)")
        }
        // Foundation's own reader takes it for well-formed.
        #expect(XMLParser(data: packet).parse())
        let information = try #require(made.json.dictionary(made.json.trailer["/Info"]))
        #expect(information["/Title"] as? String == "u:Cats & <dogs>")
        #expect(information["/CreationDate"] as? String == "u:D:20261123070500Z")
        #expect(made.data.prefix(8) == Data("%PDF-1.7".utf8))
        #expect(made.json.trailer["/ID"] != nil)
        let intents = try #require(made.json.array(in: made.json.root["/OutputIntents"]))
        let intent = try #require(made.json.dictionary(intents.first))
        #expect(intent["/S"] as? String == "/GTS_PDFA1")
        // What Cairo writes and archives do not take.
        #expect(made.json.objects(where: { $0["/Interpolate"] != nil }).isEmpty)
    }

    @Test("Equal sheets give equal bytes, other dates others")
    func determinism() throws {
        let edited = try EditedSheet()
        let one = try MadePDF(edited)
        #expect(try MadePDF(edited).data == one.data)
        #expect(try MadePDF(try EditedSheet()).data == one.data)
        let later = try MadePDF(edited, date: "2026-11-24T07:05:00.5+01:00")
        #expect(later.data != one.data)
        let information = try #require(later.json.dictionary(later.json.trailer["/Info"]))
        #expect(information["/ModDate"] as? String == "u:D:20261124070500+01'00'")
    }
}
