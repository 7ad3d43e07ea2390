import { expect } from "chai";
import { accounts, constants, pda } from "@diem/sdk";
import deploy from "../migrations/deploy";
import { startChain } from "./support/chain";
import { createMint } from "./support/market";

describe("migration", () => {
  it("opens a market with the default parameters, and asks for what it lacks", async () => {
    const chain = await startChain();
    const { provider } = chain;
    const vvvMint = await createMint(chain, await chain.wallet());
    const treasury = (await chain.wallet()).publicKey;
    const failure = await deploy(provider).catch((error: unknown) => error);
    expect(String(failure)).to.match(/set VVV_MINT/);

    process.env.VVV_MINT = vvvMint.toBase58();
    process.env.TREASURY = treasury.toBase58();
    await deploy(provider);
    const address = pda.market({ creator: provider.publicKey, vvvMint });
    const market = await accounts.market.fetch(chain.connection, address);
    expect(market.roles.treasury.equals(treasury)).to.equal(true);
    expect(market.params).to.include(constants.DEFAULT_PARAMS);
    const tag = constants.clusterTag(await chain.connection.getGenesisHash());
    expect(market.clusterTag).to.deep.equal(tag);
  });
});
