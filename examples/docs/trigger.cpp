// The examples of docs/trigger.md: combining triggers, and one's own.
#include <retrain/event/analysis_completed.hpp>
#include <retrain/event/backtest_completed.hpp>
#include <retrain/trigger/any_of.hpp>
#include <retrain/trigger/at_least.hpp>
#include <retrain/trigger/on.hpp>

#include <cstddef>

//! [combine]
namespace rt = retrain;

struct has_trades {
    constexpr bool operator()(rt::backtest_completed const& event) const noexcept {
        return event.trades > 0;
    }
};

using new_labels = rt::any_of<
    rt::on<rt::backtest_completed, has_trades>,
    rt::on<rt::analysis_completed, rt::at_least<&rt::analysis_completed::batch_size, 50>>>;

static_assert(new_labels{}.observe(rt::analysis_completed{64}, {}) ==
              rt::reason{"analysis_completed", 64.0});
static_assert(!new_labels{}.observe(rt::analysis_completed{49}, {}));
//! [combine]

//! [own]
#include <retrain/trigger/concept.hpp>

#include <charconv>
#include <optional>
#include <string>
#include <string_view>

struct trade_closed {
    double profit = 0;
};

/// Fires when so many trades in a row have lost money: the market may have changed.
template <std::size_t Length>
class losing_streak {
   public:
    using policy_role = rt::trigger_role;
    using events = rt::type_list<trade_closed>;

    constexpr std::optional<rt::reason> observe(trade_closed const& trade,
                                                rt::observation const&) noexcept {
        losses_ = trade.profit < 0 ? losses_ + 1 : 0;
        if (losses_ < Length) return std::nullopt;
        losses_ = 0;
        return rt::reason{"losing_streak", static_cast<double>(Length)};
    }

    // It remembers, so the ledger keeps its memory over restarts.
    [[nodiscard]] std::string save() const { return std::to_string(losses_); }
    void restore(std::string_view saved) noexcept {
        std::from_chars(saved.data(), saved.data() + saved.size(), losses_);
    }

   private:
    std::size_t losses_ = 0;
};
static_assert(rt::StatefulTrigger<losing_streak<5>>);
//! [own]

int main() {
    using three_losses = rt::any_of<losing_streak<3>, new_labels>;
    three_losses before;
    bool right = !before.observe(trade_closed{-1}, {}) && !before.observe(trade_closed{-1}, {});
    three_losses after_restart;
    after_restart.restore(before.save());
    right =
        right && after_restart.observe(trade_closed{-1}, {}) == rt::reason{"losing_streak", 3.0};
    right = right && !after_restart.observe(rt::backtest_completed{"dip", 0}, {}) &&
            after_restart.observe(rt::backtest_completed{"dip", 3}, {});
    return right ? 0 : 1;
}
