/** Id of the built-in model. */
export const BUILTIN_MODEL = "repeat";
/** What the built-in model says before it repeats. */
export const BUILTIN_SAYS =
  "This is the gateway's built-in test model, which repeats your prompt and knows nothing.";

/** The tokens of a text: its words, with the space before each. */
export function tokensOf(text: string): readonly string[] {
  return text.match(/\s*\S+/g) ?? [];
}

/** An answer of at most `most` tokens. */
export interface ModelAnswer {
  readonly tokens: readonly string[];
  readonly finish: "stop" | "length";
  readonly promptTokens: number;
}

/** What the built-in model answers to a prompt. */
export function answerOf(prompt: string, most: number): ModelAnswer {
  const all = tokensOf(`${BUILTIN_SAYS} You said: ${prompt}`);
  const tokens = all.slice(0, most);
  const finish = tokens.length < all.length ? "length" : "stop";
  return { tokens, finish, promptTokens: tokensOf(prompt).length };
}
