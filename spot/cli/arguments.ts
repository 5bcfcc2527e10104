/** Which of its forms `tune` is called in. @module */

/** A command line in two parts. */
export interface SplitArguments {
  readonly options: readonly string[];
  /** The user's program and its arguments; undefined where the network is tuned. */
  readonly program: readonly string[] | undefined;
}

/** Splits what follows `tune` at its first `--`, but for a leading one, which task runners may leave. */
export function splitArguments(args: readonly string[]): SplitArguments {
  const rest = args[0] === "--" ? args.slice(1) : args;
  const end = rest.indexOf("--");
  if (end >= 0) return { options: rest.slice(0, end), program: rest.slice(end + 1) };
  const hasSpace = rest.some((argument) => /^--space(?:=|$)/.test(argument));
  return { options: rest, program: hasSpace ? [] : undefined };
}
