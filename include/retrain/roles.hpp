#pragma once

// The catalogue of everything that can be chosen. Start reading here, then open the concept header
// of the role that interests you: it says what a policy must offer, and names those that ship.
#include <retrain/backup/concept.hpp>          // what survives a bad model?
#include <retrain/backup/keep_last.hpp>
#include <retrain/clock/concept.hpp>           // what time is it?
#include <retrain/clock/system_time.hpp>
#include <retrain/data_gate/concept.hpp>       // is this data fit to train on?
#include <retrain/data_gate/data_checks.hpp>
#include <retrain/executor/concept.hpp>        // whose thread does the work?
#include <retrain/executor/inline_executor.hpp>
#include <retrain/filter/concept.hpp>          // which rows count?
#include <retrain/filter/keep_all_rows.hpp>
#include <retrain/history/concept.hpp>         // who is told?
#include <retrain/history/text_history.hpp>
#include <retrain/interval/concept.hpp>        // is it allowed now?
#include <retrain/interval/min_interval.hpp>
#include <retrain/ledger/concept.hpp>          // what survives a restart?
#include <retrain/logger/concept.hpp>          // where do messages go?
#include <retrain/promotion/concept.hpp>       // what happens to a winner?
#include <retrain/promotion/replace.hpp>
#include <retrain/service/named.hpp>           // what is the service called?
#include <retrain/source/concept.hpp>          // where do rows come from?
#include <retrain/source/inferred_features.hpp>
#include <retrain/split/concept.hpp>           // which rows train, which judge?
#include <retrain/split/purged_holdout.hpp>
#include <retrain/store/concept.hpp>           // where does the live model stay?
#include <retrain/trainer/concept.hpp>         // how is a model fitted?
#include <retrain/trainer/train_each.hpp>
#include <retrain/trigger/concept.hpp>         // is there a reason to retrain?
#include <retrain/trigger/never.hpp>
#include <retrain/validation/champion_challenger.hpp>
#include <retrain/validation/concept.hpp>      // may the new model replace the old one?
#include <retrain/validation/log_loss.hpp>
#include <retrain/window/all_rows.hpp>
#include <retrain/window/concept.hpp>          // how far back do models learn?
#if defined(RETRAIN_WITH_SPDLOG)
#include <retrain/logger/spdlog_logger.hpp>
#else
#include <retrain/logger/no_logger.hpp>
#endif

#include <chrono>

namespace retrain {

// Defaults that read and write files are defined by <retrain/defaults.hpp>.
template <class Features>
class csv_source;
class file_store;
class file_ledger;
template <class Retention>
class timestamped_backup;

/// What plays a role that a program leaves open: its member `type`. A trainer has no default.
template <class Role>
struct default_policy {
    using type = void;
};
template <>
struct default_policy<trigger_role> {
    using type = never;
};
template <>
struct default_policy<interval_role> {
    using type = min_interval<std::chrono::hours{24}>;
};
template <>
struct default_policy<backup_role> {
    using type = timestamped_backup<keep_last<10>>;
};
template <>
struct default_policy<history_role> {
    using type = text_history;
};
template <>
struct default_policy<source_role> {
    using type = csv_source<inferred_features>;
};
template <>
struct default_policy<filter_role> {
    using type = keep_all_rows;
};
template <>
struct default_policy<data_gate_role> {
    using type = data_checks;
};
template <>
struct default_policy<split_role> {
    using type = purged_holdout<>;
};
template <>
struct default_policy<window_role> {
    using type = all_rows;
};
template <>
struct default_policy<validation_role> {
    using type = champion_challenger<log_loss>;
};
template <>
struct default_policy<promotion_role> {
    using type = replace;
};
template <>
struct default_policy<store_role> {
    using type = file_store;
};
template <>
struct default_policy<ledger_role> {
    using type = file_ledger;
};
template <>
struct default_policy<executor_role> {
    using type = inline_executor;
};
template <>
struct default_policy<clock_role> {
    using type = system_time;
};
template <>
struct default_policy<logger_role> {
#if defined(RETRAIN_WITH_SPDLOG)
    using type = spdlog_logger;
#else
    using type = no_logger;
#endif
};
template <>
struct default_policy<name_role> {
    using type = named<unnamed_service>;
};

}  // namespace retrain
