import Mustache

/// Escapes the values that web templates put into pages.
///
/// It looks at scalars, not at letters as a reader sees them: a quotation mark with an accent on it still ends an
/// attribute. What would turn the direction of the text around it is left out, since names come from
/// anywhere.
struct WebText: MustacheContentType {
    static let name = "WEB-PAGE"
    /// What stands before every template.
    static let pragma = "{{% CONTENT_TYPE:\(name)}}"

    func escapeText(_ text: String) -> String { Self.escaped(text) }

    /// The text as it may stand in an element or in an attribute between quotation marks.
    static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22: result.append(contentsOf: "&quot;".unicodeScalars)
            case 0x26: result.append(contentsOf: "&amp;".unicodeScalars)
            case 0x27: result.append(contentsOf: "&#39;".unicodeScalars)
            case 0x3C: result.append(contentsOf: "&lt;".unicodeScalars)
            case 0x3E: result.append(contentsOf: "&gt;".unicodeScalars)
            case 0x09, 0x0A: result.append(scalar)
            case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: continue
            case _ where scalar.value & 0xFFFE == 0xFFFE || 0xFDD0...0xFDEF ~= scalar.value:
                continue
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
