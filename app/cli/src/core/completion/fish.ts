import type { CompletionTree, Word } from "./nodes";

const quoted = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

function optionFlag({ word }: Word): string {
  return word.startsWith("--") ? `-l ${word.slice(2)}` : `-s ${word.slice(1)}`;
}

/** Completion for fish: `diem completion fish | source`. */
export function fishCompletion({ name, nodes, globals, valued }: CompletionTree): string {
  const value = (option: Word) => (valued.includes(option.word) ? " -r" : "");
  // `npx` completes other programs too: what is completed behind it needs a condition
  const behindNpx = (line: string) => line.replace(`complete -c ${name} `, "complete -c npx ");
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
  const ours = `-n ${quoted(`__${name}_words >/dev/null`)}`;
  const everywhere = globals.map(
    (option) =>
      `complete -c ${name} ${ours} ${optionFlag(option)}${value(option)} -d ${quoted(option.about)}`,
  );
  const all = [...lines, ...everywhere];
  const known = nodes.map(({ path }) => quoted(path)).join(" ");
  return `# fish completion for ${name}
function __${name}_words
  set -l words (commandline -opc)
  if test "$words[1]" = npx
    test "$words[2]" = ${name}; or return 1
    set -e words[1]
  end
  set -e words[1]
  for word in $words
    echo -- $word
  end
end
function __${name}_at
  set -l words (__${name}_words); or return 1
  set -l path ""
  set -l skip 0
  for word in $words
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
${all.join("\n")}
${all.map(behindNpx).join("\n")}
`;
}
