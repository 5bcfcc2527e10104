/** Completions for bash, 3.2 and later. @module */
import { shellLine } from "../../report/encoding/shell.ts";
import type { DescribedCommand, ValueForm } from "./described_command.ts";

/** A script that defines them. */
export function bashCompletions(commands: readonly DescribedCommand[]): string {
  const names = commands.map(({ name }) => name);
  return `# Completions of spot for bash, made by: spot completions bash
_spot() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} i
  COMPREPLY=()
  # Bash cuts --option=value in three.
  if [[ $current == = ]]; then current=
  elif [[ $previous == = ]]; then previous=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  if ((COMP_CWORD == 1)); then
    ${reply([...names, "--help", "--version"])}
    return
  fi
  # What follows is another program's.
  for ((i = 2; i < COMP_CWORD; i++)); do
    [[ \${COMP_WORDS[i]} == -- ]] && return
  done
  case \${COMP_WORDS[1]} in
${commands.map(caseOf).join("\n")}
  esac
}
complete -o default -F _spot spot`;
}

/** An empty reply leaves it to the shell, which completes files. */
function caseOf({ name, options, operand, takesProgram }: DescribedCommand): string {
  const flagsOf = (form: ValueForm) =>
    options.filter(({ value }) => value === form).map(({ flag }) => `--${flag}`).join("|");
  const cases = [
    [flagsOf("file"), "return"],
    [flagsOf("any"), "compopt +o default 2>/dev/null; return"],
    ...options.flatMap(({ flag, value }) =>
      typeof value === "object" ? [[`--${flag}`, `${reply(value)}; return`]] : []
    ),
  ].filter(([flags]) => flags !== "");
  const words = [
    ...options.map(({ flag }) => `--${flag}`),
    ...(takesProgram ? ["--"] : []),
    ...(typeof operand === "object" ? operand : []),
  ];
  const values = cases.map(([flags, then]) => `        ${flags}) ${then} ;;\n`);
  return `    ${name})
${values.length > 0 ? `      case $previous in\n${values.join("")}      esac\n` : ""}      ${
    operand === "file" ? "[[ $current == -* ]] && " : ""
  }${reply(words)} ;;`;
}

const reply = (words: readonly string[]) =>
  `COMPREPLY=($(compgen -W ${shellLine(["", words.join(" ")]).slice(3)} -- "$current"))`;
