#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/schema.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/core/time_zone.hpp>
#include <retrain/detail/csv_load.hpp>
#include <retrain/detail/last_text.hpp>
#include <retrain/source/concept.hpp>
#include <retrain/source/csv_options.hpp>
#include <retrain/core/feature_struct.hpp>
#include <retrain/source/inferred_features.hpp>

#include <array>
#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace retrain {

namespace detail {
template <class Features>
consteval bool explain_features() {
    if constexpr (std::same_as<Features, inferred_features>)
        return true;
    else
        return explain_feature_struct<Features>();
}
}  // namespace detail

/// Use when the training data is a CSV file (RFC 4180, UTF-8, with a header) that other programs
/// write, append to or replace. `Features` is `inferred_features`, or a `FeatureStruct`: then those
/// columns are the features, in the struct's order, and other columns are left out.
template <class Features = inferred_features>
class csv_source {
    using explained = std::bool_constant<detail::explain_features<Features>()>;

   public:
    using policy_role = source_role;
    static constexpr std::array<std::string_view, 2> reads{"training_data", "timezone"};

    /// The file is opened by `load`, not here. Throws `error` (`bad_parameter`) for an unknown time
    /// zone.
    explicit csv_source(std::string path, csv_options options = {})
        : path_{std::move(path)}, options_{std::move(options)}, zone_{options_.timezone} {}

    [[nodiscard]] static csv_source from_settings(settings const& from) {
        csv_options options;
        options.timezone = from.timezone;
        return csv_source{from.training_data, std::move(options)};
    }

    /// All rows of the file as it was when it was opened, also those whose outcome is not known yet.
    ///
    /// A feature cell is a number, True or False, or missing (NaN): empty, or nan, NA, N/A, NaT, null
    /// or None in any case. A column of truth values has the type `boolean`; a column that is both is
    /// refused. Blanks around a value do not count. Numbers are what `(float)strtod` makes of them.
    /// `keys` are made of ticker and entry, or of all cells where there is no entry column; the
    /// second row with a key gets another one, made of the key and the count. `contents` are the same
    /// however the cells are quoted.
    ///
    /// Throws `error`: `source_missing`; `source_changed` where the file was cut or rewritten while
    /// it was read (appending and replacing do no harm); `bad_data`, with file, line, column and
    /// content. A last row without newline is left out, with a warning, until the file has not been
    /// written for 2 seconds. Another warning says that there is no entry column, and one names the
    /// columns that the options keep from being features: while there is no model, at the first
    /// load, and when there are others. Linear in the size of the file, which it holds in memory meanwhile.
    [[nodiscard]] dataset load(load_request const& request) const {
        std::vector<feature_column> wanted;
        if constexpr (FeatureStruct<Features>) wanted = feature_columns<Features>();
        std::string left_out;
        dataset rows =
            detail::load_csv(path_, options_, zone_, wanted, request.classes, &left_out);
        bool const others = told_.changes_to(left_out);
        if (!left_out.empty() && (others || request.classes.empty()))
            rows.warnings.push_back(path_ + ": columns not used as features: " + left_out +
                                    " (csv_options::metadata, leakage)");
        return rows;
    }

    [[nodiscard]] std::string const& path() const noexcept { return path_; }
    [[nodiscard]] csv_options const& options() const noexcept { return options_; }

   private:
    std::string path_;
    csv_options options_;
    time_zone zone_;
    mutable detail::last_text told_;  // which columns were left out
};

}  // namespace retrain
