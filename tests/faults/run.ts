/**
 * Runs the fault tests for longer, or with other random numbers:
 * `deno task faults --seed 7 --rounds 20`. Every count grows with the rounds; those of a seed are the
 * same again. 5 rounds stop 20 of 1,000 rows that loop and write 100 MB to stderr; 10 kill subprocesses
 * 200 times in 10,000 rows, see workers close themselves about 170 times in 1,000 rows and abort more
 * than 50 times in each backend; 25 end the parent 100 times by each signal; 50 end the command line
 * 100 times by a random one.
 */
import { fileURLToPath } from "node:url";
import { main } from "../../spot/cli/command.ts";
import { integer } from "../../spot/core/options/options.ts";
import { importMapFlag } from "../backends/_import_map.ts";

async function runTests(seed: number, rounds: number): Promise<number> {
  console.log(`Fault tests with --seed ${seed} --rounds ${rounds}`);
  // One round of these is part of the other tests.
  const others = rounds === 1 ? [] : ["../backends/pool/", "../cli/interruption_test.ts"];
  const paths = ["./", ...others];
  const files = paths.map((path) => fileURLToPath(new URL(path, import.meta.url)));
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", importMapFlag(), ...files],
    env: { SPOT_FAULT_SEED: `${seed}`, SPOT_FAULT_ROUNDS: `${rounds}` },
  }).spawn().status;
  return code;
}

await main({
  usage: "deno task faults",
  action: "run the fault tests",
  summary: "Kills, aborts and floods runs of every backend: nothing may be lost, no bit differ.",
  options: {
    seed: { kind: integer(1), placeholder: "n", help: "of all random choices [by the clock]" },
    rounds: {
      kind: integer(1),
      placeholder: "n",
      help: "how often each fault is tried",
      default: 1,
    },
  },
  run: ({ seed = 1 + Date.now() % 1_000_000, rounds }) => runTests(seed, rounds),
});
