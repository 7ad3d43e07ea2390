/** The `diem` command, to be run by a process or by anything that gives it an {@link Io}. */
export { commandTree, run } from "./run";
export { examples } from "./core/examples";
export type { Io, Output } from "./core/io";
export { main } from "./main";
