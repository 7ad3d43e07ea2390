import { CREDITS, DIEM } from "@diem/sdk";
import { shownAmount } from "../../../format/amounts";
import type { Message } from "./use-chat";

/** The cost of a call: from its receipt, or from the gateway if there is none. */
export function Cost({ message: { receipt, charged, state } }: { readonly message: Message }) {
  if (receipt !== undefined) {
    const { cost, call, at } = receipt;
    return (
      <p className="quiet" data-receipt={call}>
        Receipt of{" "}
        <time dateTime={new Date(at).toISOString()}>
          {new Date(at).toLocaleTimeString("en-GB")}
        </time>
        : {parts(cost)}, {shownAmount(cost.credits, CREDITS)} credits in all
      </p>
    );
  }
  if (charged === undefined) return null;
  return (
    <p className="quiet" data-charged={charged.diem.toString()}>
      {state === "stopped" ? "Stopped" : "Ended without a receipt"}. By the gateway's count it cost{" "}
      {parts(charged)}.
    </p>
  );
}

function parts({ diem, quota }: { readonly diem: bigint; readonly quota: bigint }): string {
  const paid = `${shownAmount(diem, DIEM, DIEM.decimals)} DIEM`;
  return quota === 0n ? paid : `${shownAmount(quota, CREDITS)} credits of quota and ${paid}`;
}
