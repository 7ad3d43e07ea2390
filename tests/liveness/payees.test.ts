import {
  AuthorityType,
  createFreezeAccountInstruction,
  createSetAuthorityInstruction,
  getMint,
} from "@solana/spl-token";
import type { TransactionInstruction } from "@solana/web3.js";
import { expect } from "chai";
import { transactions } from "@diem/sdk";
import { expectSolvent, expectTotalsToAddUp } from "../support/solvency";
import { startChain } from "../support/chain";
import { channelAccount } from "../support/channels";
import { nextEpoch } from "../support/epochs";
import { createMarket, createMint, UNIT } from "../support/market";
import { providerAccount } from "../support/providers";
import { expectRefusal } from "../support/refusals";
import { expectNoTrace } from "../support/snapshot";
import { abandonAccounts, alone, depart, reopening } from "./exit";
import { closeChannel, requestClose } from "./exits-consuming";
import * as providing from "./exits-providing";
import { HELD, ruinedMarket } from "./ruined-market";

describe("liveness: a payee that has closed its token accounts", () => {
  it("holds no provider: it sees the channels of a vanished consumer out by itself", async () => {
    const { world, seller, consumer, busy, leaving } = await ruinedMarket();
    await abandonAccounts(world, consumer);
    const { owner: who } = seller;
    await depart(world, await providing.retireProvider(world, seller));
    const { bond, noticeEndsTs } = await providerAccount(world, seller);
    await depart(world, await providing.requestBondWithdrawal(world, seller, bond));
    await world.chain.advance(noticeEndsTs - (await world.chain.now()));
    await depart(world, await requestClose(world, busy, who));
    const { closesTs } = await channelAccount(world, busy);
    await world.chain.advance((closesTs ?? 0n) - (await world.chain.now()));
    await nextEpoch(world);
    for (const opened of [busy, leaving]) {
      // the accounts of payees can be opened by anyone
      const before = reopening(world, consumer, who.address);
      await depart(world, await closeChannel(world, opened, { who }), before);
    }
    const due = HELD.deposit - HELD.paid + HELD.quotaStake + HELD.leavingDeposit;
    expect(await world.balance(consumer.diem)).to.equal(due);
    for (const id of [0n, 1n]) await depart(world, await providing.withdrawBond(world, seller, id));
    await depart(world, await providing.closeProvider(world, seller));
    await expectSolvent(world);
    await expectTotalsToAddUp(world);
  });

  it("holds no consumer: it is refunded though its provider vanished, who is paid all the same", async () => {
    const { world, seller, busy, leaving } = await ruinedMarket();
    await abandonAccounts(world, seller.owner);
    await depart(world, await closeChannel(world, leaving));
    await depart(world, await requestClose(world, busy));
    const { closesTs } = await channelAccount(world, busy);
    await world.chain.advance((closesTs ?? 0n) - (await world.chain.now()));
    await nextEpoch(world);
    const close = await closeChannel(world, busy);
    expect(close.diem).to.equal(HELD.deposit - HELD.paid + HELD.quotaStake);
    await depart(world, close);
    const { claimable } = await providerAccount(world, seller);
    // one of three DIEM was collected by the closing alone
    expect((await world.balance(seller.revenue)) - claimable).to.equal(UNIT);
    await expectTotalsToAddUp(world);
  });
});

describe("liveness: a mint that somebody would freeze", () => {
  it("is none of the market's: nobody can freeze an account of either, now or later", async () => {
    const market = await ruinedMarket();
    const { world, holder } = market;
    const { chain, mintAuthority } = world;
    const { vvvMint, diemMint, stakeVault, escrow } = world.market;
    const known = [mintAuthority, holder.keypair, market.treasury.keypair];
    for (const [mint, account, vault] of [
      [vvvMint, holder.vvv, stakeVault],
      [diemMint, holder.diem, escrow],
    ] as const) {
      expect((await getMint(chain.connection, mint)).freezeAuthority).to.equal(null);
      const watched = [mint, account, vault];
      for (const keypair of known) {
        const { publicKey } = keypair;
        for (const attempt of [
          createFreezeAccountInstruction(account, mint, publicKey),
          createFreezeAccountInstruction(vault, mint, publicKey),
          createSetAuthorityInstruction(mint, publicKey, AuthorityType.FreezeAccount, publicKey),
        ]) {
          const freezing = () => alone(world, { keypair }, [attempt]);
          await expectNoTrace(world, watched, freezing, /the mint has no freeze authority/);
        }
      }
    }
  });

  it("is a market's only once nobody can freeze it any more", async () => {
    const chain = await startChain();
    const creator = await chain.wallet();
    const freezeAuthority = creator.publicKey;
    const vvvMint = await createMint(chain, creator, { freezeAuthority });
    const create = createMarket(creator.publicKey, vvvMint, creator.publicKey, await chain.now());
    const send = (list: TransactionInstruction[]) =>
      transactions.send(chain.provider, { instructions: list, signers: [creator] });
    await expectRefusal(send([create]), "VvvHasFreezeAuthority");
    const { FreezeAccount } = AuthorityType;
    const revoke = createSetAuthorityInstruction(vvvMint, freezeAuthority, FreezeAccount, null);
    await send([revoke, create]);
  });
});
