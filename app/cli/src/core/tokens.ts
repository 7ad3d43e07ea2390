import { constants } from "@diem/sdk";
import { Token } from "./amounts";

/** Decimals of a credit: the program counts micro-credits. */
const CREDIT_DECIMALS = 6;
const SOL_DECIMALS = 9;

export const DIEM = new Token("DIEM", constants.DIEM_DECIMALS);
export const CREDITS = new Token("credits", CREDIT_DECIMALS);
export const SOL = new Token("SOL", SOL_DECIMALS);
