"""Hypervolumes of Optuna's samplers on the problems of bench/quality/multi_objective_problems.ts.

Run as `python bench/peers/optuna_multi_objective.py PROBLEM... [--seeds 10] [--first-seed 0] [--evals 60]
[--samplers TPE NSGAII GP]`. GP needs PyTorch.
"""

import argparse
import math
import statistics

import optuna
from optuna._hypervolume import compute_hypervolume

import numpy


def dtlz2(x, m):
    g = sum((value - 0.5) ** 2 for value in x[m - 1:])
    values = []
    for j in range(m):
        product = 1 + g
        for value in x[:m - 1 - j]:
            product *= math.cos(value * math.pi / 2)
        values.append(product * (1 if j == 0 else math.sin(x[m - 1 - j] * math.pi / 2)))
    return values


def spheres(f):
    square = sum(value * value for value in f)
    ends = [(own - 1) ** 2 + square - own * own for own in f]
    return [min(*ends, sum((value - 1 / math.sqrt(len(f))) ** 2 for value in f)) - 0.04]


PROBLEMS = {
    "dtlz2": (lambda x: dtlz2(x, 2), None, [(0, 1)] * 4, [1.1] * 2),
    "dtlz2Three": (lambda x: dtlz2(x, 3), None, [(0, 1)] * 5, [1.1] * 3),
    "dtlz2Four": (lambda x: dtlz2(x, 4), None, [(0, 1)] * 6, [1.1] * 4),
    "dtlz2Five": (lambda x: dtlz2(x, 5), None, [(0, 1)] * 7, [1.1] * 5),
    "binhKorn": (
        lambda x: [4 * x[0] ** 2 + 4 * x[1] ** 2, (x[0] - 5) ** 2 + (x[1] - 5) ** 2],
        lambda x: [(x[0] - 5) ** 2 + x[1] ** 2 - 25, 7.7 - (x[0] - 8) ** 2 - (x[1] + 3) ** 2],
        [(0, 5), (0, 3)],
        [140, 50],
    ),
    "srinivasDeb": (
        lambda x: [2 + (x[0] - 2) ** 2 + (x[1] - 1) ** 2, 9 * x[0] - (x[1] - 1) ** 2],
        lambda x: [x[0] ** 2 + x[1] ** 2 - 225, x[0] - 3 * x[1] + 10],
        [(-20, 20)] * 2,
        [240, 20],
    ),
    "osyczkaKundu": (
        lambda x: [
            -25 * (x[0] - 2) ** 2 - (x[1] - 2) ** 2 - (x[2] - 1) ** 2 - (x[3] - 4) ** 2 - (x[4] - 1) ** 2,
            sum(value * value for value in x),
        ],
        lambda x: [
            2 - x[0] - x[1],
            x[0] + x[1] - 6,
            x[1] - x[0] - 2,
            x[0] - 3 * x[1] - 2,
            (x[2] - 3) ** 2 + x[3] - 4,
            4 - (x[4] - 3) ** 2 - x[5],
        ],
        [(0, 10), (0, 10), (1, 5), (0, 6), (1, 5), (0, 10)],
        [-75, 75],
    ),
    "constrainedDtlz2": (
        lambda x: dtlz2(x, 2), lambda x: spheres(dtlz2(x, 2)), [(0, 1)] * 4, [1.1] * 2,
    ),
}


def sampler_of(name, seed, has_constraints):
    constraints = (lambda trial: trial.user_attrs["constraints"]) if has_constraints else None
    options = {"seed": seed, "constraints_func": constraints}
    if name == "TPE":
        return optuna.samplers.TPESampler(**options)
    if name == "GP":
        return optuna.samplers.GPSampler(**options)
    return optuna.samplers.NSGAIISampler(**options)


def volume_of(name, sampler, seed, evals):
    evaluate, constraints, bounds, reference = PROBLEMS[name]
    feasible = []

    def objective(trial):
        x = [trial.suggest_float(f"x{i}", *bound) for i, bound in enumerate(bounds)]
        values = evaluate(x)
        kept = constraints(x) if constraints else []
        trial.set_user_attr("constraints", kept)
        if all(value <= 0 for value in kept):
            feasible.append(values)
        return values

    study = optuna.create_study(
        directions=["minimize"] * len(reference),
        sampler=sampler_of(sampler, seed, constraints is not None),
    )
    study.optimize(objective, n_trials=evals)
    inside = [y for y in feasible if all(a < b for a, b in zip(y, reference))]
    if not inside:
        return 0.0
    return float(compute_hypervolume(numpy.array(inside), numpy.array(reference, dtype=float)))


parser = argparse.ArgumentParser()
parser.add_argument("problems", nargs="+", choices=list(PROBLEMS))
parser.add_argument("--seeds", type=int, default=10)
parser.add_argument("--first-seed", type=int, default=0)
parser.add_argument("--evals", type=int, default=60)
parser.add_argument("--samplers", nargs="+", default=["TPE", "NSGAII"])
arguments = parser.parse_args()
optuna.logging.set_verbosity(optuna.logging.ERROR)
for problem in arguments.problems:
    for sampler in arguments.samplers:
        first = arguments.first_seed
        volumes = [
            volume_of(problem, sampler, seed, arguments.evals)
            for seed in range(first, first + arguments.seeds)
        ]
        quartiles = statistics.quantiles(volumes, n=4, method="inclusive")
        print(problem, sampler, *(f"{value:.4g}" for value in quartiles), flush=True)
