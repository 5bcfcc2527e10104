/**
 * Trains on as many rows as the first argument says, of 10 features, in a process of its own; prints
 * the CPU seconds of an epoch, and by how many MiB memory has grown through the table and through the
 * training at their largest, as JSON.
 *
 * @module
 */
import process from "node:process";
import { createStream } from "../../spot/core/random/stream.ts";
import { trainModel } from "../../spot/nn/train_model.ts";
import { cpuSeconds } from "./cpu_seconds.ts";
import { epochConfiguration } from "./epochs.ts";

const MIB = 1024 * 1024;
const n = Number(Deno.args[0]);
const random = createStream("long table");
const before = process.memoryUsage().rss;
const features = Array.from({ length: n }, () => Array.from({ length: 10 }, random));
const target = features.map((x) => x[0] - x[1] * x[2] + random());
const rows = features.map((_, row) => row);
const table = process.memoryUsage().rss;

let epochSeconds = Infinity;
let largest = 0;
let reached = Infinity;
trainModel({ ...epochConfiguration(32), epochs: 4, batchSize: 256 }, {
  data: { features, target },
  trainRows: rows.slice(n / 5),
  valRows: rows.slice(0, n / 5),
  onEpoch: () => {
    epochSeconds = Math.min(epochSeconds, Math.max(0, cpuSeconds() - reached) || Infinity);
    reached = cpuSeconds();
    largest = Math.max(largest, process.memoryUsage().rss);
  },
});
console.log(JSON.stringify({
  epochSeconds,
  tableMiB: (table - before) / MIB,
  trainingMiB: (largest - table) / MIB,
}));
