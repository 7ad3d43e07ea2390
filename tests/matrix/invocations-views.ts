import { instructions } from "@diem/sdk";
import { UNIT } from "../support/market";
import type { Trader } from "./fixture";
import { call, type Invocations } from "./invocation";

const diemAmount = UNIT;

const ofPosition = ({ setup, holder }: Trader) => ({
  market: setup.world.market,
  owner: holder.address,
});

export const viewInvocations: Invocations = {
  quote_mint: [
    {
      call: ({ setup }) => call(instructions.quoteMint({ market: setup.world.market, diemAmount })),
    },
  ],
  quote_burn: [
    { call: (actors) => call(instructions.quoteBurn({ ...ofPosition(actors), diemAmount })) },
  ],
  view_position: [{ call: (actors) => call(instructions.viewPosition(ofPosition(actors))) }],
  view_market: [
    { call: ({ setup }) => call(instructions.viewMarket({ market: setup.world.market })) },
  ],
};
