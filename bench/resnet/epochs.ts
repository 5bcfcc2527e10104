/** Epochs of the network at one width: 160 rows in batches of 64 by Adam, then 106 to validate. @module */
import { layOut } from "../../spot/nn/layout.ts";
import { trainingEpochs } from "../../spot/nn/training.ts";
import type { TrainingConfiguration } from "../../spot/nn/training_configuration.ts";
import { prepareTrainingData } from "../../spot/nn/training_data.ts";
import { cpuSeconds } from "./cpu_seconds.ts";
import type { workloadData } from "./workload.ts";

/** A training that does not end by itself. */
export function epochConfiguration(l1: number): TrainingConfiguration {
  return {
    l1,
    epochs: 1e6,
    batchSize: 64,
    actFn: "ReLU",
    optimizer: "Adam",
    dropoutProb: 0.1,
    lrMult: 1,
    patience: Infinity,
    initialization: "Default",
  };
}

/** A training whose epochs are timed. */
export class TimedEpochs {
  readonly l1: number;
  /** CPU seconds of the fastest epoch. */
  seconds = Infinity;
  readonly #epochs: Iterator<unknown>;
  readonly #operations: number;

  constructor(l1: number, { data, ...rows }: Awaited<ReturnType<typeof workloadData>>) {
    this.l1 = l1;
    this.#epochs = trainingEpochs(epochConfiguration(l1), prepareTrainingData(data, rows), {});
    const { parameterCount } = layOut({ lIn: data.features[0].length, lOut: 1, l1 });
    this.#operations = parameterCount * (6 * rows.trainRows.length + 2 * rows.valRows.length);
  }

  /** The products' operations in a second: 6 a parameter and training row, 2 a validation row. */
  get rate(): number {
    return this.#operations / this.seconds;
  }

  /** Trains for a number of epochs; short ones are timed five at a time. */
  run(epochs: number): void {
    const together = this.l1 < 128 ? 5 : 1;
    for (let epoch = 0; epoch < epochs; epoch += together) {
      const start = cpuSeconds();
      for (let i = 0; i < together; i++) this.#epochs.next();
      this.seconds = Math.min(this.seconds, (cpuSeconds() - start) / together);
    }
  }
}
