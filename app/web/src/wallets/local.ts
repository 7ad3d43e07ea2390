import {
  SolanaSignTransaction,
  type SolanaSignTransactionFeature,
} from "@solana/wallet-standard-features";
import { getWallets } from "@wallet-standard/app";
import type { Wallet, WalletAccount } from "@wallet-standard/base";
import { StandardConnect, type StandardConnectFeature } from "@wallet-standard/features";
import bs58 from "bs58";
import { localToken } from "./token";

const CHAIN = "solana:localnet";
/** A green square, as SVG. */
const ICON =
  "data:image/svg+xml;base64,PHN2ZyB4bWxucz0naHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmcnIHZpZXdCb3g9JzAgMCA4IDgnPjxyZWN0IHdpZHRoPSc4JyBoZWlnaHQ9JzgnIHJ4PScyJyBmaWxsPScjMWY1ZjRhJy8+PC9zdmc+";

/** A wallet of the local network, as its server lists it. */
interface Listed {
  readonly name: string;
  readonly address: string;
}

async function ask<Answer>(path: string, body?: object): Promise<Answer> {
  const token = localToken() ?? "";
  const response = await fetch(`./local-wallets${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.status === 401) {
    throw new Error(
      "the local network does not know this page: open the link that npm start printed",
    );
  }
  if (!response.ok) throw new Error(`the local network did not sign: ${await response.text()}`);
  return (await response.json()) as Answer;
}

const base64 = {
  encode: (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes)),
  decode: (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0)),
};

/**
 * Registers the wallets of the local network, by the wallet standard, as one wallet with several accounts. Its keys stay with
 * the server: it signs for a page that has the token of its link.
 */
export async function registerLocalWallets(): Promise<void> {
  const listed = await ask<readonly Listed[]>("").catch(() => null);
  if (listed === null) return;
  const accounts: readonly WalletAccount[] = listed.map(({ name, address }) => ({
    address,
    publicKey: bs58.decode(address),
    chains: [CHAIN],
    features: [SolanaSignTransaction],
    label: name,
  }));
  const connect: StandardConnectFeature[typeof StandardConnect] = {
    version: "1.0.0",
    connect: () => Promise.resolve({ accounts }),
  };
  const signing: SolanaSignTransactionFeature[typeof SolanaSignTransaction] = {
    version: "1.0.0",
    supportedTransactionVersions: [0],
    signTransaction: (...inputs) =>
      Promise.all(
        inputs.map(async ({ account: { address }, transaction }) => {
          const asked = { address, transaction: base64.encode(transaction) };
          const { transaction: signed } = await ask<{ transaction: string }>("/sign", asked);
          return { signedTransaction: base64.decode(signed) };
        }),
      ),
  };
  const wallet: Wallet = {
    version: "1.0.0",
    name: "Local network",
    icon: ICON,
    chains: [CHAIN],
    accounts,
    features: { [StandardConnect]: connect, [SolanaSignTransaction]: signing },
  };
  getWallets().register(wallet);
}
