/** `completions`: what shells complete. @module */
import { choice } from "../../core/options/options.ts";
import { type Command, type Commands, type ListedCommand, main } from "../command.ts";
import { type CommandOptions, UsageError } from "../options.ts";
import { bashCompletions } from "./bash.ts";
import { describeCommand, type DescribedCommand } from "./described_command.ts";
import { fishCompletions } from "./fish.ts";
import { zshCompletions } from "./zsh.ts";

const shells = { bash: bashCompletions, zsh: zshCompletions, fish: fishCompletions } as const;
const names = Object.keys(shells) as (keyof typeof shells)[];

const options = {
  shell: { kind: choice(names), isOperand: true, placeholder: "shell", help: names.join(", ") },
} satisfies CommandOptions;

/** The commands as completions need them. */
export async function describeCommands(commands: Commands): Promise<DescribedCommand[]> {
  const loaded = Object.entries(commands).map(async ([name, { does, load }]) => {
    const { listed } = await load();
    return describeCommand({ name, does, texts: listed.texts });
  });
  return await Promise.all(loaded);
}

const commandAmong = (commands: Commands): Command<typeof options> => ({
  usage: "spot completions",
  action: "print completions",
  summary: "Prints completions of commands and options, for the shell to read when it starts.",
  examples: [
    "spot completions bash",
    "spot completions zsh",
    "spot completions fish",
  ],
  notes: [
    "In ~/.bashrc:  source <(spot completions bash)",
    "In ~/.zshrc:   source <(spot completions zsh), after compinit",
    "For fish:      spot completions fish > ~/.config/fish/completions/spot.fish",
  ].join("\n"),
  options,
  async run({ shell }) {
    if (shell === undefined) {
      throw new UsageError(
        `Cannot print completions as the shell must be one of ${names.join(", ")}`,
      );
    }
    console.log(shells[shell](await describeCommands(commands)));
    return 0;
  },
});

/** `completions`, as the command line lists it. */
export const listed: ListedCommand = {
  texts: [commandAmong({})],
  call: (args, commands) => main(commandAmong(commands), args),
};
