/** One pure function per instruction of the program. Amounts are base units, as bigint. @module */
export * from "./market";
export * from "./governance";
export * from "./position";
export * from "./unstake";
export * from "./diem";
export * from "./provider";
export * from "./revenue";
export * from "./bond";
export * from "./channel";
export * from "./quota";
export * from "./settle";
export * from "./closing";
export * from "./epoch";
export * from "./views";
export type { OnPosition, OnProvider, OnRecord } from "./common";
