import type { DecodedTransaction } from "./transaction";

export const MEMO_PROGRAMS: ReadonlySet<string> = new Set([
  "Memo1UhkJRfHyvLMcVucJwxXeuD728EqVDDwQDxFMNo",
  "MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr",
]);

/** The memos of a transaction as getSignaturesForAddress shows them: `[length] text; ...`. */
export function memoOf({ message, keys }: DecodedTransaction): string | null {
  const memos = [];
  for (const { programIdIndex, data } of message.compiledInstructions) {
    if (!MEMO_PROGRAMS.has(keys[programIdIndex] ?? "")) continue;
    memos.push(`[${data.length}] ${Buffer.from(data).toString("utf8")}`);
  }
  return memos.length > 0 ? memos.join("; ") : null;
}
