import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { safeText } from "../format/text";
import { useNetwork } from "../network/network";

/** The position of the indexer, which every answer contains. */
export interface Progress {
  readonly slot: number;
  readonly lagSlots: number;
  /** Null until the indexer has read the chain for the first time. */
  readonly lagSeconds: number | null;
}

/** An answer of the indexer, and its position. */
export interface Answer<Data> {
  readonly data: Data;
  readonly progress: Progress;
}

/** Characters of a problem that are shown. */
const MAX_SAID = 300;

/** The indexer answered with a problem, or with an invalid answer. */
export class IndexerError extends Error {
  override readonly name = "IndexerError";
}

/** Reads the JSON of an answer; throws {@link IndexerError} where it is not what was asked for. */
export type ReadJson<Data> = (json: unknown) => Data;

const asItIs = <Data>(json: unknown) => json as Data;

/** Asks the indexer for a path of its API. Throws {@link IndexerError}. */
export async function askIndexer<Data>(
  base: string,
  path: string,
  signal?: AbortSignal,
  read: ReadJson<Data> = asItIs,
): Promise<Answer<Data>> {
  const url = `${base.replace(/\/$/, "")}${path}`;
  let response: Response;
  try {
    response = await fetch(url, signal === undefined ? {} : { signal });
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    throw new IndexerError("the indexer does not answer: history is not available", { cause });
  }
  const json = (await response.json().catch(() => null)) as { readonly detail?: unknown } | null;
  if (!response.ok || typeof json !== "object" || json === null) {
    const said = typeof json?.detail === "string" ? safeText(json.detail, MAX_SAID) : null;
    const status = `the indexer answered with status ${response.status}`;
    throw new IndexerError(said ?? (response.ok ? `${status} and no JSON` : status));
  }
  const header = (name: string) => Number(response.headers.get(`x-diem-${name}`) ?? NaN);
  const seconds = header("lag-seconds");
  if (Number.isNaN(header("slot"))) {
    throw new IndexerError("the indexer does not report its progress: check its URL");
  }
  const progress = {
    slot: header("slot"),
    lagSlots: header("lag-slots"),
    lagSeconds: Number.isNaN(seconds) ? null : seconds,
  };
  return { data: read(json), progress };
}

/**
 * An answer of the indexer, read anew every few seconds. `data` is undefined where there is no indexer or none answers:
 * a part that shows history must say so.
 *
 * @param path - of its API, such as `/v1/status`; null asks for nothing
 * @param options - how often it is asked, and what makes data of its JSON
 */
export function useIndexer<Data>(
  path: string | null,
  { everyMs = 10_000, read }: { readonly everyMs?: number; readonly read?: ReadJson<Data> } = {},
) {
  const { indexerUrl } = useNetwork().config;
  return useQuery({
    queryKey: ["indexer", path],
    queryFn:
      indexerUrl === undefined || path === null
        ? skipToken
        : ({ signal }) => askIndexer<Data>(indexerUrl, path, signal, read),
    refetchInterval: everyMs,
    placeholderData: keepPreviousData,
  });
}
