/** Tables of up to 100,000 rows: time and memory as they grow. @module */
import { runChild } from "./run_child.ts";

interface LongTable {
  readonly epochSeconds: number;
  readonly tableMiB: number;
  readonly trainingMiB: number;
}

/** Prints a line for each length. */
export async function printLongTables(): Promise<void> {
  console.log("\nl1 = 32, batches of 256 of four fifths of the rows, the others to validate");
  console.log("  rows   s per epoch   MiB: table   training");
  for (const rows of [12_500, 25_000, 50_000, 100_000]) {
    const { epochSeconds, tableMiB, trainingMiB } = await runChild<LongTable>(
      "long_table.ts",
      rows,
    );
    console.log(
      `${rows}`.padStart(6) + epochSeconds.toFixed(2).padStart(14) +
        tableMiB.toFixed(0).padStart(13) + trainingMiB.toFixed(0).padStart(11),
    );
  }
}
