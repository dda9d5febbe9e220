/// One pair of justified envy, with the exchange that ends it: `payer` paid earlier and takes the seats of
/// `sitter`, who waits from then on or takes the payer's old seats.
struct Exchange: Equatable {
    var payer: Int
    var sitter: Int
    var payerPlace: Place
    /// Nil: the payer had no place to give.
    var sitterPlace: Place?

    func apply(to draft: inout Draft) {
        draft.places[payer] = payerPlace
        draft.places[sitter] = sitterPlace
    }
}
