mod distribute_revenue;
mod register_provider;
mod update_provider;
mod withdraw_revenue;

pub use distribute_revenue::*;
pub use register_provider::*;
pub use update_provider::*;
pub use withdraw_revenue::*;
