import { type AccountInfo, type Connection, PublicKey } from "@solana/web3.js";
import type { EmbeddedChain } from "@diem/localnet";

/** What web3.js makes of the rent epoch that every account has. */
const RENT_EPOCH = 2 ** 64;
/** Most addresses that `getMultipleAccounts` takes. */
const MAX_ADDRESSES = 100;

type Reads = Pick<
  Connection,
  | "getAccountInfo"
  | "getMultipleAccountsInfo"
  | "getProgramAccounts"
  | "getSignatureStatuses"
  | "getLatestBlockhash"
>;

/**
 * Lets the connection of an embedded chain read without JSON: web3.js takes longer to check one answer than the chain to execute
 * a transaction. All that is sent goes the usual way. Reads through web3.js are what the tests of the local network and of
 * the command do.
 */
export function readDirectly(embedded: EmbeddedChain): void {
  const { connection, rpc } = embedded;
  const usual = {
    getAccountInfo: connection.getAccountInfo.bind(connection),
    getMultipleAccountsInfo: connection.getMultipleAccountsInfo.bind(connection),
    getProgramAccounts: connection.getProgramAccounts.bind(connection),
  };
  const infoOf = (address: PublicKey): AccountInfo<Buffer> | null => {
    const found = embedded.getAccount(address);
    return found && { ...found, rentEpoch: RENT_EPOCH };
  };
  const reads: Reads = {
    getAccountInfo: (address, config) =>
      asksMore(config) ? usual.getAccountInfo(address, config) : answer(() => infoOf(address)),
    getMultipleAccountsInfo: (addresses, config) =>
      asksMore(config) || addresses.length > MAX_ADDRESSES
        ? usual.getMultipleAccountsInfo(addresses, config)
        : answer(() => addresses.map(infoOf)),
    getProgramAccounts: ((program: PublicKey, config: unknown) =>
      asksMore(config, "filters")
        ? usual.getProgramAccounts(program, config as never)
        : answer(() => {
            const { filters = [] } = (config ?? {}) as { filters?: readonly unknown[] };
            const options = { filters, encoding: "base64", dataSlice: { offset: 0, length: 0 } };
            const found = rpc.handle("getProgramAccounts", [program.toBase58(), options]);
            return (found as readonly { pubkey: string }[]).map((each) => {
              const pubkey = new PublicKey(each.pubkey);
              return { pubkey, account: infoOf(pubkey) };
            });
          })) as Reads["getProgramAccounts"],
    getSignatureStatuses: (signatures, config) =>
      answer(() => rpc.handle("getSignatureStatuses", [signatures, config ?? null])) as never,
    getLatestBlockhash: () =>
      answer(() => (rpc.handle("getLatestBlockhash", []) as { value: unknown }).value) as never,
  };
  Object.assign(connection, reads);
}

/** Whether a read asks for more than a commitment, which makes no difference here, and what else is `known`. */
function asksMore(config: unknown, ...known: readonly string[]): boolean {
  if (typeof config !== "object" || config === null) return false;
  return Object.keys(config).some((name) => !["commitment", ...known].includes(name));
}

/**
 * A turn of the event loop later, as from a network: a caller that only awaits would starve timers, and native memory that is
 * freed between turns.
 */
function answer<Value>(read: () => Value): Promise<Value> {
  const value = read();
  return new Promise((resolve) => setImmediate(resolve, value));
}
