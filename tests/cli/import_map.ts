/** The flag with which commands of the project run where JSR is out of reach. */
const { stdout } = new Deno.Command(Deno.execPath(), {
  args: ["run", "-A", "--quiet", "tests/offline/import_map_flag.ts"],
  cwd: new URL("../..", import.meta.url).pathname,
}).outputSync();

/** No flag, or one. */
export const config: readonly string[] = new TextDecoder().decode(stdout).trim().split(/\s+/)
  .filter((flag) => flag !== "");
