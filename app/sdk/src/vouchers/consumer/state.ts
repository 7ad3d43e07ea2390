import {
  figuresOf,
  plainFigures,
  readEntry,
  requireTrue,
  textOf,
  u32Of,
  writeEntry,
} from "../store/entry";
import { hex } from "../wire/bytes";
import type { ConsumerChannelTerms } from "./terms";
import type { Figures } from "../usage";
import { fromText, type SignedVoucher, toText } from "../wire/signed";

/** What a consumer must not forget: `used <= signed` in each part. */
export interface ConsumerState {
  /** Epoch of both quota parts: the newest for which a voucher was signed. */
  readonly epoch: number;
  /** The most that was ever signed. */
  readonly signed: Figures;
  /** What the provider said, within what was signed, or the chain proved. */
  readonly used: Figures;
  /** The newest voucher; null before the first, and where the ledger does not have it. */
  readonly newest: SignedVoucher | null;
  /** Whether more was settled than the ledger had signed: its store was lost, and what it signed since is not known. */
  readonly lost: boolean;
}

const NOTHING: Figures = { quota: 0n, diem: 0n };

/** Of a channel for which nothing was signed yet. */
export function blankState({ epoch }: ConsumerChannelTerms): ConsumerState {
  return { epoch, signed: NOTHING, used: NOTHING, newest: null, lost: false };
}

/** Where the state of a channel stands in a store. */
export function consumerKey({ clusterTag, channel }: ConsumerChannelTerms): string {
  return `diem-consumer/${hex(clusterTag)}/${channel.toBase58()}`;
}

export function writeConsumer({ epoch, signed, used, newest, lost }: ConsumerState): string {
  return writeEntry({
    epoch: String(epoch),
    signed: plainFigures(signed),
    used: plainFigures(used),
    newest: newest === null ? null : toText(newest),
    lost,
  });
}

/** Throws `DamagedState` for what {@link writeConsumer} did not write. */
export function readConsumer(key: string, text: string): ConsumerState {
  return readEntry(key, text, (members) => {
    const epoch = u32Of(members, "epoch");
    const [signed, used] = [figuresOf(members, "signed"), figuresOf(members, "used")];
    const covered = used.quota <= signed.quota && used.diem <= signed.diem;
    requireTrue(covered, "more was used than signed");
    const newest = members.newest === null ? null : fromText(textOf(members, "newest"));
    requireTrue(typeof members.lost === "boolean", "lost is neither true nor false");
    return { epoch, signed, used, newest, lost: members.lost === true };
  });
}
