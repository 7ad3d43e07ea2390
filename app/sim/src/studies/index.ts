/** Studies of markets: many paths, and their differences. @module */
export { complete, FAN, fan, type FanDay, type FanInput } from "./fan";
export { FIGURES, type FigureName, type Figures, figuresOf } from "./figures";
export { heatMap, type HeatMap, type HeatMapInput } from "./heat-map";
export { inUnit, LABELS, round, shown } from "./labels";
export { defaultChainParams, defaultParams, randomMarket } from "./markets";
export { phase, type PhaseInput, type PhasePoint } from "./phase";
export { change, type Compared, shockTables, type ShockRow } from "./shock";
export { SIGNED, type Signed, type SignRow, type Signs, signTable } from "./signs";
export { type Estimate, estimate, quantile } from "./statistics";
export {
  type Factor,
  type FactorEnd,
  tornado,
  type Tornado,
  type TornadoBar,
  type TornadoEnd,
  type TornadoInput,
} from "./tornado";
