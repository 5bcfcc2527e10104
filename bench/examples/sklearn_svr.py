"""A model of scikit-learn, tuned by the command line. Prints the mean squared error by 5 folds.

spot tune --space sklearn_svr.json --evals 30 -- \
  python3 sklearn_svr.py --c {c} --gamma {gamma} --epsilon {epsilon} --scaler {scaler}
"""

import argparse

from sklearn.datasets import load_diabetes
from sklearn.model_selection import KFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.svm import SVR

scalers = {"minmax": MinMaxScaler(), "standard": StandardScaler()}

parser = argparse.ArgumentParser()
parser.add_argument("--c", type=float, required=True)
parser.add_argument("--gamma", type=float, required=True)
parser.add_argument("--epsilon", type=float, required=True)
parser.add_argument("--scaler", choices=list(scalers), required=True)
options = parser.parse_args()

X, y = load_diabetes(return_X_y=True)
svr = SVR(C=options.c, gamma=options.gamma, epsilon=options.epsilon)
model = make_pipeline(scalers[options.scaler], svr)
folds = KFold(5, shuffle=True, random_state=1)
scores = cross_val_score(model, X, y, cv=folds, scoring="neg_mean_squared_error")
print(-scores.mean())
