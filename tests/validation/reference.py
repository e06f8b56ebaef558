"""Prints what scikit-learn makes of the sample of sample_predictions.hpp: the values in the tests."""
import numpy as np
from sklearn import metrics

MASK = (1 << 64) - 1
state = 42


def uniform():
    global state
    state = (state + 0x9E3779B97F4A7C15) & MASK
    z = state
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return ((z ^ (z >> 31)) >> 11) * 2.0**-53


said, truth, gains = [], [], []
for row in range(200):
    weights = [uniform() for _ in range(5)]
    if row >= 100:
        weights = [np.floor(w * 4) + 1 for w in weights]
    said.append([np.float32(w / sum(weights)) for w in weights])
    truth.append(int(uniform() * 5))
    gains.append(np.float32(uniform() - 0.45))
said = np.array(said, np.float32)
wide = said.astype(np.float64)
truth = np.array(truth)
gains = np.array(gains, np.float32).astype(np.float64)
winner = said.argmax(1)

print("log_loss", repr(metrics.log_loss(truth, wide, labels=range(5))))
print("brier", repr(((wide - np.eye(5)[truth]) ** 2).sum(1).mean()))
print("brier_score_loss", repr(2 * metrics.brier_score_loss(truth == 0, wide[:, 0])))
print("accuracy", repr(metrics.accuracy_score(truth, winner)))
print("balanced_accuracy", repr(metrics.balanced_accuracy_score(truth, winner)))
print("macro_f1", repr(metrics.f1_score(truth, winner, average="macro")))
ovr = [metrics.roc_auc_score(truth == k, wide[:, k]) for k in range(5)]
print("auc", repr(np.mean(ovr)))
few = truth != 4
print("without class 4: balanced_accuracy", repr(metrics.balanced_accuracy_score(truth[few], winner[few])))
print("without class 4: macro_f1", repr(metrics.f1_score(truth[few], winner[few], average="macro")))
print("auc of class 0", repr(ovr[0]))

from sklearn.calibration import calibration_curve
sure, right = wide.max(1), winner == truth
for bins in (10, 4):
    share, mean = calibration_curve(right, sure, n_bins=bins, strategy="uniform")
    place = np.searchsorted(np.linspace(0, 1, bins + 1)[1:-1], sure)
    count = np.bincount(place, minlength=bins)
    print("calibration_error", bins, repr((count[count > 0] * abs(share - mean)).sum() / 200))

position = np.select([winner == 0, winner == 1, winner == 3], [1.0, 1.0, -1.0], 0.0)
earned = gains * position
daily = earned.reshape(50, 4).mean(1)
print("mean_return", repr(earned.mean()))
print("sharpe", repr(daily.mean() / daily.std(ddof=1)))
