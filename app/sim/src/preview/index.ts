/** What a change of parameters may do, before it is proposed. @module */
export { dangerous, type Flag } from "./flags";
export { type Income, PARTIES, preview, type Preview, type PreviewInput } from "./preview";
