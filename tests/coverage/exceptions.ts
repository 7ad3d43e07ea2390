/** A refusal that no transaction can meet, because something in front of the program refuses first. */
export interface Exception {
  readonly error: string;
  readonly why: string;
  /** The Rust test that reaches it. */
  readonly rust: { readonly file: string; readonly test: string };
}

export const EXCEPTIONS: readonly Exception[] = [
  {
    error: "SignaturesTooShort",
    why: "the ed25519 program stands before settle and has refused its own instruction where bytes are missing",
    rust: {
      file: "programs/diem/src/voucher/signatures/tests/layout.rs",
      test: "every_truncation_is_too_short",
    },
  },
];
