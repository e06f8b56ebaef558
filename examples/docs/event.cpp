// The examples of docs/event.md: events of one's own, and the two buses.
#include <retrain/event/analysis_completed.hpp>
#include <retrain/event/backtest_completed.hpp>
#include <retrain/event/event_bus.hpp>
#include <retrain/event/static_bus.hpp>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

//! [own]
namespace rt = retrain;

/// A trade of ours has been closed: its label is known.
struct trade_closed {
    static constexpr std::string_view event_name = "trade_closed";  // what records call it

    std::string ticker{};
    double profit = 0;
};
//! [own]

//! [dynamic]
std::vector<std::string> a_day() {
    std::vector<std::string> diary;
    rt::event_bus bus{[&](rt::log_level, std::string_view text) { diary.emplace_back(text); }};
    bus.keep_history<trade_closed>(100);

    auto const losses = bus.subscribe<trade_closed>([&](trade_closed const& trade) {
        if (trade.profit < 0) diary.push_back("lost on " + trade.ticker);
    });
    {
        auto const broken = bus.subscribe<trade_closed>(
            [](trade_closed const&) { throw std::runtime_error{"disk full"}; });
        bus.publish(trade_closed{"MSFT", -3.5});
    }  // `broken` is unsubscribed here
    bus.publish(trade_closed{"AAPL", 12.0});

    diary.push_back(std::to_string(bus.history<trade_closed>().size()) + " trades closed");
    return diary;
}
//! [dynamic]

//! [static]
class portfolio {
   public:
    void operator()(trade_closed const& trade) noexcept { profit_ += trade.profit; }
    [[nodiscard]] double profit() const noexcept { return profit_; }

   private:
    double profit_ = 0;
};

double fixed_handlers() {
    portfolio held;
    std::size_t analysed = 0;
    rt::static_bus bus{held,
                       [&](rt::analysis_completed const& event) { analysed += event.batch_size; }};
    bus.publish(trade_closed{"MSFT", 4.0});                  // reaches `held`
    bus.publish(rt::analysis_completed{.batch_size = 64});   // reaches the lambda
    bus.publish(rt::backtest_completed{.strategy = "dip"});  // reaches nobody
    return held.profit() + static_cast<double>(analysed);
}
//! [static]

int main() {
    bool const diary_is_right =
        a_day() == std::vector<std::string>{"lost on MSFT",
                                            "a handler of trade_closed threw: disk full",
                                            "2 trades closed"};
    return diary_is_right && fixed_handlers() == 68.0 ? 0 : 1;
}
