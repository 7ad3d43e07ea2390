import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { useNetwork } from "../network/network";

/** How far the indexer is, as every answer of it says. */
export interface Progress {
  readonly slot: number;
  readonly lagSlots: number;
  /** Null until the indexer has read the chain for the first time. */
  readonly lagSeconds: number | null;
}

/** What the indexer answered, and how far it is. */
export interface Answer<Data> {
  readonly data: Data;
  readonly progress: Progress;
}

/** An indexer that answered with a problem, or with what is no answer. */
export class IndexerError extends Error {
  override readonly name = "IndexerError";
}

/** Asks the indexer for a path of its API. Throws {@link IndexerError}. */
export async function askIndexer<Data>(
  base: string,
  path: string,
  signal?: AbortSignal,
): Promise<Answer<Data>> {
  const url = `${base.replace(/\/$/, "")}${path}`;
  let response: Response;
  try {
    response = await fetch(url, signal === undefined ? {} : { signal });
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    throw new IndexerError("the indexer does not answer: history is not available", { cause });
  }
  const data = (await response.json().catch(() => null)) as (Data & { detail?: string }) | null;
  if (!response.ok || data === null) {
    throw new IndexerError(data?.detail ?? `the indexer answered with status ${response.status}`);
  }
  const header = (name: string) => Number(response.headers.get(`x-diem-${name}`) ?? NaN);
  const seconds = header("lag-seconds");
  const progress = {
    slot: header("slot"),
    lagSlots: header("lag-slots"),
    lagSeconds: Number.isNaN(seconds) ? null : seconds,
  };
  return { data, progress };
}

/**
 * An answer of the indexer, read anew every few seconds. `data` is undefined where there is no indexer or none answers: what is
 * shown as history must say so.
 *
 * @param path - of its API, such as `/v1/status`; null asks for nothing
 */
export function useIndexer<Data>(path: string | null, { everyMs = 10_000 } = {}) {
  const { indexerUrl } = useNetwork().config;
  return useQuery({
    queryKey: ["indexer", path],
    queryFn:
      indexerUrl === undefined || path === null
        ? skipToken
        : ({ signal }) => askIndexer<Data>(indexerUrl, path, signal),
    refetchInterval: everyMs,
    placeholderData: keepPreviousData,
  });
}
