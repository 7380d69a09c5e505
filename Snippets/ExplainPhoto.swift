// Explains the example photo and prints what the model relied on.
import Foundation
import Llexicorp

let photo = CacheDirectory.url.appendingPathComponent("examples/chelsea.png")
let explainer = try Explainer(ExplainSettings())
let made = try await explainer.explain(photo, into: URL(fileURLWithPath: "out/chelsea"))
print("The model says: \(made.explanation.prediction.label)")
for concept in made.explanation.concepts {
    let place = concept.region?.cell.rawValue ?? "nowhere"
    print("channel \(concept.channel): \(concept.layerShare) of the layer, \(place)")
}
print(made.sheets.map(\.path))
