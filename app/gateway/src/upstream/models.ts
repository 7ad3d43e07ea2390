import { listOf } from "../meters/texts";
import { isJsonObject } from "../requests/json-object";
import { Upstream, type UpstreamInput } from "./upstream";

const MAX_BYTES = 4 * 1024 * 1024;
const TIMEOUT_MS = 10_000;

/**
 * Ids of the models that a server has.
 *
 * @throws Error that says what the server answered, or that it did not.
 */
export async function upstreamModels(
  at: Pick<UpstreamInput, "url" | "key">,
): Promise<readonly string[]> {
  const timeouts = { headersTimeoutMs: TIMEOUT_MS, bodyTimeoutMs: TIMEOUT_MS };
  const upstream = new Upstream({ ...at, ...timeouts, connections: 1 });
  try {
    const answer = await upstream.ask("/v1/models");
    if (answer.status !== 200) {
      answer.body.destroy();
      const denied = answer.status === 401 || answer.status === 403;
      const next = denied ? "check its key" : "check its URL";
      throw new Error(`${at.url} answered ${answer.status} for its models: ${next}`);
    }
    const value: unknown = JSON.parse((await answer.body.whole(MAX_BYTES)).toString());
    const data = isJsonObject(value) ? listOf(value.data) : [];
    return data.map(({ id }) => id).filter((id) => typeof id === "string");
  } finally {
    await upstream.close();
  }
}
