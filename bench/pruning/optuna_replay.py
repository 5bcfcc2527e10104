"""Replays Optuna's pruners on curves in a given order, until a number of steps is spent.

stdin: {"curves": [[values, final], ...], "orders": [[index, ...], ...], "steps": n}
stdout: for each pruner and order [best, steps, rows]
"""
import json
import sys

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)
given = json.load(sys.stdin)
curves, steps = given["curves"], given["steps"]
longest = max(len(values) for values, _ in curves)
pruners = {
    "MedianPruner": lambda: optuna.pruners.MedianPruner(),
    "HyperbandPruner": lambda: optuna.pruners.HyperbandPruner(max_resource=longest),
}


def replay(pruner, name, order):
    # The name decides which bracket of Hyperband a trial belongs to.
    study = optuna.create_study(study_name=name, pruner=pruner, sampler=optuna.samplers.RandomSampler(seed=1))
    spent, best, rows = 0, float("inf"), 0
    for index in order:
        if spent >= steps:
            break
        values, final = curves[index]
        trial = study.ask()
        rows += 1
        for step, value in enumerate(values, start=1):
            spent += 1
            trial.report(value, step)
            if trial.should_prune():
                study.tell(trial, state=optuna.trial.TrialState.PRUNED)
                break
        else:
            study.tell(trial, final)
            best = min(best, final)
    return [best, spent, rows]


print(json.dumps({name: [replay(make(), f"order {i}", order) for i, order in enumerate(given["orders"])] for name, make in pruners.items()}))
