/**
 * The command line: tunes any program, goes on from logs, makes reports of them, works for a queue.
 *
 * Install it by `deno install -g -A -n spot jsr:@spot/spot/cli`; `spot --help` lists the commands.
 *
 * @module
 */
import { runCommandLine } from "./cli/run_command_line.ts";

if (import.meta.main) await runCommandLine(Deno.args);
