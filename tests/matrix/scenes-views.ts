import { instructions } from "@diem/sdk";
import { UNIT } from "../support/market";
import type { Trader } from "./house";
import { call, type Scenes } from "./scene";

const diemAmount = UNIT;

const ofPosition = ({ house, holder }: Trader) => ({
  market: house.world.market,
  owner: holder.address,
});

export const viewScenes: Scenes = {
  quote_mint: [
    {
      call: ({ house }) => call(instructions.quoteMint({ market: house.world.market, diemAmount })),
    },
  ],
  quote_burn: [
    { call: (party) => call(instructions.quoteBurn({ ...ofPosition(party), diemAmount })) },
  ],
  view_position: [{ call: (party) => call(instructions.viewPosition(ofPosition(party))) }],
  view_market: [
    { call: ({ house }) => call(instructions.viewMarket({ market: house.world.market })) },
  ],
};
