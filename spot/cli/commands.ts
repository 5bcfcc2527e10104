/** The command line's commands. @module */
import type { Commands } from "./command.ts";

/** All commands by name, in the order of the help. */
export const commands: Commands = {
  tune: {
    does: "tune a program in any language, or the network of the experiment",
    load: () => import("./tune/command.ts"),
  },
  resume: {
    does: "go on with a run from its log",
    load: () => import("./journal/resume.ts"),
  },
  report: {
    does: "make a page from a log, also of a run that was killed",
    load: () => import("./journal/report.ts"),
  },
  work: {
    does: "evaluate rows of a queue on this machine",
    load: () => import("./queue/work.ts"),
  },
  experiment: {
    does: "compare the ways of running the same trainings",
    load: () => import("./experiment/command.ts"),
  },
  completions: {
    does: "print completions for bash, zsh or fish",
    load: () => import("./completions/command.ts"),
  },
};
