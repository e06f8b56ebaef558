#include <retrain/serve/live_slot.hpp>

#include <support/catch.hpp>

#include <atomic>
#include <thread>

using namespace retrain;

TEST_CASE("a reader keeps the value that it got", "[live_slot]") {
    live_slot<int> slot;
    REQUIRE_FALSE(slot.get());
    slot.set(std::make_shared<int const>(1));
    auto const first = slot.get();
    slot.set(std::make_shared<int const>(2));
    REQUIRE(*first == 1);
    REQUIRE(*slot.get() == 2);
}

TEST_CASE("the old value goes with its last reader, outside of the lock", "[live_slot]") {
    struct nosy {
        live_slot<nosy>* slot;
        ~nosy() { (void)slot->get(); }  // would hang if it were destroyed under the lock
    };
    live_slot<nosy> slot;
    slot.set(std::make_shared<nosy const>(nosy{&slot}));
    slot.set(std::make_shared<nosy const>(nosy{&slot}));
    slot.set(nullptr);
}

TEST_CASE("values are whole for readers in other threads", "[live_slot]") {
    struct pair {
        int left;
        int right;
    };
    live_slot<pair> slot;
    slot.set(std::make_shared<pair const>(pair{0, 0}));
    std::atomic<bool> done = false;
    std::atomic<bool> torn = false;
    std::thread reader{[&] {
        while (!done)
            if (auto const seen = slot.get(); seen->left != seen->right) torn = true;
    }};
    for (int step = 0; step < 10'000; ++step) slot.set(std::make_shared<pair const>(pair{step, step}));
    done = true;
    reader.join();
    REQUIRE_FALSE(torn);
}
