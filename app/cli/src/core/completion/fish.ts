import type { CompletionTree, Word } from "./nodes";

const quoted = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

function optionFlag({ word }: Word): string {
  return word.startsWith("--") ? `-l ${word.slice(2)}` : `-s ${word.slice(1)}`;
}

/** Completion for fish: `diem completion fish | source`. */
export function fishCompletion({ name, nodes, globals, valued }: CompletionTree): string {
  const value = (option: Word) => (valued.includes(option.word) ? " -r" : "");
  const lines = nodes.flatMap(({ path, commands, options }) => {
    const at = `-n ${quoted(`__${name}_at ${quoted(path)}`)}`;
    return [
      ...commands.map(
        ({ word, about }) => `complete -c ${name} ${at} -f -a ${word} -d ${quoted(about)}`,
      ),
      ...options.map(
        (option) =>
          `complete -c ${name} ${at} ${optionFlag(option)}${value(option)} -d ${quoted(option.about)}`,
      ),
    ];
  });
  const everywhere = globals.map(
    (option) =>
      `complete -c ${name} ${optionFlag(option)}${value(option)} -d ${quoted(option.about)}`,
  );
  const known = nodes.map(({ path }) => quoted(path)).join(" ");
  return `# fish completion for ${name}
function __${name}_at
  set -l path ""
  set -l skip 0
  for word in (commandline -opc)[2..-1]
    if test $skip -eq 1
      set skip 0
    else if contains -- $word ${valued.join(" ")}
      set skip 1
    else
      set -l longer (string trim -- "$path $word")
      contains -- $longer ${known}; and set path $longer
    end
  end
  test "$path" = "$argv[1]"
end
${lines.join("\n")}
${everywhere.join("\n")}
`;
}
