import { getWallets } from "@wallet-standard/app";
import type { Wallet as StandardWallet } from "@wallet-standard/base";
import {
  StandardConnect,
  type StandardConnectFeature,
  StandardDisconnect,
  type StandardDisconnectFeature,
  StandardEvents,
  type StandardEventsFeature,
} from "@wallet-standard/features";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from "react";
import { keep, readKeptJson } from "../data/kept";
import { useNetwork } from "../network/network";
import { type Account, accountOf, canSign } from "./account";
import { localToken } from "./token";

/** The wallets of this browser, and the account that the page acts for. */
export interface Wallets {
  readonly available: readonly StandardWallet[];
  /** All accounts of the connected wallet. */
  readonly accounts: readonly Account[];
  readonly account: Account | null;
  /** Asks the wallet for its accounts. Throws what it says where it refuses. */
  readonly connect: (wallet: StandardWallet) => Promise<void>;
  readonly use: (account: Account) => void;
  readonly disconnect: () => Promise<void>;
}

const Context = createContext<Wallets | null>(null);
/** Name of the wallet and address of the account that were used last. */
const KEY = "diem:wallet";

/** The wallets of this browser; components below {@link WalletsProvider} have them. */
export function useWallets(): Wallets {
  const wallets = useContext(Context);
  if (wallets === null) throw new Error("useWallets needs a WalletsProvider above it");
  return wallets;
}

function useAvailable(): readonly StandardWallet[] {
  const { config, chain } = useNetwork();
  // only a local network has them, even if the server of another page says so
  const hasLocal = config.localWallets === true && chain === "solana:localnet";
  const [available, setAvailable] = useState<readonly StandardWallet[]>([]);
  useEffect(() => {
    const wallets = getWallets();
    const look = () => setAvailable(wallets.get().filter(canSign));
    const stops = [wallets.on("register", look), wallets.on("unregister", look)];
    look();
    if (hasLocal && localToken() !== null) {
      void import("./local").then(({ registerLocalWallets }) => registerLocalWallets());
    }
    return () => stops.forEach((stop) => stop());
  }, [hasLocal]);
  return available;
}

interface Last {
  readonly wallet: string;
  readonly address: string;
}

function lastUsed(): Last | null {
  const { wallet, address } = (readKeptJson(KEY) ?? {}) as Partial<Last>;
  return wallet === undefined || address === undefined ? null : { wallet, address };
}

/** Finds the wallets of this browser, and goes back to the one that was used last without asking. */
export function WalletsProvider({ children }: { readonly children: ReactNode }) {
  const available = useAvailable();
  const { chain } = useNetwork();
  const [connected, setConnected] = useState<StandardWallet | null>(null);
  const [accounts, setAccounts] = useState<readonly Account[]>([]);
  const [address, setAddress] = useState<string | null>(null);
  const account =
    accounts.find(({ publicKey }) => publicKey.toBase58() === address) ?? accounts[0] ?? null;

  const connect = useCallback(
    async (wallet: StandardWallet, silent = false) => {
      const feature = (wallet.features as Partial<StandardConnectFeature>)[StandardConnect];
      const found = (await feature?.connect({ silent }))?.accounts ?? wallet.accounts;
      setConnected(wallet);
      setAccounts(found.map((one) => accountOf(wallet, one, chain)));
    },
    [chain],
  );

  // an extension may register after the page has started
  useEffect(() => {
    const last = lastUsed();
    const wallet = available.find(({ name }) => name === last?.wallet);
    if (connected !== null || last === null || wallet === undefined) return;
    setAddress(last.address);
    void connect(wallet, true).catch(() => undefined);
  }, [available, connected, connect]);

  // the user may change accounts in the wallet itself
  useEffect(() => {
    const events = (connected?.features as Partial<StandardEventsFeature> | undefined)?.[
      StandardEvents
    ];
    if (connected === null || events === undefined) return;
    return events.on("change", ({ accounts: changed }) => {
      if (changed === undefined) return;
      setAccounts(changed.map((one) => accountOf(connected, one, chain)));
    });
  }, [connected, chain]);

  useEffect(() => {
    if (account === null) return;
    const last: Last = { wallet: account.wallet.name, address: account.publicKey.toBase58() };
    keep(KEY, JSON.stringify(last));
  }, [account]);

  const wallets = useMemo<Wallets>(
    () => ({
      ...{ available, accounts, account },
      connect: (wallet) => connect(wallet),
      use: ({ publicKey }) => setAddress(publicKey.toBase58()),
      disconnect: async () => {
        const features = connected?.features as Partial<StandardDisconnectFeature> | undefined;
        keep(KEY, null);
        setConnected(null);
        setAccounts([]);
        await features?.[StandardDisconnect]?.disconnect();
      },
    }),
    [available, accounts, account, connect, connected],
  );
  return <Context value={wallets}>{children}</Context>;
}
