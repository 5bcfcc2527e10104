/**
 * Runs the workload in a process of its own, as often as the first argument says, and prints the CPU
 * seconds of each pass, the memory in MiB and the heap's growth in bytes per step as JSON.
 *
 * @module
 */
import process from "node:process";
import { cpuSeconds } from "./cpu_seconds.ts";

const MIB = 1024 * 1024;
const before = process.memoryUsage().rss;
const start = cpuSeconds();
const { runWorkload, workload, workloadData } = await import("./workload.ts");
const { trainModel } = await import("../../spot/nn/train_model.ts");
const data = await workloadData();

const passes: number[] = [];
let reached = start;
for (let pass = 0; pass < Number(Deno.args[0] ?? 1); pass++) {
  runWorkload(data);
  passes.push(cpuSeconds() - reached);
  reached = cpuSeconds();
}
const memory = (process.memoryUsage().rss - before) / MIB;
console.log(JSON.stringify({ passes, memory, heapGrowth: heapGrowth() }));

/** Bytes per step over 1,000 steps after as many to warm up, with what is garbage collected. */
function heapGrowth(): number | null {
  const collect: unknown = Reflect.get(globalThis, "gc");
  if (typeof collect !== "function") return null;
  const sizes: number[] = [];
  const onEpoch = ({ epoch }: { readonly epoch: number }) => {
    if (epoch % 200 !== 0) return;
    collect();
    sizes.push(process.memoryUsage().heapUsed);
  };
  trainModel({ ...workload[3], epochs: 400 }, { ...data, seed: 1, onEpoch });
  return (sizes[1] - sizes[0]) / 1000;
}
