"""Gradient boosting by scikit-learn on its Diabetes data: a script as people have it.

Prints a line about the fit, then the mean squared error of five-fold cross-validation.
"""

import argparse
import os

from sklearn.datasets import load_diabetes
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.model_selection import KFold, cross_val_score

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, required=True)
parser.add_argument("--depth", type=int, required=True)
parser.add_argument("--rounds", type=int, required=True)
parser.add_argument("--subsample", type=float, required=True)
parser.add_argument("--loss", choices=["squared_error", "absolute_error", "huber"], required=True)
options = parser.parse_args()

X, y = load_diabetes(return_X_y=True)
model = GradientBoostingRegressor(
    learning_rate=options.lr,
    max_depth=options.depth,
    n_estimators=options.rounds,
    subsample=options.subsample,
    loss=options.loss,
    random_state=int(os.environ.get("SPOT_SEED", "1")),
)
folds = KFold(5, shuffle=True, random_state=1)
scores = cross_val_score(model, X, y, cv=folds, scoring="neg_mean_squared_error")
print(f"{options.rounds} rounds on {len(y)} rows")
print(-scores.mean())
