import { assert, assertEquals, assertThrows } from "@std/assert";
import { diabetes } from "../../data/diabetes.ts";
import { type ActivationName, activationNames } from "../../spot/nn/activations.ts";
import { NNResNetRegressor } from "../../spot/nn/resnet.ts";
import type { StateDict } from "../../spot/nn/state_dict.ts";
import { createStream } from "../../spot/core/random/stream.ts";
import golden from "../golden/resnet_forward_backward.json" with { type: "json" };
import { PlainResNet } from "./plain/plain_resnet.ts";

/** PyTorch 2.15, float64: see tests/golden/README.md. */
interface GoldenCase {
  readonly l1: number;
  readonly act_fn: ActivationName;
  readonly rows: number[];
  readonly state_dict: StateDict;
  readonly train_output: number[] | number[][];
  readonly train_mse: number;
  readonly gradients: StateDict;
  readonly state_dict_after: StateDict;
  readonly eval_output: number[] | number[][];
}
const cases = golden as unknown as GoldenCase[];

const flat = (state: StateDict | Record<string, number[] | number[][]>) =>
  Object.values(state).flat(2) as number[];

function assertNear(
  actual: ArrayLike<number>,
  expected: number[],
  tolerance: number,
  what: string,
) {
  assertEquals(actual.length, expected.length, what);
  expected.forEach((value, i) => {
    const error = Math.abs(actual[i] - value);
    assert(error <= tolerance * Math.abs(value), `${what}[${i}]: ${actual[i]} is not ${value}`);
  });
}

/** Gradients are compared relative to the largest of the whole network. */
function assertSameGradients(actual: StateDict, expected: StateDict, tolerance: number) {
  assertEquals(Object.keys(actual).sort(), Object.keys(expected).sort());
  const largest = Math.max(...flat(expected).map(Math.abs));
  for (const name of Object.keys(expected)) {
    const values = actual[name].flat();
    expected[name].flat().forEach((value, i) => {
      const error = Math.abs(values[i] - value) / largest;
      assert(error <= tolerance, `${name}[${i}]: ${values[i]} is not ${value}`);
    });
  }
}

/** Named arrays as lists. */
const listed = (store: Record<string, Float64Array>): Record<string, number[]> =>
  Object.fromEntries(Object.entries(store).map(([name, values]) => [name, [...values]]));

/** A network whose norms, biases and statistics are not at their start. */
function randomNetwork(
  options: ConstructorParameters<typeof NNResNetRegressor>[0],
): NNResNetRegressor {
  const net = new NNResNetRegressor({ initialization: "xavier_normal", seed: 5, ...options });
  const random = createStream("state");
  const state = net.stateDict();
  for (const [name, tensor] of Object.entries(state)) {
    if (tensor.some(Array.isArray)) continue;
    state[name] = tensor.map(() => (name.includes("var") ? 0.5 : -0.3) + random());
    if (/(bn.|ln.|shortcut\.1)\.weight/.test(name)) state[name] = tensor.map(() => 0.7 + random());
  }
  net.loadStateDict(state);
  return net;
}

function randomRows(n: number, columns: number, seed: string): number[][] {
  const random = createStream(seed);
  return Array.from({ length: n }, () => Array.from({ length: columns }, () => 4 * random() - 2));
}

Deno.test("NNResNetRegressor has PyTorch's outputs, gradients and statistics if given its state", async () => {
  const { features, target } = await diabetes();
  // With room for the batch routines compute, without it plain loops.
  for (const [c, capacity] of cases.flatMap((c) => [[c, 1], [c, c.rows.length]] as const)) {
    const net = new NNResNetRegressor({ lIn: 10, l1: c.l1, actFn: c.act_fn, capacity });
    const X = c.rows.map((row) => features[row]);
    net.loadStateDict(c.state_dict);
    assertNear(net.forward(X), c.train_output.flat(), 1e-9, `${c.act_fn} output`);
    net.loadStateDict(c.state_dict);
    const { loss, gradients } = net.lossAndGradients(X, c.rows.map((row) => target[row]));
    assertNear([loss], [c.train_mse], 1e-9, "loss");
    assertSameGradients(gradients, c.gradients, 1e-9);
    const state = net.stateDict();
    for (const [name, expected] of Object.entries(c.state_dict_after)) {
      assertNear(state[name].flat(), expected.flat(), 1e-9, name);
    }
    assertNear(net.eval().forward(X), c.eval_output.flat(), 1e-9, `${c.act_fn} eval output`);
  }
});

