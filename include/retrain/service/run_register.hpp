#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/ledger_state.hpp>
#include <retrain/core/log_level.hpp>
#include <retrain/core/observation.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/time.hpp>
#include <retrain/ledger/concept.hpp>
#include <retrain/service/bookkeeping.hpp>
#include <retrain/service/merge_books.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain {

/// A service's book, and the one place in it where a run can be. Everything here is short and
/// thread-safe; the ledger is saved whenever something changed that a restart must know. With a
/// `SharedLedger` the book is one with those of other processes, as of the last look or save.
template <Ledger Memory>
class run_register {
   public:
    using listener = std::function<void(log_level, std::string_view)>;

    /// `say` is told where the ledger can't be read or written; the service goes on. No request
    /// waits longer than `longest_wait` for its time.
    run_register(Memory ledger, time_point now, listener say,
                 std::chrono::nanoseconds longest_wait = std::chrono::nanoseconds::max())
        : ledger_{std::move(ledger)}, say_{std::move(say)}, longest_wait_{longest_wait} {
        attempt("read", [&] {
            book_ = ledger_.load();
            known_ = book_;
            if constexpr (requires { ledger_.warning().empty(); })
                if (!ledger_.warning().empty()) say_(log_level::warning, ledger_.warning());
        });
        keep_to(now);
    }

    /// Takes up what other processes have saved since.
    void look_again(time_point now) {
        std::scoped_lock const lock{mutex_};
        if constexpr (SharedLedger<Memory>) {
            if (ledger_.changed()) attempt("read", [&] { merge(ledger_.load()); });
        }
        keep_to(now);
    }

    /// A copy of the book.
    [[nodiscard]] ledger_state book() const {
        std::scoped_lock const lock{mutex_};
        return book_;
    }

    [[nodiscard]] observation look(time_point now, std::size_t new_samples) noexcept {
        std::scoped_lock const lock{mutex_};
        keep_to(now);
        return observe(book_, now, new_samples);
    }

    /// Claims the run. Nothing if one is going on or the service ends; else its stop token.
    [[nodiscard]] std::optional<std::stop_token> try_begin() {
        std::scoped_lock const lock{mutex_};
        if (running_ || stopping_) return std::nullopt;
        return begin();
    }

    /// Claims the run for the request that waits, if that is due. The request itself is there until
    /// `take_waiting`.
    [[nodiscard]] std::optional<std::pair<pending_request, std::stop_token>> try_begin_waiting(
        time_point now) {
        std::scoped_lock const lock{mutex_};
        keep_to(now);
        auto const due = due_at();
        if (running_ || stopping_ || !due || *due > now) return std::nullopt;
        return std::pair{book_.pending ? *book_.pending : *book_.running, begin()};
    }

    /// Takes the request that waits for the run that was claimed. Nothing if there is none by now:
    /// another process has answered it. The caller holds the store's lock, so a request that is
    /// noted as running is that of a process which was killed, and waits again.
    [[nodiscard]] std::optional<pending_request> take_waiting(time_point now) noexcept {
        std::scoped_lock const lock{mutex_};
        if (claimed_) return book_.running;
        if (orphaned()) join_request(book_.pending, *std::exchange(book_.running, std::nullopt));
        if (!book_.pending || book_.pending->not_before > now || book_.paused) return std::nullopt;
        book_.running = std::exchange(book_.pending, std::nullopt);
        claimed_ = true;
        return book_.running;
    }

    /// Another process makes a run, so the request that waits has to wait until `then`. False where
    /// none waits: what was found is what the other process is at work on.
    bool put_off(time_point then) {
        std::scoped_lock const lock{mutex_};
        put_off_until_ = then;
        save_requests();
        return book_.pending.has_value();
    }

    /// The claimed request is going to be run, so a program that is killed meanwhile takes it up
    /// again at its next start.
    void confirm() {
        std::scoped_lock const lock{mutex_};
        if (claimed_) save_requests();
    }

    /// The run was refused, so a restart must not take its request up again, but `instead`.
    void drop(std::optional<pending_request> instead = std::nullopt) {
        std::scoped_lock const lock{mutex_};
        release();
        if (instead) join_request(book_.pending, *std::move(instead));
        save_requests();
    }

    /// No run begins until `resume`, in any process that shares the ledger. One that is going on
    /// ends as it would.
    void pause_runs(pause_note const& why) {
        std::scoped_lock const lock{mutex_};
        save([&](ledger_state& book) { book.paused = why; });
    }
    /// Also where another process has paused them and this one does not know of it yet.
    void resume() {
        std::scoped_lock const lock{mutex_};
        save([](ledger_state& book) { book.paused.reset(); });
    }
    [[nodiscard]] std::optional<pause_note> paused() const {
        std::scoped_lock const lock{mutex_};
        return book_.paused;
    }

    /// Number of the run that was claimed.
    [[nodiscard]] std::size_t number() const noexcept {
        std::scoped_lock const lock{mutex_};
        return book_.attempts + 1;
    }

    /// Enters a run that took place, with the rows that it judged on and the request to make next.
    void enter(run_record const& run, std::vector<seen_row> snapshot,
               std::optional<pending_request> next) {
        std::scoped_lock const lock{mutex_};
        release();
        note_run(book_, run);
        if (run.any_verdict()) book_.seen = std::move(snapshot);
        if (next) join_request(book_.pending, *std::move(next));
        save();
    }

    /// Enters what a person did: a model that went live that way is a promotion, and the count of
    /// attempts against the champion begins anew. It is no run, so it consumes no interval.
    void enter_by_hand(run_record const& run) {
        std::scoped_lock const lock{mutex_};
        note_intervention(book_, run);
        save();
    }

