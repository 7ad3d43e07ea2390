mod burn_diem;
mod mint_diem;

pub use burn_diem::*;
pub use mint_diem::*;
