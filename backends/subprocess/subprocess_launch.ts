/** What every subprocess of an objective is started with. @module */
import { subprocessFlags, type SubprocessFlagsOptions } from "./subprocess_flags.ts";

/** What a subprocess is started with. */
export interface Launch {
  readonly file: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Its objective may start programs, which have to end with it. */
  readonly hasTree: boolean;
  /**
   * The programs that the objective may start: all, those listed, or none. The subprocess may start any
   * where it has to end a tree.
   */
  readonly run: "inherit" | readonly string[] | false;
}

const entry = new URL("./subprocess_entry.ts", import.meta.url).href;
/** Never called: what is imported by name, `deno cache` fetches with this module. */
const _fetched = () => import("./subprocess_entry.ts");

/**
 * Refuses a program made by `deno compile`: what it takes for Deno is the program itself, which would
 * start itself without end.
 *
 * @throws {Error} If this program is compiled.
 */
export function refuseCompiled(
  standalone: boolean = Deno.build.standalone,
  args: readonly string[] = Deno.args,
): void {
  if (!standalone && !args.includes(entry)) return;
  throw new Error(
    `Cannot make a parallel objective as method "subprocess" starts Deno, which a compiled program ` +
      `does not contain: current program is ${Deno.execPath()}. Use method "worker", with the ` +
      `objective's module in \`deno compile --include\`, or method "sequential"`,
  );
}

/**
 * Prepares the start of subprocesses.
 *
 * @throws {Error} If this process may not start one; the message has the flag.
 */
export function prepareLaunch(options: SubprocessFlagsOptions): Launch {
  const file = Deno.execPath();
  checkMayStart(file);
  const startsAny = options.allow.includes("run");
  const programs = options.allow.filter((entry) => entry.startsWith("run=")).flatMap(listOf);
  const hasTree = mayStartPrograms(options.allow);
  // To end its tree, a subprocess needs a permission that its objective may not have.
  const narrowed = hasTree && !startsAny;
  const allow = narrowed ? [...options.allow, "run"] : options.allow;
  const flags = subprocessFlags({ ...options, allow });
  const unstable = narrowed ? ["--unstable-worker-options"] : [];
  return {
    file,
    args: ["run", ...flags, ...unstable, entry, ...Deno.args],
    environment: readEnvironment(file),
    hasTree,
    run: !narrowed ? "inherit" : programs.length > 0 ? programs : false,
  };
}

/** Whether an objective with these permissions may start programs. */
export function mayStartPrograms(allow: readonly string[]): boolean {
  return allow.some((entry) => /^(?:run|ffi)(?:=|$)/.test(entry));
}

const listOf = (entry: string) => entry.replace(/^[^=]*=/, "").split(",");

/** Asked for here, a missing permission is no question on a terminal. */
function checkMayStart(deno: string): void {
  const { state } = Deno.permissions.querySync({ name: "run", command: deno });
  if (state === "granted") return;
  throw new Error(
    `Cannot start a subprocess as this process must not start Deno: run again with --allow-run=${deno}`,
  );
}

/**
 * The environment that subprocesses inherit: node:child_process takes it only as a list. Where this
 * process may not read it, another one tells.
 */
function readEnvironment(deno: string): Record<string, string> {
  const { state, partial } = Deno.permissions.querySync({ name: "env" });
  if (state === "granted" && partial !== true) return Deno.env.toObject();
  const print = "console.log(JSON.stringify(Deno.env.toObject()))";
  const args = ["eval", "--no-config", "--no-lock", "--quiet", print];
  const { success, stdout, stderr } = new Deno.Command(deno, { args, stdin: "null" }).outputSync();
  const text = new TextDecoder();
  if (success) return JSON.parse(text.decode(stdout));
  throw new Error(`Cannot start a subprocess: ${text.decode(stderr).slice(-500).trim()}`);
}
