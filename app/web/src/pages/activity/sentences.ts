import { type DiemEvent, formatAmount, type Token } from "@diem/sdk";
import { eventText } from "@diem/sdk/text";
import { shortAddress } from "../../format/address";
import { grouped } from "../../format/amounts";
import { safeText } from "../../format/text";
import { localTime } from "../../format/times";

/** No sentence of an event is longer, unless somebody's text is in it. */
const LONGEST = 400;

/** What happened, in a sentence; exact amounts, and nothing in it that would deceive a reader. */
export function sentenceOf(event: DiemEvent, vvv: Token): string {
  const words = eventText(event, {
    vvv,
    address: (one) => shortAddress(one.toBase58()),
    time: (at) => localTime(at),
    amount: (baseUnits, token) => `${grouped(formatAmount(baseUnits, token))} ${token.symbol}`,
  });
  return safeText(words.charAt(0).toUpperCase() + words.slice(1), LONGEST);
}
