// The code of docs/history.md.
//! [own]
#include <retrain/core/describe.hpp>
#include <retrain/core/record.hpp>
#include <retrain/history/concept.hpp>

#include <functional>
#include <string>
#include <utility>

namespace rt = retrain;

/// Tells somebody, in one sentence, about each run that failed. Skips are not its business.
class failure_alert {
   public:
    using policy_role = rt::history_role;

    explicit failure_alert(std::function<void(std::string const&)> tell) : tell_{std::move(tell)} {}

    void record(rt::run_record const& run) {
        if (run.any_failure()) tell_(rt::describe(run));
    }

   private:
    std::function<void(std::string const&)> tell_;
};
static_assert(rt::HistorySink<failure_alert>);
//! [own]

#include <retrain/history/memory_history.hpp>
#include <retrain/history/record_to.hpp>
#include <retrain/history/text_history.hpp>

#include <filesystem>

namespace {

//! [several]
using histories = rt::record_to<rt::text_history, failure_alert, rt::memory_history>;

histories histories_in(std::filesystem::path const& logs, rt::memory_history const& shown,
                       std::function<void(std::string const&)> tell) {
    return histories{rt::text_history{logs / "runs.txt"}, failure_alert{std::move(tell)}, shown};
}
//! [several]

}  // namespace

int main() {
    auto const logs = std::filesystem::temp_directory_path() / "retrain-docs-history";
    std::filesystem::remove_all(logs);
    std::string told;
    rt::memory_history const shown;
    auto sink = histories_in(logs, shown, [&](std::string const& text) { told = text; });

    rt::run_record run;
    run.number = 1;
    run.reason = "by hand";
    sink.record(run);
    bool const silent = told.empty();
    run.failure = rt::failure{rt::failure_reason::source_missing, "there is no training data"};
    sink.record(run);
    sink.record(rt::skip_record{});

    bool const right = silent &&
                       told.ends_with("failed, source_missing: there is no training data") &&
                       shown.runs().size() == 2 && shown.skips().size() == 1 &&
                       std::filesystem::file_size(logs / "runs.txt") > 0;
    std::filesystem::remove_all(logs);
    return right ? 0 : 1;
}
