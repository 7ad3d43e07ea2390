import {
  AuthorityType,
  createAccount,
  createApproveInstruction,
  createSetAuthorityInstruction,
} from "@solana/spl-token";
import type { PublicKey } from "@solana/web3.js";
import { expect } from "chai";
import { instructions } from "@diem/sdk";
import { startChain } from "../../support/chain";
import { channelAccount, openChannel, outlastWindow, requestClose } from "../../support/channels";
import { UNIT } from "../../support/market";
import { providerAccount } from "../../support/providers";
import { expectRefusal } from "../../support/refusals";
import { createFixture } from "../../support/fixture";

describe("channels: a payee that cannot be paid", () => {
  it("does not hold its provider: no consumer keeps a channel open by giving away its DIEM account", async () => {
    const chain = await startChain();
    const { world, seller, consumer, operator } = await createFixture(chain);
    const { market } = world;
    const opened = await openChannel(world, { provider: seller, consumer, deposit: UNIT });
    const { address: owner, diem } = consumer;
    const other = chain.keypair().publicKey;
    const away = createSetAuthorityInstruction(diem, owner, AuthorityType.AccountOwner, other);
    await world.send([away], [consumer.keypair]);

    await requestClose(world, opened, operator);
    const { closesTs } = await channelAccount(world, opened);
    await chain.advance((closesTs ?? 0n) - (await chain.now()));
    await outlastWindow(world, opened);
    // nobody but the consumer can mend the associated account, and anyone can make another one for the consumer
    const spare = await createAccount(
      ...([chain.connection, operator, market.diemMint, owner] as const),
      chain.keypair(),
    );
    const refusals: unknown[] = [];
    for (const consumerDiem of [diem, spare]) {
      const close = instructions.closeChannel({
        ...{ market, provider: seller.provider, channel: opened.channel, consumer: owner },
        ...{ operator: operator.publicKey, consumerDiem },
      });
      await world.send([close], [operator]).catch((refusal: unknown) => refusals.push(refusal));
    }
    const { openChannels } = await providerAccount(world, seller);
    expect(openChannels, refusals.map(String).join("\n")).to.equal(0);
  });

  it("is not paid where somebody else's delegate can spend, but for the associated account", async () => {
    const chain = await startChain();
    const { world, seller, consumer, operator } = await createFixture(chain);
    const { market } = world;
    const { address: owner, diem } = consumer;
    const delegate = chain.keypair().publicKey;
    const spare = await createAccount(
      ...([chain.connection, operator, market.diemMint, owner] as const),
      chain.keypair(),
    );
    const approvals = [diem, spare].map((account) =>
      createApproveInstruction(account, delegate, owner, UNIT),
    );
    await world.send(approvals, [consumer.keypair]);
    const opened = await openChannel(world, { provider: seller, consumer, deposit: UNIT });
    await requestClose(world, opened);
    await outlastWindow(world, opened);
    const close = (consumerDiem: PublicKey) => {
      const list = instructions.closeChannel({
        ...{ market, provider: seller.provider, channel: opened.channel, consumer: owner },
        ...{ operator: operator.publicKey, consumerDiem },
      });
      return world.send([list], [operator]);
    };
    await expectRefusal(close(spare), "PayeeDelegated");
    const before = await world.balance(diem);
    await close(diem);
    expect(await world.balance(diem)).to.equal(before + UNIT);
    expect(await world.balance(spare)).to.equal(0n);
  });
});
