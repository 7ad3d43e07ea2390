/**
 * What the examples of the SDK take for granted. A name that stands for an account in one example and for an
 * address or a wallet in another is all of it here.
 */
import type { AnchorProvider } from "@coral-xyz/anchor";
import type { Connection, Keypair, PublicKey } from "@solana/web3.js";
import type {
  ChannelAccount,
  DiemClient,
  EpochRecordAccount,
  errors,
  EventCursor,
  LocatedEvent,
  MarketAccount,
  MarketKeys,
  MarketParams,
  plans,
  PositionAccount,
  SignedVoucher,
  transactions,
  Voucher,
  vouchers,
  VoucherSigner,
  Wallet,
} from "@diem/sdk";
import type * as marketFile from "@diem/sdk/market-file";
import type * as texts from "@diem/sdk/text";

export declare const connection: Connection;
export declare const wallet: AnchorProvider & Wallet;
export declare const anchorProvider: AnchorProvider;
export declare const client: DiemClient;
export declare const context: plans.PlanContext;
export declare const keypair: Keypair;
export declare const secretKey: Uint8Array;
export declare const event: LocatedEvent;
export declare const happened: LocatedEvent[];
export declare const plan: plans.Plan;
export declare const signature: string;

export declare const market: MarketAccount & MarketKeys & PublicKey;
export declare const channel: ChannelAccount & PublicKey;
export declare const provider: AnchorProvider & PublicKey;
export declare const position: PositionAccount & PublicKey;
export declare const record: EpochRecordAccount & ((...amounts: bigint[]) => void);
export declare const keys: MarketKeys;
export declare const params: MarketParams;
export declare const file: marketFile.MarketFile;

export declare const address: PublicKey;
export declare const authority: PublicKey;
export declare const consumer: PublicKey;
export declare const creator: PublicKey;
export declare const guardian: PublicKey;
export declare const keeper: PublicKey;
export declare const operator: PublicKey;
export declare const owner: PublicKey;
export declare const payer: PublicKey;
export declare const vvvMint: PublicKey;

export declare const amount: bigint;
export declare const diem: bigint;
export declare const maxPrice: bigint;
export declare const now: bigint;
export declare const vvvDecimals: number;

export declare const ledger: vouchers.ConsumerLedger & vouchers.ProviderLedger;
export declare const terms: vouchers.ConsumerChannelTerms & vouchers.ProviderChannelTerms;
export declare const entries: vouchers.DueEntry[];
export declare const clusterTag: Uint8Array;
export declare const signed: SignedVoucher;
export declare const signer: VoucherSigner;
/** A ledger's, or an indexer's. */
export declare const store: vouchers.Store & {
  cursor(): Promise<EventCursor | undefined>;
  save(events: unknown, signature: string, sequences: unknown): Promise<void>;
};
export declare const stored: ReadonlyMap<string, bigint>;
export declare const voucher: Voucher;

export declare const endpoint: string;
export declare const header: string;
export declare const callId: string;
export declare const request: Request;
/** A text, or the entry `@diem/sdk/text`. */
export declare const text: string & typeof texts;
/** Base of an indexer's API. */
export declare const indexer: string;
export declare const thrown: unknown;

export declare function call(endpoint: string, header: string): Promise<{ usage: vouchers.Usage }>;
export declare function compute(request: Request): Promise<{ cost: bigint }>;
export declare function readFile(path: string, encoding: "utf8"): Promise<string>;
export declare function remember(transaction: transactions.SentTransaction): void;
export declare function report(...facts: readonly unknown[]): void;
export declare function requote(): void;
export declare function respond(response: unknown): void;
export declare function settle(entry: vouchers.DueEntry): Promise<void>;
export declare function show(...facts: readonly unknown[]): void;
export declare function skipped(channel: PublicKey, reason: errors.DiemError | null): void;
export declare function writeFile(path: string, text: string): Promise<void>;
