public import Galleries

/// In what order a gallery's photos stand; named here so that a program needs to import Llexicorp alone.
public typealias GallerySort = Galleries.GallerySort

/// Under what headings a gallery's photos stand; named here so that a program needs to import Llexicorp alone.
public typealias GalleryGrouping = Galleries.GalleryGrouping
