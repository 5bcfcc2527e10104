import { assertEquals } from "@std/assert";
import { type Trace, Traces } from "../../../bench/suite/traces.ts";
import { inFolder } from "../../cli/run_command.ts";

const trace: Trace = {
  ...{ suite: "bbob", function: 3, dimension: 2, instance: 71 },
  ...{ tuner: "spot", evals: 50, noise: 0, batch: 1 },
  regrets: { 20: 0.5, 50: 1e-9 },
  seconds: 1,
};

Deno.test(
  "Traces has the runs that are kept, by all that tells them apart",
  inFolder((folder) => {
    const path = `${folder}/new/traces.jsonl`;
    new Traces(path).add(trace);
    new Traces(path).add({ ...trace, tuner: "other", regrets: { 50: 2 } });
    const traces = new Traces(path);
    assertEquals(traces.get({ ...trace, tuner: "other" })?.regrets, { 50: 2 });
    assertEquals(traces.get(trace), trace);
    assertEquals(traces.get({ ...trace, pending: 0 }), trace);
    const others = {
      suite: "x",
      function: 1,
      dimension: 3,
      instance: 1,
      evals: 20,
      noise: 1,
      batch: 4,
      pending: 4,
    };
    for (const [name, value] of Object.entries(others)) {
      assertEquals(traces.get({ ...trace, [name]: value }), undefined, name);
    }
  }),
);
