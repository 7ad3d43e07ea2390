import { TOKEN_2022_PROGRAM_ID, TOKEN_PROGRAM_ID } from "@solana/spl-token";
import { type AccountInfo, type PublicKey, SystemProgram } from "@solana/web3.js";
import { pda, PROGRAM_ID } from "@diem/sdk";
import { embeddedOf } from "./embedded";
import type { Fixture } from "./fixture";
import { TICKET_ID } from "./actors";
import { recordOf } from "./invocations-market";

/** By what they are, for the reader. */
export type Named = Readonly<Record<string, PublicKey>>;

/** Accounts of a fixture that may stand where they do not belong. */
export interface Catalogue {
  /** One for every part that is played in a market. */
  readonly wallets: Named;
  /** Any of them, where every wallet is wrong. */
  readonly wallet: Named;
  /** One of every type of this program. */
  readonly states: Named;
  readonly tokens: Named;
  readonly mints: Named;
  /** Further accounts of a type: the own provider's channel with another consumer, for example. */
  readonly relatives: Readonly<Record<string, Named>>;
  readonly empty: PublicKey;
  /** Has nothing to do with the market. */
  readonly stranger: PublicKey;
  /** Puts an account where none is, and says where. */
  readonly forge: (account: AccountInfo<Buffer>) => PublicKey;
}

/** Where a token account keeps these, and what stands there if it has one. */
const DELEGATE = { option: 72, key: 76 };
const CLOSE_AUTHORITY = { option: 129, key: 133 };
const STATE = 108;
const FROZEN = 2;

export function catalogueOf(fixture: Fixture): Catalogue {
  const { own, sameProvider, sameConsumer, chain } = fixture;
  const { setup, holder, vendor, newcomer, payer, operator, voucherSigner, seller } = own;
  const { world, treasury } = setup;
  const { market, vvvMint, diemMint, stakeVault, bondVault, rewardVault, escrow, feePool } =
    world.market;
  const { provider, revenue } = seller;
  return {
    wallets: {
      "the creator": world.creator.publicKey,
      "the authority": setup.authority.publicKey,
      "the guardian": setup.guardian.publicKey,
      "the arbiter": setup.arbiter.publicKey,
      "the treasury": treasury.address,
      "the holder": holder.address,
      "the vendor": vendor.address,
      "the operator": operator.publicKey,
      "the voucher signer": voucherSigner.publicKey,
      "the payer": payer.publicKey,
      "the newcomer": newcomer.address,
    },
    wallet: { "a wallet": newcomer.address },
    states: {
      "a Market": market,
      "a StakePosition": holder.position,
      "an UnstakeTicket": pda.ticket({ position: holder.position, id: TICKET_ID }),
      "a Provider": provider,
      "a BondTicket": pda.bondTicket({ provider, id: TICKET_ID }),
      "a Channel": own.opened.channel,
      "an EpochRecord": recordOf(own, 0),
    },
    tokens: {
      "the stake vault": stakeVault,
      "the bond vault": bondVault,
      "the reward vault": rewardVault,
      "the escrow": escrow,
      "the fee pool": feePool,
      "the revenue account": revenue,
      "the holder's VVV": holder.vvv,
      "the holder's DIEM": holder.diem,
      "the vendor's VVV": vendor.vvv,
      "the vendor's DIEM": vendor.diem,
      "the newcomer's VVV": newcomer.vvv,
      "the newcomer's DIEM": newcomer.diem,
      "the treasury's VVV": treasury.vvv,
      "the treasury's DIEM": treasury.diem,
    },
    mints: { "the VVV mint": vvvMint, "the DIEM mint": diemMint },
    relatives: {
      Channel: {
        "another consumer's": sameProvider.channel,
        "another provider's": sameConsumer.channel,
      },
      EpochRecord: {
        "the record of epoch 0": recordOf(own, 0),
        "the record of epoch 1": recordOf(own, 1),
      },
    },
    empty: chain.keypair().publicKey,
    stranger: chain.keypair().publicKey,
    forge: (account) => {
      const { publicKey } = chain.keypair();
      embeddedOf(chain).setAccount(publicKey, account);
      return publicKey;
    },
  };
}

const owned = (info: AccountInfo<Buffer>, owner: PublicKey): AccountInfo<Buffer> => ({
  ...info,
  owner,
});

const zeroed = (info: AccountInfo<Buffer>): AccountInfo<Buffer> => ({
  ...info,
  data: Buffer.alloc(info.data.length),
});

/** The right bytes under the wrong program, and no bytes under the right one. */
export function forgeries({ forge, stranger }: Catalogue, info: AccountInfo<Buffer>): Named {
  const token = info.owner.equals(TOKEN_PROGRAM_ID);
  return {
    "a copy of the system program": forge(owned(info, SystemProgram.programId)),
    "a copy of a stranger's program": forge(owned(info, stranger)),
    ...(token
      ? {
          "a copy of Token-2022": forge(owned(info, TOKEN_2022_PROGRAM_ID)),
          "a copy of this program": forge(owned(info, PROGRAM_ID)),
        }
      : { "a copy of the token program": forge(owned(info, TOKEN_PROGRAM_ID)) }),
    "a zeroed account": forge(zeroed(info)),
  };
}

/** Token accounts with the same mint, owner and balance at another address. */
export function siblings({ forge, stranger }: Catalogue, info: AccountInfo<Buffer>): Named {
  const changed = (change: (data: Buffer) => void) => {
    const data = Buffer.from(info.data);
    change(data);
    return forge({ ...info, data });
  };
  const key = stranger.toBytes();
  const granted = ({ option, key: at }: typeof DELEGATE) =>
    changed((data) => {
      data.writeUInt32LE(1, option);
      data.set(key, at);
    });
  return {
    "a second one": changed(() => undefined),
    "a second one with a delegate": granted(DELEGATE),
    "a second one with a close authority": granted(CLOSE_AUTHORITY),
    "a second one that is frozen": changed((data) => data.writeUInt8(FROZEN, STATE)),
  };
}

/** A mint of the same authority, decimals and supply at another address. */
export const secondMint = ({ forge }: Catalogue, info: AccountInfo<Buffer>): Named => ({
  "a second one": forge(info),
});
