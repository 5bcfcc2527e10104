"""Problems of COCO's suites, one after the other, as lines of JSON: `pip install coco-experiment`.

In: {"open": {"suite": "bbob" or "bbob-mixint", "function": 1, "dimension": 5, "instance": 1}}, then
{"x": [...]} as often as wanted. Out, after a first {"ready": true}: {"lower": [...], "upper": [...],
"varType": [...], "best": the value at the optimum}, then {"y": ...}.
"""

import json
import os
import sys
import tempfile

try:
    import cocoex
    import numpy
except ImportError as error:
    sys.exit(str(error))


def problem_of(function, dimension, instance, suite):
    only = f"function_indices:{function} dimensions:{dimension}"
    for problem in cocoex.Suite(suite, f"instances: {instance}", only):
        if problem.id_triple == (function, dimension, instance):
            return problem
    sys.exit(f"{suite} has no function {function} of {dimension} variables, instance {instance}")


def optimum_of(**address):
    """COCO writes the optimum to a file of the working directory, a temporary one here."""
    problem = problem_of(**address)
    problem._best_parameter("print")
    file = "._bbob_problem_best_parameter.txt"
    x = numpy.loadtxt(file)
    os.remove(file)
    return float(problem(x))


def opened(problem, address):
    count = problem.number_of_integer_variables  # the first ones
    return {
        "lower": problem.lower_bounds.tolist(),
        "upper": problem.upper_bounds.tolist(),
        "varType": ["int" if i < count else "float" for i in range(problem.dimension)],
        "best": optimum_of(**address),
    }


def serve():
    problem = None
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        if "open" in request:
            problem = problem_of(**request["open"])
            answer = opened(problem, request["open"])
        else:
            answer = {"y": float(problem(numpy.array(request["x"], dtype=float)))}
        print(json.dumps(answer), flush=True)


cocoex.log_level("error")
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    serve()
    os.chdir("/")
