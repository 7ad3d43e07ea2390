import {
  isJsonObject,
  type JsonObject,
  refuseMembers,
  requireOne,
  unsupported,
} from "./json-object";

/**
 * Members of servers' own by which a request takes more than its API says. A server that reads one would work for a longer
 * answer, several answers, another model or a search, and the call would be charged for what was reserved.
 */
const UNBOUNDED = [
  // a limit that llama.cpp prefers to `max_tokens`, and those of other servers
  ...["n_predict", "num_predict", "max_new_tokens", "max_tokens_to_sample"],
  // models of other prices, and servers of other people
  ...["models", "fallbacks", "fallback_models", "model_list", "route", "api_base", "base_url"],
  // searches and tools
  ...["plugins", "web_search_options", "search_parameters", "enable_search", "venice_parameters"],
];
/** Numbers of answers, by other names. */
const COUNTS = ["n", "best_of", "n_cmpl", "num_return_sequences"];
/** Service that costs the provider no more. */
const TIERS: ReadonlySet<unknown> = new Set([undefined, null, "auto", "default", "flex"]);
/** Tools that the client runs itself. */
const OWN_TOOLS: ReadonlySet<unknown> = new Set(["function", "custom"]);

/** Refuses members that could make a call cost more than its bound. Throws a Refusal `unsupported`. */
export function requireBounded(body: JsonObject): void {
  refuseMembers(body, UNBOUNDED);
  for (const name of COUNTS) requireOne(body, name);
  if (!TIERS.has(body.service_tier)) {
    unsupported("service_tier is not the default one, whose price the list has: leave it out");
  }
  requireOwnTools(body);
}

function requireOwnTools({ tools }: JsonObject): void {
  if (!Array.isArray(tools)) return;
  const other = (tools as unknown[]).find(
    (tool) => !isJsonObject(tool) || !OWN_TOOLS.has(tool.type),
  );
  if (other === undefined) return;
  const type = JSON.stringify(isJsonObject(other) ? (other.type ?? null) : other).slice(0, 40);
  unsupported(`a tool has the type ${type}, which the server would run: give functions alone`);
}
