/** `work`: this machine evaluates rows of a queue. @module */
import { cleanQueue } from "../../../backends/queue/clean.ts";
import { startMachine } from "../../../backends/queue/machine.ts";
import { printError } from "../../core/options/notify.ts";
import { type Command, type CommandContext, main } from "../command.ts";
import { resolveServer, resolveWorkOptions, type WorkOptions, workOptionTable } from "./options.ts";

const summary =
  "Evaluates rows of scripts that use queue({ url, name }), at any time before or after their start.\n" +
  "SIGTERM or Ctrl-C gives rows back at once.";

const notes = `Examples:
  work --url redis://:secret@head:6379 --name resnet --module ./objective.ts --cores 8
  work --url redis://:secret@head:6379 --clean resnet`;

/** How often a machine says what it does. */
const REPORT_MS = 60_000;

async function work(options: WorkOptions, context: CommandContext): Promise<number> {
  const machine = await startMachine({ ...options, say: printError });
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
  usage: "deno run -A jsr:@spot/spot/queue work",
  action: "work",
  summary,
  notes,
  options: workOptionTable,
  async run(values, context) {
    if (values.clean === undefined) return await work(resolveWorkOptions(values), context);
    const { url, name } = resolveServer(values);
    const keys = await cleanQueue({ url, name });
    console.log(`Removed ${keys} keys of queue ${name}`);
    return 0;
  },
};

/** Runs the command and ends the process. */
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
