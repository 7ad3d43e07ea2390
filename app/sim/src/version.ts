/** Version of the rules and of the people, which a result carries. */
export const version = "0.1.0";
