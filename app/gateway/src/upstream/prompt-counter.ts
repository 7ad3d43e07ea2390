import { type Api, isJsonObject, type JsonObject } from "../requests";
import { Upstream, type UpstreamInput } from "./upstream";

/** Servers that can count the tokens of a prompt. */
export type Tokenizer = "llama.cpp" | "vllm";

const TIMEOUT_MS = 2_000;
const CONNECTIONS = 16;
const MAX_BYTES = 32 * 1024 * 1024;

/** Counts prompts by the tokenizer of the server, with its template for chats. */
export class PromptCounter {
  readonly #upstream: Upstream;

  constructor(
    private readonly tokenizer: Tokenizer,
    at: Pick<UpstreamInput, "url" | "key">,
  ) {
    const timeouts = { headersTimeoutMs: TIMEOUT_MS, bodyTimeoutMs: TIMEOUT_MS };
    this.#upstream = new Upstream({ ...at, ...timeouts, connections: CONNECTIONS });
  }

  /** Tokens of a request's prompt; null where the server does not say: the bytes are the bound then. */
  async count(shape: Pick<Api, "name">, body: JsonObject): Promise<number | null> {
    try {
      return this.tokenizer === "vllm"
        ? await this.#byVllm(shape.name, body)
        : await this.#byLlama(shape.name, body);
    } catch {
      return null; // the same failure will fail the call itself, or does not matter
    }
  }

  close(): Promise<void> {
    return this.#upstream.close();
  }

  async #byLlama(name: Api["name"], body: JsonObject): Promise<number | null> {
    const prompt =
      name === "chat" ? (await this.#ask("/apply-template", body))?.prompt : promptOf(name, body);
    if (typeof prompt !== "string") return null;
    const content = { content: prompt, add_special: true, parse_special: true };
    const tokens = (await this.#ask("/tokenize", content))?.tokens;
    return Array.isArray(tokens) ? tokens.length : null;
  }

  async #byVllm(name: Api["name"], body: JsonObject): Promise<number | null> {
    const { model, messages, tools } = body;
    const prompt = name === "chat" ? null : promptOf(name, body);
    if (name !== "chat" && typeof prompt !== "string") return null;
    const asked = name === "chat" ? { model, messages, tools } : { model, prompt };
    const count = (await this.#ask("/tokenize", asked))?.count;
    return Number.isSafeInteger(count) && Number(count) >= 0 ? Number(count) : null;
  }

  async #ask(path: string, body: JsonObject): Promise<JsonObject | null> {
    const answer = await this.#upstream.ask(path, { body: JSON.stringify(body) });
    if (answer.status !== 200) {
      answer.body.destroy();
      return null;
    }
    const value: unknown = JSON.parse((await answer.body.whole(MAX_BYTES)).toString());
    return isJsonObject(value) ? value : null;
  }
}

/** The tokenizer that a server has, tried with one of its models; null for none. */
export async function tokenizerOf(
  at: Pick<UpstreamInput, "url" | "key">,
  model: string,
): Promise<Tokenizer | null> {
  for (const tokenizer of ["llama.cpp", "vllm"] as const) {
    const counter = new PromptCounter(tokenizer, at);
    try {
      const tokens = await counter.count({ name: "completions" }, { model, prompt: "hello" });
      if (tokens !== null) return tokenizer;
    } finally {
      await counter.close();
    }
  }
  return null;
}

function promptOf(name: Api["name"], body: JsonObject): unknown {
  return name === "completions" ? body.prompt : null;
}
