import type { PlainData, PlainEvent } from "../store/plain";
import type { StateRow } from "../store/tables";
import type { MarketState, Offered } from "./market";

type Kind = StateRow["kind"];
type Data = Record<string, unknown>;

/** The state of an account in an event. */
export interface Said {
  readonly kind: Exclude<Kind, "market">;
  /** Its address; of a position its owner's. */
  readonly account: string;
  readonly open: boolean;
  readonly data: object;
}

/** What an event says of positions, providers and channels. `counting` has the accounts that count it. */
export function saidBy(event: PlainEvent, counting: readonly string[]): Said[] {
  const { name, data } = event;
  if (name === "PositionClosed") {
    return [{ kind: "position", account: data.owner, open: false, data: {} }];
  }
  if (name === "VouchersSettled") {
    return data.entries
      .filter(({ channelSequence }) => channelSequence !== "0")
      .map(({ channel: account, settled, quotaEpoch, quotaUsed }) => ({
        ...{ kind: "channel" as const, account, open: true },
        data: { settled, quotaEpoch, quotaUsed },
      }));
  }
  if ("position" in data) {
    const { position } = data;
    const bill = "bill" in data ? { bill: data.bill } : {};
    const said = { ...position, ...bill };
    return [{ kind: "position", account: position.owner, open: true, data: said }];
  }
  if ("channel" in data) {
    const [account = ""] = counting;
    const said = { ...data.channel, ...(name === "ChannelOpened" ? openedTerms(data) : {}) };
    return [{ kind: "channel", account, open: name !== "ChannelClosed", data: said }];
  }
  if (!("provider" in data)) return [];
  const said = { ...termsOf(event), ...data.provider };
  return [
    {
      kind: "provider",
      account: counting.at(-1) ?? "",
      open: name !== "ProviderClosed",
      data: said,
    },
  ];
}

/** What is fixed for a channel's life. */
function openedTerms({
  price,
  creditsPerDiem,
  graceSecs,
  voucherSigner,
}: PlainData<"ChannelOpened">) {
  return { price, creditsPerDiem, graceSecs, voucherSigner };
}

/** Fields of a provider's events that are not in its state. */
function termsOf({ name, data }: PlainEvent): object {
  if (name === "ProviderRegistered") return data.terms;
  if (name === "ProviderUpdated") return data.after;
  if (name !== "ProviderRetired") return {};
  const { noticeEndsTs, lastQuotaEpoch } = data;
  return { noticeEndsTs, lastQuotaEpoch };
}

/** An account before and after an event; null if it was not open. */
export interface Turn {
  readonly account: string;
  readonly before: Data | null;
  readonly after: Data | null;
}

const amount = (data: Data | null, name: string) => {
  const value = data?.[name];
  return typeof value === "string" ? BigInt(value) : 0n;
};

/** Changes a market's offer by a change of a provider. */
export function offerTurned(state: MarketState, { account, before, after }: Turn): void {
  const count = (data: Data | null) => (data === null ? 0n : 1n);
  const change = (name: string) => amount(after, name) - amount(before, name);
  const offered: Offered = {
    ...state.offered,
    providers: state.offered.providers + count(after) - count(before),
    capacity: state.offered.capacity + change("capacity"),
    quotaCapacity: state.offered.quotaCapacity + change("quotaCapacity"),
    bond: state.offered.bond + change("bond"),
  };
  state.offered = offered;
  const lastQuotaEpoch = after?.["lastQuotaEpoch"];
  if (after?.["retiring"] !== true || typeof lastQuotaEpoch !== "number") {
    delete state.leaving[account];
    return;
  }
  state.leaving[account] ??= { committed: amount(after, "committed"), lastQuotaEpoch };
}

/** Changes the committed quota of a market by a change of a channel. */
export function channelTurned(state: MarketState, { before, after }: Turn): void {
  const change = amount(after, "nextAllowance") - amount(before, "nextAllowance");
  state.offered = { ...state.offered, committed: state.offered.committed + change };
  const provider = (after ?? before)?.["provider"];
  const leaving = typeof provider === "string" ? state.leaving[provider] : undefined;
  if (leaving === undefined) return;
  state.leaving[String(provider)] = { ...leaving, committed: leaving.committed + change };
}
