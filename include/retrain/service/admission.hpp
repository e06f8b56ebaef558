#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/intervention.hpp>
#include <retrain/core/verdict.hpp>
#include <retrain/trainer/concept.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace retrain {

/// A trained model of which nothing is shown yet.
template <Model M>
struct candidate {
    M judge;  ///< was trained on the rows before the hold-out
};

/// A candidate that may be published. There are two ways to one: the gate let it through, or a
/// person takes it upon himself. Publishing takes nothing else.
template <Model M>
class validated {
   public:
    /// The candidate if `says` lets it through, else nothing, and the candidate is left as it was.
    [[nodiscard]] static std::optional<validated> by_merit(candidate<M>& offered,
                                                           verdict const& says) {
        if (!says.publishes()) return std::nullopt;
        return validated{std::move(offered.judge), ""};
    }

    /// The candidate whatever the gate said. Throws `error` (`bad_parameter`) without a reason.
    [[nodiscard]] static validated by_person(candidate<M> offered, std::string_view because) {
        if (!is_reason(because))
            throw error{failure_reason::bad_parameter,
                        "a model goes live past the gate only with a reason, which the record "
                        "keeps; say why"};
        return validated{std::move(offered.judge), std::string{because}};
    }

    [[nodiscard]] M& judge() noexcept { return judge_; }

    /// The model to serve: the one trained on all rows if there is one, else the judge.
    [[nodiscard]] M& live() noexcept { return refit_ ? *refit_ : judge_; }
    [[nodiscard]] bool is_refit() const noexcept { return refit_.has_value(); }
    void refit(M trained_on_all_rows) { refit_ = std::move(trained_on_all_rows); }

    /// Why a person made it go live; empty where it did so on its merit.
    [[nodiscard]] std::string const& because() const noexcept { return because_; }

   private:
    validated(M judge, std::string because)
        : judge_{std::move(judge)}, because_{std::move(because)} {}

    M judge_;
    std::optional<M> refit_;
    std::string because_;
};

}  // namespace retrain
