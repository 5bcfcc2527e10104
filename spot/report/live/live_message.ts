/** What the run's thread and the server's thread say to each other. @module */
import type { RunRecord } from "../../record.ts";

/** What there is to be seen of a run. */
export interface SeenRun {
  readonly record: RunRecord;
  readonly title: string;
}

/** To the server. */
export type ToServer =
  | { readonly kind: "listen"; readonly port: number; readonly title: string }
  /** The answer to a look: nothing if all is as it was; and what the look before took. */
  | { readonly kind: "seen"; readonly run?: SeenRun; readonly costMs: number }
  | { readonly kind: "close"; readonly run?: SeenRun; readonly note: string };

/** From the server. */
export type FromServer =
  | { readonly kind: "listening"; readonly port: number }
  | { readonly kind: "refused"; readonly message: string; readonly isTaken: boolean }
  | { readonly kind: "look" }
  | { readonly kind: "warning"; readonly message: string }
  | { readonly kind: "closed" };
