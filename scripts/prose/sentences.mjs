// An ESLint rule for Markdown: no sentence is longer than a reader can hold.
const BLOCKS = "paragraph, heading, tableCell";
// a line break would end a sentence for the segmenter, so blocks are read without them
const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

/** The words of a block as they are read: code counts as one word, written large so that a sentence can begin with it. */
function textOf(node) {
  if (node.type === "text") return node.value;
  if (node.type === "inlineCode") return "Code";
  return node.children?.map(textOf).join("") ?? " ";
}

const wordsOf = (sentence) => sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));

/** @type {import("eslint").Rule.RuleModule} */
export const sentenceLength = {
  meta: {
    type: "suggestion",
    schema: [{ type: "object", properties: { most: { type: "integer" } }, required: ["most"] }],
    messages: { long: '{{words}} words in one sentence, at most {{most}}: "{{begin}} ..."' },
  },
  create(context) {
    const [{ most }] = context.options;
    return {
      [`:matches(${BLOCKS})`](node) {
        for (const { segment } of segmenter.segment(textOf(node).replaceAll(/\s+/g, " "))) {
          const words = wordsOf(segment);
          if (words.length <= most) continue;
          const data = { words: words.length, most, begin: words.slice(0, 6).join(" ") };
          context.report({ loc: node.position, messageId: "long", data });
        }
      },
    };
  },
};
