#include <retrain/core/model_alias.hpp>

#include <support/catch.hpp>

using namespace retrain;

static_assert(parse_model_alias("champion") == model_alias::champion);
static_assert(parse_model_alias("previous") == model_alias::previous);
static_assert(parse_model_alias("challenger") == model_alias::challenger);
static_assert(!parse_model_alias("") && !parse_model_alias("unknown") &&
              !parse_model_alias("Champion") && !parse_model_alias("champion "));
static_assert(name(static_cast<model_alias>(3)) == "unknown");

TEST_CASE("an alias is read as it is written", "[core]") {
    for (auto const alias :
         {model_alias::champion, model_alias::previous, model_alias::challenger})
        CHECK(parse_model_alias(name(alias)) == alias);
}
