/** `report`: a page from a log. @module */
import { path } from "../../core/options/options.ts";
import { type Command, type ListedCommand, main } from "../command.ts";
import { type CommandOptions, resultOptions } from "../options.ts";
import { publish } from "../program/publish.ts";
import { checkFolder } from "../write_file.ts";
import { publishedRun } from "./published_run.ts";
import { recordOfLog } from "./record_of_log.ts";
import { requireLog, runOfLog } from "./run_of_log.ts";

/** The log that a command is about. */
export const logOperand = {
  log: { kind: path, placeholder: "log", isOperand: true, help: "the log, such as run.journal" },
} satisfies CommandOptions;

const options = {
  ...logOperand,
  out: {
    kind: path,
    placeholder: "folder",
    help: "folder of the report",
    default: "results/report",
  },
  ...resultOptions,
} satisfies CommandOptions;

const action = "report on a run";

const command: Command<typeof options> = {
  usage: "spot report",
  action,
  summary: "Makes the report of a run from its log, also while it goes on, or after it was killed.",
  examples: ["spot report run.journal", "spot report run.journal --out page --json"],
  options,
  async run({ log: given, out, json }) {
    const log = requireLog(action, given);
    const read = runOfLog(action, log);
    const record = recordOfLog(read);
    checkFolder(action, out);
    await publish(record, { ...publishedRun(read.run), out, json, log, isTimed: false });
    return 0;
  },
};

/** `report`, as the command line lists it. */
export const listed: ListedCommand = { texts: [command], call: (args) => main(command, args) };
