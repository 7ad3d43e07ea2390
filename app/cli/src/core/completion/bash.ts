import type { CompletionTree, Word } from "./nodes";

const words = (list: readonly Word[]) => list.map(({ word }) => word).join(" ");

/** Completion for bash: `source <(diem completion bash)`. */
export function bashCompletion({ name, nodes, globals, valued }: CompletionTree): string {
  const commands = nodes.map(
    ({ path, commands: list }) => `    "${path}") echo "${words(list)}" ;;`,
  );
  const options = nodes.map(({ path, options: list }) => `    "${path}") echo "${words(list)}" ;;`);
  return `# bash completion for ${name}
_${name}_commands() {
  case "$1" in
${commands.join("\n")}
  esac
}
_${name}_options() {
  case "$1" in
${options.join("\n")}
  esac
}
_${name}() {
  local current=\${COMP_WORDS[COMP_CWORD]} path="" word skip="" index
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    if [[ -n $skip ]]; then skip=""; continue; fi
    case " ${valued.join(" ")} " in *" $word "*) skip=1; continue ;; esac
    case " $(_${name}_commands "$path") " in *" $word "*) path=\${path:+$path }$word ;; esac
  done
  COMPREPLY=()
  if [[ -n $skip ]]; then
    COMPREPLY=($(compgen -f -- "$current"))
  elif [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$(_${name}_options "$path") ${words(globals)}" -- "$current"))
  else
    COMPREPLY=($(compgen -W "$(_${name}_commands "$path")" -- "$current"))
  fi
}
# the same behind \`npx ${name}\`; npx of anything else is left to files
_${name}_npx() {
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W ${name} -- "\${COMP_WORDS[1]}"))
  elif [[ \${COMP_WORDS[1]} == ${name} ]]; then
    COMP_WORDS=("\${COMP_WORDS[@]:1}")
    ((COMP_CWORD -= 1))
    _${name}
  fi
}
complete -o default -F _${name} ${name}
complete -p npx &>/dev/null || complete -o default -F _${name}_npx npx
`;
}
