import Kernels
import Tensors

/// R_k = x_k R / stab(Σ_l x_l): what a sum of branches hands to each of them.
///
/// `NormRule` for a layer with several inputs: every branch takes relevance in proportion to what it
/// added, signed. The plain gradient would hand all of it to every branch, so that relevance doubled
/// with each residual block.
struct AdditionRule {
    /// What the rule is called in ledgers.
    var name: String { "norm" }

    /// Shares relevance out among branches.
    ///
    /// - Parameters:
    ///   - relevance: The relevance at the sum, `[m, ...]`, one row per condition.
    ///   - branches: The summands x_l for all images, each `[N, ...]`.
    ///   - sum: Their sum, `[N, ...]`.
    ///   - rows: For each row of relevance, the image it belongs to.
    ///   - losses: Where the ledger is kept, it learns what the stabilizer kept in each row.
    /// - Returns: One row of relevance per condition for each branch, in their order.
    func propagate(
        _ relevance: consuming Tensor,
        to branches: [Tensor],
        addingUpTo sum: Tensor,
        rows: [Int],
        losses: inout RelevanceLosses?
    ) -> [Tensor] {
        let epsilon = EpsilonRule.defaultEpsilon
        let quotients = RowBroadcast.stabilizedQuotient(
            relevance,
            sum,
            rows: rows,
            epsilon: epsilon
        )
        losses?.add(quotients, ContributionGroup([], bias: nil), sum, rows: rows, epsilon: epsilon)
        return branches.map { RowBroadcast.product(quotients, $0, rows: rows) }
    }
}
