// Whatever stands in a file, it is loaded or refused in words.
#include <retrain/core/time_zone.hpp>
#include <retrain/detail/csv_load.hpp>

#include <laws/source.hpp>
#include <support/catch.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace detail = retrain::detail;

namespace {


class dice {
   public:
    explicit dice(std::uint64_t seed) : engine_{seed} {}
    std::size_t operator()(std::size_t most) { return engine_() % (most + 1); }
    template <class Choices>
    auto const& of(Choices const& choices) {
        return choices[(*this)(std::size(choices) - 1)];
    }

   private:
    std::mt19937_64 engine_;
};

std::array<std::string_view, 3> const files{
    "ticker,entry_date,exit_date,rsi,above,ema,label,sample_weight\n"
    "A,2020-01-01,2020-01-05,50.5,True,1455.219971,buy,1\n"
    "A,2020-01-02,2020-01-06,,False,-0.9762429492718849,avoid,0.5\n"
    "B,2020-01-02T10:30:00+05:30,2020-01-06T16:00,-1e-05,True,7,watch,\n"
    "C,2020-01-07,,1,,3,,2\n",
    "\xEF\xBB\xBF\"rsi\",\"above\",note,\"label\"\r\n"
    "\"1\",True,\"a \"\"b\"\", c\",buy\r\n"
    "2,false,\"two\r\nlines\",\"avoid\"\r\n"
    "\r\n"
    "12345678901234567,True,,buy",
    "label,above,rsi,rsi2,rsi3\nbuy,True,1,2,3\nbuy,False,1.5,2.25,3.125\nhold,True,.5,5.,-0\n"};

std::string mutated(dice& roll, std::string text) {
    constexpr std::string_view special = "\",\n\r\0\t 0123456789.-+eETFNtfn\xEF\xBB\xBF\xC3\xA9:Z";
    for (std::size_t changes = 1 + roll(3); changes > 0 && !text.empty(); --changes) {
        std::size_t const at = roll(text.size() - 1);
        std::size_t const length = 1 + roll(roll(9) == 0 ? 60 : 3);
        switch (roll(5)) {
            case 0: text[at] = static_cast<char>(roll(255)); break;
            case 1: text[at] = roll.of(special); break;
            case 2: text.insert(at, 1, roll.of(special)); break;
            case 3: text.erase(at, length); break;
            case 4: text.insert(roll(text.size()), text.substr(at, length)); break;
            default: text.insert(at, std::string(length, roll.of(special))); break;
        }
    }
    return text;
}

/// Loads `text`, or is refused with a message that names the file. Returns whether it was loaded.
bool load_or_refuse(std::string const& text, bool typed) {
    INFO(text);
    retrain::csv_options options;
    options.max_row_bytes = 400;
    std::vector<retrain::feature_column> wanted;
    if (typed) wanted = {{"rsi"}, {"above", retrain::column_type::boolean}};
    try {
        auto const rows = detail::parse_csv("fuzz.csv", detail::csv_text{text}, options,
                                            retrain::time_zone{"+05:30"}, wanted, {});
        REQUIRE(retrain::laws::members_fit(rows));
        REQUIRE(retrain::laws::rows_make_sense(rows));
        REQUIRE(retrain::laws::names_are_unique(rows));
        return true;
    } catch (retrain::error const& refused) {
        REQUIRE(refused.why() == retrain::failure_reason::bad_data);
        REQUIRE(std::string_view{refused.what()}.starts_with("fuzz.csv:"));
        REQUIRE(detail::is_plain_text(refused.what()));
        return false;
    }
}

}  // namespace

TEST_CASE("random changes of a file are loaded or refused, and nothing else") {
    dice roll{7};
    std::size_t loaded = 0;
    constexpr std::size_t rounds = 20'000;
    for (std::size_t i = 0; i < rounds; ++i)
        loaded += load_or_refuse(mutated(roll, std::string{roll.of(files)}), roll(1) == 0);
    CHECK(loaded > rounds / 20);
    CHECK(loaded < rounds - rounds / 20);
    for (std::string_view const file : files)
        for (std::size_t length = 0; length <= file.size(); ++length)
            load_or_refuse(std::string{file.substr(0, length)}, length % 2 == 0);
}

