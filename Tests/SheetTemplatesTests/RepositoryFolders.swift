import Explanations
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

/// The end user's template with its texts changed.
func editedTemplate(
    sheet: (String) -> String = { $0 },
    strings: (String) -> String = { $0 }
) throws -> SheetTemplate {
    let shared = try SheetStrings(
        parsing: strings(templateText("shared/sheet/strings/en.yaml")),
        file: "shared.yaml"
    )
    return try SheetTemplate(
        parsing: sheet(templateText("end-user/sheet.yaml")),
        file: "sheet.yaml",
        audience: "end-user",
        strings: SheetStrings(
            parsing: strings(templateText("end-user/strings/en.yaml")),
            file: "en.yaml",
            base: shared
        ),
        templates: TemplateFolders(templatesFolder)
    )
}
