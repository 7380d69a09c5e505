import CQPDF

extension QPDFDocument {
    /// Changes in fonts and pictures what Cairo 1.16 writes and PDF/A-3 does not allow.
    func mendForArchives() throws {
        let count = integer(in: get("/Size", of: trailer)) ?? 0
        for number in 1..<max(count, 1) {
            try releasing { try mend(qpdf_get_object_by_id(data, Int32(number), 0)) }
        }
    }

    private func mend(_ object: qpdf_oh) throws(SheetRenderingError) {
        if isStream(object) {
            let dictionary = qpdf_oh_get_dict(data, object)
            // How to enlarge pictures is the reader's business (ISO 19005-3, 6.2.8).
            qpdf_oh_remove_key(data, dictionary, "/Interpolate")
        } else if isDictionary(object) {
            try mendFont(object)
        }
    }

    private func mendFont(_ font: qpdf_oh) throws(SheetRenderingError) {
        guard isName(get("/Type", of: font), "/Font") else { return }
        let kind = get("/Subtype", of: font)
        if isName(kind, "/CIDFontType2"), !has("/CIDToGIDMap", in: font) {
            // 6.2.11.3.2: how characters are found in the font is said even where it is plain.
            set("/CIDToGIDMap", name("/Identity"), in: font)
        } else if isName(kind, "/Type1") {
            let descriptor = get("/FontDescriptor", of: font)
            guard isDictionary(descriptor), !has("/CharSet", in: descriptor) else { return }
            let program = get("/FontFile3", of: descriptor)
            guard isStream(program), let names = CompactFont.glyphNames(in: try bytes(of: program))
            else { return }
            // A subset says which glyphs it holds.
            let set = names.filter { $0 != ".notdef" }.map { "/" + $0 }.joined()
            self.set("/CharSet", bytes(Array(set.utf8)), in: descriptor)
        }
    }
}
