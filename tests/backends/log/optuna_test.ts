/** Reads a row log with Optuna itself. */
import { assertEquals } from "@std/assert";
import { outputOf } from "../../_program.ts";
import { hasOptuna, python } from "../../_optuna.ts";
import { openRowLog } from "../../../backends/log/mod.ts";
import { identity, resultOf, taskOf } from "./example_run.ts";

const script = `
import json, sys, optuna
from optuna.storages.journal import JournalFileBackend
storage = optuna.storages.JournalStorage(JournalFileBackend(sys.argv[1]))
study = optuna.load_study(study_name="example", storage=storage)
print(json.dumps({
  "directions": len(study.directions),
  "seed": study.user_attrs["spot"]["seed"],
  "trials": [[t.state.name, t.values, t.params] for t in study.trials],
}))`;

async function readWithOptuna(responses: readonly (readonly number[])[]): Promise<unknown> {
  const path = Deno.makeTempFileSync({ suffix: ".journal" });
  const log = openRowLog(path, identity);
  for (const [row, y] of responses.entries()) log.append(taskOf(row), resultOf(row, y));
  log.close();
  const output = await outputOf(python, ["-c", script, path]);
  Deno.removeSync(path);
  return JSON.parse(output);
}

Deno.test({
  name: "openRowLog() writes what Optuna reads, if there is one objective",
  ignore: !hasOptuna,
  fn: async () => {
    assertEquals(await readWithOptuna([[0.5], [NaN], [-2]]), {
      directions: 1,
      seed: "125",
      trials: [
        ["COMPLETE", [0.5], { l1: 2, act: "Tanh", lr: 0 }],
        ["FAIL", null, { l1: 3, act: "ReLU", lr: 1 / 3 }],
        ["COMPLETE", [-2], { l1: 4, act: "Tanh", lr: 2 / 3 }],
      ],
    });
  },
});

Deno.test({
  name: "openRowLog() writes what Optuna reads, if there are several objectives",
  ignore: !hasOptuna,
  fn: async () => {
    assertEquals(await readWithOptuna([[1, 2], [3, -4]]), {
      directions: 2,
      seed: "125",
      trials: [
        ["COMPLETE", [1, 2], { l1: 2, act: "Tanh", lr: 0 }],
        ["COMPLETE", [3, -4], { l1: 3, act: "ReLU", lr: 1 / 3 }],
      ],
    });
  },
});
