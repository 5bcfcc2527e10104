/** Which of its forms `tune` is called in. @module */

/** A command line in two parts. */
export interface SplitArguments {
  readonly options: readonly string[];
  /** The user's program and its arguments; undefined where the network is tuned. */
  readonly program: readonly string[] | undefined;
}

/**
 * Splits a command line at its first `--`, but for a leading one, which task runners may leave. The
 * command's name may stand first.
 */
export function splitArguments(args: readonly string[]): SplitArguments {
  const given = args[0] === "--" ? args.slice(1) : args;
  const rest = given[0] === "tune" ? given.slice(1) : given;
  const end = rest.indexOf("--");
  if (end >= 0) return { options: rest.slice(0, end), program: rest.slice(end + 1) };
  const hasSpace = rest.some((argument) => /^--space(?:=|$)/.test(argument));
  return { options: rest, program: hasSpace ? [] : undefined };
}
