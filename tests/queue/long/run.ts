/** `deno task faults:queue [names]`: faults of the queue that take minutes, each with what was found. */
import { disorder } from "./disorder.ts";
import { hostileRows } from "./hostile_rows.ts";
import { lostParents } from "./lost_parents.ts";
import { network } from "./network.ts";
import { wholeRuns } from "./whole_runs.ts";

const tests: Readonly<Record<string, () => Promise<void>>> = {
  disorder,
  lostParents,
  hostileRows,
  wholeRuns,
  ...network,
};
try {
  for (const name of Deno.args.length > 0 ? Deno.args : Object.keys(tests)) await tests[name]();
} catch (error) {
  console.log(error);
  Deno.exit(1); // What was started may keep this from ending.
}
