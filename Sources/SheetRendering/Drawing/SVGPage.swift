import Foundation
import SheetTemplates

/// What an SVG file says about itself.
struct SVGProperties {
    /// What made it.
    var creator: String
    /// When, as ISO 8601.
    var date: String
    /// The files of all pages, which links between pages lead to.
    var files: [String]
}

/// What stands around a page's drawing in its SVG file: properties for whoever keeps it, and everything
/// that the page says for whoever does not see it.
struct SVGPage {
    let sheet: LaidOutSheet
    /// The page, from 0.
    let number: Int
    let properties: SVGProperties

    private var page: LaidOutPage { sheet.pages[number] }

    /// The opening tag, title, description, properties and the white of the paper.
    var head: String {
        let (width, height) = (sheet.pageWidth, sheet.pageHeight)
        let millimetre = 25.4 / 72
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
            version="1.1" width="\(Self.number(width * millimetre))mm" \
            height="\(Self.number(height * millimetre))mm" \
            viewBox="0 0 \(Self.number(width)) \(Self.number(height))" \
            xml:lang="\(Self.escaped(sheet.language))" aria-labelledby="title">
            <title id="title">\(Self.escaped(title))</title>
            <desc>\(Self.escaped(sheet.subject))</desc>
            \(metadata)
            <rect width="\(Self.number(width))" height="\(Self.number(height))" fill="#fff"/>

            """
    }

    private var title: String {
        sheet.pages.count == 1
            ? sheet.title : "\(sheet.title) \u{2013} \(number + 1)/\(sheet.pages.count)"
    }

    /// The properties in Dublin Core's terms.
    private var metadata: String {
        let fields = [
            ("title", title), ("description", sheet.subject), ("subject", sheet.keywords),
            ("creator", properties.creator), ("date", properties.date),
            ("language", sheet.language), ("format", "image/svg+xml"),
        ]
        let lines = fields.filter { !$0.1.isEmpty }
            .map { "<dc:\($0.0)>\(Self.escaped($0.1))</dc:\($0.0)>" }
        return """
            <metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" \
            xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description rdf:about="">
            \(lines.joined(separator: "\n"))
            </rdf:Description></rdf:RDF></metadata>
            """
    }

    // MARK: What is read aloud, found and copied

    /// Texts where they are drawn and boxes with the pictures' words, none of them visible, in reading
    /// order.
    var readable: String {
        var lines = ["<g fill-opacity=\"0\" font-family=\"sans-serif\">"]
        var figure: Int?
        for element in page.elements {
            let step = element.structure.last
            let id = element.anchor.map { " id=\"\(Self.escaped($0))\"" } ?? ""
            var content: String?
            if case .text(let text) = element.content {
                content = Self.readable(text, id + Self.role(of: step?.role))
            } else if let step, case .figure = step.role, let words = step.alternative,
                !words.isEmpty, figure != step.id
            {
                figure = step.id
                content =
                    "<g\(id) role=\"img\"><title>\(Self.escaped(words))</title>"
                    + Self.box(element.frame) + "</g>"
            } else if !id.isEmpty || element.link != nil {
                content = "<g\(id)>\(Self.box(element.frame))</g>"
            }
            guard let content else { continue }
            lines.append(link(element.link, around: content))
        }
        lines.append("</g>\n")
        return lines.joined(separator: "\n")
    }

    private static func readable(_ text: TextLines, _ attributes: String) -> String {
        let spans = text.lines.enumerated().map { index, line in
            let shaped = text.paragraph.lines[line]
            let whole = text.paragraph.text(ofLine: line)
            let words = whole.trimmingSuffix(while: \.isWhitespace)
            let space = words.count < whole.count ? " " : ""
            // The height of a line tells the size closely enough for what marks a selection.
            let size = (shaped.ascent + shaped.descent) / 1.21
            return """
                <tspan x="\(number(text.x[index]))" y="\(number(text.baselines[index]))" \
                font-size="\(number(size))" textLength="\(number(shaped.width))" \
                lengthAdjust="spacingAndGlyphs">\(escaped(String(words)))</tspan>\(space)
                """
        }
        return "<text\(attributes)>\(spans.joined())</text>"
    }

    private static func role(of role: StructureStep.Role?) -> String {
        guard case .heading(let level) = role else { return "" }
        return " role=\"heading\" aria-level=\"\(level)\""
    }

    private static func box(_ frame: Rect) -> String {
        """
        <rect x="\(number(frame.x))" y="\(number(frame.y))" width="\(number(frame.width))" \
        height="\(number(frame.height))"/>
        """
    }

    private func link(_ target: LinkTarget?, around content: String) -> String {
        switch target {
        case nil: return content
        case .address(let address):
            return "<a xlink:href=\"\(Self.escaped(address))\">\(content)</a>"
        case .anchor(let anchor):
            let home = sheet.pages.firstIndex { page in
                page.elements.contains { $0.anchor == anchor }
            }
            guard let home else { return content }
            let file = home == number ? "" : Self.encoded(properties.files[home])
            return "<a xlink:href=\"\(file)#\(Self.escaped(anchor))\">\(content)</a>"
        }
    }

    // MARK: Writing

    /// A file's name as a part of an address.
    private static func encoded(_ name: String) -> String {
        let safe = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
        return name.addingPercentEncoding(withAllowedCharacters: safe) ?? name
    }

    /// A number with up to three decimals.
    private static func number(_ value: Double) -> String {
        let thousandths = Int((value * 1000).rounded())
        let sign = thousandths < 0 ? "-" : ""
        var text = sign + String(thousandths.magnitude / 1000)
        let rest = thousandths.magnitude % 1000
        guard rest > 0 else { return text }
        text += "." + String(String(1000 + rest).dropFirst())
        while text.last == "0" { text.removeLast() }
        return text
    }

    /// A text as content or attribute of XML; characters that XML cannot hold become spaces.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\t", "\n", "\r": result += " "
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
                result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension String {
    /// The text without the characters at its end that a test holds for.
    fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
        var text = self[...]
        while let last = text.last, isDropped(last) { text.removeLast() }
        return text
    }
}
