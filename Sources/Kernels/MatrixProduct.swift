import COpenBLAS

/// Single-precision matrix products on row-major memory, through OpenBLAS.
enum MatrixProduct {
    /// C = A·B, or C += A·B; A is `[rows, inner]`, B `[inner, columns]`, C `[rows, columns]`.
    ///
    /// The strides are the distances between rows as stored: with `transposeA`, A is stored as
    /// `[inner, rows]`, and with `transposeB`, B as `[columns, inner]`.
    static func multiply(
        _ a: UnsafePointer<Float>,
        stride strideA: Int,
        transposeA: Bool = false,
        _ b: UnsafePointer<Float>,
        stride strideB: Int,
        transposeB: Bool = false,
        into c: UnsafeMutablePointer<Float>,
        stride strideC: Int,
        rows: Int,
        columns: Int,
        inner: Int,
        accumulating: Bool = false
    ) {
        guard rows > 0, columns > 0 else { return }
        cblas_sgemm(
            CblasRowMajor,
            transposeA ? CblasTrans : CblasNoTrans,
            transposeB ? CblasTrans : CblasNoTrans,
            blasint(rows),
            blasint(columns),
            blasint(inner),
            1,
            a,
            blasint(max(1, strideA)),
            b,
            blasint(max(1, strideB)),
            accumulating ? 1 : 0,
            c,
            blasint(max(1, strideC))
        )
    }

    /// y += A·x for A `[rows, inner]` whose rows as stored lie `stride` apart.
    static func multiply(
        _ a: UnsafePointer<Float>,
        stride: Int,
        vector x: UnsafePointer<Float>,
        addingTo y: UnsafeMutablePointer<Float>,
        rows: Int,
        inner: Int
    ) {
        guard rows > 0 else { return }
        cblas_sgemv(
            CblasRowMajor,
            CblasNoTrans,
            blasint(rows),
            blasint(inner),
            1,
            a,
            blasint(max(1, stride)),
            x,
            1,
            1,
            y,
            1
        )
    }

    /// y += factor · x.
    static func add(
        _ factor: Float,
        times x: UnsafePointer<Float>,
        to y: UnsafeMutablePointer<Float>,
        count: Int
    ) {
        cblas_saxpy(blasint(count), factor, x, 1, y, 1)
    }
}
