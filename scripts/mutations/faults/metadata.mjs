const TESTS = ["tests/embedded/diem/metadata.test.ts"];
const CALL = { file: "instructions/governance/set_diem_metadata.rs", tests: TESTS };
const BYTES = { file: "token_metadata.rs", tests: TESTS };

/** DIEM's metadata: whose it is, what is checked before and after the metadata program is called. */
export const METADATA_FAULTS = [
  {
    ...CALL,
    id: "metadata-by-anyone",
    fault: "anybody renames DIEM",
    find: "#[account(constraint = authority.key() == market.load()?.roles.authority @ DiemError::NotAuthority)]",
    replace: "",
  },
  {
    ...CALL,
    id: "metadata-other-mint",
    fault: "the market signs for the metadata of another mint",
    find: "#[account(mut, has_one = diem_mint @ DiemError::WrongMint)]",
    replace: "#[account(mut)]",
    tests: ["tests/matrix/matrix.test.ts"],
  },
  {
    ...CALL,
    id: "metadata-other-account",
    fault: "any account is accepted as DIEM's metadata",
    find: "#[account(mut, address = token_metadata::address_of(&diem_mint.key()) @ DiemError::WrongDiemMetadata)]",
    replace: "#[account(mut)]",
  },
  {
    ...CALL,
    id: "metadata-unread",
    fault: "the result of the metadata program is not checked",
    find: "require!(after.as_ref() == Some(&metadata), DiemError::DiemMetadataMismatch);",
    replace: "let _ = after;",
  },
  {
    ...CALL,
    id: "metadata-event-before",
    fault: "the event leaves out what the metadata said before",
    find: "before,\n            after: metadata,",
    replace: "before: None,\n            after: metadata,",
  },
  {
    ...BYTES,
    id: "metadata-given-lamports",
    fault: "lamports at its address stop the metadata from being created",
    find: "if *account.owner != PROGRAM_ID {",
    replace: "if account.lamports() == 0 {",
  },
  {
    ...BYTES,
    id: "metadata-letters",
    fault: "lengths are counted in letters, and not in bytes",
    find: "text.len() <= max",
    replace: "text.chars().count() <= max",
  },
];
