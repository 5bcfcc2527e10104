/** Time that is limited. @module */
import { clearTimeout, Promise, setTimeout } from "../objective/platform.ts";

/** Waits for work, but not longer than some milliseconds; what becomes of it then is not told. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<void>((resolve) => timer = setTimeout(resolve, ms));
  await Promise.race([work, patience]);
  clearTimeout(timer);
}
