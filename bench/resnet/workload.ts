/** Ten trainings with early stopping off: the same 3,616 steps for everyone who is compared. @module */
import { diabetes } from "../../data/diabetes.ts";
import { splitRows } from "../../data/split.ts";
import { activationNames } from "../../spot/nn/activations.ts";
import { initializationNames } from "../../spot/nn/initialization.ts";
import { trainModel } from "../../spot/nn/train_model.ts";
import type { TrainingConfiguration } from "../../spot/nn/training_configuration.ts";

/**
 * l1, epochs, batch size as exponents of 2; activation; optimizer (Adadelta, Adam, Adamax); dropout;
 * factor on the learning rate; initialisation.
 */
const points = [
  [5, 5, 8, 3, 0, 0.010988, 4.271516, 4],
  [3, 7, 7, 2, 0, 0.186069, 1.036108, 2],
  [2, 7, 7, 2, 1, 0.227676, 7.605127, 3],
  [4, 8, 5, 0, 1, 0.464876, 6.395845, 0],
  [4, 6, 6, 1, 1, 0.403373, 5.851169, 1],
  [3, 7, 6, 5, 2, 0.317289, 8.99133, 2],
  [2, 6, 7, 4, 0, 0.392617, 2.11994, 1],
  [3, 8, 6, 4, 1, 0.254651, 1.171742, 3],
  [5, 6, 7, 3, 2, 0.129344, 9.651765, 2],
  [4, 6, 6, 1, 1, 0.064267, 3.997679, 1],
];

/** The optimizers of the workload by index. */
export const workloadOptimizers = ["Adadelta", "Adam", "Adamax"] as const;

/** The configurations of the workload. */
export const workload: readonly TrainingConfiguration[] = points.map(
  ([l1, epochs, batchSize, activation, optimizer, dropoutProb, lrMult, initialization]) => ({
    l1: 2 ** l1,
    epochs: 2 ** epochs,
    batchSize: 2 ** batchSize,
    actFn: activationNames[activation],
    optimizer: workloadOptimizers[optimizer],
    dropoutProb,
    lrMult,
    patience: Infinity,
    initialization: initializationNames[initialization],
  }),
);

/** The data of the workload: 160 rows to learn from, 106 to validate on, and the table. */
export async function workloadData() {
  const data = await diabetes();
  const { trainRows, valRows } = splitRows(data.features.length);
  return { data, trainRows, valRows };
}

/** Trains all ten once. */
export function runWorkload(data: Awaited<ReturnType<typeof workloadData>>): void {
  for (const configuration of workload) trainModel(configuration, { ...data, seed: 1 });
}
