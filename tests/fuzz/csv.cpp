#include <retrain/core/time_zone.hpp>
#include <retrain/detail/csv_load.hpp>

#include <fuzz/targets.hpp>
#include <laws/source.hpp>

#include <string_view>
#include <vector>

/// The first byte chooses the options, the rest is the file.
void retrain::fuzz::csv(bytes input) {
    unsigned const choice = take_byte(input);
    csv_options options;
    options.max_row_bytes = (choice & 1) != 0 ? 200 : 1 << 20;
    options.max_columns = 64;
    options.max_rows = 1'000;
    if ((choice & 2) != 0) options.classes = {"buy", "avoid"};
    if ((choice & 4) != 0) options.auxiliary = {"rsi"};
    std::vector<feature_column> wanted;
    if ((choice & 8) != 0) wanted = {{"ema"}, {"above", column_type::boolean}};
    static time_zone const zone{"+05:30"};
    try {
        auto const rows = detail::parse_csv("fuzz.csv", detail::csv_text{text_of(input)}, options,
                                            zone, wanted, {});
        must(laws::members_fit(rows), "the members of a data set fit");
        must(laws::rows_make_sense(rows), "rows make sense");
        must(laws::names_are_unique(rows), "names are unique");
    } catch (error const& refused) {
        must(refused.why() == failure_reason::bad_data, "a CSV file is refused as bad data");
        must(std::string_view{refused.what()}.starts_with("fuzz.csv:"), "a refusal names the file");
        must(detail::is_plain_text(refused.what()), "a refusal is one line of plain text");
    }
    must(detail::end_of_complete_rows(text_of(input)) <= input.size(), "complete rows are rows");
}
