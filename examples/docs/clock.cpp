// The code of docs/clock.md.
//! [own]
#include <retrain/clock/concept.hpp>
#include <retrain/core/time.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>

namespace rt = retrain;

/// The time of the latest quote, as an exchange stamps it: decisions replay with the quotes.
class quote_time {
   public:
    using policy_role = rt::clock_role;

    explicit quote_time(std::atomic<std::int64_t> const& microseconds) : latest_{&microseconds} {}

    [[nodiscard]] rt::time_point now() const noexcept {
        return rt::time_point{std::chrono::microseconds{latest_->load()}};
    }

   private:
    std::atomic<std::int64_t> const* latest_;
};
static_assert(rt::Clock<quote_time>);
//! [own]

#include <retrain/clock/virtual_clock.hpp>

namespace {

//! [virtual]
bool both_hands_move() {
    using namespace std::chrono_literals;
    rt::virtual_clock clock{std::chrono::sys_days{std::chrono::year{2020} / 1 / 31}};
    rt::virtual_clock const given_to_the_service = clock;
    clock.advance(36h);
    return given_to_the_service.now() == clock.now();
}
//! [virtual]

}  // namespace

int main() {
    std::atomic<std::int64_t> stamp{1'580'474'096'000'000};
    quote_time const quotes{stamp};
    auto const before = quotes.now();
    ++stamp;
    bool const follows = quotes.now() == before + std::chrono::microseconds{1};
    return both_hands_move() && follows ? 0 : 1;
}
