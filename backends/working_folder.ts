/** The working folder, without which Deno starts neither a worker nor a process. @module */

/**
 * Checks that the working folder still exists.
 *
 * @throws {Error} If it was deleted.
 */
export function checkWorkingFolder(): void {
  try {
    Deno.cwd();
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) return;
    throw new Error(
      "Cannot start a worker as the working folder must exist: it was deleted. Change to another " +
        "one by Deno.chdir()",
      { cause },
    );
  }
}
