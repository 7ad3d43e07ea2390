import type { Receipt } from "@diem/wire";
import { Refusal } from "../refusal";
import { isJsonObject, type JsonObject } from "../requests";
import { usageMembers } from "./open-call";

/**
 * Writes the part of a JSON answer that is known before the call is charged; the receipt is added to its usage
 * afterwards. So an answer that cannot be written is not charged.
 *
 * @throws Refusal `upstream-failed` for one that is nested too deeply.
 */
export function answerWriter(members: JsonObject): (receipt: Receipt) => string {
  const { usage, ...others } = members;
  try {
    const answer = opened(JSON.stringify(others));
    const counted = opened(JSON.stringify(isJsonObject(usage) ? withoutReceipt(usage) : {}));
    return (receipt) =>
      `${answer}"usage":${counted}${JSON.stringify(usageMembers(receipt)).slice(1)}}`;
  } catch (cause) {
    const detail = "the server's answer is nested too deeply: tell the provider";
    throw new Refusal("upstream-failed", { detail, cause });
  }
}

/** The usage without what a receipt says: a server may have sold the answer itself, and say what it cost. */
function withoutReceipt(usage: JsonObject): JsonObject {
  const sold = "cost" in usage || "diem" in usage;
  return sold ? { ...usage, cost: undefined, diem: undefined } : usage;
}

/** The text of an object, to which more members can be written. */
function opened(text: string): string {
  return text === "{}" ? "{" : `${text.slice(0, -1)},`;
}
