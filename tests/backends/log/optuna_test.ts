/**
 * Reads a row log with Optuna itself, where it is installed (SPOT_PYTHON names the interpreter).
 * Run with Python 3.11 and Optuna from `pip install optuna`.
 */
import { assertEquals } from "@std/assert";
import { openRowLog } from "../../../backends/log/mod.ts";
import { identity, resultOf, taskOf } from "./example_run.ts";

const python = Deno.env.get("SPOT_PYTHON") ?? "python3";

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

function runPython(...args: string[]): string | undefined {
  try {
    const { success, stdout } = new Deno.Command(python, { args, stderr: "null" }).outputSync();
    return success ? new TextDecoder().decode(stdout) : undefined;
  } catch {
    return undefined;
  }
}

const hasOptuna = runPython("-c", "import optuna") !== undefined;

function readWithOptuna(responses: readonly (readonly number[])[]): unknown {
  const path = Deno.makeTempFileSync({ suffix: ".journal" });
  const log = openRowLog(path, identity);
  for (const [row, y] of responses.entries()) log.append(taskOf(row), resultOf(row, y));
  log.close();
  const output = runPython("-c", script, path);
  Deno.removeSync(path);
  return JSON.parse(output ?? "null");
}

Deno.test({
  name: "openRowLog() writes what Optuna reads, if there is one objective",
  ignore: !hasOptuna,
  fn: () => {
    assertEquals(readWithOptuna([[0.5], [NaN], [-2]]), {
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
  fn: () => {
    assertEquals(readWithOptuna([[1, 2], [3, -4]]), {
      directions: 2,
      seed: "125",
      trials: [
        ["COMPLETE", [1, 2], { l1: 2, act: "Tanh", lr: 0 }],
        ["COMPLETE", [3, -4], { l1: 3, act: "ReLU", lr: 1 / 3 }],
      ],
    });
  },
});
