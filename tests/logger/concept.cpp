#include <retrain/logger/concept.hpp>

#include <laws/logger.hpp>
#include <support/catch.hpp>

#include <string_view>

using namespace retrain;

namespace {

/// What the concept asks for, and nothing more.
struct archetype {
    using policy_role = logger_role;
    explicit archetype(int& messages) : messages_{&messages} {}
    archetype(archetype const&) = delete;
    archetype& operator=(archetype const&) = delete;
    void log(log_level, std::string_view) noexcept { ++*messages_; }

   private:
    int* messages_;
};
static_assert(Logger<archetype> && logger_role::explain<archetype>());

struct without_role {
    void log(log_level, std::string_view) noexcept;
};
struct without_log {
    using policy_role = logger_role;
};
struct without_level {
    using policy_role = logger_role;
    void log(std::string_view) noexcept;
};
struct may_throw {
    using policy_role = logger_role;
    void log(log_level, std::string_view);
};
static_assert(!Logger<without_role> && !Logger<int>);
static_assert(!Logger<without_log> && !Logger<without_level> && !Logger<may_throw>);

}  // namespace

TEST_CASE("a logger needs nothing beyond its concept", "[logger]") {
    int messages = 0;
    archetype logger{messages};
    CHECK(laws::takes_anything(logger));
    CHECK(messages == static_cast<int>(laws::every_level.size() * laws::hostile_texts().size()));
}
