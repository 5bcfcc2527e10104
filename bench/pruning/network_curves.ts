/**
 * Curves of the network on the Diabetes data: the validation loss after every epoch of random
 * configurations, to replay rules of pruning on. Arguments: the file, how many, the seed of configurations
 * and split, and the power of 2 that all epochs are, if it is fixed.
 *
 *     deno run -A bench/pruning/network_curves.ts curves.json 1000 1
 *
 * @module
 */
import { diabetes } from "../../data/diabetes.ts";
import { splitRows } from "../../data/split.ts";
import { createStream } from "../../spot/core/random/stream.ts";
import { toConfiguration } from "../../spot/core/space/configuration.ts";
import { createDomain } from "../../spot/core/space/domain.ts";
import { createDistinctPoints } from "../../spot/search/distinct_points.ts";
import { randomNewPoint } from "../../spot/search/random_point.ts";
import { toTrainingConfiguration } from "../../spot/nn/training_configuration.ts";
import { trainingEpochs } from "../../spot/nn/training.ts";
import { prepareTrainingData } from "../../spot/nn/training_data.ts";
import { networkControl } from "./network_control.ts";

const [out = "curves.json", size = "1000", seed = "1", epochs] = Deno.args;
const { variables } = await networkControl(
  { funEvals: 1 },
  epochs === undefined ? undefined : [Number(epochs), Number(epochs)],
);
const data = await diabetes();
const rows = splitRows(data.features.length, { seed: 1233 + Number(seed) });
const prepared = prepareTrainingData(data, { ...rows, scaleTarget: true });
const domain = createDomain(variables);
const known = createDistinctPoints(domain.space, [], 0);
const random = createStream(seed, "network curves");
const curves: { readonly epochs: number; readonly values: number[]; readonly final: number }[] = [];
for (let row = 0; row < Number(size); row++) {
  const x = randomNewPoint(domain, known, random)!;
  known.add(x);
  const configuration = toTrainingConfiguration(toConfiguration(variables, x));
  const training = trainingEpochs(configuration, prepared, { seed: row });
  let step = training.next();
  while (!step.done) step = training.next();
  const { valLoss, valLossPerEpoch } = step.value.result();
  curves.push({ epochs: configuration.epochs, values: valLossPerEpoch, final: valLoss });
}
await Deno.writeTextFile(out, JSON.stringify(curves));
console.log(`${curves.length} curves, ${curves.reduce((n, c) => n + c.values.length, 0)} epochs`);
