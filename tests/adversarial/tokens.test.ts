import {
  AuthorityType,
  createAccount,
  createCloseAccountInstruction,
  createInitializeMint2Instruction,
  createInitializePermanentDelegateInstruction,
  createInitializeTransferFeeConfigInstruction,
  createSetAuthorityInstruction,
  ExtensionType,
  getMintLen,
  TOKEN_2022_PROGRAM_ID,
  TOKEN_PROGRAM_ID,
} from "@solana/spl-token";
import { PublicKey, SystemProgram, type TransactionInstruction } from "@solana/web3.js";
import { expect } from "chai";
import { constants, instructions, pda } from "@diem/sdk";
import { idl } from "@diem/sdk/idl";
import { startChain, type TestChain } from "../support/chain";
import { openChannel, outlastWindow, requestClose } from "../support/channels";
import { createMarket, createMint, providerTerms, UNIT } from "../support/market";
import { expectFailure, expectRefusal } from "../support/refusals";
import { expectNoTrace } from "../support/snapshot";
import { createFixture, type Fixture } from "../support/fixture";
import { swap } from "../support/swap";
import { spareAccount } from "../support/trade";
import { World } from "../support/world";
import { expectNothingAt, tokenProgramClone } from "./support";

describe("adversarial: tokens", () => {
  let chain: TestChain;
  let fixture: Fixture;
  let world: World;
  beforeEach(async () => {
    chain = await startChain();
    fixture = await createFixture(chain, { offering: false });
    ({ world } = fixture);
  });

  it("CPI into a caller's program: a token program of the caller's own is never called", async () => {
    const { seller, consumer } = fixture;
    const { market } = world;
    const fake = tokenProgramClone(chain);
    const actor = await world.staker(2n * UNIT, UNIT);
    const owner = actor.address;
    const openedSlot = BigInt(await chain.connection.getSlot());
    const vvvMint = await createMint(chain, actor.keypair);
    const order = { market, consumer: owner, provider: seller.provider, openedSlot };
    const calls: TransactionInstruction[] = [
      instructions.stake({ market, owner, amount: 1n }),
      instructions.claimRewards({ market, owner }),
      instructions.compoundRewards({ market, owner }),
      instructions.mintDiem({ market, owner, diemAmount: 1n, maxVvvLocked: UNIT }),
      instructions.burnDiem({ market, owner, diemAmount: 1n, minVvvUnlocked: 0n }),
      instructions.fundRewards({ market, funder: owner, amount: 1n, durationSecs: 1n }),
      instructions.registerProvider({ market, owner, bond: 1n, terms: providerTerms(owner) }),
      instructions.openChannel({ ...order, deposit: 0n, maxPrice: UNIT }),
      createMarket(owner, vvvMint, owner, await chain.now()),
    ];
    const watched = [...(Object.values(market) as PublicKey[]), actor.vvv, actor.position];
    for (const call of calls) {
      const attempt = () => world.send([swap(call, { token_program: fake })], [actor.keypair]);
      await expectNoTrace(world, watched, attempt, /InvalidProgramId/);
    }
    for (const name of ["system_program", "associated_token_program"]) {
      const register = { market, owner, bond: 1n, terms: providerTerms(owner) };
      const call = swap(instructions.registerProvider(register), { [name]: fake });
      const attempt = () => world.send([call], [actor.keypair]);
      await expectNoTrace(world, watched, attempt, /InvalidProgramId/);
    }
    await world.pay(consumer, seller.revenue, UNIT);
    const split = instructions.distributeRevenue({ market, provider: seller.provider });
    const fee = () => world.send([swap(split, { token_program: fake })]);
    await expectNoTrace(world, [...watched, seller.revenue], fee, /InvalidProgramId/);
    // every file that moves tokens names the program, so that none is left out of the account checks
    const moving = idl.instructions.filter(({ accounts }) =>
      accounts.some(({ name }) => (name as string) === "token_program"),
    );
    for (const { accounts } of moving) {
      const program = accounts.find(({ name }) => (name as string) === "token_program");
      expect(program).to.deep.include({ address: TOKEN_PROGRAM_ID.toBase58() });
    }
  });

  it("wrong token program or mint owner: look-alike tokens are no VVV and no account of it", async () => {
    const fake = tokenProgramClone(chain);
    const { market } = world;
    const thief = await world.staker(UNIT, 0n);
    const owner = thief.address;
    const real = chain.embedded?.getAccount(thief.vvv);
    const realMint = chain.embedded?.getAccount(market.vvvMint);
    if (!real || !realMint) throw new Error("needs the embedded chain");
    const [ownerVvv, vvvMint] = [chain.keypair().publicKey, chain.keypair().publicKey];
    // as many look-alike VVV as the thief likes, in accounts of the thief's program
    real.data.writeBigUInt64LE(1_000_000n * UNIT, 64);
    chain.embedded?.setAccount(ownerVvv, { ...real, owner: fake });
    chain.embedded?.setAccount(vvvMint, { ...realMint, owner: fake });
    const stake = instructions.stake({ market, owner, amount: 1_000_000n * UNIT, ownerVvv });
    const watched = [thief.position, thief.vvv, market.stakeVault, market.market];
    const attempt = () => world.send([stake], [thief.keypair]);
    await expectNoTrace(world, watched, attempt, /AccountOwnedByWrongProgram/);
    const create = createMarket(owner, vvvMint, owner, await chain.now());
    await expectRefusal(world.send([create], [thief.keypair]), "VvvNotClassicMint");
  });

  it("Token-2022 extensions: no VVV whose transfers cost a fee or whose delegate can take everything", async () => {
    const { keypair, address: creator } = await world.actor(0n);
    const extensions = [
      {
        type: ExtensionType.TransferFeeConfig,
        initialise: (mint: PublicKey) =>
          createInitializeTransferFeeConfigInstruction(
            ...([mint, creator, creator, 500, UNIT, TOKEN_2022_PROGRAM_ID] as const),
          ),
      },
      {
        type: ExtensionType.PermanentDelegate,
        initialise: (mint: PublicKey) =>
          createInitializePermanentDelegateInstruction(mint, creator, TOKEN_2022_PROGRAM_ID),
      },
    ];
    for (const { type, initialise } of extensions) {
      const mint = chain.keypair();
      const space = getMintLen([type]);
      const allocate = SystemProgram.createAccount({
        ...{ fromPubkey: world.payer, newAccountPubkey: mint.publicKey, space },
        lamports: await chain.connection.getMinimumBalanceForRentExemption(space),
        programId: TOKEN_2022_PROGRAM_ID,
      });
      const init = createInitializeMint2Instruction(
        ...([mint.publicKey, 9, creator, null, TOKEN_2022_PROGRAM_ID] as const),
      );
      await world.send([allocate, initialise(mint.publicKey), init], [mint]);
      const create = createMarket(creator, mint.publicKey, creator, await chain.now());
      await expectRefusal(world.send([create], [keypair]), "VvvNotClassicMint");
      const market = create.keys[2]?.pubkey;
      if (market === undefined) throw new Error("no market");
      await expectNothingAt(world, [market]);
    }
  });

  it("freeze authority appearing later: a VVV without one never gets one, and no vault can be frozen", async () => {
    const { vvvMint, diemMint } = world.market;
    const { mintAuthority, creator } = world;
    for (const mint of [vvvMint, diemMint]) {
      for (const keypair of [mintAuthority, creator]) {
        const give = createSetAuthorityInstruction(
          ...([mint, keypair.publicKey, AuthorityType.FreezeAccount, keypair.publicKey] as const),
        );
        await expectFailure(world.send([give], [keypair]), /the mint has no freeze authority/);
      }
    }
    const freezing = await createMint(chain, mintAuthority, {
      freezeAuthority: mintAuthority.publicKey,
    });
    const { publicKey } = creator;
    const create = createMarket(publicKey, freezing, publicKey, await chain.now());
    await expectRefusal(world.send([create], [creator]), "VvvHasFreezeAuthority");
  });

  it("one unusable payee: a treasury that cannot be paid stops nobody else's money", async () => {
    const { seller, consumer } = fixture;
    const { owner, provider, revenue } = seller;
    const { market } = world;
    // the treasury has no token account at all
    await world.pay(consumer, revenue, 1_000_000n);
    await world.distribute(provider);
    await chain.advance(10n);
    await world.claim(consumer);
    const withdraw = instructions.withdrawRevenue({ market, owner: owner.address, amount: 1n });
    await world.send([withdraw], [owner.keypair]);
    const treasury = world.treasury.publicKey;
    const pay = () => world.send([instructions.collectTreasury({ market, treasury })]);
    await expectNoTrace(world, [market.market, market.feePool], pay, /AccountNotInitialized/);
    const { diem } = await world.actor(0n, world.treasury);
    await pay();
    expect(await world.balance(diem)).to.equal(50_000n);
  });

  it("one unusable payee: a staker without token accounts is waited for, and nobody else is", async () => {
    const { seller, consumer } = fixture;
    const gone = await world.consumer(UNIT);
    await world.pay(gone, consumer.diem, UNIT);
    const drop = createCloseAccountInstruction(gone.diem, gone.address, gone.address);
    await world.send([drop], [gone.keypair]);
    await world.pay(consumer, seller.revenue, (1_000_000n * UNIT) / 1_000n);
    await world.distribute(seller.provider);
    await chain.advance(3_600n);
    const held = await world.balance(consumer.diem);
    await world.claim(consumer);
    expect((await world.balance(consumer.diem)) > held).to.equal(true);
    const watched = [gone.position, world.market.market];
    await expectNoTrace(world, watched, () => world.claim(gone), /AccountNotInitialized/);
    await world.actor(0n, gone.keypair);
    await world.claim(gone);
    expect((await world.balance(gone.diem)) > 0n).to.equal(true);
  });

  it("one unusable payee: a rent payer that became a program keeps no channel open", async () => {
    const { seller, consumer, operator } = fixture;
    const { market } = world;
    const sponsor = await chain.wallet();
    const openedSlot = BigInt(await chain.connection.getSlot());
    const address = { provider: seller.provider, consumer: consumer.address, openedSlot };
    const open = { ...address, market, deposit: UNIT, maxPrice: UNIT, payer: sponsor.publicKey };
    await world.send([instructions.openChannel(open)], [sponsor, consumer.keypair]);
    const program = chain.embedded?.getAccount(TOKEN_PROGRAM_ID);
    if (!program) throw new Error("needs the embedded chain");
    chain.embedded?.setAccount(sponsor.publicKey, program);
    const channel = pda.channel(address);
    const rent = await chain.connection.getBalance(channel);
    await outlastWindow(world, { openedSlot });
    const request = { provider: seller.provider, channel, closer: consumer.address };
    await world.send([instructions.requestClose(request)], [consumer.keypair]);
    const purse = await world.balance(consumer.diem);
    const close = instructions.closeChannel({
      ...{ market, provider: seller.provider, channel, consumer: consumer.address },
      ...{ operator: operator.publicKey, rentPayer: sponsor.publicKey },
    });
    await world.send([close], [operator]);
    expect(await world.balance(consumer.diem)).to.equal(purse + UNIT);
    const paid = (await chain.connection.getBalance(sponsor.publicKey)) - program.lamports;
    expect(paid).to.equal(rent);
  });

  it("authority tricks on payees: a close authority gets nothing, and a given-away account is not paid", async () => {
    const { seller, operator, consumer } = fixture;
    const { market } = world;
    const owner = consumer.address;
    const thief = await chain.wallet();
    const closable = await spareAccount(world, consumer, market.diemMint);
    const given = await spareAccount(world, consumer, market.diemMint);
    const set = (account: PublicKey, right: AuthorityType) =>
      createSetAuthorityInstruction(account, owner, right, thief.publicKey);
    await world.send(
      [set(closable, AuthorityType.CloseAccount), set(given, AuthorityType.AccountOwner)],
      [consumer.keypair],
    );
    const opened = await openChannel(world, { provider: seller, consumer, deposit: UNIT });
    await outlastWindow(world, opened);
    await requestClose(world, opened);
    const close = (consumerDiem: PublicKey) => () =>
      world.send(
        [
          instructions.closeChannel({
            ...{ market, provider: seller.provider, channel: opened.channel },
            ...{ consumer: owner, operator: operator.publicKey, consumerDiem },
          }),
        ],
        [operator],
      );
    const watched = [opened.channel, given, closable, market.escrow];
    await expectNoTrace(world, watched, close(given), "WrongTokenOwner");
    const stolen = await createAccount(
      ...([chain.connection, thief, market.diemMint, thief.publicKey] as const),
      chain.keypair(),
    );
    await expectNoTrace(world, watched, close(stolen), "WrongTokenOwner");
    await close(closable)();
    expect(await world.balance(closable)).to.equal(UNIT);
    const shut = createCloseAccountInstruction(closable, thief.publicKey, thief.publicKey);
    await expectFailure(world.send([shut], [thief]), /the token account still holds tokens/);
    expect(await world.balance(closable)).to.equal(UNIT);
  });

  it("a client that drops u64 precision: every amount comes back as it went, above 2^53 too", async () => {
    const amounts = [2n ** 53n + 1n, 2n ** 60n + 3n, 9_007_199_254_740_993n, 2n ** 62n - 1n];
    for (const amount of amounts) {
      const own = await World.create(chain, { epochSecs: constants.DEFAULT_EPOCH_SECS });
      const actor = await own.staker(amount);
      expect(await own.position(actor)).to.include({ staked: amount });
      expect((await own.marketAccount()).totalStaked).to.equal(amount);
      expect(await own.balance(own.market.stakeVault)).to.equal(amount);
      await own.requestUnstake(actor, amount - 1n);
      expect(await own.position(actor)).to.include({ staked: 1n, cooling: amount - 1n });
    }
  });
});
