/** The backends against each other: 1,000 cheap rows, and the chapter's ten trainings, shortened. */
import {
  analyticalFunctions,
  diabetes,
  funControlInit,
  HyperLight,
  LightHyperDict,
  makeParallel,
  type MethodName,
  setHyperparameter,
} from "../mod.ts";
import type { EvaluationTask, Problem } from "../spot/core/objective/mod.ts";
import { latinHypercube } from "../spot/design/latin_hypercube.ts";
import { createStream } from "../spot/core/random/stream.ts";
import { freeVariables } from "../spot/core/space/search_space.ts";

const methods: readonly MethodName[] = ["sequential", "worker", "subprocess"];

function toTasks({ variables, seed }: Problem, rows: number): EvaluationTask[] {
  return latinHypercube(freeVariables(variables), rows, createStream(seed))
    .map((x, row) => ({ row, x, replicate: 0 }));
}

async function trainingProblem(): Promise<Problem> {
  const funControl = funControlInit({
    dataSet: await diabetes(),
    coreModelName: "NNResNetRegressor",
    hyperDict: LightHyperDict,
    seed: 125,
  });
  setHyperparameter(funControl, "l1", [2, 4]);
  setHyperparameter(funControl, "epochs", [4, 5]);
  return funControl;
}

const { objective, lower, upper } = analyticalFunctions.branin;
const groups = {
  "1,000 rows of branin": { fun: objective, problem: funControlInit({ lower, upper }), rows: 1000 },
  "10 short trainings": { fun: new HyperLight().fun, problem: await trainingProblem(), rows: 10 },
};

for (const [group, { fun, problem, rows }] of Object.entries(groups)) {
  const tasks = toTasks(problem, rows);
  for (const method of methods) {
    const parallel = makeParallel(fun, { method });
    Deno.bench(`${group}, ${method}`, { group, baseline: method === "sequential" }, async () => {
      for await (const _ of parallel.evaluate(tasks, { problem }));
    });
  }
}
