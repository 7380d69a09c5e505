package import SheetTemplates

/// The kinds of documents that are printed of many explanations, channels, or two explanations.
package enum PrintedDocuments {
    /// All of them: their templates are `shared/<name>/pages.yaml`.
    package static let kinds = [GalleryFields.kind, AtlasFields.kind, ComparisonDocument.kind]
}