TEST_CASE("random bytes are refused") {
    dice roll{11};
    for (int i = 0; i < 2'000; ++i) {
        std::string text(roll(300), ' ');
        for (char& c : text) c = static_cast<char>(roll(255));
        load_or_refuse(text, false);
        load_or_refuse("rsi,above,label\n" + text, true);
    }
}

TEST_CASE("cells that are written in quotes are read back") {
    constexpr std::string_view letters = "ab,\"\n\r \t.0\xC3\xA9";
    dice roll{13};
    for (int i = 0; i < 3'000; ++i) {
        std::vector<std::vector<std::string>> table(1 + roll(5));
        std::string text;
        for (auto& row : table) {
            row.resize(1 + roll(6));
            for (auto& cell : row) {
                if (&cell != row.data()) text += ',';
                cell.resize(roll(9));
                for (char& c : cell) c = roll.of(letters);
                if (cell.find_first_of(",\"\r\n") != cell.npos || roll(2) == 0) {
                    text += '"';
                    for (char const c : cell) text.append(c == '"' ? 2 : 1, c);
                    text += '"';
                } else {
                    text += cell;
                }
            }
            text += roll(1) == 0 ? "\n" : "\r\n";
        }
        INFO(text);
        detail::csv_text const file{text};
        detail::csv_scanner scan{"back.csv", file};
        char const* at = file.begin();
        for (auto const& row : table) {
            REQUIRE(scan.count_cells(at) == row.size());
            for (std::size_t column = 0; column < row.size(); ++column) {
                auto const cell = scan.cell(at);
                REQUIRE(cell.text == row[column]);
                at = *cell.end == ',' ? cell.end + 1 : detail::csv_scanner::next_row(cell.end);
            }
        }
        REQUIRE(at == file.end());
        REQUIRE(detail::end_of_complete_rows(text) == text.size());
    }
}

TEST_CASE("numbers and labels that are written are read back") {
    std::array<std::string, 4> const labels{"buy", "a, b", "say \"no\"", "gr\u00fc\u00dfe"};
    dice roll{17};
    std::mt19937 random{19};
    for (int i = 0; i < 200; ++i) {
        std::size_t const width = 1 + roll(5);
        std::size_t const height = roll(20);
        std::vector<float> numbers;
        std::vector<std::string> texts;
        std::string text;
        for (std::size_t column = 0; column < width; ++column) text.append("f").append(std::to_string(column)).append(",");
        text += "label\n";
        for (std::size_t row = 0; row < height; ++row) {
            for (std::size_t column = 0; column < width; ++column) {
                float value = std::bit_cast<float>(static_cast<std::uint32_t>(random()));
                if (!std::isfinite(value)) value = 0.1f;
                char digits[64];
                auto const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
                numbers.push_back(value);
                bool const quotes = roll(4) == 0;
                if (quotes) text += '"';
                text.append(digits, end);
                text += quotes ? "\"," : ",";
            }
            texts.push_back(roll.of(labels));
            text += '"';
            for (char const c : texts.back()) text.append(c == '"' ? 2 : 1, c);
            text += "\"\n";
        }
        INFO(text);
        auto const rows = detail::parse_csv("back.csv", detail::csv_text{text}, {},
                                            retrain::time_zone{}, {}, {});
        REQUIRE(rows.labels.size() == height);
        for (std::size_t k = 0; k < numbers.size(); ++k)
            REQUIRE(std::bit_cast<std::uint32_t>(rows.features[k]) ==
                    std::bit_cast<std::uint32_t>(numbers[k]));
        for (std::size_t row = 0; row < height; ++row)
            REQUIRE(retrain::laws::label_of(rows, row) == texts[row]);
    }
}
