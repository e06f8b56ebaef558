// A training file that is appended to, half written, cut, rewritten and replaced while it is read, all
// the time.
#include <crash/world.hpp>
#include <support/catch.hpp>

#include <retrain/ledger/memory_ledger.hpp>
#include <retrain/history/memory_history.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <map>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

using namespace retrain;
using namespace retrain::testing;
namespace fs = std::filesystem;

namespace {

constexpr unsigned hard_limit_seconds = 140;
constexpr std::string_view header = "a,b,check,label\n";

/// The rows that there are: `check` and the label tell a row of which a part is another's.
constexpr int check_of(int a, int b) { return (31 * a + 17 * b) % 65'521; }
std::string row_of(int a, unsigned version) {
    int const b = (7919 * a + static_cast<int>(version)) % 9973;
    std::string row = std::to_string(a);
    row.append(",").append(std::to_string(b)).append(",").append(std::to_string(check_of(a, b)));
    return row.append(a % 2 == 0 ? ",buy\n" : ",avoid\n");
}
bool stood_in_the_file(dataset_view rows, std::size_t at) {
    auto const values = rows.row(at);
    int const a = static_cast<int>(values[0]);
    int const b = static_cast<int>(values[1]);
    auto const& label = rows.shape->classes[rows.labels[at]];
    return values.size() == 3 && values[2] == static_cast<float>(check_of(a, b)) &&
           label == (a % 2 == 0 ? "buy" : "avoid");
}

/// Writes to the file in all the ways in which programs do, until it is stopped; then the file is
/// complete.
class restless_writer {
   public:
    explicit restless_writer(fs::path file) : file_{std::move(file)} {
        replace(200);
        thread_ = std::jthread{[this](std::stop_token const& stop) {
            while (!stop.stop_requested()) act();
            replace(300);
        }};
    }
    void stop() {
        thread_.request_stop();
        thread_.join();
    }
    [[nodiscard]] int acts() const noexcept { return acts_; }

   private:
    void act() {
        ++acts_;
        switch (random_() % 6) {
            case 0: return replace(static_cast<int>(100 + random_() % 300));
            case 1: return rewrite();
            case 2: return cut();
            case 3: return make_anew();
            default: return append();
        }
    }
    std::string rows(int count) {
        ++version_;
        std::string text{header};
        for (rows_ = 0; rows_ < count; ++rows_) text += row_of(rows_, version_);
        return text;
    }
    void write(int flags, std::string_view text) {
        int const out = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0666);
        if (out == -1) throw std::runtime_error{"can't open the file"};
        while (!text.empty()) {  // rows are torn wherever it happens
            auto const part = std::min<std::size_t>(text.size(), 1 + random_() % 700);
            if (::write(out, text.data(), part) != static_cast<ssize_t>(part))
                throw std::runtime_error{"can't write"};
            text.remove_prefix(part);
            if (random_() % 8 == 0) std::this_thread::sleep_for(std::chrono::microseconds{300});
        }
        ::close(out);
    }
    /// A new file takes the name.
    void replace(int count) {
        auto other = file_;
        other += ".new";
        write_file(other, rows(count));
        fs::rename(other, file_);
    }
    /// The same file is written anew, over what it had.
    void rewrite() { write(O_TRUNC, rows(static_cast<int>(100 + random_() % 300))); }
    /// For a moment there is no file.
    void make_anew() {
        fs::remove(file_);
        write(O_EXCL, rows(static_cast<int>(100 + random_() % 100)));
    }
    /// Cut within a row, which is then completed.
    void cut() {
        auto const whole = rows(static_cast<int>(100 + random_() % 100));
        write(O_TRUNC, whole);
        auto const length = header.size() + random_() % (whole.size() - header.size());
        if (::truncate(file_.c_str(), static_cast<off_t>(length)) != 0)
            throw std::runtime_error{"can't cut"};
        std::this_thread::sleep_for(std::chrono::microseconds{200});
        write(O_APPEND, std::string_view{whole}.substr(length));
    }
    void append() {
        std::string text;
        for (auto count = random_() % 20; count > 0; --count) text += row_of(rows_++, version_);
        write(O_APPEND, text);
    }

    fs::path file_;
    std::mt19937 random_{42};
    unsigned version_ = 0;
    int rows_ = 0;
    std::atomic<int> acts_ = 0;
    std::jthread thread_;
};

/// What a load may refuse with while others write: a header or rows that are not there yet.
bool may_be(failure const& refused) {
    bool begun = false;
    for (char const* const text : {"no complete line yet", ":1: no header", "rows can be used", "has no rows",
                                   "at least two classes"})
        begun = begun || refused.text.find(text) != std::string::npos;
    return refused.why == failure_reason::source_changed ||
           refused.why == failure_reason::source_missing ||
           (refused.why == failure_reason::bad_data && begun);
}

std::atomic<int> strange_rows = 0;

/// Looks at what it is given to learn from.
struct looking_trainer {
    using policy_role = trainer_role;
    static constexpr std::string_view name = "looking";

