/** Reading what may be read already: a missing permission would be a question on a terminal. @module */

/**
 * Reads a text file without asking for the permission.
 *
 * @throws {Error} If it cannot be read, or must not without asking.
 */
export function readGranted(path: string | URL): string {
  const { state } = Deno.permissions.querySync({ name: "read", path });
  if (state === "granted") return Deno.readTextFileSync(path);
  throw new Deno.errors.NotCapable(`Cannot read '${path}' as the permission is not granted`);
}
