/** Runs what the traces lack, with as much of Python as there is. @module */
import { BlackBox } from "./black_box.ts";
import { PythonPeer } from "./python_peer.ts";
import type { RunKey, Traces } from "./traces.ts";
import { marksOf, runOptuna, type RunSettings, runSpot, samplers } from "./tuners.ts";

/** The runs of a comparison: Python is started with the first that needs it. */
export class SuiteRuns {
  readonly #peers = new Map<string, Promise<PythonPeer | undefined>>();

  constructor(
    readonly settings: { readonly python: string; readonly label: string },
    readonly traces: Traces,
  ) {}

  /** Runs a tuner on a problem and keeps the trace; nothing if there is one, or no way to run it. */
  async run(key: RunKey): Promise<void> {
    const { tuner, instance, evals, batch, noise, pending = 0 } = key;
    const sampler = samplers[tuner];
    if (this.traces.get(key) || (tuner !== this.settings.label && !sampler)) return;
    const coco = await this.#peer("coco_problems.py", "coco-experiment");
    const optuna = sampler && await this.#peer("optuna_tuner.py", "optuna");
    if (!coco || (sampler && !optuna)) return;
    const start = performance.now();
    const box = await BlackBox.open(coco, key, noise);
    const settings: RunSettings = { seed: instance, evals, batch, noise, pending };
    const regrets = optuna
      ? await runOptuna({ optuna, sampler, box }, settings)
      : await runSpot(box, settings);
    this.traces.add({
      ...key,
      regrets: Object.fromEntries(marksOf(evals).map((mark, i) => [mark, regrets[i]])),
      seconds: (performance.now() - start) / 1000,
    });
  }

  async #peer(script: string, needed: string): Promise<PythonPeer | undefined> {
    let peer = this.#peers.get(script);
    if (peer === undefined) {
      this.#peers.set(script, peer = PythonPeer.start(this.settings.python, script));
      if (!await peer) {
        console.log(`Skipped: no ${needed} in '${this.settings.python}'`);
      }
    }
    return await peer;
  }

  /** Ends Python. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const peer of this.#peers.values()) await (await peer)?.[Symbol.asyncDispose]();
  }
}
