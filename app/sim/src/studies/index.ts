/** Questions about markets, and how they are answered: many paths, and what differs. @module */
export { complete, FAN, fan, type FanDay, type FanInput } from "./fan";
export { FIGURES, type FigureName, type Figures, figuresOf } from "./figures";
export { defaultParams, randomMarket } from "./markets";
export { change, shockTable, type ShockRow } from "./shock";
export { SIGNED, type Signed, type SignRow, type Signs, signTable } from "./signs";
export { type Estimate, estimate, quantile } from "./statistics";