Deno.test("NNResNetRegressor equals the plain composition in all sizes, with dropout, in both modes", () => {
  const sizes = [[10, 1, 4, 32], [10, 2, 16, 33], [7, 3, 11, 5], [1, 1, 5, 2], [40, 1, 8, 9]];
  for (const [k, [lIn, lOut, l1, n]] of sizes.entries()) {
    for (const [training, capacity] of [[true, 1], [true, n], [false, 1], [false, n]] as const) {
      const actFn = activationNames[(2 * k + Number(training)) % 6];
      const options = { lIn, l1, actFn, dropoutProb: k === 2 ? 0 : 0.3, seed: 9, capacity };
      const net = randomNetwork({ ...options, lOut });
      const plain = new PlainResNet(options, net.stateDict());
      const X = randomRows(n, lIn, `x${k}`);
      const Y = randomRows(n, lOut, `y${k}`);
      if (!training) net.eval();
      for (let pass = 0; pass < 2; pass++) {
        const { loss, gradients } = net.lossAndGradients(X, Y);
        assertNear([loss], [plain.lossAndGradients(X, Y, training)], 1e-9, "loss");
        assertSameGradients(gradients, listed(plain.gradients), 1e-9);
      }
      const state = net.stateDict();
      for (const [name, expected] of Object.entries(listed(plain.state))) {
        assertNear(state[name].flat(), expected, 1e-9, name);
      }
    }
  }
});

Deno.test("NNResNetRegressor.lossAndGradients() agrees with central differences if the mask is fixed", () => {
  // Truncation and rounding of the difference quotient: below 1e-5 of the largest gradient, since
  // LayerNorm over two features bends sharply.
  const step = 2e-7;
  for (const actFn of activationNames) {
    const options = { lIn: 6, lOut: 2, l1: 8, actFn, dropoutProb: 0.25, seed: 3 };
    const X = randomRows(24, 6, "x");
    const y = randomRows(24, 2, "y");
    const state = randomNetwork(options).stateDict();
    /** The first pass of a network of this seed always draws the same mask. */
    const lossAt = (i: number, distance: number) => {
      const net = new NNResNetRegressor(options);
      net.loadStateDict(state);
      net.parameters[i] += distance;
      return net.lossAndGradients(X, y).loss;
    };
    const net = new NNResNetRegressor(options);
    net.loadStateDict(state);
    net.lossAndGradients(X, y);
    const largest = Math.max(...net.gradients.map(Math.abs));
    for (let i = 0; i < net.parameters.length; i += 3) {
      const near = lossAt(i, step) - lossAt(i, -step);
      const far = lossAt(i, 2 * step) - lossAt(i, -2 * step);
      const quotient = (8 * near - far) / (12 * step);
      const error = Math.abs(quotient - net.gradients[i]) / largest;
      assert(error < 1e-5, `${actFn} parameter ${i}: ${net.gradients[i]} is not ${quotient}`);
    }
  }
});

Deno.test("NNResNetRegressor.parameters and gradients are live and in PyTorch's order", () => {
  const net = randomNetwork({ lIn: 3, l1: 4 });
  const trained = () =>
    Object.entries(net.stateDict()).filter(([name]) => !name.includes("running"));
  assertEquals([...net.parameters], trained().flatMap(([, tensor]) => tensor.flat()));
  net.parameters[0] = 42;
  assertEquals(net.stateDict()["layers.0.fc1.weight"].flat()[0], 42);
  const { gradients } = net.lossAndGradients([[1, 2, 3], [2, 0, 1], [0, 1, 0]], [1, 2, 3]);
  assertEquals([...net.gradients], flat(gradients));
});

Deno.test("NNResNetRegressor has the widths and parameter counts of the table", () => {
  const counts = [[4, 225], [8, 637], [16, 1825], [32, 5561], [64, 18473], [128, 66057]];
  for (const [l1, count] of counts) {
    assertEquals(new NNResNetRegressor({ lIn: 10, l1 }).parameters.length, count);
  }
});

Deno.test("NNResNetRegressor.forward() moves running statistics once in train mode, never in eval mode", () => {
  const net = randomNetwork({ lIn: 2, l1: 4 });
  const X = randomRows(5, 2, "x");
  const before = net.stateDict();
  net.eval().forward(X);
  net.lossAndGradients(X, [1, 2, 3, 4, 5]);
  assertEquals(net.stateDict(), before);
  net.train().forward(X);
  const once = net.stateDict();
  net.loadStateDict(before);
  net.lossAndGradients(X, [1, 2, 3, 4, 5]);
  assertEquals(net.stateDict(), once);
});

Deno.test("NNResNetRegressor stays finite if features are constant, huge or the batch has equal rows", () => {
  for (const actFn of activationNames) {
    for (const X of [[[0, 0], [0, 0], [0, 0]], [[1e150, -1e150], [3, 1], [2, 2]]]) {
      const net = new NNResNetRegressor({ lIn: 2, l1: 4, actFn, initialization: "kaiming_normal" });
      const { loss } = net.lossAndGradients(X, [1, 1, 1]);
      assert(Number.isFinite(loss) && net.gradients.every(Number.isFinite), actFn);
    }
  }
});

