/**
 * Where all that a network computes stands in one flat array: activations, and what the backward pass
 * needs of them. A matrix of w features over n rows stands feature by feature, `stride` apart, so that
 * what runs over rows reads memory in order.
 *
 * @module
 */
import type { BlockLayout, NetworkLayout } from "./layout.ts";

/** Offsets are integers of 32 bits in the kernels' loops: see arena.ts. */
const MOST_NUMBERS = 0x8000_0000;

/** Offsets of a linear map's output and the BatchNorm over it. */
export interface BatchNormWork {
  /** The linear map's output, width x n. */
  readonly z: number;
  /** Mean and 1 / sqrt(variance + eps) that BatchNorm used, width each. */
  readonly mean: number;
  readonly inverse: number;
}

/** Offsets of one half of a block: linear map, BatchNorm, LayerNorm, activation. */
export interface HalfWork {
  readonly batch: BatchNormWork;
  /** LayerNorm's normalised values, width x n, and its 1 / sqrt(variance + eps), n. */
  readonly normal: number;
  readonly scale: number;
  /** The activation's output and its derivative, width x n each. */
  readonly output: number;
  readonly slope: number;
}

/** Offsets of one block. */
export interface BlockWork {
  readonly first: HalfWork;
  readonly second: HalfWork;
  /** Null if the shortcut is the identity. */
  readonly shortcut: BatchNormWork | null;
}

/** Offsets of two numbers per row to sum in. */
export interface RowSums {
  readonly sums: number;
  readonly products: number;
}

/** Where gradients stand: what comes in, by what it is multiplied, where du goes. */
export interface GradientFlow {
  /** The gradient of the activation's output; multiplied by `slope` in place. */
  readonly from: number;
  readonly slope: number;
  /** May be the same as `from`. */
  readonly to: number;
}

/** Where all is, for at most `capacity` rows; a class for the reason that arena.ts gives. */
export class Workspace {
  readonly capacity: number;
  /** How many numbers it has. */
  readonly size: number;
  /** Distance between two features. */
  readonly stride: number;
  /** The rows to learn from, lIn x n. */
  readonly input: number;
  readonly blocks: readonly BlockWork[];
  /** The network's output, lOut x n, and its gradient. */
  readonly output: number;
  readonly outputGradient: number;
  /** Gradients on their way back, widest x n each: see passes.ts. */
  readonly gradients: readonly [number, number, number];
  /** Two sums per row. */
  readonly rows: RowSums;
  /** What a step's dropout is drawn by: its key and the probability. */
  readonly drawing: number;

  constructor({ lIn, lOut, blocks }: NetworkLayout, capacity: number) {
    const stride = strideOf(capacity);
    const widest = Math.max(lIn, lOut, ...blocks.map(({ outputs }) => outputs));
    let size = 0;
    const take = (length: number) => (size += length) - length;
    this.capacity = capacity;
    this.stride = stride;
    this.input = take(lIn * stride);
    this.blocks = blocks.map((block) => blockWork(block, stride, take));
    this.output = take(lOut * stride);
    this.outputGradient = take(lOut * stride);
    this.gradients = [take(widest * stride), take(widest * stride), take(widest * stride)];
    this.rows = { sums: take(stride), products: take(stride) };
    this.drawing = take(2);
    if (size > MOST_NUMBERS) throw tooManyRows(capacity, size);
    this.size = size;
  }
}

function tooManyRows(capacity: number, size: number): RangeError {
  const most = Math.floor(MOST_NUMBERS / size * capacity);
  return new RangeError(
    `Cannot prepare a batch as its rows must be at most about ${most} for this network: ` +
      `current value is ${capacity}`,
  );
}

/** An odd number of cache lines, so that features do not compete for the same cache sets. */
function strideOf(capacity: number): number {
  const lines = Math.ceil(capacity / 8);
  return 8 * (lines % 2 === 0 ? lines + 1 : lines);
}

type Take = (length: number) => number;

function blockWork({ outputs, shortcut }: BlockLayout, stride: number, take: Take): BlockWork {
  return {
    first: halfWork(outputs, stride, take),
    second: halfWork(outputs, stride, take),
    shortcut: shortcut && batchNormWork(outputs, stride, take),
  };
}

function batchNormWork(width: number, stride: number, take: Take): BatchNormWork {
  return { z: take(width * stride), mean: take(width), inverse: take(width) };
}

function halfWork(width: number, stride: number, take: Take): HalfWork {
  const matrix = width * stride;
  return {
    batch: batchNormWork(width, stride, take),
    normal: take(matrix),
    scale: take(stride),
    output: take(matrix),
    slope: take(matrix),
  };
}
