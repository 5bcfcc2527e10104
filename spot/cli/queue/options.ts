/** Options of `work`. @module */
import { messageOf } from "../../core/options/message_of.ts";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { availableCores } from "../../../backends/available_cores.ts";
import type { Method } from "../../../backends/method.ts";
import { limit } from "../../../backends/method_options.ts";
import type { MachineOptions } from "../../../backends/queue/machine_options.ts";
import { queueName, serverUrl } from "../../../backends/queue/queue_options.ts";
import { subprocess } from "../../../backends/subprocess/subprocess.ts";
import { worker } from "../../../backends/worker/worker.ts";
import { choice, Fault, integer, type Kind, listOf, path } from "../../core/options/options.ts";
import { type CommandOptions, type OptionValues, toFlag, UsageError } from "../options.ts";

/** Its text may hold a password: a wrong one is not shown. */
const url: Kind<string> = { ...path, rule: serverUrl.rule, placeholder: "url" };

/** The environment's variable that holds the URL: a command line can be read by other users. */
const URL_VARIABLE = "SPOT_QUEUE_URL";

/** The command's options. */
export const workOptionTable = {
  url: {
    kind: url,
    help: `redis://:password@host:port, rediss:// for TLS [${URL_VARIABLE} of the environment]`,
  },
  name: { kind: queueName, placeholder: "name", help: "the queue's, as in the script" },
  module: {
    kind: listOf(path),
    placeholder: "files",
    help: "a module whose objectives it evaluates, or several; Spot's own always",
  },
  cores: { kind: integer(1, 1024), help: "rows at the same time [the cores of this machine]" },
  method: {
    kind: choice(["worker", "subprocess"]),
    help: "where rows run: threads or processes of their own",
    default: "subprocess",
  },
  rowTimeout: {
    kind: limit,
    placeholder: "ms",
    help: "time limit of one row, with subprocess [none]",
  },
  maxHeap: { kind: limit, placeholder: "MiB", help: "heap limit of one row's process [none]" },
  allow: {
    kind: listOf(path),
    placeholder: "permissions",
    help: "of rows' processes beyond reading what they import, as net=example.org",
  },
  label: {
    kind: path,
    placeholder: "name",
    help: "of this machine, in messages [host or process]",
  },
  clean: {
    kind: queueName,
    placeholder: "name",
    help: "remove from Redis what lost scripts left in this queue, and end",
  },
} satisfies CommandOptions;

/** Options as they were given. */
type WorkValues = OptionValues<typeof workOptionTable>;

/** Options of a machine, checked together. */
export type WorkOptions = Omit<MachineOptions, "say" | "leaseMs">;

/** What machines evaluate without being told to: the objectives of this package. */
const ownModules = ["../../fun/analytical_functions.ts", "../../fun/hyper_light.ts"];

/**
 * Checks what both uses need; the queue that is cleaned is named by `--clean` alone.
 *
 * @throws {UsageError} If it is missing, or another option has no effect.
 */
export function resolveServer(
  { url = urlOfEnvironment(), clean, name = clean, ...others }: WorkValues,
): Pick<WorkOptions, "url" | "name"> {
  if (url === undefined || name === undefined) {
    const missing = url === undefined ? `'--url' or ${URL_VARIABLE}` : "'--name'";
    throw new UsageError(`Cannot work as ${missing} must be given: its value is missing`);
  }
  if (serverUrl.check(url) instanceof Fault) {
    throw new UsageError(
      `Cannot work as '--url' must be ${serverUrl.rule}: current value is another`,
    );
  }
  if (clean !== undefined) checkClean({ ...others, name: name === clean ? undefined : name });
  return { url, name };
}

/** Refuses what would have no effect, and a second name above all: another queue would be removed. */
function checkClean({ method: _, ...others }: Omit<WorkValues, "url" | "clean">): void {
  for (const [name, value] of Object.entries(others)) {
    if (value === undefined) continue;
    throw new UsageError(`Cannot work as '--${toFlag(name)}' has no effect with '--clean'`);
  }
}

/**
 * Checks options together and fills in the defaults.
 *
 * @throws {UsageError} If one is missing, or has no effect.
 */
export function resolveWorkOptions(values: WorkValues): WorkOptions {
  const { cores = availableCores(), module: files = [], label = ownLabel() } = values;
  return {
    ...resolveServer(values),
    cores,
    label,
    modules: [...files.map(toModuleUrl), ...ownModules.map((path) => import.meta.resolve(path))],
    method: toMethod(values),
  };
}

function toModuleUrl(file: string): string {
  if (/^(?:file|https?|jsr|npm|data):/.test(file)) return file;
  const path = resolve(file);
  try {
    if (!Deno.statSync(path).isFile) throw new Error("it is no file");
  } catch (error) {
    const why = messageOf(error);
    throw new UsageError(
      `Cannot work as '--module' must be a file that can be read: current value is ${
        JSON.stringify(file)
      } (${why.split("\n")[0]})`,
    );
  }
  return pathToFileURL(path).href;
}

function toMethod({ method, rowTimeout, maxHeap, allow }: WorkValues): Method {
  if (method === "subprocess") {
    return subprocess({ rowTimeoutMs: rowTimeout, maxHeapMb: maxHeap, allow });
  }
  const others = { "row-timeout": rowTimeout, "max-heap": maxHeap, allow };
  for (const [name, value] of Object.entries(others)) {
    if (value === undefined) continue;
    throw new UsageError(`Cannot work as '--${name}' needs '--method subprocess'`);
  }
  return worker();
}

function urlOfEnvironment(): string | undefined {
  const variable = { name: "env", variable: URL_VARIABLE } as const;
  const mayAsk = Deno.permissions.querySync(variable).state === "granted";
  return mayAsk ? Deno.env.get(URL_VARIABLE) : undefined;
}

/** The host's name where it may be asked for. */
function ownLabel(): string {
  const mayAsk = Deno.permissions.querySync({ name: "sys", kind: "hostname" }).state === "granted";
  return mayAsk ? `${Deno.hostname()}:${Deno.pid}` : `process ${Deno.pid}`;
}
