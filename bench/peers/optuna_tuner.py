"""Optuna's samplers by ask and tell, as lines of JSON: `pip install optuna scipy torch`.

In: {"start": {"sampler": "tpe", "gp" or "random", "seed": 1, "initSize": 10, "batch": 1, "noise": false,
"evals": 50, "lower": [...], "upper": [...], "varType": ["int" or "float", ...]}}, then {"ask": number of points} and
{"tell": [their responses]} in turn. Out, after a first {"ready": true}: {"X": [[...], ...]} and {}.
"""

import json
import sys
import warnings

try:
    import optuna
except ImportError as error:
    sys.exit(str(error))

SAMPLERS = {
    "random": lambda seed, **_: optuna.samplers.RandomSampler(seed=seed),
    "tpe": lambda seed, initSize, batch, **_: optuna.samplers.TPESampler(
        seed=seed, n_startup_trials=initSize, constant_liar=batch > 1
    ),
    "gp": lambda seed, initSize, noise, **_: optuna.samplers.GPSampler(
        seed=seed, n_startup_trials=initSize, deterministic_objective=not noise
    ),
}


class Run:
    def __init__(self, sampler, lower, upper, varType, **options):
        self.study = optuna.create_study(sampler=SAMPLERS[sampler](**options))
        self.variables = list(zip(lower, upper, varType))
        self.trials = []

    def ask(self, count):
        self.trials = [self.study.ask() for _ in range(count)]
        return {"X": [self.point(trial) for trial in self.trials]}

    def point(self, trial):
        return [
            trial.suggest_int(f"x{i}", int(lower), int(upper)) if kind == "int"
            else trial.suggest_float(f"x{i}", lower, upper)
            for i, (lower, upper, kind) in enumerate(self.variables)
        ]

    def tell(self, responses):
        for trial, y in zip(self.trials, responses):
            self.study.tell(trial, y)
        return {}


warnings.filterwarnings("ignore", category=optuna.exceptions.ExperimentalWarning)
optuna.logging.set_verbosity(optuna.logging.ERROR)
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    answer = {}
    if "start" in request:
        run = Run(**request["start"])
    elif "ask" in request:
        answer = run.ask(request["ask"])
    else:
        answer = run.tell(request["tell"])
    print(json.dumps(answer), flush=True)
