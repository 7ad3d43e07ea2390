/** Version of the rules and of the people, which a result carries. */
export const version = "0.1.0";

/** Version of the program whose rules these are. */
export const programVersion = "0.1.0";
