/**
 * Runs the fault tests for longer, or with other random numbers:
 * `deno task faults --seed 7 --rounds 20`. Every count grows with the rounds; those of a seed are the
 * same again. 5 rounds kill subprocesses 200 times in 10,000 rows, see workers close themselves about
 * 170 times in 1,000 rows, stop 20 of 1,000 rows that loop and write 100 MB to stderr; 10 abort more
 * than 50 times in each backend; 25 end the parent 100 times by each signal; 50 end the command line
 * 100 times by a random one.
 */
import { importMapFlag } from "../backends/_import_map.ts";

const names = ["--seed", "--rounds"];

function readOption(name: string): string {
  const at = Deno.args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
  if (at < 0) return name === "--seed" ? String(Date.now() % 1_000_000) : "1";
  const value = Deno.args[at].includes("=") ? Deno.args[at].split("=")[1] : Deno.args[at + 1];
  if (/^[1-9]\d*$/.test(value ?? "")) return value;
  return refuse(
    `Cannot run the fault tests as '${name}' must be a positive integer: current value is ${value}`,
  );
}

function refuse(message: string): never {
  console.error(message);
  Deno.exit(2);
}

for (const arg of Deno.args) {
  if (arg.startsWith("--") && arg !== "--" && !names.includes(arg.split("=")[0])) {
    refuse(
      `Cannot run the fault tests as the option '${arg}' is unknown: known are ${names.join(", ")}`,
    );
  }
}
const [seed, rounds] = names.map(readOption);
console.log(`Fault tests with --seed ${seed} --rounds ${rounds}`);
// One round of it is part of the other tests.
const commandLine = rounds === "1" ? [] : ["../cli/interruption_test.ts"];
const paths = ["./", "../backends/pool/", ...commandLine];
const { code } = await new Deno.Command(Deno.execPath(), {
  args: [
    "test",
    "-A",
    "--no-check",
    importMapFlag(),
    ...paths.map((path) => new URL(path, import.meta.url).pathname),
  ],
  env: { SPOT_FAULT_SEED: seed, SPOT_FAULT_ROUNDS: rounds },
}).spawn().status;
Deno.exit(code);
