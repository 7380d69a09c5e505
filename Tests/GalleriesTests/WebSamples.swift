import Explanations
import Foundation
import Galleries
import SheetFixtures
import SheetTemplates

/// Made-up galleries for tests of web pages.
enum WebSamples {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let templates = root.appendingPathComponent("Templates")
    static let fonts = root.appendingPathComponent("Fonts")
}