    struct model : whole_model {
        [[nodiscard]] static model load(std::span<std::byte const> bytes) {
            return {whole_model::load(bytes)};
        }
        [[nodiscard]] static std::size_t feature_count() noexcept { return 3; }
        void predict_proba(std::span<float const> rows, std::span<float> out) const {
            for (std::size_t row = 0; 3 * row < rows.size(); ++row)
                whole_model::predict_proba(rows.subspan(3 * row, 1), out.subspan(2 * row, 2));
        }
    };
    [[nodiscard]] static model train(training_request const& request) {
        for (std::size_t row = 0; row < request.rows.row_count(); ++row)
            if (!stood_in_the_file(request.rows, row)) ++strange_rows;
        return {first_trainer::train(request)};
    }
};

}  // namespace

TEST_CASE("a load has rows that stood in the file, or says why not", "[crash]") {
    ::alarm(hard_limit_seconds);
    scratch_directory const scratch;
    auto const file = scratch / "rows.csv";
    restless_writer writer{file};
    csv_source<> const source{file.string()};
    std::map<std::string_view, int> refused;
    int loads = 0, whole = 0;
    for (; loads < 1000 || writer.acts() < 1000 || whole <= 100; ++loads) {
        try {
            auto const rows = source.load({});
            whole += rows.labels.empty() ? 0 : 1;
            int strange = 0;
            for (std::size_t row = 0; row < rows.labels.size(); ++row)
                strange += stood_in_the_file(rows.view(), row) ? 0 : 1;
            CHECK(strange == 0);
        } catch (error const& mistake) {
            CAPTURE(mistake.what());
            CHECK(may_be({mistake.why(), mistake.what()}));
            ++refused[name(mistake.why())];
            std::this_thread::sleep_for(std::chrono::microseconds{200});
        }
    }
    writer.stop();
    CHECK(source.load({}).labels.size() == 300);
    std::printf("%d loads beside %d changes: %d with rows", loads, writer.acts(), whole);
    for (auto const& [why, times] : refused)
        std::printf(", %d %.*s", times, static_cast<int>(why.size()), why.data());
    std::printf("\n");
}

TEST_CASE("a service trains on such a file, or fails with a typed reason", "[crash]") {
    ::alarm(hard_limit_seconds);
    scratch_directory const scratch;
    world const at{scratch / "world"};
    fs::create_directories(at.root());
    restless_writer writer{at.csv()};
    kept_log log;
    memory_history history;
    auto patient = at.configuration();
    patient.retry_seconds = 3600.0;  // each run of this test is one that it asked for
    retraining_service<no_validation, always, never, memory_ledger, file_store, csv_source<>,
                       looking_trainer, kept_log, memory_history>
        service{patient, log, history};
    int published = 0, failed = 0;
    std::uint64_t generation = 0;
    for (int run = 0; run < 150 || published <= 10; ++run) {
        auto const report = service.retrain("again");
        REQUIRE_FALSE(report.skipped);
        if (report.run.failure) {
            CAPTURE(report.text);
            CHECK(may_be(*report.run.failure));
            ++failed;
        } else {
            CHECK(report.run.models.at(0).published);
            ++published;
            ++generation;
        }
        auto const live = service.live<looking_trainer>();
        CHECK((live ? live->generation() : 0) == generation);
    }
    writer.stop();
    CHECK(strange_rows == 0);
    CHECK(history.runs().size() == static_cast<std::size_t>(published + failed));
    auto const last = service.retrain("the file rests");
    CHECK(last);
    CHECK(last.run.rows.read == 300);
    std::printf("%d runs beside %d changes: %d published, %d failed\n", published + failed,
                writer.acts(), published, failed);
}
