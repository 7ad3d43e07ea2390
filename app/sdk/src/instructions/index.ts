/** One pure function per instruction of the program. Amounts are base units, as bigint. */
export * from "./market";
export * from "./position";
export * from "./unstake";
export * from "./diem";
export * from "./provider";
export type { OnPosition } from "./common";
