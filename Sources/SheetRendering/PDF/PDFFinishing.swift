import CQPDF
import Foundation

/// Adds to a PDF what Cairo cannot write: language, alternative texts, attached files, an identifier.
struct PDFFinishing {
    /// The language of the document.
    var language: String
    /// The alternative texts of all figures, in the order they were drawn in.
    var alternatives: [String]
    /// A file to attach.
    struct Attachment {
        var name: String
        var type: String
        var description: String
        var data: Data
        /// Such as `D:20261123070500Z`.
        var date: String
    }
    /// The files to attach.
    var attachments: [Attachment]

    /// The finished PDF; equal input gives equal bytes.
    func finish(_ pdf: Data) throws -> Data {
        let document = QPDFDocument()
        try document.read(pdf)
        let root = document.root
        document.set("/Lang", document.string(language), in: root)
        let preferences = document.dictionary()
        document.set("/DisplayDocTitle", qpdf_oh_new_bool(document.data, 1), in: preferences)
        document.set("/ViewerPreferences", preferences, in: root)
        try addAlternatives(to: document)
        addAttachments(to: document)
        return try document.write()
    }

    /// Gives every figure its words, in the order of the structure tree.
    private func addAlternatives(to document: QPDFDocument) throws {
        var figures: [qpdf_oh] = []
        let tree = document.get("/StructTreeRoot", of: document.root)
        document.collectFigures(below: tree, into: &figures)
        guard figures.count == alternatives.count else {
            throw SheetRenderingError(
                "the PDF has \(figures.count) figures, the sheet \(alternatives.count)"
            )
        }
        for (figure, words) in zip(figures, alternatives) where !words.isEmpty {
            document.set("/Alt", document.string(words), in: figure)
        }
    }

    private func addAttachments(to document: QPDFDocument) {
        guard !attachments.isEmpty else { return }
        let list = qpdf_oh_new_array(document.data)
        let names = qpdf_oh_new_array(document.data)
        for attachment in attachments.sorted(by: { $0.name < $1.name }) {
            let parameters = document.dictionary()
            document.set("/CreationDate", document.string(attachment.date), in: parameters)
            document.set("/ModDate", document.string(attachment.date), in: parameters)
            let size = qpdf_oh_new_integer(document.data, Int64(attachment.data.count))
            document.set("/Size", size, in: parameters)
            let stream = document.stream(attachment.data)
            let entries = qpdf_oh_get_dict(document.data, stream)
            document.set("/Type", document.name("/EmbeddedFile"), in: entries)
            document.set("/Subtype", document.name("/" + attachment.type), in: entries)
            document.set("/Params", parameters, in: entries)
            let embedded = document.dictionary()
            document.set("/F", stream, in: embedded)
            document.set("/UF", stream, in: embedded)
            let file = document.dictionary()
            document.set("/Type", document.name("/Filespec"), in: file)
            document.set("/F", document.string(attachment.name), in: file)
            document.set("/UF", document.string(attachment.name), in: file)
            document.set("/Desc", document.string(attachment.description), in: file)
            document.set("/AFRelationship", document.name("/Source"), in: file)
            document.set("/EF", embedded, in: file)
            let reference = qpdf_make_indirect_object(document.data, file)
            qpdf_oh_append_item(document.data, names, document.string(attachment.name))
            qpdf_oh_append_item(document.data, names, reference)
            qpdf_oh_append_item(document.data, list, reference)
        }
        let files = document.dictionary()
        document.set("/Names", names, in: files)
        let tree = document.dictionary()
        document.set("/EmbeddedFiles", files, in: tree)
        // Cairo writes no name tree of its own here: its destinations stand in the catalog's /Dests.
        let known = document.get("/Names", of: document.root)
        if qpdf_oh_is_dictionary(document.data, known) != 0 {
            document.set("/EmbeddedFiles", files, in: known)
        } else {
            document.set("/Names", tree, in: document.root)
        }
        document.set("/AF", list, in: document.root)
    }
}
