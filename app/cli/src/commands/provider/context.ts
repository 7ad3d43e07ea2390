import type { PublicKey } from "@solana/web3.js";
import { accounts, pda, type ProviderAccount } from "@diem/sdk";
import {
  type WalletContext,
  type MarketContext,
  parseAddress,
  RefusedError,
  type Session,
} from "../../core";

/** The wallet's provider account, and the wallet to act for it. */
export interface ProviderContext extends WalletContext {
  readonly provider: ProviderAccount;
}

/**
 * The wallet's own provider.
 *
 * @throws RefusedError `NotAProvider`.
 */
export async function providerContext(session: Session): Promise<ProviderContext> {
  const acting = await session.walletContext();
  return { ...acting, provider: await readOf(session, acting, acting.owner) };
}

/** The provider at an address, or the wallet's own where none is given. */
export async function namedProvider(
  session: Session,
  on: MarketContext,
  text: string | undefined,
): Promise<ProviderAccount> {
  if (text === undefined) return readOf(session, on, session.wallet.publicKey);
  return on.client.read.provider(parseAddress(text, "provider"));
}

async function readOf(
  session: Session,
  on: MarketContext,
  owner: PublicKey,
): Promise<ProviderAccount> {
  const provider = await providerOf(session, on, owner);
  if (provider !== null) return provider;
  throw new RefusedError({
    name: "NotAProvider",
    message: `the wallet ${owner.toBase58()} is not a provider of this market`,
    next: "sign with a provider's owner by --keypair, or register with `diem provider register`; `diem provider list` shows all",
  });
}

/** An owner's provider in the market, or null. */
export async function providerOf(
  { settings, connection }: Session,
  { client }: MarketContext,
  owner: PublicKey,
): Promise<ProviderAccount | null> {
  const programId = settings.programId.value;
  const { market } = client.market;
  const address = pda.provider({ market, owner, programId });
  return accounts.provider.fetchNullable(connection, address, { programId });
}
