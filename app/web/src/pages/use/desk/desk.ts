import { vouchers } from "@diem/sdk";
import { sessionKey } from "./keys";
import { leased } from "./lease";

/** What a tab pays with: the key that signs vouchers, and where they are kept. */
export interface Desk {
  readonly signer: vouchers.VoucherSigner;
  readonly store: vouchers.Store;
}

/** Another tab of this browser pays for the same wallet. */
export class OtherTab extends Error {
  override readonly name = "OtherTab";
}

/** Whose payments: a wallet in a market. */
export function deskName(market: string, owner: string): string {
  return `diem-pay/${market}/${owner}`;
}

const stores = new Map<string, Promise<vouchers.Store>>();
const desks = new Map<string, Promise<Desk>>();

/** The store of payments of this browser, to be read. */
export function paymentStore(name: string): Promise<vouchers.Store> {
  const store = stores.get(name) ?? vouchers.indexedDbStore(name);
  stores.set(name, store);
  return store;
}

const losses = new Map<string, Set<() => void>>();

/** Calls `listener` whenever another tab takes the desk of this one; the result ends that. */
export function onDeskLost(name: string, listener: () => void): () => void {
  const listeners = losses.get(name) ?? new Set();
  losses.set(name, listeners.add(listener));
  return () => void listeners.delete(listener);
}

/**
 * The desk of this tab, which it has until it is closed or another one takes it.
 *
 * @param takeOver - whether to take it from another tab that has it
 * @throws OtherTab; NoSessionKey
 */
export async function openDesk(name: string, takeOver: boolean): Promise<Desk> {
  const open = desks.get(name);
  if (open !== undefined) return open;
  const opening = lock(name, takeOver).then(() => made(name));
  desks.set(name, opening);
  opening.catch(() => desks.delete(name));
  return opening;
}

function lost(name: string): void {
  desks.delete(name);
  for (const listener of losses.get(name) ?? []) listener();
}

async function made(name: string): Promise<Desk> {
  // a browser that runs out of space must not throw vouchers away
  void navigator.storage.persist();
  const [signer, store] = await Promise.all([sessionKey(name), paymentStore(name)]);
  return { signer, store: await leased(store) };
}

/** Resolves once this tab has the lock of a name, which it keeps. Throws {@link OtherTab}. */
function lock(name: string, takeOver: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = takeOver ? { steal: true } : { ifAvailable: true };
    navigator.locks
      .request(name, options, (found) => {
        if (found === null) {
          reject(new OtherTab("another tab of this browser pays for this wallet"));
          return undefined;
        }
        resolve();
        // held until the tab is closed
        return new Promise<never>(() => undefined);
      })
      .catch((error: unknown) => {
        reject(error instanceof Error ? error : new Error(String(error)));
        lost(name);
      });
  });
}
