import type { CompletionTree, Word } from "./nodes";

/** In single quotes, with what \`_describe\` reads as the end of a word escaped. */
const quoted = ({ word, about }: Word) =>
  `'${word.replaceAll(":", "\\:")}:${about.replaceAll("'", "'\\''")}'`;
const list = (words: readonly Word[]) => words.map(quoted).join(" ");

/** Completion for zsh: `source <(diem completion zsh)`. */
export function zshCompletion({ name, nodes, globals, valued }: CompletionTree): string {
  const cases = nodes.map(
    ({ path, commands, options }) =>
      `    '${path}') commands=(${list(commands)}); options=(${list(options)}) ;;`,
  );
  return `#compdef ${name}
_${name}_words() {
  commands=() options=()
  case "$1" in
${cases.join("\n")}
  esac
}
_${name}() {
  local -a commands options globals
  local subpath="" word skip="" index
  globals=(${list(globals)})
  _${name}_words ""
  for ((index = 2; index < CURRENT; index++)); do
    word=\${words[index]}
    if [[ -n $skip ]]; then skip=""; continue; fi
    case " ${valued.join(" ")} " in *" $word "*) skip=1; continue ;; esac
    if [[ -n \${(M)commands:#$word:*} ]]; then
      subpath=\${subpath:+$subpath }$word
      _${name}_words "$subpath"
    fi
  done
  if [[ -n $skip ]]; then
    _files
  elif [[ \${words[CURRENT]} == -* ]]; then
    options+=($globals)
    _describe -t options option options
  else
    _describe -t commands command commands || _files
  fi
}
# the same behind \`npx ${name}\`; npx of anything else is left to files
_${name}_npx() {
  if ((CURRENT == 2)); then
    compadd ${name}
    _files
  elif [[ \${words[2]} == ${name} ]]; then
    shift words
    ((CURRENT -= 1))
    _${name}
  else
    _files
  fi
}
[[ -n \${_comps[npx]} ]] || compdef _${name}_npx npx
compdef _${name} ${name}
`;
}
