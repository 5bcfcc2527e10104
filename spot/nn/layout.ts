/**
 * Where everything of a network stands: its widths, the names and shapes of its state, the offsets of
 * each entry in one flat array.
 *
 * Notation: lIn features in, lOut values out, l1 the width of the first block; a weight matrix is
 * [outputs][inputs], row by row. `values` holds the parameters, then as many gradients, then the
 * running statistics.
 *
 * @module
 */

/** One named tensor of the state. */
export interface StateEntry {
  /** PyTorch's name, for example `layers.0.fc1.weight`. */
  readonly name: string;
  /** [outputs, inputs] of a matrix, [length] of a vector. */
  readonly shape: readonly number[];
  /** The offset in `values`. */
  readonly offset: number;
  /** Trained, in contrast to a running statistic. */
  readonly trained: boolean;
}

/** A linear map x -> W x + b. */
export interface LinearLayout {
  readonly inputs: number;
  readonly outputs: number;
  readonly weight: number;
  readonly bias: number;
}

/** A BatchNorm over `width` features, of values to which a linear map has not added its bias. */
export interface BatchNormLayout {
  readonly width: number;
  readonly weight: number;
  readonly bias: number;
  readonly runningMean: number;
  readonly runningVariance: number;
  /** The bias of the linear map before it, which enters the running mean only. */
  readonly linearBias: number;
}

/** A LayerNorm over `width` features. */
export interface LayerNormLayout {
  readonly width: number;
  readonly weight: number;
  readonly bias: number;
}

/** A residual block. */
export interface BlockLayout {
  readonly inputs: number;
  readonly outputs: number;
  readonly fc1: LinearLayout;
  readonly bn1: BatchNormLayout;
  readonly ln1: LayerNormLayout;
  readonly fc2: LinearLayout;
  readonly bn2: BatchNormLayout;
  readonly ln2: LayerNormLayout;
  /** Absent if the widths are equal: the shortcut is the identity. */
  readonly shortcut: { readonly linear: LinearLayout; readonly bn: BatchNormLayout } | null;
}

/** A whole network. */
export interface NetworkLayout {
  readonly lIn: number;
  readonly lOut: number;
  readonly blocks: readonly BlockLayout[];
  readonly last: LinearLayout;
  /** In PyTorch's order. */
  readonly entries: readonly StateEntry[];
  readonly parameterCount: number;
  readonly runningCount: number;
}

/**
 * The widths of the residual blocks: n = max(l1, 2 nLow) once, n/2 twice, n/4 three times, then four
 * times each further halving while it is at least nLow = max(2, floor(lIn / 4)).
 */
export function blockWidths(lIn: number, l1: number): number[] {
  const low = Math.max(2, Math.floor(lIn / 4));
  const widths: number[] = [];
  let width = Math.max(l1, 2 * low);
  for (let times = 1; width >= low; times = Math.min(4, times + 1)) {
    for (let i = 0; i < times; i++) widths.push(width);
    width = Math.floor(width / 2);
  }
  return widths;
}

/** What a network's layout depends on. */
interface Shape {
  readonly lIn: number;
  readonly lOut: number;
  readonly l1: number;
}

/** The last layouts, which the rows of a run share. */
const kept: { readonly shape: Shape; readonly layout: NetworkLayout }[] = [];
const MOST_KEPT = 16;

/** Lays out the network of the given widths. */
export function layOut({ lIn, lOut, l1 }: Shape): NetworkLayout {
  const known = kept.find(({ shape }) =>
    shape.lIn === lIn && shape.lOut === lOut && shape.l1 === l1
  );
  if (known) return known.layout;
  const shape = { lIn, lOut, l1 };
  const layout = newLayout(shape);
  kept.push({ shape, layout });
  if (kept.length > MOST_KEPT) kept.shift();
  return layout;
}

function newLayout({ lIn, lOut, l1 }: Shape): NetworkLayout {
  const widths = blockWidths(lIn, l1);
  const build = (runningStart: number): NetworkLayout => {
    const builder = new LayoutBuilder(runningStart);
    const blocks = widths.map((outputs, i) =>
      builder.block(`layers.${i}`, i === 0 ? lIn : widths[i - 1], outputs)
    );
    const last = builder.linear(`layers.${widths.length}`, widths[widths.length - 1], lOut);
    const { entries, parameterCount, runningCount } = builder;
    return { lIn, lOut, blocks, last, entries, parameterCount, runningCount };
  };
  // The running statistics stand behind the parameters and their gradients, which are counted first.
  return build(2 * build(0).parameterCount);
}

/** Hands out offsets in the order of the calls. */
class LayoutBuilder {
  readonly entries: StateEntry[] = [];
  parameterCount = 0;
  runningCount = 0;
  readonly #runningStart: number;

  constructor(runningStart: number) {
    this.#runningStart = runningStart;
  }

  block(name: string, inputs: number, outputs: number): BlockLayout {
    const fc1 = this.linear(`${name}.fc1`, inputs, outputs);
    const bn1 = this.#batchNorm(`${name}.bn1`, fc1);
    const ln1 = this.#layerNorm(`${name}.ln1`, outputs);
    const fc2 = this.linear(`${name}.fc2`, outputs, outputs);
    const bn2 = this.#batchNorm(`${name}.bn2`, fc2);
    const ln2 = this.#layerNorm(`${name}.ln2`, outputs);
    const shortcut = inputs === outputs ? null : this.#shortcut(name, inputs, outputs);
    return { inputs, outputs, fc1, bn1, ln1, fc2, bn2, ln2, shortcut };
  }

  linear(name: string, inputs: number, outputs: number): LinearLayout {
    const weight = this.#trained(`${name}.weight`, [outputs, inputs]);
    const bias = this.#trained(`${name}.bias`, [outputs]);
    return { inputs, outputs, weight, bias };
  }

  #shortcut(name: string, inputs: number, outputs: number) {
    const linear = this.linear(`${name}.shortcut.0`, inputs, outputs);
    return { linear, bn: this.#batchNorm(`${name}.shortcut.1`, linear) };
  }

  #batchNorm(name: string, { outputs, bias: linearBias }: LinearLayout): BatchNormLayout {
    const weight = this.#trained(`${name}.weight`, [outputs]);
    const bias = this.#trained(`${name}.bias`, [outputs]);
    const runningMean = this.#tracked(`${name}.running_mean`, outputs);
    const runningVariance = this.#tracked(`${name}.running_var`, outputs);
    return { width: outputs, weight, bias, runningMean, runningVariance, linearBias };
  }

  #layerNorm(name: string, width: number): LayerNormLayout {
    const weight = this.#trained(`${name}.weight`, [width]);
    return { width, weight, bias: this.#trained(`${name}.bias`, [width]) };
  }

  #trained(name: string, shape: readonly number[]): number {
    const offset = this.parameterCount;
    this.parameterCount += shape.reduce((product, size) => product * size, 1);
    this.entries.push({ name, shape, offset, trained: true });
    return offset;
  }

  #tracked(name: string, width: number): number {
    const offset = this.#runningStart + this.runningCount;
    this.runningCount += width;
    this.entries.push({ name, shape: [width], offset, trained: false });
    return offset;
  }
}
