/** One epoch of the ResNet: 160 rows in batches of 32, forward, backward and a step of Adam. */
import { diabetes } from "../mod.ts";
import { createOptimizer, NNResNetRegressor } from "../spot/nn/mod.ts";

const { features, target } = await diabetes();
const batches = Array.from({ length: 5 }, (_, batch) => ({
  X: features.slice(32 * batch, 32 * (batch + 1)),
  y: target.slice(32 * batch, 32 * (batch + 1)),
}));

for (const l1 of [8, 16, 32]) {
  const net = new NNResNetRegressor({
    lIn: 10,
    lOut: 1,
    l1,
    actFn: "Swish",
    initialization: "xavier_normal",
    seed: 1,
  });
  const optimizer = createOptimizer("Adam", net.parameters);
  Deno.bench(`one epoch, l1 = ${l1}`, { group: "epoch", baseline: l1 === 8 }, () => {
    for (const { X, y } of batches) {
      net.lossAndGradients(X, y);
      optimizer.step(net.gradients);
    }
  });
}
