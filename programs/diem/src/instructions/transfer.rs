use crate::errors::DiemError;
use anchor_lang::prelude::*;
use anchor_lang::solana_program::program_pack::Pack;
use anchor_spl::associated_token::get_associated_token_address;
use anchor_spl::token::{self, accessor, spl_token, Mint, Token, TokenAccount, Transfer};

/// The present balance of a token account; `account.amount` is the balance at the start of the instruction.
pub fn balance(account: &Account<TokenAccount>) -> Result<u64> {
    accessor::amount(&account.to_account_info())
}

/// The present supply of a mint; `mint.supply` is the supply at the start of the instruction.
pub fn supply(mint: &Account<Mint>) -> Result<u64> {
    Ok(spl_token::state::Mint::unpack(&mint.to_account_info().try_borrow_data()?)?.supply)
}

/// Whether a payee's account may be chosen by somebody else: one from which a delegate can spend only where it is the
/// payee's associated one, which everybody pays into.
pub fn is_safe_payee(account: &TokenAccount, address: &Pubkey) -> bool {
    account.delegate.is_none() || *address == get_associated_token_address(&account.owner, &account.mint)
}

/// One movement of tokens.
pub struct Movement<'a, 'info> {
    pub token_program: &'a Program<'info, Token>,
    pub from: &'a Account<'info, TokenAccount>,
    pub to: &'a Account<'info, TokenAccount>,
    pub authority: AccountInfo<'info>,
    pub amount: u64,
}

impl Movement<'_, '_> {
    /// Moves the tokens with the authority's own signature. Both balances must change by the amount exactly.
    pub fn execute(self) -> Result<()> {
        self.execute_signed(&[])
    }

    /// Moves the tokens with the signature of the PDA of `seeds`. Nothing happens for an amount of zero.
    pub fn execute_signed(self, seeds: &[&[u8]]) -> Result<()> {
        let amount = self.amount;
        if amount == 0 {
            return Ok(());
        }
        // an earlier transfer of the same instruction may have changed the balance that was read first
        let (held, owned) = (balance(self.from)?, balance(self.to)?);
        require_gte!(held, amount, DiemError::InsufficientBalance);
        let accounts = Transfer {
            from: self.from.to_account_info(),
            to: self.to.to_account_info(),
            authority: self.authority,
        };
        let signers = [seeds];
        let context = CpiContext::new(self.token_program.to_account_info(), accounts);
        token::transfer(
            match seeds {
                [] => context,
                _ => context.with_signer(&signers),
            },
            amount,
        )?;
        let sent = held.checked_sub(balance(self.from)?);
        let received = balance(self.to)?.checked_sub(owned);
        require!(sent == Some(amount) && received == Some(amount), DiemError::TransferMismatch);
        Ok(())
    }
}
