import Explanations
import Foundation
import Galleries
import SheetFixtures
import Testing

@Suite struct GallerySortTests {
    @Test func eachOrderHasAllPhotos() {
        #expect(GallerySort.allCases.count == 7)
    }
}
