/** Commands as shells' completions need them. @module */
import type { CommandText } from "../command.ts";
import { type CommandOptions, commonOptions, toFlag } from "../options.ts";

/** What may stand as an option's value: one of several words, a file, or what no shell can know. */
export type ValueForm = readonly string[] | "file" | "any";

/** An option, or an operand. */
export interface DescribedOption {
  /** Without the dashes. */
  readonly flag: string;
  readonly help: string;
  /** Undefined if it takes no value. */
  readonly value?: ValueForm;
}

/** A command. */
export interface DescribedCommand {
  readonly name: string;
  readonly does: string;
  readonly options: readonly DescribedOption[];
  /** What may stand without an option's name. */
  readonly operand?: ValueForm;
  /** Whether a program follows `--`. */
  readonly takesProgram: boolean;
}

/** Describes a command by the options of all its forms. */
export function describeCommand(
  { name, does, texts }: {
    readonly name: string;
    readonly does: string;
    readonly texts: readonly CommandText[];
  },
): DescribedCommand {
  const tables = texts.map(({ options }) => options);
  const entries = Object.entries(Object.assign({}, ...tables, commonOptions) as CommandOptions);
  const operands = entries.filter(([, option]) => "kind" in option && option.isOperand);
  return {
    name,
    does,
    options: entries.filter((entry) => !operands.includes(entry)).map(describe),
    operand: operands.map(describe)[0]?.value,
    takesProgram: texts.some(({ operands = "" }) => operands.includes(" -- ")),
  };
}

function describe([name, option]: [string, CommandOptions[string]]): DescribedOption {
  const { help } = option;
  const flag = toFlag(name);
  if (!("kind" in option)) return { flag, help };
  const { names, placeholder } = option.kind;
  const isFile = /^paths?$/.test(placeholder ?? "") && /file|folder|path|log/.test(
    option.placeholder ?? placeholder ?? "",
  );
  return { flag, help, value: names ?? (isFile ? "file" : "any") };
}
