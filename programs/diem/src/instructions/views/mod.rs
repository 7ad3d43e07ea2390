//! Questions that other programs and clients ask without a copy of the maths: the answer is the return data, in Borsh.
//! A view runs the very methods of the instruction that it speaks for, on copies of the accounts. It needs no
//! signature, writes nothing and is never paused. The structs' layouts are fixed: another answer would be another
//! instruction.

mod quote_burn;
mod quote_mint;
mod view_market;
mod view_position;

pub use quote_burn::*;
pub use quote_mint::*;
pub use view_market::*;
pub use view_position::*;

use crate::errors::DiemError;
use crate::state::{Market, StakePosition};
use anchor_lang::prelude::*;
use anchor_spl::token::Mint;

/// The account of every view of a market.
#[derive(Accounts)]
pub struct OfMarket<'info> {
    #[account(has_one = diem_mint @ DiemError::WrongMint)]
    pub market: AccountLoader<'info, Market>,
    /// Its supply is the DIEM that clears all debt.
    pub diem_mint: Account<'info, Mint>,
}

/// The accounts of every view of a position. Anyone may ask.
#[derive(Accounts)]
pub struct OfPosition<'info> {
    #[account(has_one = diem_mint @ DiemError::WrongMint)]
    pub market: AccountLoader<'info, Market>,
    #[account(has_one = market @ DiemError::WrongMarket)]
    pub position: AccountLoader<'info, StakePosition>,
    /// Its supply is the DIEM that clears all debt.
    pub diem_mint: Account<'info, Mint>,
}
