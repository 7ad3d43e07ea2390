use crate::constants::*;
use crate::errors::DiemError;
use crate::events::*;
use crate::math::{Scheduled, Stream};
use crate::state::{Market, MarketParams, Roles};
use anchor_lang::prelude::*;
use anchor_spl::token::{self, Token, TokenAccount};

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct CreateMarketArgs {
    /// Start of epoch 0, unix seconds: at most one epoch ago, not in the future.
    pub genesis_ts: i64,
    /// Length of an epoch in seconds, fixed for the market's life.
    pub epoch_secs: i64,
    /// First four bytes of the cluster's genesis hash.
    pub cluster_tag: [u8; 4],
    /// First reference price, DIEM base units per whole credit.
    pub reference_price: u64,
    pub roles: Roles,
    pub params: MarketParams,
}

impl CreateMarketArgs {
    fn validate(&self, now: i64) -> Result<()> {
        let epochs = 1..=MAX_EPOCH_SECS;
        require!(epochs.contains(&self.epoch_secs), DiemError::EpochSecsOutOfRange);
        let age = now.checked_sub(self.genesis_ts);
        require!(age.is_some_and(|age| (0..self.epoch_secs).contains(&age)), DiemError::GenesisOutOfRange);
        self.roles.validate()?;
        self.params.validate(self.epoch_secs)?;
        let prices = self.params.reference_price_floor..=self.params.reference_price_cap;
        require!(prices.contains(&self.reference_price), DiemError::ReferencePriceOutOfRange);
        Ok(())
    }
}

/// The VVV mint in accounts of its own, because Anchor checks these before it creates the vaults.
#[derive(Accounts)]
pub struct VvvMint<'info> {
    /// CHECK: a mint of the classic SPL Token program that nobody can freeze.
    #[account(
        owner = token::ID @ DiemError::VvvNotClassicMint,
        constraint = read_mint(&mint)?.freeze_authority.is_none() @ DiemError::VvvHasFreezeAuthority,
        constraint = read_mint(&mint)?.decimals >= MIN_VVV_DECIMALS @ DiemError::VvvTooCoarse,
    )]
    pub mint: UncheckedAccount<'info>,
}

impl<'info> VvvMint<'info> {
    fn key(&self) -> Pubkey {
        self.mint.key()
    }

    fn to_account_info(&self) -> AccountInfo<'info> {
        self.mint.to_account_info()
    }
}

fn read_mint(mint: &AccountInfo) -> Result<token::Mint> {
    let data = mint.try_borrow_data()?;
    token::Mint::try_deserialize(&mut &data[..]).map_err(|_| DiemError::VvvNotClassicMint.into())
}

#[derive(Accounts)]
pub struct CreateMarket<'info> {
    #[account(mut)]
    pub creator: Signer<'info>,
    pub vvv_mint: VvvMint<'info>,
    #[account(
        init,
        payer = creator,
        space = Market::SPACE,
        seeds = [MARKET_SEED, creator.key().as_ref(), vvv_mint.key().as_ref()],
        bump,
    )]
    pub market: AccountLoader<'info, Market>,
    #[account(
        init,
        payer = creator,
        seeds = [DIEM_MINT_SEED, market.key().as_ref()],
        bump,
        mint::decimals = DIEM_DECIMALS,
        mint::authority = market,
    )]
    pub diem_mint: Box<Account<'info, token::Mint>>,
    #[account(
        init,
        payer = creator,
        seeds = [STAKE_VAULT_SEED, market.key().as_ref()],
        bump,
        token::mint = vvv_mint,
        token::authority = market,
    )]
    pub stake_vault: Box<Account<'info, TokenAccount>>,
    #[account(
        init,
        payer = creator,
        seeds = [BOND_VAULT_SEED, market.key().as_ref()],
        bump,
        token::mint = vvv_mint,
        token::authority = market,
    )]
    pub bond_vault: Box<Account<'info, TokenAccount>>,
    #[account(
        init,
        payer = creator,
        seeds = [REWARD_VAULT_SEED, market.key().as_ref()],
        bump,
        token::mint = vvv_mint,
        token::authority = market,
    )]
    pub reward_vault: Box<Account<'info, TokenAccount>>,
    #[account(
        init,
        payer = creator,
        seeds = [ESCROW_SEED, market.key().as_ref()],
        bump,
        token::mint = diem_mint,
        token::authority = market,
    )]
    pub escrow: Box<Account<'info, TokenAccount>>,
    #[account(
        init,
        payer = creator,
        seeds = [FEE_POOL_SEED, market.key().as_ref()],
        bump,
        token::mint = diem_mint,
        token::authority = market,
    )]
    pub fee_pool: Box<Account<'info, TokenAccount>>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
    pub events: EventCpi<'info>,
}

pub fn create_market(ctx: Context<CreateMarket>, args: CreateMarketArgs) -> Result<()> {
    let clock = Clock::get()?;
    let now = clock.unix_timestamp;
    args.validate(now)?;

    let accounts = &ctx.accounts;
    let event = {
        let mut market = accounts.market.load_init()?;
        market.version = ACCOUNT_VERSION;
        market.bump = ctx.bumps.market;
        market.vvv_decimals = read_mint(&accounts.vvv_mint.mint)?.decimals;
        market.cluster_tag = args.cluster_tag;
        market.creator = accounts.creator.key();
        market.roles = args.roles;
        market.vvv_mint = accounts.vvv_mint.key();
        market.diem_mint = accounts.diem_mint.key();
        market.stake_vault = accounts.stake_vault.key();
        market.bond_vault = accounts.bond_vault.key();
        market.reward_vault = accounts.reward_vault.key();
        market.escrow = accounts.escrow.key();
        market.fee_pool = accounts.fee_pool.key();
        market.params = args.params;
        market.genesis_ts = args.genesis_ts;
        market.epoch_secs = args.epoch_secs;
        market.fee_stream = Stream::starting_at(now);
        market.reward_stream = Stream::starting_at(now);
        market.target_supply = args.params.target_floor;
        market.next_target = args.params.target_floor;
        market.reference_price = Scheduled::fixed(args.reference_price);
        market.invariant()?;
        MarketCreated {
            stamp: market.stamp(accounts.market.key(), &clock)?,
            creator: market.creator,
            vvv_mint: market.vvv_mint,
            vvv_decimals: market.vvv_decimals,
            diem_mint: market.diem_mint,
            cluster_tag: market.cluster_tag,
            genesis_ts: market.genesis_ts,
            epoch_secs: market.epoch_secs,
            reference_price: market.reference_price.current,
            target_supply: market.target_supply,
            roles: market.roles,
            params: market.params,
        }
    };
    ctx.accounts.events.emit(&event)
}
