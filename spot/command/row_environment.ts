/** What a program learns about its row beside its arguments. @module */
import type { ObjectiveContext } from "../core/objective/objective.ts";
import type { RowCheckpoint } from "./row_checkpoint.ts";

/** The placeholder of the whole configuration. */
export const CONFIGURATION = "SPOT_CONFIGURATION";

/** The environment variables of a row, which placeholders may name, too. */
export const rowNames = [
  "SPOT_ROW",
  "SPOT_SEED",
  "SPOT_REPLICATE",
  "SPOT_CORES",
  "SPOT_BUDGET",
  "SPOT_SCRATCH",
  "SPOT_CHECKPOINT",
  "SPOT_CHECKPOINT_OUT",
  CONFIGURATION,
] as const;

/** The names of what a row is told. */
export type RowName = typeof rowNames[number];

/** Seeds that every program takes: 31 bits. */
const SEEDS = 2_147_483_648;

/** Where a row runs. */
export interface RowPlace {
  /** Its folder. */
  readonly scratch: string;
  readonly coresPerRow: number;
  readonly checkpoint: RowCheckpoint;
}

/** The environment variables of a row; those that do not apply are left out. */
export function rowEnvironment(
  context: ObjectiveContext,
  { scratch, coresPerRow, checkpoint: { from, out } }: RowPlace,
): Partial<Record<RowName, string>> {
  const { row, replicate, random, budget, configuration } = context;
  return {
    SPOT_ROW: String(row),
    SPOT_SEED: String(Math.floor(random() * SEEDS)),
    SPOT_REPLICATE: String(replicate),
    SPOT_CORES: String(coresPerRow),
    ...(budget !== undefined && { SPOT_BUDGET: String(budget) }),
    SPOT_SCRATCH: scratch,
    ...(from !== undefined && { SPOT_CHECKPOINT: from }),
    ...(out !== undefined && { SPOT_CHECKPOINT_OUT: out }),
    [CONFIGURATION]: JSON.stringify(configuration),
  };
}
