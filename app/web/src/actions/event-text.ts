import { type DiemEvent, vvvOf } from "@diem/sdk";
import { eventText } from "@diem/sdk/text";
import { shortAddress } from "../format/address";
import { exactAmount } from "../format/amounts";
import { safeText } from "../format/text";
import { localTime } from "../format/times";
import { useNetwork } from "../network/network";

/** Says what happened, in a sentence with short addresses and the user's time. */
export function useEventText(): (event: DiemEvent) => string {
  const { connectedTo } = useNetwork().client;
  const writing = {
    vvv: vvvOf(connectedTo),
    address: (one: { toBase58(): string }) => shortAddress(one.toBase58()),
    time: localTime,
    amount: (baseUnits: bigint, token: { symbol: string; decimals: number }) =>
      `${exactAmount(baseUnits, token)} ${token.symbol}`,
  };
  return (event) => safeText(eventText(event, writing), 400);
}
