import { isJsonObject, type JsonObject } from "../requests/json-object";
import { itemTexts, listOf, messageTexts } from "./texts";
import {
  completionCounts,
  completionUsage,
  responseCounts,
  responseUsage,
  textBytes,
  type Tokens,
} from "./tokens";

/** Counts an answer that comes in one piece. */
export interface JsonMeter {
  /** Whether it is an answer at all: some servers report an error as if it were one. */
  isAnswer(answer: JsonObject): boolean;
  /** The server's count; null if there is none. */
  usage(answer: JsonObject): Tokens | null;
  /** Bytes of the texts of the answer, for where the server does not count. */
  bytes(answer: JsonObject): number;
  /** The usage of an answer whose server does not count. */
  counts(tokens: Tokens): JsonObject;
}

const hasChoices = ({ choices }: JsonObject) => Array.isArray(choices);

/** Counts an answer of `/v1/chat/completions`. */
export const chatJson: JsonMeter = {
  isAnswer: hasChoices,
  counts: completionCounts,
  usage: ({ usage }) => completionUsage(usage),
  bytes: ({ choices }) =>
    textBytes(listOf(choices).flatMap(({ message }) => messageTexts(message))),
};

/** Counts an answer of `/v1/completions`. */
export const completionsJson: JsonMeter = {
  isAnswer: hasChoices,
  counts: completionCounts,
  usage: ({ usage }) => completionUsage(usage),
  bytes: ({ choices }) => textBytes(listOf(choices).map(({ text }) => text)),
};

/** Counts an answer of `/v1/responses`. */
export const responsesJson: JsonMeter = {
  isAnswer: ({ output, status }) => Array.isArray(output) && status !== "failed",
  counts: responseCounts,
  usage: ({ usage }) => responseUsage(usage),
  bytes: ({ output }) => textBytes(listOf(output).flatMap(itemTexts)),
};

/** Counts an answer of `/v1/embeddings`, which has no text. */
export const embeddingsJson: JsonMeter = {
  isAnswer: ({ data }) => Array.isArray(data),
  counts: ({ input }) => ({ prompt_tokens: input, total_tokens: input }),
  usage: ({ usage }) => {
    const counted = completionUsage(usage);
    if (counted !== null || !isJsonObject(usage)) return counted;
    // some servers say the total alone
    return completionUsage({ ...usage, prompt_tokens: usage.total_tokens });
  },
  bytes: () => 0,
};
