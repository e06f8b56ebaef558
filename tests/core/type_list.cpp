#include <retrain/core/type_list.hpp>

#include <concepts>

using namespace retrain;

namespace {
struct incomplete;
}

static_assert(type_list<>::size == 0 && type_list<int, int>::size == 2);
static_assert(type_list<int, incomplete>::contains<incomplete>);
static_assert(!type_list<int>::contains<long> && !type_list<>::contains<int>);

static_assert(std::same_as<type_union<>, type_list<>>);
static_assert(std::same_as<type_union<type_list<int, long, int>>, type_list<int, long>>);
static_assert(std::same_as<type_union<type_list<int>, type_list<>, type_list<char, int>,
                                      type_list<incomplete, char>>,
                           type_list<int, char, incomplete>>);