Deno.test("NNResNetRegressor.loadStateDict() throws and changes nothing if an entry does not fit; counters may be there", () => {
  const net = new NNResNetRegressor({ lIn: 2, l1: 4 });
  const state = net.stateDict();
  const { "layers.0.bn1.bias": _, ...missing } = state;
  const wrong: [StateDict, string][] = [
    [missing, "'layers.0.bn1.bias' must be present"],
    [{ ...state, "layers.9.weight": [1] }, "'layers.9.weight' must be an entry of this network"],
    [{ ...state, "layers.0.ln1.weight": [1] }, "must have shape [4]: current shape is [1]"],
    [
      { ...state, "layers.0.fc1.weight": [1, 2, 3, 4] },
      "must have shape [4, 2]: current shape is [4]",
    ],
    [
      { ...state, "layers.0.fc1.bias": new Array(4) },
      "'layers.0.fc1.bias' must be a vector or a matrix of numbers",
    ],
    [
      undefined as unknown as StateDict,
      "Cannot load the state as a state must be an object of arrays: current value is undefined",
    ],
  ];
  for (const [entries, message] of wrong) {
    assertThrows(() => net.loadStateDict(entries), TypeError, message);
  }
  net.loadStateDict({ ...state, "layers.0.bn1.num_batches_tracked": 3 });
  assertEquals(net.stateDict(), state);
});

Deno.test("NNResNetRegressor refuses bad options and rows before any work", () => {
  const bad: [object, string][] = [
    [{ lIn: 10, l1: 3 }, "'l1' must be an integer of at least 4: current value is 3"],
    [{ lIn: 0, l1: 4 }, "'lIn' must be a positive integer"],
    [{ lIn: 1, l1: 4, dropoutProb: 1 }, "'dropoutProb' must be a number of at least 0 and below 1"],
    [{ lIn: 1, l1: 4, actFn: "Relu" }, "'actFn'"],
    [{ lIn: 1, l1: 4, hidden: 2 }, "'hidden' is unknown"],
  ];
  for (const [options, message] of bad) {
    assertThrows(
      () => new NNResNetRegressor(options as { lIn: number; l1: number }),
      Error,
      message,
    );
  }
  const net = new NNResNetRegressor({ lIn: 2, l1: 4 });
  const badRows: [unknown, string][] = [
    [[[1, 2]], "'X' must have at least two rows in train mode"],
    [[[1, 2], [1]], "row 1 has 1"],
    [[[1, 2], [3, "4"]], "row 1 of 'X' must hold numbers only: number 1 is \"4\""],
    [undefined, "'X' must be an array of rows: current value is undefined"],
  ];
  for (const [X, message] of badRows) {
    assertThrows(() => net.forward(X as number[][]), Error, message);
    assertThrows(() => net.lossAndGradients(X as number[][], [1, 2]), Error, message);
  }
  assertEquals(net.eval().forward([[1, 2]]).length, 1);
});

Deno.test("lossAndGradients() gives the gradients of a new network if it was in eval mode before", () => {
  const X = randomRows(6, 3, "X"), y = randomRows(1, 6, "y")[0];
  const options = {
    lIn: 3,
    l1: 4,
    actFn: "Tanh",
    initialization: "xavier_normal",
    seed: 1,
  } as const;
  const used = new NNResNetRegressor(options);
  used.eval().lossAndGradients(X, y);
  const { gradients } = used.train().lossAndGradients(X, y);
  assertEquals(gradients, new NNResNetRegressor(options).lossAndGradients(X, y).gradients);
});

Deno.test("lossAndGradients() takes flat targets and rows of them alike", () => {
  const X = randomRows(3, 2, "X");
  const loss = (y: Parameters<NNResNetRegressor["lossAndGradients"]>[1]) =>
    new NNResNetRegressor({ lIn: 2, lOut: 2, l1: 4, seed: 1 }).lossAndGradients(X, y).loss;
  const flatLoss = loss([1, 2, 3, 4, 5, 6]);
  assertEquals(loss([[1, 2], [3, 4], [5, 6]]), flatLoss);
  assertEquals(loss([Float64Array.of(1, 2), [3, 4], [5, 6]]), flatLoss);
});

Deno.test("lossAndGradients() throws if the targets are of another shape or not numbers", () => {
  const net = new NNResNetRegressor({ lIn: 2, lOut: 2, l1: 4 });
  const X = randomRows(3, 2, "X");
  const wrong: unknown[] = [
    ...[
      undefined,
      null,
      "123456",
      [1, 2, 3],
      [[1, 2, 3], [4, 5, 6]],
      [1, 2, 3, 4, 5, 6].map((v) => [v]),
    ],
    ...[[1, 2, 3, 4, 5, "6"], [[1, 2], [3, 4], [5, null]], [1, 2, [3, 4], 5, 6]],
  ];
  for (const y of wrong) {
    assertThrows(
      () => net.lossAndGradients(X, y as number[]),
      Error,
      "Cannot compute the loss as 'y'",
    );
  }
});
