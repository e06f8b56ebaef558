#pragma once

#include <retrain/core/record.hpp>
#include <retrain/core/time.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

// What `history_reader` answers. Texts are on one line, as they were recorded; decisions, reasons
// and failures are their names, which another version of the library may have written.
namespace retrain {

/// A failure as it was recorded.
struct recorded_failure {
    std::string why{};
    std::string text{};
};

/// A verdict as it was recorded. Numbers that were not computed are NaN; what the gate did not say
/// is 0 or absent.
struct recorded_verdict {
    std::string decision{};
    std::string why{};
    std::string metric{};
    double challenger = std::numeric_limits<double>::quiet_NaN();
    double champion = std::numeric_limits<double>::quiet_NaN();
    double floor = std::numeric_limits<double>::quiet_NaN();
    std::size_t rows = 0;
    std::size_t units = 0;
    double difference = std::numeric_limits<double>::quiet_NaN();
    double p_value = std::numeric_limits<double>::quiet_NaN();
    double alpha = std::numeric_limits<double>::quiet_NaN();
    std::size_t attempt = 0;
    std::optional<time_point> decidable_from{};
    std::string requirement{};
    std::optional<double> slice{};
    double deflated_sharpe = std::numeric_limits<double>::quiet_NaN();
    std::size_t trials = 0;
    double overfitting = std::numeric_limits<double>::quiet_NaN();
    std::size_t rivals = 0;
};

/// What a run did to one model.
struct recorded_model {
    std::string name{};
    bool published = false;
    std::uint64_t generation = 0;
    std::optional<recorded_verdict> verdict{};
    std::optional<recorded_failure> failure{};
    std::string kept{};       ///< what it was kept as; empty: it was not
    std::uint64_t candidate = 0;
    std::string by_hand{};    ///< what a person did; empty: nothing
    std::string because{};    ///< what the person said
    std::string backup{};
    std::size_t rounds = 0;
    double seconds = 0;
};

/// One run.
struct recorded_run {
    std::size_t number = 0;
    std::string service{};
    std::string reason{};
    std::size_t coalesced = 0;
    time_point started{};
    time_point finished{};
    row_counts rows{};
    std::optional<recorded_failure> failure{};
    std::vector<recorded_model> models{};
    std::vector<std::string> warnings{};
};

/// The skips of one service that one policy refused for one reason in one hour.
struct recorded_skips {
    time_point hour{};        ///< its beginning
    std::string service{};
    std::string why{};        ///< `name(skip_reason)`
    std::string policy{};
    std::size_t times = 0;
    time_point first{};
    time_point last{};
    std::string reason{};     ///< of the last one: what had asked for a run
    double have = 0;          ///< of the last one
    double need = 0;
    std::string unit{};
};

/// A verdict with the run that it belongs to.
struct judged_model {
    time_point at{};          ///< the end of the run
    std::string service{};
    std::size_t run = 0;
    std::string model{};
    bool published = false;
    recorded_verdict verdict{};
};

/// A version of a model and since when it was live.
struct recorded_publication {
    time_point since{};       ///< the end of the run that published it
    std::string service{};
    std::size_t run = 0;
    std::string model{};
    std::uint64_t generation = 0;
    std::string by_hand{};    ///< a rollback, for example; empty: it won
    std::string because{};
};

}  // namespace retrain
