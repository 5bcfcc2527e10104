/** Process groups; Windows has none. @module */

/** Ends all processes of a group, this one included if it leads it. */
export function endGroup(leader: number): void {
  try {
    Deno.kill(-leader, "SIGKILL");
  } catch {
    // All of them are gone already.
  }
}
