/** The sequential run in an isolate of its own, so that its code is cold, as a pool's is. @module */
import { messageOf } from "../../core/options/message_of.ts";
import { HyperLight } from "../../fun/hyper_light.ts";
import type { RunRecord } from "../../record.ts";
import type { Progress } from "../../run/progress.ts";
import { Spot } from "../../spot.ts";
import { experimentControls, type ExperimentSize } from "./setup.ts";

/** What the isolate tells: that a row is finished, or the whole run. */
export type SequentialMessage =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "finished"; readonly durationMs: number; readonly record: RunRecord }
  | { readonly kind: "failed"; readonly message: string };

async function runHere(size: ExperimentSize): Promise<SequentialMessage> {
  const controls = await experimentControls(size);
  const { fun } = new HyperLight();
  const startMs = performance.now();
  const spot = new Spot({ fun, ...controls });
  await spot.run({ onResult: (progress) => post({ kind: "progress", progress }) });
  return { kind: "finished", durationMs: performance.now() - startMs, record: spot.record };
}

/** What this package's types know of a worker's inside. */
const isolate = self as unknown as Pick<Worker, "onmessage" | "postMessage">;

function post(message: SequentialMessage): void {
  isolate.postMessage(message);
}

isolate.onmessage = async ({ data }: MessageEvent<ExperimentSize>) => {
  try {
    post(await runHere(data));
  } catch (error) {
    post({ kind: "failed", message: messageOf(error) });
  }
};
