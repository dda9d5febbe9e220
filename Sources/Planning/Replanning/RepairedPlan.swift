import Exams

extension Draft {
    /// The same plan with the waves of each run numbered in order of appearance: labels mean nothing to people, and
    /// a search may know fewer of them than were promised.
    func withWavesInOrder(in model: Model) -> Draft {
        var labels: [Int: [Int]] = [:]
        var renamed = self
        for (number, place) in places.enumerated() {
            guard let place else { continue }
            let run = model.applications[number].programme * model.sittings.count + place.sitting
            let label = labels[run]?.firstIndex(of: place.wave) ?? labels[run]?.count ?? 0
            if label == labels[run]?.count ?? 0 { labels[run, default: []].append(place.wave) }
            renamed.places[number]?.wave = label
        }
        return renamed
    }
}

extension Model {
    /// Bounds for a finished draft: what the relaxations know of every tier.
    func bounds(for draft: Draft, _ frame: WaveFrame? = nil) -> Bounds {
        let score = Score(draft, in: self)
        let frame = frame ?? WaveFrame(self)
        var cost = WaveCost()
        cost.unplaced = applications.count - score.placed
        cost.delay = score.delay
        cost.missedWishes = score.missedWishes
        cost.invigilators = score.invigilators
        var bounds = Bounds()
        if hasOutlived {
            bounds.tiers[1] = [applications.count]
        } else {
            bounds = WaveBounds(frame).bounds(for: cost)
        }
        if isReplan { bounds.tiers[0] = moveBound(reached: score.changes) }
        return bounds
    }

    /// Tier 0's bound. That some lose their place for want of seats is only looked into if some do.
    func moveBound(reached: [Int]) -> [Int] {
        var bound = MoveBound(self)
        if reached[0] > 0, !hasOutlived {
            var released = restricted(to: applications.indices.filter { promises[$0] != nil })
            // People without a ticket are left out, and only they may make a programme large enough to run.
            for programme in released.programmes.indices { released.programmes[programme].minimumEnrolment = 1 }
            var cost = WaveCost()
            cost.unplaced = reached[0]
            let most = WaveBounds(WaveFrame(released)).mostPlaced(for: cost)
            bound.leastLost = max(0, released.applications.count - most)
        }
        return bound.counts()
    }

    /// The places of a plan made elsewhere, or before; what the model does not know is left out.
    func draft(of plan: Plan) -> Draft {
        var draft = Draft(places: Array(repeating: nil, count: applications.count))
        for (number, promise) in promises(of: plan) {
            draft.places[number] = anchor(of: number, promise, isReleased: false)?.place
        }
        return draft
    }
}
