/** What is said on the channel of a subprocess beside requests and replies, which are bytes. @module */
import type { ObjectiveReference } from "../../spot/core/objective/objective.ts";

/** The first message to a subprocess. */
export interface SubprocessStart extends ObjectiveReference {
  /** The name of its worker. */
  readonly name: string;
  /** The programs that the objective may start. */
  readonly run: "inherit" | readonly string[] | false;
}

/** The first message to the worker in a subprocess. */
export interface InnerStart {
  readonly reference: ObjectiveReference;
  /** Name of the Web Lock that the worker holds as long as it lives. */
  readonly lock: string;
  /** Requests and replies; the objective's own messages go another way. */
  readonly port: MessagePort;
}

/** What the main thread of a subprocess says all the time. */
export const SIGN_OF_LIFE = "alive";

/** Payloads from this size on are handed over to another thread instead of copied. */
const TRANSFER_BYTES = 65_536;

/** What to transfer with a payload: copying a small one takes less time. */
export function transferable({ buffer, length }: Uint8Array): ArrayBuffer[] {
  const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === length;
  return isWhole && length >= TRANSFER_BYTES ? [buffer] : [];
}
