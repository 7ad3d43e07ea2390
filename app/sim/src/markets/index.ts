/** Which market is simulated, and under which parameters: a live one, one that was saved, or one that was changed. @module */
export { factorsOf } from "./factors";
export { live, type LiveMarketInput } from "./live";
export { paramsWith, textsOf } from "./params";
export { format, type LabMarket, parse } from "./saved";
