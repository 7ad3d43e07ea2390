import { expect } from "chai";
import { getAssociatedTokenAddressSync } from "@solana/spl-token";
import { constants, pda, PROGRAM_ID } from "@diem/sdk";
import { idl } from "@diem/sdk/idl";
import { named, derived, key, thrownBy } from "./support";

const creator = key(1);
const vvvMint = key(2);
const owner = key(3);
const market = derived("market", creator, vvvMint);

describe("sdk: pda and constants", () => {
  it("derives the program's addresses", () => {
    const diemMint = derived("diem-mint", market);
    expect(pda.marketKeys({ creator, vvvMint })).to.deep.equal({
      market,
      vvvMint,
      diemMint,
      stakeVault: derived("stake-vault", market),
      bondVault: derived("bond-vault", market),
      rewardVault: derived("reward-vault", market),
      escrow: derived("escrow", market),
      feePool: derived("fee-pool", market),
    });
    const position = derived("position", market, owner);
    const id = 2n ** 64n - 2n;
    const idBytes = Buffer.from([254, 255, 255, 255, 255, 255, 255, 255]);
    const provider = derived("provider", market, owner);
    const pairs = [
      [pda.position({ market, owner }), position],
      [pda.ticket({ position, id }), derived("ticket", position, idBytes)],
      [pda.provider({ market, owner }), provider],
      [pda.bondTicket({ provider, id }), derived("bond-ticket", provider, idBytes)],
      [
        pda.channel({ provider, consumer: owner, openedSlot: id }),
        derived("channel", provider, owner, idBytes),
      ],
      [
        pda.epochRecord({ market, epoch: 67_305_985 }),
        derived("epoch", market, Buffer.from([1, 2, 3, 4])),
      ],
      [
        pda.revenue({ provider, diemMint }),
        getAssociatedTokenAddressSync(diemMint, provider, true),
      ],
      [pda.eventAuthority(), derived("__event_authority")],
    ] as const;
    for (const [made, expected] of pairs) expect(made.toBase58()).to.equal(expected.toBase58());
  });

  it("derives nothing from a number that does not fit", async () => {
    const [provider, openedSlot] = [key(4), 2n ** 64n];
    const calls: [field: string, call: () => unknown][] = [
      ["id", () => pda.bondTicket({ provider, id: -1n })],
      ["openedSlot", () => pda.channel({ provider, consumer: owner, openedSlot })],
      ["epoch", () => pda.epochRecord({ market, epoch: 2 ** 32 })],
      ["epoch", () => pda.epochRecord({ market, epoch: 0.5 })],
    ];
    for (const [field, call] of calls) {
      expect(named(await thrownBy(call), "InvalidAmount").context.field).to.equal(field);
    }
  });

  it("reads the program's address from the IDL", () => {
    expect(PROGRAM_ID.toBase58()).to.equal(idl.address);
  });

  it("takes the first four bytes of a genesis hash as the cluster's tag", () => {
    // Mainnet's genesis hash begins with these bytes.
    const tag = constants.clusterTag("5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d");
    expect([...tag]).to.deep.equal([0x45, 0x29, 0x69, 0x98]);
  });

  it("finds the midnight at or before a moment", () => {
    expect(constants.utcMidnight(1_790_035_200n)).to.equal(1_790_035_200n);
    expect(constants.utcMidnight(1_790_035_199n)).to.equal(1_789_948_800n);
    expect(constants.utcMidnight(-1n)).to.equal(-86_400n);
  });

  it("gives every parameter a default within the caps", () => {
    const choices = {
      vvvDecimals: 6,
      targetFloor: 1_000_000_000n,
      referencePriceFloor: 1_000n,
      referencePriceCap: 4_000n,
    };
    const params = constants.defaultParams(choices);
    expect([params.baseRate, params.bondPerCredit]).to.deep.equal([90_000_000n, 2_000_000n]);
    expect(params.maxSlashBps).to.be.within(constants.MIN_SLASH_BPS, constants.MAX_SLASH_BPS);
    const { providerBps, quotaBps, treasuryBps, stakersBps } = params;
    expect(providerBps + quotaBps + treasuryBps + stakersBps).to.equal(constants.BPS);
    expect(constants.defaultParams({ ...choices, bondPerCredit: 3n }).bondPerCredit).to.equal(3n);
  });
});
