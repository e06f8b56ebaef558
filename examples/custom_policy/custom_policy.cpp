// An interval policy, a sink and a trainer of one's own. The service treats them like those that
// ship: the centroids are saved, verified, judged, backed up, replaced and rolled back.
#include "console_sink.hpp"
#include "market_hours.hpp"
#include "nearest_centroid.hpp"

#include <retrain/defaults.hpp>
#include <retrain/retrain.hpp>

#include <cstdint>
#include <filesystem>
#include <iostream>

namespace rt = retrain;
using namespace std::chrono_literals;

namespace {

struct close_of_day {};

using desk_service = rt::retraining_service<
    rt::on<close_of_day>,
    rt::all_of<custom_policy::outside_market_hours, rt::min_interval<12h>>,
    custom_policy::nearest_centroid, custom_policy::console_sink, rt::memory_source,
    rt::virtual_clock>;

/// `count` rows of two features around one middle a class; the middles move apart with `distance`.
rt::dataset rows(int count, float distance) {
    rt::dataset made;
    made.shape = {{{"momentum", rt::column_type::number}, {"volume", rt::column_type::number}},
                  {"buy", "avoid"},
                  {}};
    std::uint64_t state = 7;
    auto const noise = [&] {
        state = state * 6364136223846793005U + 1442695040888963407U;
        return static_cast<float>(state >> 40U) / static_cast<float>(1U << 24U) - 0.5F;
    };
    auto const begin = rt::time_point{std::chrono::sys_days{std::chrono::year{2019} / 1 / 1}};
    for (int row = 0; row < count; ++row) {
        auto const label = static_cast<std::uint32_t>(row % 2);
        made.features.push_back(noise() + distance * static_cast<float>(label));
        made.features.push_back(noise());
        made.labels.push_back(label);
        made.weights.push_back(1);
        made.entry.push_back(begin + row * 24h);
        made.exit.push_back(made.entry.back());
        made.known.push_back(made.exit.back());
        made.keys.push_back(static_cast<std::uint64_t>(row));
        made.contents.push_back(static_cast<std::uint64_t>(row));
    }
    return made;
}

}  // namespace

int main() {
    auto const folder = std::filesystem::temp_directory_path() / "retrain-custom-policy";
    std::filesystem::remove_all(folder);
    rt::settings values;
    values.models_directory = folder / "models";

    // A trading day, so the market is open at 15:00.
    rt::virtual_clock clock{std::chrono::sys_days{std::chrono::year{2020} / 1 / 2} + 15h};
    rt::memory_source source{rows(300, 1.2F)};
    desk_service service{values, clock, source};
    rt::event_bus bus;
    auto const connection = service.connect(bus);

    bus.publish(close_of_day{});  // refused by outside_market_hours
    bool const waited = service.live<custom_policy::nearest_centroid>() == nullptr;
    clock.advance(7h);
    bus.publish(close_of_day{});  // the first model
    auto const first = service.live<custom_policy::nearest_centroid>();
    if (!waited || !first) return 1;

    std::cout << "it serves: momentum 1.2 is '" << first->predict(std::array{1.2F, 0.0F}).label
              << "'\n";
    auto const next = service.retrain("by hand");  // same rows, so it is not better
    bool const kept = next && !next.run.any_published();

    // The plain file is there for anybody to read, and verified before this program reads it.
    bool const stored = std::filesystem::exists(folder / "models" / "nearest_centroid.centroids");
    std::filesystem::remove_all(folder);
    return kept && stored ? 0 : 1;
}
