import { SpendingLimit } from "./budget";
import { CallNotes } from "./calls/notes";
import { readBody } from "./calls/request-body";
import type { PayingInput } from "./paying";
import type { PaidCall } from "./receipts/paid-call";
import type { Asked } from "./seller";
import type { FetchContext } from "./fetch-context";

/** Paths that are paid for, after the base of the API. */
const PAID = ["/chat/completions", "/completions", "/responses", "/embeddings"];
/** Receipts that are kept at hand. */
const MAX_RECEIPTS = 10_000;

/** What all sellers of a `fetch` share, and the receipts that they write. `key` is what the budget is for. */
export async function sharedOf(
  input: PayingInput,
  key: string,
): Promise<FetchContext & { readonly receipts: readonly PaidCall[] }> {
  const { store, budget, fetch: sender = globalThis.fetch } = input;
  // a browser's own fetch refuses to be called as the method of another object
  const fetch: typeof sender = (target, init) => sender(target, init);
  const [limit, notes] = await Promise.all([
    SpendingLimit.open({ budget, store, key }),
    CallNotes.open(store),
  ]);
  const receipts: PaidCall[] = [];
  const known = new Set<string>();
  const paid = (call: PaidCall) => {
    // a call that is asked again has its first receipt
    if (known.has(call.call)) return;
    known.add(call.call);
    receipts.push(call);
    if (receipts.length > MAX_RECEIPTS) known.delete(receipts.shift()?.call ?? "");
    input.onReceipt?.(call);
  };
  return { input, limit, notes, fetch, paid, receipts };
}

/** The path of a request that is paid for, after the base of an API; null for any other request. */
export function paidPath({ method, url }: Request, baseUrl: string): string | null {
  if (method !== "POST" || !url.startsWith(`${baseUrl}/`)) return null;
  const path = url.slice(baseUrl.length);
  return PAID.includes(path) ? path : null;
}

/** A request as sellers take it. */
export async function askedOf(request: Request, path: string): Promise<Asked> {
  const { headers, signal } = request;
  return { path, headers, signal, body: readBody(await request.text()) };
}