    /// Enters a skip; a restart need not know it, so it is saved with the next run.
    void enter(skip_reason why) {
        std::scoped_lock const lock{mutex_};
        note_skip(book_, why);
    }

    /// Gives the claim back.
    void end() noexcept {
        std::scoped_lock const lock{mutex_};
        running_ = false;
        release();
    }

    /// Joins a request to the one that waits, and saves it: from here on a restart knows of it.
    void join(pending_request wanted) {
        std::scoped_lock const lock{mutex_};
        if (join_request(book_.pending, std::move(wanted))) save();
    }

    /// The same for a request that is taken up at once, unless a run is going on: `confirm` saves
    /// it when it is known that it may run. Most of a trigger's requests may not.
    void join_lightly(pending_request wanted) {
        std::scoped_lock const lock{mutex_};
        if (join_request(book_.pending, std::move(wanted)) && running_) save();
    }

    /// How long the request that waits has to wait: zero or less if it is due. Nothing if none
    /// waits, or a run is going on that will take it up at its end.
    [[nodiscard]] std::optional<std::chrono::nanoseconds> waiting(time_point now) noexcept {
        std::scoped_lock const lock{mutex_};
        keep_to(now);
        auto const due = due_at();
        if (running_ || stopping_ || !due) return std::nullopt;
        return *due <= now ? std::chrono::nanoseconds::zero() : *due - now;
    }

    /// A run that is known otherwise, such as from a model that was published by a process that
    /// was killed before it saved its ledger.
    void remember_run(time_point at) noexcept {
        std::scoped_lock const lock{mutex_};
        book_.last_run = std::max(book_.last_run, at);
    }

    void remember_trigger(std::string state) {
        std::scoped_lock const lock{mutex_};
        book_.trigger_state = std::move(state);
    }

    /// The same, and saves it where it is not what it was.
    void save_trigger(std::string state) {
        std::scoped_lock const lock{mutex_};
        if (state == book_.trigger_state) return;
        book_.trigger_state = std::move(state);
        save();
    }

    void cancel() noexcept {
        std::scoped_lock const lock{mutex_};
        stop_.request_stop();
    }

    /// Lets no further run begin, and stops the one that is going on.
    void close() noexcept {
        std::scoped_lock const lock{mutex_};
        stopping_ = true;
        stop_.request_stop();
    }

    [[nodiscard]] bool closing() const noexcept {
        std::scoped_lock const lock{mutex_};
        return stopping_;
    }

    void flush() {
        std::scoped_lock const lock{mutex_};
        save();
    }

   private:
    std::stop_token begin() {
        running_ = true;
        stop_ = std::stop_source{};
        return stop_.get_token();
    }

    /// What another process, or this one before a restart, was at work on.
    [[nodiscard]] bool orphaned() const noexcept { return book_.running && !claimed_; }

    /// When the request that waits is due, if one waits. One that is noted as running may wait for
    /// a process that was killed.
    [[nodiscard]] std::optional<time_point> due_at() const noexcept {
        if (book_.paused || !(book_.pending || orphaned())) return std::nullopt;
        return std::max(orphaned() ? not_yet : book_.pending->not_before, put_off_until_);
    }

    void release() noexcept {
        if (claimed_) book_.running.reset();
        claimed_ = false;
    }

    /// A clock that is set back while the service runs must not block it. What is moved is saved
    /// at once, for a restart finds the clock as it is.
    void keep_to(time_point now) noexcept {
        if (put_off_until_ > now && put_off_until_ - now > longest_wait_) put_off_until_ = now;
        if (!anchor_to(book_, now, longest_wait_)) return;
        try {
            say_(log_level::warning, "the ledger's last run or next try lies in the future, so the "
                                     "clock was corrected; it is counted from now");
            save();
        } catch (...) {
        }
    }

    void merge(ledger_state theirs) {
        book_ = merge_books(known_, book_, theirs);
        known_ = std::move(theirs);
    }

    void save_requests() {
        if (known_.pending != book_.pending || known_.running != book_.running) save();
    }

    void save() {
        save([](ledger_state&) {});
    }

    /// Saves what `edit` makes of the book, and of what other processes did meanwhile.
    template <class Edit>
    void save(Edit const& edit) {
        bool edited = false;
        auto const make = [&] {
            edit(book_);
            edited = true;
        };
        attempt("saved", [&] {
            if constexpr (SharedLedger<Memory>) {
                // Merged at once: where the file can't be written, the book has what was read.
                known_ = ledger_.update([&](std::optional<ledger_state> theirs) {
                    if (theirs) merge(*std::move(theirs));
                    make();
                    return book_;
                });
            } else {
                make();
                ledger_.save(book_);
                known_ = book_;
            }
        });
        if (!edited) make();  // the ledger can't even be read
    }

    /// Does `work` with the ledger. That it can't be `done` is told, and the service goes on.
    template <class Work>
    void attempt(std::string const& done, Work const& work) {
        auto const tell = [&](std::string const& why) {
            say_(log_level::error, "the ledger can't be " + done + ": " + why);
        };
        try {
            work();
        } catch (std::exception const& failed) {
            tell(failed.what());
        } catch (...) {
            tell("no std::exception was thrown");
        }
    }

    Memory ledger_;
    listener say_;
    std::chrono::nanoseconds longest_wait_;
    mutable std::mutex mutex_;
    ledger_state book_;
    ledger_state known_;          // the ledger's, as of the last look or save
    bool claimed_ = false;        // `book_.running` is this process's
    time_point put_off_until_ = not_yet;
    std::stop_source stop_{std::nostopstate};
    bool running_ = false;
    bool stopping_ = false;
};

}  // namespace retrain
