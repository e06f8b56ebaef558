"""Reads with Python's xgboost what the program named by the argument wrote, and trains the same."""

import pathlib
import subprocess
import sys
import tempfile

import numpy
import xgboost

FEATURES = ["feature_0", "feature_1", "above_ema", "feature_3"]
BOOSTING = {"base_score": 0.5, "tree_method": "hist", "seed": 42, "learning_rate": 0.1,
            "max_depth": 4, "subsample": 0.8, "colsample_bytree": 0.8, "nthread": 1}


def check(name, what, fine):
    if not fine:
        sys.exit(f"{name}: {what}")


def read(folder, name, classes):
    booster = xgboost.Booster(model_file=str(folder / f"{name}.ubj"))
    booster.set_param({"nthread": 1})
    check(name, f"names are {booster.feature_names}", booster.feature_names == FEATURES)
    check(name, f"types are {booster.feature_types}", booster.feature_types[2] == "i")
    check(name, "the annotation is lost", booster.attr("trained_because") == "a test")
    rows = numpy.fromfile(folder / f"{name}.rows", numpy.float32).reshape(-1, len(FEATURES))
    labels = numpy.fromfile(folder / f"{name}.labels", numpy.uint32)
    ours = numpy.fromfile(folder / f"{name}.probabilities", numpy.float32).reshape(-1, classes)
    matrix = xgboost.DMatrix(rows, labels, feature_names=FEATURES)
    theirs = booster.predict(matrix)
    check(name, "predicts otherwise",
          numpy.array_equal(theirs, ours[:, 1] if classes == 2 else ours))
    return booster, xgboost.DMatrix(rows, labels), theirs


def main():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.argv[1], folder], check=True)
        for classes in (2, 3):
            objective = ({"objective": "binary:logistic"} if classes == 2 else
                         {"objective": "multi:softprob", "num_class": classes})
            boosting, matrix, probabilities = read(pathlib.Path(folder), f"boosting_{classes}", classes)
            check("boosting", "rounds differ", boosting.num_boosted_rounds() == 12)
            trained = xgboost.train(BOOSTING | objective, matrix, 12)
            check(f"boosting_{classes}", "Python trains another model with the same parameters",
                  numpy.array_equal(trained.predict(matrix), probabilities))
            stopped, _, _ = read(pathlib.Path(folder), f"stopped_{classes}", classes)
            check("stopped", "did not stop", 0 < stopped.num_boosted_rounds() < 500)
            forest, _, _ = read(pathlib.Path(folder), f"forest_{classes}", classes)
            check("forest", "rounds differ", forest.num_boosted_rounds() == 12)
    print(f"xgboost {xgboost.__version__} of Python reads, predicts and trains the same")


main()
