#pragma once

namespace retrain {

/// Use when the latest rows matter: a judge that has won is trained again, with the same recipe and
/// as many rounds, on all mature rows, and that model goes live with the judge's verdict.
struct refit {};

/// Use when only what was judged may serve: the judge itself goes live.
struct no_refit {};

}  // namespace retrain
