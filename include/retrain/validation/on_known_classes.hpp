#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/schema.hpp>
#include <retrain/core/verdict.hpp>
#include <retrain/validation/all_finite.hpp>
#include <retrain/validation/champion_challenger.hpp>
#include <retrain/validation/concept.hpp>

#include <cstddef>
#include <exception>
#include <span>
#include <vector>

namespace retrain {

/// Use when classes come in as time goes by, and a new one must not keep the old model for good. A
/// champion that knows only the first of the classes is compared by `Gate` on the rows of those
/// classes, the challenger's probabilities of them brought to a sum of 1: which of the two tells
/// them better apart. Before that the challenger has to pass as a first model would, on all rows.
/// Nobody is asked for the probability of a class that he does not know.
template <ValidationPolicy Gate = champion_challenger<>>
struct on_known_classes {
    using policy_role = validation_role;
    static constexpr bool wants_rivals = WantsRivals<Gate>;

    [[no_unique_address]] Gate gate{};

    [[nodiscard]] verdict decide(evidence const& e) const noexcept {
        std::size_t const known = e.champion_classes;
        if (!e.has_champion || e.same_classes || known < 2 || known >= e.rows.class_count() ||
            e.champion.size() != e.rows.row_count() * known || !all_finite(e.challenger))
            return gate.decide(e);
        evidence alone = e;
        alone.has_champion = false;
        verdict const worth = gate.decide(alone);
        if (!worth.publishes()) return worth;
        try {
            return among(e, known);
        } catch (std::exception const&) {
            verdict v;
            v.kind = decision_kind::inconclusive;
            v.why = verdict_reason::not_finite;
            return v;
        }
    }

   private:
    [[nodiscard]] verdict among(evidence const& e, std::size_t known) const {
        std::vector<std::size_t> of_known;
        std::vector<float> challenger, champion;
        for (std::size_t row = 0; row < e.rows.row_count(); ++row) {
            if (e.rows.labels[row] >= known) continue;
            of_known.push_back(row);
            put_shares(challenger, e.challenger.subspan(row * e.rows.class_count(), known));
            auto const said = e.champion.subspan(row * known, known);
            champion.insert(champion.end(), said.begin(), said.end());
        }
        dataset rows = select(e.rows, of_known);
        rows.shape.classes.resize(known);
        std::vector<double> shares;
        put_shares(shares, e.class_shares.first(known));

        evidence shown = e;
        shown.rows = rows.view();
        shown.challenger = challenger;
        shown.champion = champion;
        shown.class_shares = shares;
        shown.same_classes = true;
        shown.rivals = {};  // of all rows, on which the gate has been asked already
        if (shown.held_out.row_count() == 0) shown.held_out = e.rows;
        return gate.decide(shown);
    }

    /// Appends `parts` so that they sum to 1: NaN, which no gate lets pass, where all are 0.
    template <class Number, class Parts>
    static void put_shares(std::vector<Number>& to, Parts parts) {
        double sum = 0.0;
        for (auto const part : parts) sum += static_cast<double>(part);
        for (auto const part : parts)
            to.push_back(static_cast<Number>(static_cast<double>(part) / sum));
    }
};

}  // namespace retrain
