#include <retrain/detail/cron_parser.hpp>

#include <fuzz/targets.hpp>

#include <chrono>

/// An expression is read or its mistake lies within it; what was read names times that it allows.
void retrain::fuzz::cron_expression(bytes input) {
    using namespace std::chrono;
    auto const text = text_of(input);
    auto const reading = detail::cron_parser{text}.read();
    if (reading.mistake != detail::cron_mistake::none) {
        must(reading.begin <= reading.end && reading.end <= text.size(),
             "a mistake lies within its expression");
        return;
    }
    local_time_point shown{local_days{year{2024} / 2 / 28} + hours{23} + minutes{59}};
    for (int i = 0; i < 4; ++i) {
        auto const next = reading.fields.after(shown);
        must(next.has_value(), "a possible expression has a next time");
        must(*next > shown && *next - shown < days{41 * 366}, "the next time is later, and soon");
        auto const day = floor<days>(*next);
        must(reading.fields.names(day), "the next time is on a day that the expression names");
        shown = *next;
    }
}
