/** `work`: this machine evaluates rows of a queue. @module */
import type { Machine, MachineOptions } from "../../../backends/queue/machine_options.ts";
import { printError } from "../../core/options/notify.ts";
import { type Command, type CommandContext, type ListedCommand, main } from "../command.ts";
import { resolveServer, resolveWorkOptions, type WorkOptions, workOptionTable } from "./options.ts";

const summary =
  "Evaluates rows of scripts that use queue({ url, name }), at any time before or after their start.\n" +
  "SIGTERM or Ctrl-C gives rows back at once.";

/** Neither by literals nor with their types: either would load BullMQ for every command. */
const modules = {
  machine: import.meta.resolve("../../../backends/queue/machine.ts"),
  clean: import.meta.resolve("../../../backends/queue/clean.ts"),
};

interface MachineModule {
  startMachine(options: MachineOptions): Promise<Machine>;
}

interface CleanModule {
  cleanQueue(server: Pick<MachineOptions, "url" | "name">): Promise<number>;
}

/** How often a machine says what it does. */
const REPORT_MS = 60_000;

async function work(options: WorkOptions, context: CommandContext): Promise<number> {
  const loaded: MachineModule = await import(modules.machine);
  const machine = await loaded.startMachine({ ...options, say: printError });
  context.setFarewell(() => `rows were given back; ${machine.describe()}`);
  const { name, cores, label } = options;
  printError(`Machine ${label} waits for rows of queue ${name}, ${cores} at a time`);
  const timer = setInterval(() => printError(machine.describe()), REPORT_MS);
  await new Promise<void>((resolve) => {
    context.signal.addEventListener("abort", () => resolve());
    if (context.signal.aborted) resolve();
  });
  clearInterval(timer);
  await machine[Symbol.asyncDispose]();
  throw context.signal.reason;
}

const command: Command<typeof workOptionTable> = {
  usage: "spot work",
  action: "work",
  summary,
  examples: [
    "spot work --url redis://:secret@head:6379 --name resnet --module ./objective.ts --cores 8",
    "spot work --url redis://:secret@head:6379 --clean resnet",
  ],
  options: workOptionTable,
  async run(values, context) {
    if (values.clean === undefined) return await work(resolveWorkOptions(values), context);
    const { url, name } = resolveServer(values);
    const loaded: CleanModule = await import(modules.clean);
    const keys = await loaded.cleanQueue({ url, name });
    console.log(`Removed ${keys} keys of queue ${name}`);
    return 0;
  },
};

/** `work`, as the command line lists it. */
export const listed: ListedCommand = {
  texts: [command],
  call: (args) => main(command, joinModules(args)),
};

/** Runs the command and ends the process; its name may stand first, after a `--` of a task runner. */
export async function runWork(args: readonly string[]): Promise<never> {
  const rest = args[0] === "--" ? args.slice(1) : args;
  return await main(command, joinModules(rest[0] === "work" ? rest.slice(1) : rest));
}

/** `--module` may stand several times. */
function joinModules(args: readonly string[]): readonly string[] {
  const isModule = (at: number) => args[at - 1] === "--module" || /^--module=./.test(args[at]);
  const files = args.filter((_, at) => isModule(at)).map((text) => text.replace(/^--module=/, ""));
  if (files.length < 2) return args;
  const others = args.filter((text, at) => !isModule(at) && text !== "--module");
  return [...others, `--module=${files.join(",")}`];
}
