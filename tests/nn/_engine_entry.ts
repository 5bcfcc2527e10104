/** Trains small networks and prints a hash of all their bits; runs on any JavaScript engine. */
import { activationNames } from "../../spot/nn/activations.ts";
import { initializationNames } from "../../spot/nn/initialization.ts";
import { optimizerNames } from "../../spot/nn/optimizers/create_optimizer.ts";
import { trainModel } from "../../spot/nn/train_model.ts";
import { createStream } from "../../spot/core/random/stream.ts";

function table(rows: number) {
  const random = createStream("engines");
  const features = Array.from({ length: rows }, () => Array.from({ length: 7 }, random));
  return { features, target: features.map((x) => 100 * x[0] - 30 * x[1] * x[2] + random()) };
}

/** FNV-1a over the bytes of numbers. */
function hash(values: readonly number[], start: number): number {
  let mixed = start;
  for (const byte of new Uint8Array(Float64Array.from(values).buffer)) {
    mixed = Math.imul(mixed ^ byte, 16777619);
  }
  return mixed >>> 0;
}

/** A hash of the losses and weights of one training per optimizer. */
export function engineHash(): string {
  const data = table(64);
  const rows = data.target.map((_, row) => row);
  let mixed = 2166136261;
  for (const [k, optimizer] of optimizerNames.entries()) {
    const { valLossPerEpoch, stateDict } = trainModel({
      l1: 4 + 4 * (k % 3),
      actFn: activationNames[k % activationNames.length],
      optimizer,
      epochs: 12,
      batchSize: 13,
      dropoutProb: 0.3,
      lrMult: 1.7,
      patience: Infinity,
      initialization: initializationNames[k % initializationNames.length],
    }, {
      data,
      trainRows: rows.slice(0, 40),
      valRows: rows.slice(40),
      scaler: "standard",
      seed: k,
    });
    mixed = hash([...valLossPerEpoch, ...Object.values(stateDict).flat(2)], mixed);
  }
  return mixed.toString(16).padStart(8, "0");
}

console.log(engineHash());
