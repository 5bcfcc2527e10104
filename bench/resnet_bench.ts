/**
 * The ResNet's training against others, as ratios of CPU seconds in one run; memory and heap growth;
 * every width of its table, predictions, long tables. Run as
 * `deno task bench:resnet [python] [--isa avx2]`; `python` is an interpreter that has PyTorch; `avx2` holds
 * C and PyTorch to vectors of four doubles.
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import { instructionSets } from "./resnet/instruction_sets.ts";
import { printLongTables } from "./resnet/long_tables.ts";
import { cLoops, plainTypeScript, pyTorchLoop } from "./resnet/peers.ts";
import { printPredictions } from "./resnet/predictions.ts";
import { runChild } from "./resnet/run_child.ts";
import { printWidths } from "./resnet/widths.ts";

interface Measured {
  readonly passes: number[];
  readonly memory: number;
  readonly heapGrowth: number;
}

const { _: [python = "python3"], isa = "native" } = parseArgs(Deno.args, { string: ["isa"] });
if (isa !== "native" && isa !== "avx2") {
  throw new RangeError(`Cannot run as '--isa' must be native or avx2: current value is ${isa}`);
}
const instructions = instructionSets[isa];
const ROUNDS = 3;
const PASSES = 5;

const fresh: number[] = [];
const warm: number[] = [];
const loops: number[] = [];
let last: Measured | undefined;
for (let round = 0; round < ROUNDS; round++) {
  last = await runChild<Measured>("child.ts", PASSES);
  fresh.push(last.passes[0]);
  warm.push(Math.min(...last.passes.slice(2)));
  const seconds = await cLoops(instructions);
  if (seconds !== null) loops.push(seconds);
}
const best = { fresh: Math.min(...fresh), warm: Math.min(...warm) };

function line(name: string, value: string, goal: string): void {
  console.log(`${name.padEnd(58)}${value.padStart(10)}   ${goal}`);
}

line("ten trainings, warm", `${best.warm.toFixed(3)} s`, "CPU, best of three processes");
line("ten trainings, fresh process", `${best.fresh.toFixed(3)} s`, "CPU, best of three");
line("fresh against warm", (best.fresh / best.warm).toFixed(2), "");
if (loops.length > 0) {
  const seconds = Math.min(...loops);
  line(
    `plain loops in C, -O3 -march=${instructions.march}`,
    `${seconds.toFixed(3)} s`,
    "CPU, best of nine",
  );
  line("against those, warm", (best.warm / seconds).toFixed(2), "at most 1.2");
} else console.log("C is left out: there is no compiler named cc");
const plain = await plainTypeScript();
line("plain TypeScript", `${plain.toFixed(3)} s`, "CPU");
line("faster than that, warm", `${(plain / best.warm).toFixed(1)} x`, "at least 4");
const peer = { python: `${python}`, instructions };
const torch = await pyTorchLoop(peer);
if (torch === null) console.log("PyTorch is left out: name an interpreter that has it");
else {
  line("PyTorch loop, one thread, default settings", `${torch.toFixed(1)} s`, "CPU");
  line("faster than that, warm", `${(torch / best.warm).toFixed(0)} x`, "");
  line("faster than that, fresh", `${(torch / best.fresh).toFixed(0)} x`, "");
}
line("memory over the runtime's own", `${last?.memory.toFixed(0)} MiB`, "under 60");
line("heap growth per step", `${last?.heapGrowth.toFixed(1)} B`, "under 64");
await printWidths(peer);
await printPredictions();
await printLongTables();
