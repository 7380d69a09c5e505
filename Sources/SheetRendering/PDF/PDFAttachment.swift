import CQPDF
import Foundation

/// A file that travels inside of a PDF.
struct PDFAttachment {
    /// How it belongs to the document, in the words of PDF/A-3.
    enum Relationship: String {
        /// The document was made of it.
        case source = "/Source"
        /// It adds to the document.
        case supplement = "/Supplement"
    }

    var name: String
    /// The media type, such as `application/json`.
    var type: String
    var description: String
    var data: Data
    var relationship: Relationship
}

extension QPDFDocument {
    /// Attaches files to the whole document.
    func attach(_ attachments: [PDFAttachment], date: PDFDate?) -> qpdf_oh? {
        guard !attachments.isEmpty else { return nil }
        var names: [qpdf_oh] = []
        var files: [qpdf_oh] = []
        for attachment in attachments.sorted(by: { $0.name < $1.name }) {
            let file = object(specification(of: attachment, date))
            names += [string(attachment.name), file]
            files.append(file)
        }
        set("/AF", array(files), in: root)
        return dictionary([("/Names", array(names))])
    }

    private func specification(of attachment: PDFAttachment, _ date: PDFDate?) -> qpdf_oh {
        let parameters = dictionary([("/Size", integer(attachment.data.count))])
        if let date {
            set("/CreationDate", string(date.pdf), in: parameters)
            set("/ModDate", string(date.pdf), in: parameters)
        }
        let content = stream(
            attachment.data,
            [
                ("/Type", name("/EmbeddedFile")), ("/Subtype", name("/" + attachment.type)),
                ("/Params", parameters),
            ]
        )
        return dictionary([
            ("/Type", name("/Filespec")),
            ("/F", string(attachment.name)),
            ("/UF", string(attachment.name)),
            ("/Desc", string(attachment.description)),
            ("/AFRelationship", name(attachment.relationship.rawValue)),
            ("/EF", dictionary([("/F", content), ("/UF", content)])),
        ])
    }
}
