/** What a change of parameters may do, before it is proposed. @module */
export { dangerous, type Flag } from "./flags";
export { ATTEMPTS } from "./attackable";
export { type Income, PARTIES } from "./income";
export { preview, type Preview, type PreviewInput } from "./preview";
