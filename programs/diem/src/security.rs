//! Contact for security reports, stored in the binary. A deployment of its own sets its own contact here.

#[cfg(not(feature = "no-entrypoint"))]
solana_security_txt::security_txt! {
    name: "DIEM",
    project_url: "https://diem.example",
    contacts: "other:see SECURITY.md in the source",
    policy: "see SECURITY.md in the source",
    preferred_languages: "en",
    auditors: "none"
}
