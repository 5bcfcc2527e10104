/** A problem of a suite as every tuner sees it. @module */
import { createStream } from "../../spot/core/random/stream.ts";
import type { VariableType } from "../../spot/core/space/variable.ts";
import type { PythonPeer } from "./python_peer.ts";

/** Where a problem stands in its suite. */
export interface Address {
  readonly suite: string;
  readonly function: number;
  readonly dimension: number;
  readonly instance: number;
}

/** A problem's search space and the value at its optimum. */
interface Opened {
  readonly lower: number[];
  readonly upper: number[];
  readonly varType: VariableType[];
  readonly best: number;
}

/** An objective that keeps its true values; the i-th response of an instance has the same noise for all. */
export class BlackBox {
  /** The distance of each evaluation's true value from the optimum, in order. */
  readonly regrets: number[] = [];
  readonly #coco: PythonPeer;
  readonly #noise: () => number;

  private constructor(coco: PythonPeer, readonly space: Opened, noise: () => number) {
    this.#coco = coco;
    this.#noise = noise;
  }

  static async open(coco: PythonPeer, address: Address, noise: number): Promise<BlackBox> {
    const { suite, function: number, dimension, instance } = address;
    const open = { suite, function: number, dimension, instance };
    const random = createStream(instance, "noise");
    return new BlackBox(coco, await coco.call({ open }), () => noise * normal(random));
  }

  /** The response at x. */
  async evaluate(x: readonly number[]): Promise<number> {
    const { y } = await this.#coco.call<{ y: number }>({ x });
    this.regrets.push(Math.max(0, y - this.space.best));
    return y + this.#noise();
  }
}

/** Standard normal by Box and Muller. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
