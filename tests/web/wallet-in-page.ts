import { join } from "node:path";
import type { Page } from "playwright-core";
import {
  type Keypair,
  SystemProgram,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";

/** How a wallet answers when it is asked to sign. */
export type Manner = "signs" | "refuses" | "unsigned" | "another" | "silent";

/** A wallet of the browser, by the wallet standard, that a test controls. */
export interface PageWallet {
  /** How it answers from now on. */
  manner: Manner;
  /** How often it was asked to sign. */
  asked: number;
  /** Lets the user choose another of its accounts in the wallet. */
  choose(nth: number): Promise<void>;
}

/** Puts a wallet into a page before it loads; its keys stay with the test. */
export async function addWallet(
  page: Page,
  keypairs: readonly Keypair[],
  chain = "solana:localnet",
): Promise<PageWallet> {
  const wallet: PageWallet = {
    manner: "signs",
    asked: 0,
    choose: (nth) => page.evaluate(`globalThis.chooseAccount(${nth})`),
  };
  await page.exposeFunction("signWithTest", (address: string, base64: string) => {
    wallet.asked += 1;
    return answer(
      wallet.manner,
      keypairs.find(({ publicKey }) => publicKey.toBase58() === address),
      base64,
    );
  });
  const accounts = keypairs.map(({ publicKey }) => ({
    address: publicKey.toBase58(),
    bytes: [...publicKey.toBytes()],
  }));
  const setting = JSON.stringify({ chain, accounts });
  await page.addInitScript({ content: `globalThis.testWallet = ${setting};` });
  await page.addInitScript({ path: join(__dirname, "wallet-in-page.mjs") });
  return wallet;
}

function answer(manner: Manner, keypair: Keypair | undefined, base64: string): Promise<string> {
  if (keypair === undefined) throw new Error("the account is none of this wallet's");
  if (manner === "refuses") throw new Error("User rejected the request.");
  if (manner === "silent") return new Promise(() => undefined);
  const given = VersionedTransaction.deserialize(Buffer.from(base64, "base64"));
  const signed = manner === "another" ? gift(keypair, given.message.recentBlockhash) : given;
  if (manner !== "unsigned") signed.sign([keypair]);
  return Promise.resolve(Buffer.from(signed.serialize()).toString("base64"));
}

/** A transaction that nobody asked for. */
function gift(keypair: Keypair, recentBlockhash: string): VersionedTransaction {
  const { publicKey: from } = keypair;
  const instructions = [SystemProgram.transfer({ fromPubkey: from, toPubkey: from, lamports: 1 })];
  const message = new TransactionMessage({ payerKey: from, recentBlockhash, instructions });
  return new VersionedTransaction(message.compileToV0Message());
}
