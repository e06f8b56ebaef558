#pragma once

#include "training_data.hpp"

#include <retrain/core/time.hpp>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <ios>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace quickstart {

/// A training file that grows as outcomes become known, as that of a running system does.
class growing_file {
   public:
    /// Starts the file anew, with the header only. `rows` are those that will come to be known, in
    /// ascending order of exit. Throws `std::runtime_error` where the file can't be written.
    growing_file(std::filesystem::path path, std::vector<training_row> rows)
        : path_{std::move(path)}, rows_{std::move(rows)} {
        if (path_.has_parent_path()) std::filesystem::create_directories(path_.parent_path());
        write(csv_header(), std::ios::trunc);
    }

    /// Appends the rows that have become known by `now` and returns their number.
    std::size_t append_known(retrain::time_point now) {
        std::string lines;
        std::size_t end = written_;
        for (; end < rows_.size() && rows_[end].known() <= now; ++end)
            lines += csv_line(rows_[end]);
        if (!lines.empty()) write(lines, std::ios::app);
        return end - std::exchange(written_, end);
    }

    /// The number of rows in the file.
    [[nodiscard]] std::size_t size() const noexcept { return written_; }
    [[nodiscard]] std::filesystem::path const& path() const noexcept { return path_; }

   private:
    void write(std::string const& text, std::ios::openmode mode) {
        std::ofstream file{path_, std::ios::binary | std::ios::out | mode};
        if (!(file << text << std::flush))
            throw std::runtime_error{"can't write " + path_.string()};
    }

    std::filesystem::path path_;
    std::vector<training_row> rows_;
    std::size_t written_ = 0;
};

}  // namespace quickstart
