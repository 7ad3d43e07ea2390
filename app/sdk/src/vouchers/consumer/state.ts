import {
  membersOf,
  type Members,
  readEntry,
  requireTrue,
  u32Of,
  u64Of,
  writeEntry,
} from "../store/entry";
import { hex } from "../wire/bytes";
import type { ConsumerTerms } from "./terms";
import type { Figures } from "../usage";

/** What a consumer must not forget: `used <= signed` in each part. */
export interface ConsumerState {
  /** Epoch of both quota parts: the newest for which a voucher was signed. */
  readonly epoch: number;
  /** The most that was ever signed. */
  readonly signed: Figures;
  /** What the provider said, within what was signed, or the chain proved. */
  readonly used: Figures;
}

const NOTHING: Figures = { quota: 0n, diem: 0n };

/** Of a channel for which nothing was signed yet. */
export function blankState({ epoch }: ConsumerTerms): ConsumerState {
  return { epoch, signed: NOTHING, used: NOTHING };
}

/** Where the state of a channel stands in a store. */
export function consumerKey({ clusterTag, channel }: ConsumerTerms): string {
  return `diem-consumer/${hex(clusterTag)}/${channel.toBase58()}`;
}

export function writeConsumer({ epoch, signed, used }: ConsumerState): string {
  return writeEntry({ epoch: String(epoch), signed, used });
}

/** Throws `DamagedState` for what {@link writeConsumer} did not write. */
export function readConsumer(key: string, text: string): ConsumerState {
  return readEntry(key, text, (members) => {
    const epoch = u32Of(members, "epoch");
    const [signed, used] = [figuresOf(members, "signed"), figuresOf(members, "used")];
    const covered = used.quota <= signed.quota && used.diem <= signed.diem;
    requireTrue(covered, "more was used than signed");
    return { epoch, signed, used };
  });
}

function figuresOf(members: Members, name: string): Figures {
  const figures = membersOf(members[name]);
  return { quota: u64Of(figures, "quota"), diem: u64Of(figures, "diem") };
}
