/** Rows that go through a network one by one, and together. @module */
import { createStream } from "../../spot/core/random/stream.ts";
import { createPredictor, predict } from "../../spot/nn/predict.ts";
import { trainModel } from "../../spot/nn/train_model.ts";
import { cpuSeconds } from "./cpu_seconds.ts";
import { epochConfiguration } from "./epochs.ts";
import { workloadData } from "./workload.ts";

/** Prints microseconds per row: of one row by a predictor and by `predict`, and of 10,000 together. */
export async function printPredictions(): Promise<void> {
  const { data, ...rows } = await workloadData();
  const random = createStream("predictions");
  const table = Array.from({ length: 10_000 }, () => Array.from({ length: 10 }, random));
  const one = table.slice(0, 1);
  console.log("\nmicroseconds a row\n  l1   predictor, one   predict of one   predict of 10,000");
  for (const l1 of [8, 64, 256, 1024]) {
    const configuration = { ...epochConfiguration(l1), epochs: 1 };
    const model = trainModel(configuration, { data, ...rows });
    const predictRows = createPredictor(model);
    const kept = fastest(() => predictRows(one), l1 > 100 ? 50 : 2000);
    const single = fastest(() => predict(model, one), l1 > 100 ? 4 : 100);
    const many = fastest(() => predict(model, table), 1) / table.length;
    console.log(
      `${l1}`.padStart(4) + kept.toFixed(1).padStart(17) + single.toFixed(1).padStart(17) +
        many.toFixed(1).padStart(20),
    );
  }
}

/** Microseconds of `work`: the fastest of three averages of `times` runs. */
function fastest(work: () => unknown, times: number): number {
  let seconds = Infinity;
  for (let round = 0; round < 3; round++) {
    const start = cpuSeconds();
    for (let i = 0; i < times; i++) work();
    seconds = Math.min(seconds, (cpuSeconds() - start) / times);
  }
  return 1e6 * seconds;
}
