/** Completions for zsh. @module */
import { shellLine } from "../../report/encoding/shell.ts";
import type { DescribedCommand, DescribedOption, ValueForm } from "./described_command.ts";

/** A script that defines them, to be read or to be found in `fpath`. */
export function zshCompletions(commands: readonly DescribedCommand[]): string {
  const list = commands.map(({ name, does }) => quoted(`${name}:${does}`)).join(" ");
  return `#compdef spot
# Completions of spot for zsh, made by: spot completions zsh
_spot() {
  if (( CURRENT == 2 )); then
    local -a commands=(${list})
    _describe command commands
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
${commands.map(caseOf).join("\n")}
  esac
}
if [[ $funcstack[1] == _spot ]]; then _spot "$@"; else compdef _spot spot; fi`;
}

function caseOf({ name, options, operand, takesProgram }: DescribedCommand): string {
  const specs = [
    ...options.map(specOf),
    ...(operand === undefined
      ? []
      : [`1:${operand === "file" ? "file" : "name"}:${form(operand)}`]),
    ...(takesProgram ? ["*::program:_normal"] : []),
  ];
  return `    ${name}) _arguments -S ${specs.map(quoted).join(" ")} ;;`;
}

function specOf({ flag, help, value }: DescribedOption): string {
  const text = help.replace(/[[\]:\\]/g, "\\$&");
  if (value === undefined) return `--${flag}[${text}]`;
  return `--${flag}=[${text}]:value:${form(value)}`;
}

function form(value: ValueForm): string {
  if (value === "file") return "_files";
  return value === "any" ? " " : `(${value.join(" ")})`;
}

/** A word that is an argument. */
const quoted = (word: string) => shellLine(["a", word]).slice(2);
