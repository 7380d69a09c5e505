public import Explanations
public import Foundation

/// One reference of a channel, with the files an explanation copies.
public struct ReferenceCrop: Sendable, Equatable {
    /// What the explanation says of it; its asset paths are `assets/reference-<channel>-<rank>` with the
    /// rank among the shown ones, from 1.
    public let reference: Reference
    /// The square in natural colours, a PNG file in the crop folder.
    public let pictureFile: URL
    /// The channel's heatmap for the square, a `.safetensors` file in the crop folder.
    public let heatmapFile: URL
    /// The photo's whole view, a JPEG file in the crop folder; nil where the photo is gone and its view
    /// was never kept.
    public let frameFile: URL?
}

/// The references of one channel.
public struct ChannelReferences: Sendable, Equatable {
    /// The channel.
    public let channel: Int
    /// By what they were chosen.
    public let mode: ReferenceMode
    /// The references, strongest first; fewer than asked for where the channel has no more.
    public let crops: [ReferenceCrop]
    /// Better photos that could not be shown since their files are gone, changed or broken.
    public let unusable: [BrokenPhoto]
}
