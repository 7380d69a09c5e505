import Foundation
import SheetTemplates

/// Where the repository's own templates are, seen from this file.
let templatesFolder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Templates")

/// The end user's template as it ships.
func endUserTemplate() throws -> SheetTemplate {
    try SheetTemplate(folder: templatesFolder, audience: "end-user", language: "en")
}

/// The text of one of the template's files.
func templateText(_ path: String) throws -> String {
    try String(contentsOf: templatesFolder.appendingPathComponent(path), encoding: .utf8)
}
