/** One epoch at every width of the hyperparameter table, beside a product in the cache and PyTorch. @module */
import { TimedEpochs } from "./epochs.ts";
import { type PyTorch, pyTorchEpochs } from "./peers.ts";
import { tiledProductRate } from "./tiled_product.ts";
import { workloadData } from "./workload.ts";

const ROUNDS = 4;
/** Epochs in a round. */
const widths = [
  { l1: 8, epochs: 100 },
  { l1: 16, epochs: 100 },
  { l1: 32, epochs: 50 },
  { l1: 64, epochs: 30 },
  { l1: 128, epochs: 20 },
  { l1: 256, epochs: 10 },
  { l1: 512, epochs: 4 },
  { l1: 1024, epochs: 2 },
];

/** Prints the table. All take turns, so that what disturbs one disturbs the others. */
export async function printWidths(peer: PyTorch): Promise<void> {
  const data = await workloadData();
  const timed = widths.map(({ l1 }) => new TimedEpochs(l1, data));
  let tiled = 0;
  let torch: readonly number[] | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    timed.forEach((epochs, i) => {
      epochs.run(widths[i].epochs);
      tiled = Math.max(tiled, tiledProductRate());
    });
    const seconds = await pyTorchEpochs(peer, widths);
    torch = seconds?.map((value, i) => Math.min(value, torch?.[i] ?? Infinity)) ?? null;
  }
  console.log(`\na product in the cache, tiles of 4 x 2: ${(tiled / 1e9).toFixed(2)} GFLOP/s`);
  if (torch === null) console.log("PyTorch is left out: name an interpreter that has it");
  console.log("  l1   ms per epoch   GFLOP/s   of the tiled product   of PyTorch's time");
  timed.forEach(({ l1, seconds, rate }, i) => {
    const share = torch ? (seconds / torch[i]).toFixed(2) : "";
    console.log(
      `${l1}`.padStart(4) + (1e3 * seconds).toFixed(2).padStart(15) +
        (rate / 1e9).toFixed(2).padStart(10) + (rate / tiled).toFixed(2).padStart(23) +
        share.padStart(20),
    );
  });
}
