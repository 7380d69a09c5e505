import SheetRendering
import Testing

/// Marking content, on content that no sheet has.
@Suite struct ContentMarkerTests {
    private func mark(_ content: String, _ marks: [Int: ContentMarker.Mark] = [:]) throws -> String
    {
        String(decoding: try ContentMarker(marks).marked(Array(content.utf8)), as: UTF8.self)
    }

    @Test("Paths are marked from their beginning, and pieces in a row share a mark")
    func paths() throws {
        #expect(
            try mark("1 0 0 1 0 0 cm 0 0 1 rg 1 2 3 4 re f 5 6 m 7 8 l S")
                == "1 0 0 1 0 0 cm 0 0 1 rg /Artifact BMC\n1 2 3 4 re f 5 6 m 7 8 l S\nEMC\n"
        )
        // Saved states, texts and marks begin outside of it.
        #expect(
            try mark("1 2 3 4 re f q 5 6 m 7 8 l S Q")
                == "/Artifact BMC\n1 2 3 4 re f \nEMC\nq /Artifact BMC\n5 6 m 7 8 l S \nEMC\nQ"
        )
    }

    @Test("What only clips is not marked")
    func clip() throws {
        let content = "1 2 3 4 re W n 0 0 5 5 re W* n /a0 gs"
        #expect(try mark(content) == content)
    }

    @Test("Text, forms, shadings and inline images are marked where they are")
    func kinds() throws {
        #expect(
            try mark("BT /f 1 Tf (a\\)(b)\\\\) Tj [(x) 10 <41>] TJ ET /x Do")
                == "BT /f 1 Tf /Artifact BMC\n(a\\)(b)\\\\) Tj [(x) 10 <41>] TJ \nEMC\nET "
                + "/Artifact BMC\n/x Do\nEMC\n"
        )
        #expect(try mark("/s sh") == "/Artifact BMC\n/s sh\nEMC\n")
        // Bytes of a picture may look like operators, even like its own end.
        let image = "BI /W 2 /D[0 1]/H 1 ID Q f EIx S\nEI"
        #expect(try mark("q \(image) Q") == "q /Artifact BMC\n\(image) \nEMC\nQ")
    }

    @Test("Numbered pieces get their marks, and what stands in them is left alone")
    func numbers() throws {
        let marks: [Int: ContentMarker.Mark] = [
            3: .content(tag: "H2", number: 0), 4: .layout, 5: .pagination(.bottom),
            6: .pagination(nil), 7: .pagination(.top),
        ]
        let inner = "BT /Span << /ActualText <feff0020> >> BDC EMC (a) Tj ET"
        #expect(
            try mark("/Span << /MCID 3 >> BDC \(inner) EMC", marks)
                == "/H2 <</MCID 0>> BDC \(inner) EMC"
        )
        #expect(
            try mark("/Span << /MCID 4 >> BDC 0 0 1 1 re f EMC 0 0 1 1 re f", marks)
                == "/Artifact <</Type /Layout>> BDC 0 0 1 1 re f EMC "
                + "/Artifact BMC\n0 0 1 1 re f\nEMC\n"
        )
        #expect(try mark("/Span <</MCID 5>> BDC EMC", marks).contains("/Subtype /Footer"))
        #expect(try mark("/Span <</MCID 7>> BDC EMC", marks).contains("/Subtype /Header"))
        #expect(!(try mark("/Span <</MCID 6>> BDC EMC", marks).contains("/Subtype")))
    }

    @Test("Words in strings, names, comments and dictionaries are no operators")
    func words() throws {
        for content in [
            "(1 2 3 4 re f) pop", "/f /S /Do gs", "% 1 2 m 3 4 l S\n/a gs",
            "/P <</A [(f) << /B /S >>] /C true>> DP", "<53 66> pop", "(\\() pop",
        ] {
            #expect(try mark(content) == content)
        }
    }

    @Test(
        "Content that is not whole is refused",
        arguments: [
            "(abc", "[1 2", "<< /A", "<41", "BI /W 1 ID abc", "/P BMC", "EMC",
            "/Span << /MCID 9 >> BDC EMC",
        ]
    )
    func malformed(content: String) {
        #expect(throws: ContentScanner.Malformed.self) { try mark(content) }
    }
}
