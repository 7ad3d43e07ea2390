import * as sdk from "@diem/sdk";
import { Token } from "./amounts";

const SOL_DECIMALS = 9;

export const DIEM = new Token(sdk.DIEM);
export const CREDITS = new Token(sdk.CREDITS);
export const SOL = new Token({ symbol: "SOL", decimals: SOL_DECIMALS });
