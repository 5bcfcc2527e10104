"""Boosted regression trees on the Diabetes data, with Python's standard library alone.

Prints the validation error after each tenth round as a value on the way, and the last one as the
result: the mean squared error on every fifth row. Goes on from the rounds that the file in
SPOT_CHECKPOINT holds, if there is one, and leaves its own in SPOT_CHECKPOINT_OUT.
"""

import argparse
import csv
import json
import os
import random
import statistics


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, required=True)
    parser.add_argument("--depth", type=int, required=True)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--loss", choices=["squared", "absolute"], required=True)
    options = parser.parse_args()
    # The same seed for the same row, whenever it runs.
    draw = random.Random(int(os.environ.get("SPOT_SEED", "1")))
    train, validation = load()
    centre = statistics.fmean if options.loss == "squared" else statistics.median
    start = centre([y for _, y in train])
    fitted = [start] * len(train)
    predicted = [start] * len(validation)
    done = 0
    if os.environ.get("SPOT_CHECKPOINT"):
        with open(os.environ["SPOT_CHECKPOINT"]) as file:
            done, fitted, predicted, (version, numbers, gauss) = json.load(file)
        draw.setstate((version, tuple(numbers), gauss))
    for number in range(done + 1, options.rounds + 1):
        rest = [y - f for (_, y), f in zip(train, fitted)]
        if options.loss == "absolute":
            size = statistics.fmean(abs(r) for r in rest)
            rest = [max(-size, min(size, r)) for r in rest]
        rows = draw.sample(range(len(train)), len(train) // 2)
        tree = grow([(train[i][0], rest[i]) for i in rows], options.depth)
        fitted = [f + options.lr * value(tree, x) for f, (x, _) in zip(fitted, train)]
        predicted = [p + options.lr * value(tree, x) for p, (x, _) in zip(predicted, validation)]
        error = statistics.fmean((y - p) ** 2 for (_, y), p in zip(validation, predicted))
        if number % 10 == 0:
            print(json.dumps({"step": number, "value": error}), flush=True)
    if os.environ.get("SPOT_CHECKPOINT_OUT"):
        with open(os.environ["SPOT_CHECKPOINT_OUT"], "w") as file:
            json.dump([options.rounds, fitted, predicted, draw.getstate()], file)
    print(json.dumps({"value": error}))


def load():
    folder = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(folder, "..", "..", "data", "diabetes.csv"), newline="") as file:
        table = [list(map(float, row)) for row in list(csv.reader(file))[1:]]
    rows = [(row[:-1], row[-1]) for row in table]
    return [r for i, r in enumerate(rows) if i % 5], [r for i, r in enumerate(rows) if i % 5 == 0]


def grow(rows, depth):
    """A tree: a number, or (column, threshold, left, right)."""
    mean = statistics.fmean(r for _, r in rows)
    best = split(rows) if depth > 0 and len(rows) >= 10 else None
    if best is None:
        return mean
    column, threshold = best
    left = [row for row in rows if row[0][column] <= threshold]
    right = [row for row in rows if row[0][column] > threshold]
    return (column, threshold, grow(left, depth - 1), grow(right, depth - 1))


def split(rows):
    """The column and threshold that explain most, with five rows on each side."""
    total = sum(r for _, r in rows)
    best, gain = None, total * total / len(rows) + 1e-9
    for column in range(len(rows[0][0])):
        ordered = sorted(rows, key=lambda row: row[0][column])
        left = 0.0
        for i in range(1, len(ordered)):
            left += ordered[i - 1][1]
            a, b = ordered[i - 1][0][column], ordered[i][0][column]
            if i < 5 or len(ordered) - i < 5 or a == b:
                continue
            explained = left * left / i + (total - left) ** 2 / (len(ordered) - i)
            if explained > gain:
                best, gain = (column, a), explained
    return best


def value(tree, x):
    while isinstance(tree, tuple):
        column, threshold, left, right = tree
        tree = left if x[column] <= threshold else right
    return tree


main()
