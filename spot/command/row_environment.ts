/** What a program learns about its row beside its arguments. @module */
import type { ObjectiveContext } from "../core/objective/objective.ts";

/** The placeholder of the whole configuration. */
export const CONFIGURATION = "SPOT_CONFIGURATION";

/** What later versions tell a row, and this one may not. */
interface Budgeted {
  /** How many steps the row may take. */
  readonly budget?: number;
}

/** The environment variables of a row, which placeholders may name, too. */
export const rowNames = [
  "SPOT_ROW",
  "SPOT_SEED",
  "SPOT_REPLICATE",
  "SPOT_CORES",
  "SPOT_BUDGET",
  "SPOT_SCRATCH",
  CONFIGURATION,
] as const;

/** The names of what a row is told. */
export type RowName = typeof rowNames[number];

/** Seeds that every program takes: 31 bits. */
const SEEDS = 2_147_483_648;

/** The environment variables of a row; those that do not apply are left out. */
export function rowEnvironment(
  context: ObjectiveContext & Budgeted,
  { scratch, coresPerRow }: { readonly scratch: string; readonly coresPerRow: number },
): Partial<Record<RowName, string>> {
  const { row, replicate, random, budget, configuration } = context;
  return {
    SPOT_ROW: String(row),
    SPOT_SEED: String(Math.floor(random() * SEEDS)),
    SPOT_REPLICATE: String(replicate),
    SPOT_CORES: String(coresPerRow),
    ...(budget !== undefined && { SPOT_BUDGET: String(budget) }),
    SPOT_SCRATCH: scratch,
    [CONFIGURATION]: JSON.stringify(configuration),
  };
}
