/// How a file of weights is laid out; recognised by its bytes, never by its name.
public enum WeightsFormat: String, Sendable, Codable, CaseIterable {
    /// A JSON header, then plain values.
    case safetensors
    /// What `torch.save` writes since version 1.6: a zip archive with a pickle and raw values.
    case torchZip
    /// What `torch.save` wrote before: several pickles, then raw values.
    case torchLegacy
    /// A single pickle that holds NumPy arrays.
    case pickle
    /// NumPy's archive of arrays.
    case npz

    /// A name for people.
    public var title: String {
        switch self {
        case .safetensors: "safetensors"
        case .torchZip: "PyTorch (zip archive)"
        case .torchLegacy: "PyTorch (legacy pickles)"
        case .pickle: "pickle of NumPy arrays"
        case .npz: "NumPy archive (.npz)"
        }
    }
}
