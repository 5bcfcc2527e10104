/** What is refused of Redis. @module */
import { messageOf } from "../../spot/core/options/message_of.ts";

/** A job that cannot be one of Spot's: anybody with access to Redis may have written it. */
export class UnusableJob extends Error {
  override readonly name = "UnusableJob";

  /** @param why What is wrong with it. */
  constructor(why: unknown) {
    super(messageOf(why));
  }
}

/** Calls a function whose errors are those of a job. */
export function ofJob<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UnusableJob(error);
  }
}
