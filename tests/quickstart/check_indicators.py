"""Computes every cell of a training file of make_training_data again, with pandas, from the bars.

usage: check_indicators.py BARS TRAINING_FILE volatility|return
"""
import sys

import numpy as np
import pandas as pd

bars_file, training_file, rule = sys.argv[1:]
bars = pd.read_csv(bars_file, parse_dates=["date"])
rows = pd.read_csv(training_file, parse_dates=["entry_date", "exit_date"])
open_, high, low, close = bars.open, bars.high, bars.low, bars.close
year = np.sqrt(252)


def smoothed(values, period, alpha):
    """Exponential smoothing whose first value is the mean of the first `period` known values."""
    known = values.dropna()
    seeded = pd.concat([pd.Series([known.iloc[:period].mean()], index=[known.index[period - 1]]),
                        known.iloc[period:]])
    return seeded.ewm(alpha=alpha, adjust=False).mean().reindex(values.index)


def wilder(values, period):
    return smoothed(values, period, 1 / period)


def average(values, period):
    return smoothed(values, period, 2 / (period + 1))


returns = np.log(close).diff()
change = close.diff()
gain, loss = wilder(change.clip(lower=0), 10), wilder(-change.clip(upper=0), 10)
true_range = pd.concat([high - low, (high - close.shift()).abs(), (low - close.shift()).abs()],
                       axis=1).max(axis=1)[1:].reindex(bars.index)
fell = change < 0

want = pd.DataFrame({
    "rsi_10": 100 - 100 / (1 + gain / loss),
    "distance_ema_9": close / average(close, 9) - 1,
    "distance_ema_200": close / average(close, 200) - 1,
    "above_ema_200": close > average(close, 200),
    "volume_ratio_20": bars.volume / bars.volume.rolling(20).mean(),
    "dip_20": close / high.rolling(20).max() - 1,
    "atr_14": wilder(true_range, 14) / close,
    "atr_ratio": wilder(true_range, 14) / wilder(true_range, 60),
    "range_5": (high.rolling(5).max() - low.rolling(5).min()) / close,
    "volatility_5": returns.rolling(5).std() * year,
    "volatility_20": returns.rolling(20).std() * year,
    "volatility_60": returns.rolling(60).std() * year,
    "downside_volatility_20": np.sqrt((returns.clip(upper=0) ** 2).rolling(20).mean()) * year,
    "return_60": close.pct_change(60),
    "return_120": close.pct_change(120),
    "distance_high_252": close / high.rolling(252).max() - 1,
    "red_days": fell.groupby((~fell).cumsum()).cumsum(),
})

gap = (low > close.shift()) | (high < close.shift())
body = (close - open_).abs()
# An extreme candle is one against the mean range of the 30 days that end at the row's day.
extreme = sum(((body.shift(back) > 3 * (high - low).rolling(30).mean()) |
               (body.shift(back) > 0.05 * open_.shift(back))).astype(int) for back in range(30))
gaps = gap.rolling(60).sum().round()
want["gap_share"] = gaps / 60
want["daily_range"] = ((high - low) / close).rolling(60).mean()
want["extreme_share"] = extreme / 30
flat = ((want.daily_range < 0.015) &
        (high.rolling(60).max() - low.rolling(60).min() < 0.15 * close.rolling(60).mean()))
want["chart_score"] = (100
    - np.select([gaps > 12, gaps > 6], [30, 15], 0)
    - np.select([flat, want.daily_range < 0.02], [25, 10], 0)
    - np.select([extreme > 4, extreme > 3], [25, 15], 0))

if rule == "volatility":
    outcome = returns.rolling(20).std().shift(-20) * year
    low_mark, high_mark = outcome < 0.11, outcome > 0.20
else:
    outcome = close.shift(-20) / close - 1
    low_mark, high_mark = outcome > 0.02, outcome < -0.02
want["label"] = np.select([low_mark, high_mark], ["buy", "avoid"], "watch")
want["entry_date"], want["exit_date"] = bars.date, bars.date.shift(-20)
want = want.iloc[251:-20].reset_index(drop=True)

assert list(rows.columns) == (["ticker", "entry_date", "exit_date"] +
                              [c for c in want if c not in ("label", "entry_date", "exit_date")] +
                              ["label"]), list(rows.columns)
assert len(rows) == len(want), (len(rows), len(want))
failures = 0
for column in rows.columns[1:]:
    got, expected = rows[column], want[column]
    if got.dtype.kind == "f" or got.dtype.kind == "i":
        same = np.isclose(got, expected.astype(float), rtol=2e-6, atol=2e-6)
    else:
        same = (got == expected).to_numpy()
    if not same.all():
        failures += 1
        at = int(np.argmin(same))
        print(f"{column}: {(~same).sum()} of {len(same)} differ, first on "
              f"{rows.entry_date[at].date()}: {got[at]} instead of {expected[at]}")
print(f"{rows.shape[1] - 1} columns of {len(rows)} rows compared")
sys.exit(1 if failures else 0)
