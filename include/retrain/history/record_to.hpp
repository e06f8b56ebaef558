#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/role.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/core/type_name.hpp>
#include <retrain/detail/from_settings.hpp>
#include <retrain/history/concept.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <exception>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace retrain {

namespace requirement {
/// Fails to compile with the first thing that keeps `Sinks` from being joined.
template <class... Sinks>
consteval bool explain_sinks() {
    if constexpr (sizeof...(Sinks) == 0)
        static_assert(sizeof...(Sinks) != 0,
                      "[history.any] record_to needs at least one HistorySink, such as "
                      "`record_to<text_history, jsonl_history>`; to keep nothing name no_history");
    else if constexpr (!(PlaysRole<Sinks, history_role> && ...))
        static_assert(sizeof...(Sinks) == 0,
                      "[history.each] every part of record_to must be a HistorySink that says "
                      "`using policy_role = retrain::history_role;`");
    else
        (history_role::explain<Sinks>(), ...);
    return true;
}
}  // namespace requirement

/// Records in all `Sinks`, in their order. Use when more than one is to be told. Skips go to those
/// that want them.
///
/// A sink that throws does not keep the others from recording. Afterwards `record` throws one
/// `error` (`store_failed`) that names each sink that failed and repeats its text.
template <class... Sinks>
class record_to {
    static_assert(requirement::explain_sinks<Sinks...>());

   public:
    using policy_role = history_role;

    record_to()
        requires(std::default_initializable<Sinks> && ...)
    = default;

    explicit record_to(Sinks... sinks)
        requires(sizeof...(Sinks) != 0)
        : sinks_{std::move(sinks)...} {}

    /// Builds each sink from the settings, or by default where it knows nothing of them.
    [[nodiscard]] static record_to from_settings(settings const& from)
        requires(sizeof...(Sinks) != 0 && (detail::FromSettings<Sinks> && ...))
    {
        return record_to{detail::from_settings<Sinks>(from)...};
    }

    void record(run_record const& run) { tell(run); }
    std::size_t complete(std::span<run_record const> publications)
        requires(requirement::HistoryCompletes<Sinks> || ...)
    {
        std::size_t most = 0;
        to_each([&](auto& sink) {
            if constexpr (requirement::HistoryCompletes<decltype(sink)>)
                most = std::max<std::size_t>(most, sink.complete(publications));
        });
        return most;
    }
    void record(skip_record const& skip)
        requires(requirement::HistoryRecordsSkips<Sinks> || ...)
    {
        tell(skip);
    }

    /// The sink at `Place`, for a program that wants to look at it.
    template <std::size_t Place>
    [[nodiscard]] auto const& sink() const noexcept {
        return std::get<Place>(sinks_);
    }

   private:
    template <class Record>
    void tell(Record const& what) {
        to_each([&](auto& sink) {
            if constexpr (requires { sink.record(what); }) sink.record(what);
        });
    }

    template <class Act>
    void to_each(Act const& act) {
        std::string failures;
        auto const tell_one = [&]<class Sink>(Sink& sink) {
            try {
                act(sink);
            } catch (std::exception const& problem) {
                add(failures, type_name<Sink>(), problem.what());
            } catch (...) {
                add(failures, type_name<Sink>(), "an exception without a text");
            }
        };
        std::apply([&](Sinks&... sinks) { (tell_one(sinks), ...); }, sinks_);
        if (!failures.empty()) throw error{failure_reason::store_failed, failures};
    }

    static void add(std::string& failures, std::string_view sink, std::string_view text) {
        failures.append(failures.empty() ? "" : "; ").append(sink).append(" did not record: ");
        failures.append(text);
    }

    std::tuple<Sinks...> sinks_;
};

}  // namespace retrain
