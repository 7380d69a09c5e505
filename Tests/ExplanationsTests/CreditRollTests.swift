import Explanations
import Testing

@Suite struct CreditRollTests {
    private func photo(
        _ digest: String,
        _ licence: String,
        _ author: String?,
        channel: Int = 1,
        number: Int = 1
    ) -> (photo: CreditRoll.Photo, credit: Credit) {
        (
            CreditRoll.Photo(
                sha256: digest,
                source: "photos/\(digest).png",
                package: nil,
                label: nil,
                uses: [.init(channel: channel, number: number)]
            ),
            Credit(licence: licence, author: author, package: nil)
        )
    }

    @Test("Each photo stands once, with all places where it is shown")
    func deduplicated() {
        let roll = CreditRoll([
            photo("a", "CC0-1.0", "Ada"), photo("b", "CC0-1.0", "Ada", number: 2),
            photo("a", "CC0-1.0", "Ada", channel: 2, number: 3),
            photo("a", "CC0-1.0", "Ada"),
        ])
        #expect(roll.photoCount == 2)
        let photos = roll.licences[0].authors[0].photos
        #expect(photos.map(\.sha256) == ["a", "b"])
        #expect(
            photos[0].uses == [.init(channel: 1, number: 1), .init(channel: 2, number: 3)]
        )
    }

    @Test("Licences and authors by name, what is not known last")
    func groups() {
        let roll = CreditRoll([
            photo("a", "unknown", nil), photo("b", "CC0-1.0", nil), photo("c", "CC0-1.0", "Zoe"),
            photo("d", "CC-BY-4.0", "Ada"), photo("e", "CC0-1.0", "Ada"), photo("f", "", "Ada"),
        ])
        #expect(roll.licences.map(\.licence) == ["CC-BY-4.0", "CC0-1.0", nil])
        #expect(roll.licences[1].authors.map(\.author) == ["Ada", "Zoe", nil])
        #expect(roll.unlicensedCount == 2 && roll.photoCount == 6)
    }

    @Test(
        "Well-known licences have an address",
        arguments: [
            ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
            ("CC-BY-2.0", "https://creativecommons.org/licenses/by/2.0/"),
            ("CC-BY-NC-ND-3.0", "https://creativecommons.org/licenses/by-nc-nd/3.0/"),
            ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
            ("GPL-2.0-or-later", "https://spdx.org/licenses/GPL-2.0-or-later.html"),
            ("public-domain", nil), ("CC-BY", nil), ("GPL", nil), ("my own", nil),
        ] as [(String, String?)]
    )
    func links(licence: String, link: String?) {
        #expect(CreditRoll.link(to: licence) == link)
    }
}
