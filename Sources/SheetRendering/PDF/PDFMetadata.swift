import Foundation

/// What a PDF says of itself in XMP, in the properties' words, and the standards that it keeps to.
struct PDFMetadata {
    let properties: PDFProperties
    let language: String
    /// The program that drew the pages.
    let producer: String

    /// The packet as bytes.
    var packet: Data {
        var lines = ["<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"]
        lines.append("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">")
        lines.append("<rdf:RDF xmlns:rdf=\"\(Self.rdf)\">")
        lines += about("dc=\"http://purl.org/dc/elements/1.1/\"", core)
        lines += about("xmp=\"http://ns.adobe.com/xap/1.0/\"", dates)
        lines += about(
            "pdf=\"http://ns.adobe.com/pdf/1.3/\"",
            [element("pdf:Producer", producer), element("pdf:Keywords", properties.keywords)]
        )
        lines += about(
            "pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"",
            [element("pdfaid:part", "3"), element("pdfaid:conformance", "B")]
        )
        lines += about("pdfuaid=\"\(Self.accessibility)\"", [element("pdfuaid:part", "1")])
        lines += extensions
        lines += ["</rdf:RDF>", "</x:xmpmeta>", "<?xpacket end=\"r\"?>"]
        return Data(lines.joined(separator: "\n").utf8)
    }

    private static let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    private static let accessibility = "http://www.aiim.org/pdfua/ns/id/"

    private var core: [String] {
        [
            element("dc:format", "application/pdf"),
            alternatives("dc:title", properties.title),
            "<dc:creator><rdf:Seq>\(element("rdf:li", properties.author))</rdf:Seq></dc:creator>",
            alternatives("dc:description", properties.subject),
            "<dc:language><rdf:Bag>\(element("rdf:li", language))</rdf:Bag></dc:language>",
        ]
    }

    private var dates: [String] {
        var lines = [element("xmp:CreatorTool", properties.creator)]
        if let date = PDFDate(properties.date) {
            for key in ["xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"] {
                lines.append(element(key, date.iso))
            }
        }
        return lines
    }

    /// PDF/A wants the schemas described that it does not know itself.
    private var extensions: [String] {
        let property = [
            element("pdfaProperty:name", "part"),
            element("pdfaProperty:valueType", "Integer"),
            element("pdfaProperty:category", "internal"),
            element("pdfaProperty:description", "Part of ISO 14289 that the document keeps to"),
        ]
        let schema = [
            element("pdfaSchema:schema", "PDF/UA identification"),
            element("pdfaSchema:namespaceURI", Self.accessibility),
            element("pdfaSchema:prefix", "pdfuaid"),
            "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">",
            property.joined(separator: "\n"),
            "</rdf:li></rdf:Seq></pdfaSchema:property>",
        ]
        let bag = [
            "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">",
            schema.joined(separator: "\n"),
            "</rdf:li></rdf:Bag></pdfaExtension:schemas>",
        ]
        let base = "http://www.aiim.org/pdfa/ns/"
        return about(
            "pdfaExtension=\"\(base)extension/\" xmlns:pdfaSchema=\"\(base)schema#\""
                + " xmlns:pdfaProperty=\"\(base)property#\"",
            bag
        )
    }

    // MARK: XML

    private func about(_ namespace: String, _ lines: [String]) -> [String] {
        ["<rdf:Description rdf:about=\"\" xmlns:\(namespace)>"] + lines + ["</rdf:Description>"]
    }

    private func alternatives(_ name: String, _ text: String) -> String {
        "<\(name)><rdf:Alt><rdf:li xml:lang=\"x-default\">\(Self.escaped(text))</rdf:li></rdf:Alt></\(name)>"
    }

    private func element(_ name: String, _ text: String) -> String {
        "<\(name)>\(Self.escaped(text))</\(name)>"
    }

    /// A text as XML, without the characters that XML cannot hold.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\t", "\n", "\r": result += " "
            case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": break
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
