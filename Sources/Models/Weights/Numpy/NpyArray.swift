import Tensors

/// One array as `.npy` stores it, checked against the bytes that are there.
struct NpyArray {
    /// The type of the stored values.
    let type: ElementType
    /// The length of each axis.
    let shape: [Int]
    private let header: NpyHeader
    private let layout: StridedLayout

    /// Checks a header against the size of its file.
    ///
    /// - Parameters:
    ///   - header: The header.
    ///   - byteCount: How many bytes the file has, header and values.
    ///   - title: What to call the array in errors.
    /// - Throws: `ModelsError` if the dtype is none of numbers, the shape is impossible, or the
    ///   values are more or fewer than the shape has.
    init(_ header: NpyHeader, byteCount: Int, title: String) throws(ModelsError) {
        guard let type = header.type else {
            throw ModelsError(
                "\(title) has dtype \(Printable.excerpt(header.code)), which is not supported",
                hint: "save it as float32"
            )
        }
        let available = byteCount - header.valuesStart
        let (wanted, overflow) = (StridedLayout.count(of: header.shape) ?? .max)
            .multipliedReportingOverflow(by: type.byteCount)
        guard !overflow, wanted == available else {
            throw ModelsError(
                "\(title) of shape \(header.shape) and dtype \(type.rawValue) has "
                    + "\(available) bytes of values",
                hint: "save it again"
            )
        }
        let strides =
            header.isColumnMajor
            ? StridedLayout.columnMajor(header.shape) : StridedLayout.rowMajor(header.shape)
        do throws(TensorsError) {
            layout = try StridedLayout(
                shape: header.shape,
                strides: strides,
                offset: 0,
                available: available / type.byteCount
            )
        } catch {
            throw ModelsError("\(title): \(error.message)")
        }
        self.type = type
        self.header = header
        shape = header.shape
    }

    /// The values as 32-bit floats, row-major.
    ///
    /// - Parameter bytes: The whole file, of the size that was checked.
    /// - Returns: As many values as the shape has.
    func floats(in bytes: UnsafeRawBufferPointer) -> [Float] {
        type.floats(
            from: UnsafeRawBufferPointer(rebasing: bytes[header.valuesStart...]),
            layout: layout,
            bigEndian: header.isBigEndian
        )
    }
}
