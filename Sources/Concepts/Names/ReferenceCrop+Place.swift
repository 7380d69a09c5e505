public import Explanations
public import Foundation

extension ReferenceCrop {
    /// The reference with its pictures where they lie now, in place of where an explanation puts them.
    ///
    /// - Parameter folder: The folder of crops, of which the files are a part.
    /// - Returns: The reference, its paths relative to the folder.
    public func reference(in folder: URL) -> Reference {
        func path(_ file: URL) -> String {
            // `<folder>/<two letters>/<name>`, as `CropCache` lays them.
            file.pathComponents.suffix(2).joined(separator: "/")
        }
        var copy = reference
        copy.crop = path(pictureFile)
        copy.heatmap = path(heatmapFile)
        copy.frame = frameFile.map(path)
        return copy
    }
}
