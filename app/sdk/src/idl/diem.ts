/**
 * Program IDL in camelCase format in order to be used in JS/TS.
 *
 * Note that this is only a type helper and is not the actual IDL. The original
 * IDL can be found at `target/idl/diem.json`.
 */
export type Diem = {
  "address": "dieMWpqtXzxfXTSx52v6qTTzCYZn3whh2NAMxSEnWPM",
  "metadata": {
    "name": "diem",
    "version": "0.1.0",
    "spec": "0.1.0",
    "description": "Tokenised AI compute: stake VVV, mint DIEM, pay for calls, share the fees"
  },
  "instructions": [
    {
      "name": "burnDiem",
      "docs": [
        "Burns DIEM and unlocks stake at the position's own average rate. An exit."
      ],
      "discriminator": [
        199,
        199,
        21,
        167,
        125,
        39,
        134,
        118
      ],
      "accounts": [
        {
          "name": "owner",
          "signer": true,
          "relations": [
            "position"
          ]
        },
        {
          "name": "market",
          "writable": true,
          "relations": [
            "position"
          ]
        },
        {
          "name": "position",
          "writable": true
        },
        {
          "name": "diemMint",
          "writable": true,
          "relations": [
            "market"
          ]
        },
        {
          "name": "ownerDiem",
          "writable": true
        },
        {
          "name": "tokenProgram",
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "events",
          "accounts": [
            {
              "name": "eventAuthority",
              "address": "74HsTmzAe6T4HBF2XUDmw7EsNrE63nMHzqZkpWADvRMj"
            },
            {
              "name": "program",
              "address": "dieMWpqtXzxfXTSx52v6qTTzCYZn3whh2NAMxSEnWPM"
            }
          ]
        }
      ],
      "args": [
        {
          "name": "args",
          "type": {
            "defined": {
              "name": "burnDiemArgs"
            }
          }
        }
      ]
    },
    {
      "name": "cancelUnstake",
      "docs": [
        "Puts a ticket's VVV back to work and closes the ticket."
      ],
      "discriminator": [
        64,
        65,
        53,
        227,
        125,
        153,
        3,
        167
      ],
      "accounts": [
        {
          "name": "owner",
          "signer": true,
          "relations": [
            "position"
          ]
        },
        {
          "name": "market",
          "writable": true,
          "relations": [
            "position"
          ]
        },
        {
          "name": "position",
          "writable": true,
          "relations": [
            "ticket"
          ]
        },
        {
          "name": "ticket",
          "writable": true
        },
        {
          "name": "rentPayer",
          "writable": true,
          "relations": [
            "ticket"
          ]
        },
        {
          "name": "events",
          "accounts": [
            {
              "name": "eventAuthority",
              "address": "74HsTmzAe6T4HBF2XUDmw7EsNrE63nMHzqZkpWADvRMj"
            },
            {
              "name": "program",
              "address": "dieMWpqtXzxfXTSx52v6qTTzCYZn3whh2NAMxSEnWPM"
            }
          ]
        }
      ],
      "args": []
    },
    {
      "name": "claimRewards",
      "docs": [
        "Pays the owner the fees (DIEM) and rewards (VVV) of the position. An exit."
      ],
      "discriminator": [
        4,
        144,
        132,
        71,
        116,
        23,
        151,
        80
      ],
      "accounts": [
        {
          "name": "owner",
          "signer": true,
          "relations": [
            "position"
          ]
        },
        {
          "name": "market",
          "writable": true,
          "relations": [
            "position"
          ]
        },
        {
          "name": "position",
          "writable": true
        },
        {
          "name": "feePool",
          "writable": true,
          "relations": [
            "market"
          ]
        },
        {
          "name": "rewardVault",
          "writable": true,
          "relations": [
            "market"
          ]
        },
        {
          "name": "ownerDiem",
          "writable": true
        },
        {
          "name": "ownerVvv",
          "writable": true
        },
        {
          "name": "tokenProgram",
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "events",
          "accounts": [
            {
              "name": "eventAuthority",
              "address": "74HsTmzAe6T4HBF2XUDmw7EsNrE63nMHzqZkpWADvRMj"
            },
            {
              "name": "program",
              "address": "dieMWpqtXzxfXTSx52v6qTTzCYZn3whh2NAMxSEnWPM"
            }
          ]
        }
      ],
      "args": []
    },
    {
      "name": "closePosition",
      "docs": [
        "Closes an empty position and returns its rent to whoever paid it. An exit."
      ],
      "discriminator": [
        123,
        134,
        81,
        0,
        49,
        68,
        98,
        98
      ],
      "accounts": [
        {
          "name": "owner",
          "signer": true,
          "relations": [
            "position"
          ]
        },
        {
          "name": "market",
          "writable": true,
          "relations": [
            "position"
          ]
        },
        {
          "name": "position",
          "writable": true
        },
        {
          "name": "rentPayer",
          "writable": true,
          "relations": [
            "position"
          ]
        },
        {
          "name": "events",
          "accounts": [
            {
              "name": "eventAuthority",
              "address": "74HsTmzAe6T4HBF2XUDmw7EsNrE63nMHzqZkpWADvRMj"
            },
            {
              "name": "program",
              "address": "dieMWpqtXzxfXTSx52v6qTTzCYZn3whh2NAMxSEnWPM"
            }
          ]
        }
      ],
      "args": []
    },
    {
      "name": "collectTreasury",
      "docs": [
        "Pays the treasury all the DIEM that it is owed. Anyone may."
      ],
      "discriminator": [
        48,
        255,
        226,
        214,
        221,
        81,
        222,
        65
      ],
      "accounts": [
        {
          "name": "market",
          "writable": true
        },
        {
          "name": "feePool",
          "writable": true,
          "relations": [
            "market"
          ]
        },
        {
          "name": "treasuryDiem",
          "docs": [
            "The treasury's associated token account for DIEM: as anyone may call, nobody may choose another."
          ],
          "writable": true
        },
        {
          "name": "tokenProgram",
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "events",
          "accounts": [
            {
              "name": "eventAuthority",
              "address": "74HsTmzAe6T4HBF2XUDmw7EsNrE63nMHzqZkpWADvRMj"
            },
            {
              "name": "program",
              "address": "dieMWpqtXzxfXTSx52v6qTTzCYZn3whh2NAMxSEnWPM"
            }
          ]
        }
      ],
      "args": []
    },
    {
      "name": "compoundRewards",
      "docs": [
        "Stakes the position's VVV rewards instead of paying them out; its fees stay claimable."
      ],
      "discriminator": [
        254,
        191,
        226,
        120,
        82,
        115,
        5,
        87
      ],
      "accounts": [
        {
          "name": "owner",
          "signer": true,
          "relations": [
            "position"
          ]
        },
        {
          "name": "market",
          "writable": true,
          "relations": [
            "position"
          ]
        },
        {
          "name": "position",
          "writable": true
        },
        {
          "name": "rewardVault",
          "writable": true,
          "relations": [
            "market"
          ]
        },
        {
          "name": "stakeVault",
          "writable": true,
          "relations": [
            "market"
          ]
        },
        {
          "name": "tokenProgram",
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "events",
          "accounts": [
            {
              "name": "eventAuthority",
              "address": "74HsTmzAe6T4HBF2XUDmw7EsNrE63nMHzqZkpWADvRMj"
            },
            {
              "name": "program",
              "address": "dieMWpqtXzxfXTSx52v6qTTzCYZn3whh2NAMxSEnWPM"
            }
          ]
        }
      ],
      "args": []
    },
    {
      "name": "createMarket",
      "docs": [
        "Creates a market for one VVV mint: its DIEM mint, its five vaults, its roles and parameters."
      ],
      "discriminator": [
        103,
        226,
        97,
        235,
        200,
        188,
        251,
        254
      ],
      "accounts": [
        {
          "name": "creator",
          "writable": true,
          "signer": true
        },
        {
          "name": "vvvMint",
          "accounts": [
            {
              "name": "mint"
            }
          ]
        },
        {
          "name": "market",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  109,
                  97,
                  114,
                  107,
                  101,
                  116
                ]
              },
              {
                "kind": "account",
                "path": "creator"
              },
              {
                "kind": "account",
                "path": "vvvMint"
              }
            ]
          }
        },
        {
          "name": "diemMint",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  100,
                  105,
                  101,
                  109,
                  45,
                  109,
                  105,
                  110,
                  116
                ]
              },
              {
                "kind": "account",
                "path": "market"
              }
            ]
          }
        },
        {
          "name": "stakeVault",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  115,
                  116,
                  97,
                  107,
                  101,
                  45,
                  118,
                  97,
                  117,
                  108,
                  116
                ]
              },
              {
                "kind": "account",
                "path": "market"
              }
            ]
          }
        },
        {
          "name": "bondVault",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  98,
                  111,
                  110,
                  100,
                  45,
                  118,
                  97,
                  117,
                  108,
                  116
                ]
              },
              {
                "kind": "account",
                "path": "market"
              }
            ]
          }
        },
        {
          "name": "rewardVault",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  114,
                  101,
                  119,
                  97,
                  114,
                  100,
                  45,
                  118,
                  97,
                  117,
                  108,
                  116
                ]
              },
              {
                "kind": "account",
                "path": "market"
              }
            ]
          }
        },
        {
          "name": "escrow",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  101,
                  115,
                  99,
                  114,
                  111,
                  119
                ]
              },
              {
                "kind": "account",
                "path": "market"
              }
            ]
          }
        },
        {
          "name": "feePool",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  102,
                  101,
                  101,
                  45,
                  112,
                  111,
                  111,
                  108
                ]
              },
              {
                "kind": "account",
                "path": "market"
              }
            ]
          }
        },
        {
          "name": "tokenProgram",
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "systemProgram",
          "address": "11111111111111111111111111111111"
        },
        {
          "name": "events",
          "accounts": [
            {
              "name": "eventAuthority",
              "address": "74HsTmzAe6T4HBF2XUDmw7EsNrE63nMHzqZkpWADvRMj"
            },
            {
              "name": "program",
              "address": "dieMWpqtXzxfXTSx52v6qTTzCYZn3whh2NAMxSEnWPM"
            }
          ]
        }
      ],
      "args": [
        {
          "name": "args",
          "type": {
            "defined": {
              "name": "createMarketArgs"
            }
          }
        }
      ]
    },
    {
      "name": "distributeRevenue",
      "docs": [
        "Splits what a provider's revenue account received since the last call between the provider,",
        "the treasury and the stakers. Anyone may."
      ],
      "discriminator": [
        94,
        34,
        239,
        201,
        147,
        227,
        29,
        30
      ],
      "accounts": [
        {
          "name": "market",
          "writable": true,
          "relations": [
            "provider"
          ]
        },
        {
          "name": "provider",
          "writable": true
        },
        {
          "name": "revenue",
          "writable": true,
          "relations": [
            "provider"
          ]
        },
        {
          "name": "feePool",
          "writable": true,
          "relations": [
            "market"
          ]
        },
        {
          "name": "tokenProgram",
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "events",
          "accounts": [
            {
              "name": "eventAuthority",
              "address": "74HsTmzAe6T4HBF2XUDmw7EsNrE63nMHzqZkpWADvRMj"
            },
            {
              "name": "program",
              "address": "dieMWpqtXzxfXTSx52v6qTTzCYZn3whh2NAMxSEnWPM"
            }
          ]
        }
      ],
      "args": []
    },
    {
      "name": "fundRewards",
      "docs": [
        "Adds VVV to the reward stream, to be released to stakers over `duration_secs`. Anyone may."
      ],
      "discriminator": [
        114,
        64,
        163,
        112,
        175,
        167,
        19,
        121
      ],
      "accounts": [
        {
          "name": "funder",
          "signer": true
        },
        {
          "name": "market",
          "writable": true
        },
        {
          "name": "funderVvv",
          "writable": true
        },
        {
          "name": "rewardVault",
          "writable": true,
          "relations": [
            "market"
          ]
        },
        {
          "name": "tokenProgram",
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "events",
          "accounts": [
            {
              "name": "eventAuthority",
              "address": "74HsTmzAe6T4HBF2XUDmw7EsNrE63nMHzqZkpWADvRMj"
            },
            {
              "name": "program",
              "address": "dieMWpqtXzxfXTSx52v6qTTzCYZn3whh2NAMxSEnWPM"
            }
          ]
        }
      ],
      "args": [
        {
          "name": "args",
          "type": {
            "defined": {
              "name": "fundRewardsArgs"
            }
          }
        }
      ]
    },
    {
      "name": "mintDiem",
      "docs": [
        "Mints exactly `diem_amount` DIEM, locking at most `max_vvv_locked` of the position's stake."
      ],
      "discriminator": [
        17,
        244,
        62,
        196,
        54,
        143,
        58,
        231
      ],
      "accounts": [
        {
          "name": "owner",
          "signer": true,
          "relations": [
            "position"
          ]
        },
        {
          "name": "market",
          "writable": true,
          "relations": [
            "position"
          ]
        },
        {
          "name": "position",
          "writable": true
        },
        {
          "name": "diemMint",
          "writable": true,
          "relations": [
            "market"
          ]
        },
        {
          "name": "ownerDiem",
          "writable": true
        },
        {
          "name": "tokenProgram",
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "events",
          "accounts": [
            {
              "name": "eventAuthority",
              "address": "74HsTmzAe6T4HBF2XUDmw7EsNrE63nMHzqZkpWADvRMj"
            },
            {
              "name": "program",
              "address": "dieMWpqtXzxfXTSx52v6qTTzCYZn3whh2NAMxSEnWPM"
            }
          ]
        }
      ],
      "args": [
        {
          "name": "args",
          "type": {
            "defined": {
              "name": "mintDiemArgs"
            }
          }
        }
      ]
    },
    {
      "name": "openPosition",
      "docs": [
        "Opens the owner's empty stake position in a market; `payer` pays its rent."
      ],
      "discriminator": [
        135,
        128,
        47,
        77,
        15,
        152,
        240,
        49
      ],
      "accounts": [
        {
          "name": "payer",
          "writable": true,
          "signer": true
        },
        {
          "name": "owner",
          "signer": true
        },
        {
          "name": "market",
          "writable": true
        },
        {
          "name": "position",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  112,
                  111,
                  115,
                  105,
                  116,
                  105,
                  111,
                  110
                ]
              },
              {
                "kind": "account",
                "path": "market"
              },
              {
                "kind": "account",
                "path": "owner"
              }
            ]
          }
        },
        {
          "name": "systemProgram",
          "address": "11111111111111111111111111111111"
        },
        {
          "name": "events",
          "accounts": [
            {
              "name": "eventAuthority",
              "address": "74HsTmzAe6T4HBF2XUDmw7EsNrE63nMHzqZkpWADvRMj"
            },
            {
              "name": "program",
              "address": "dieMWpqtXzxfXTSx52v6qTTzCYZn3whh2NAMxSEnWPM"
            }
          ]
        }
      ],
      "args": []
    },
    {
      "name": "recordEvent",
      "docs": [
        "Not for callers: the program's own call, whose data is an event. The event authority must sign. It",
        "stands first because every other instruction ends with it."
      ],
      "discriminator": [
        228,
        69,
        165,
        46,
        81,
        203,
        154,
        29
      ],
      "accounts": [
        {
          "name": "eventAuthority",
          "signer": true,
          "address": "74HsTmzAe6T4HBF2XUDmw7EsNrE63nMHzqZkpWADvRMj"
        }
      ],
      "args": []
    },
    {
      "name": "registerProvider",
      "docs": [
        "Registers the owner as a provider of the market, with a bond in VVV."
      ],
      "discriminator": [
        254,
        209,
        54,
        184,
        46,
        197,
        109,
        78
      ],
      "accounts": [
        {
          "name": "payer",
          "writable": true,
          "signer": true
        },
        {
          "name": "owner",
          "signer": true
        },
        {
          "name": "market",
          "writable": true
        },
        {
          "name": "provider",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  112,
                  114,
                  111,
                  118,
                  105,
                  100,
                  101,
                  114
                ]
              },
              {
                "kind": "account",
                "path": "market"
              },
              {
                "kind": "account",
                "path": "owner"
              }
            ]
          }
        },
        {
          "name": "diemMint",
          "relations": [
            "market"
          ]
        },
        {
          "name": "revenue",
          "writable": true
        },
        {
          "name": "ownerVvv",
          "writable": true
        },
        {
          "name": "bondVault",
          "writable": true,
          "relations": [
            "market"
          ]
        },
        {
          "name": "tokenProgram",
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "associatedTokenProgram",
          "address": "ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL"
        },
        {
          "name": "systemProgram",
          "address": "11111111111111111111111111111111"
        },
        {
          "name": "events",
          "accounts": [
            {
              "name": "eventAuthority",
              "address": "74HsTmzAe6T4HBF2XUDmw7EsNrE63nMHzqZkpWADvRMj"
            },
            {
              "name": "program",
              "address": "dieMWpqtXzxfXTSx52v6qTTzCYZn3whh2NAMxSEnWPM"
            }
          ]
        }
      ],
      "args": [
        {
          "name": "args",
          "type": {
            "defined": {
              "name": "registerProviderArgs"
            }
          }
        }
      ]
    },
    {
      "name": "requestUnstake",
      "docs": [
        "Takes unlocked VVV out of the stake and starts its cool-down on a ticket of its own. An exit."
      ],
      "discriminator": [
        44,
        154,
        110,
        253,
        160,
        202,
        54,
        34
      ],
      "accounts": [
        {
          "name": "payer",
          "writable": true,
          "signer": true
        },
        {
          "name": "owner",
          "signer": true,
          "relations": [
            "position"
          ]
        },
        {
          "name": "market",
          "writable": true,
          "relations": [
            "position"
          ]
        },
        {
          "name": "position",
          "writable": true
        },
        {
          "name": "ticket",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  116,
                  105,
                  99,
                  107,
                  101,
                  116
                ]
              },
              {
                "kind": "account",
                "path": "position"
              },
              {
                "kind": "account",
                "path": "position"
              }
            ]
          }
        },
        {
          "name": "systemProgram",
          "address": "11111111111111111111111111111111"
        },
        {
          "name": "events",
          "accounts": [
            {
              "name": "eventAuthority",
              "address": "74HsTmzAe6T4HBF2XUDmw7EsNrE63nMHzqZkpWADvRMj"
            },
            {
              "name": "program",
              "address": "dieMWpqtXzxfXTSx52v6qTTzCYZn3whh2NAMxSEnWPM"
            }
          ]
        }
      ],
      "args": [
        {
          "name": "args",
          "type": {
            "defined": {
              "name": "requestUnstakeArgs"
            }
          }
        }
      ]
    },
    {
      "name": "stake",
      "docs": [
        "Moves VVV from the owner's wallet into the stake vault."
      ],
      "discriminator": [
        206,
        176,
        202,
        18,
        200,
        209,
        179,
        108
      ],
      "accounts": [
        {
          "name": "owner",
          "signer": true,
          "relations": [
            "position"
          ]
        },
        {
          "name": "market",
          "writable": true,
          "relations": [
            "position"
          ]
        },
        {
          "name": "position",
          "writable": true
        },
        {
          "name": "ownerVvv",
          "writable": true
        },
        {
          "name": "stakeVault",
          "writable": true,
          "relations": [
            "market"
          ]
        },
        {
          "name": "tokenProgram",
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "events",
          "accounts": [
            {
              "name": "eventAuthority",
              "address": "74HsTmzAe6T4HBF2XUDmw7EsNrE63nMHzqZkpWADvRMj"
            },
            {
              "name": "program",
              "address": "dieMWpqtXzxfXTSx52v6qTTzCYZn3whh2NAMxSEnWPM"
            }
          ]
        }
      ],
      "args": [
        {
          "name": "args",
          "type": {
            "defined": {
              "name": "stakeArgs"
            }
          }
        }
      ]
    },
    {
      "name": "updateProvider",
      "docs": [
        "Replaces a provider's operator, endpoint, price and price list."
      ],
      "discriminator": [
        52,
        208,
        141,
        191,
        164,
        54,
        108,
        150
      ],
      "accounts": [
        {
          "name": "owner",
          "signer": true,
          "relations": [
            "provider"
          ]
        },
        {
          "name": "provider",
          "writable": true
        },
        {
          "name": "events",
          "accounts": [
            {
              "name": "eventAuthority",
              "address": "74HsTmzAe6T4HBF2XUDmw7EsNrE63nMHzqZkpWADvRMj"
            },
            {
              "name": "program",
              "address": "dieMWpqtXzxfXTSx52v6qTTzCYZn3whh2NAMxSEnWPM"
            }
          ]
        }
      ],
      "args": [
        {
          "name": "terms",
          "type": {
            "defined": {
              "name": "providerTerms"
            }
          }
        }
      ]
    },
    {
      "name": "withdrawRevenue",
      "docs": [
        "Pays a provider's owner out of its claimable revenue. An exit."
      ],
      "discriminator": [
        58,
        241,
        152,
        184,
        104,
        150,
        169,
        119
      ],
      "accounts": [
        {
          "name": "owner",
          "signer": true,
          "relations": [
            "provider"
          ]
        },
        {
          "name": "provider",
          "writable": true
        },
        {
          "name": "revenue",
          "writable": true,
          "relations": [
            "provider"
          ]
        },
        {
          "name": "ownerDiem",
          "writable": true
        },
        {
          "name": "tokenProgram",
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "events",
          "accounts": [
            {
              "name": "eventAuthority",
              "address": "74HsTmzAe6T4HBF2XUDmw7EsNrE63nMHzqZkpWADvRMj"
            },
            {
              "name": "program",
              "address": "dieMWpqtXzxfXTSx52v6qTTzCYZn3whh2NAMxSEnWPM"
            }
          ]
        }
      ],
      "args": [
        {
          "name": "args",
          "type": {
            "defined": {
              "name": "withdrawRevenueArgs"
            }
          }
        }
      ]
    },
    {
      "name": "withdrawUnstaked",
      "docs": [
        "Pays out a ticket whose cool-down is over and closes it. An exit."
      ],
      "discriminator": [
        19,
        202,
        68,
        255,
        216,
        40,
        205,
        61
      ],
      "accounts": [
        {
          "name": "owner",
          "signer": true,
          "relations": [
            "position"
          ]
        },
        {
          "name": "market",
          "writable": true,
          "relations": [
            "position"
          ]
        },
        {
          "name": "position",
          "writable": true,
          "relations": [
            "ticket"
          ]
        },
        {
          "name": "ticket",
          "writable": true
        },
        {
          "name": "rentPayer",
          "writable": true,
          "relations": [
            "ticket"
          ]
        },
        {
          "name": "stakeVault",
          "writable": true,
          "relations": [
            "market"
          ]
        },
        {
          "name": "ownerVvv",
          "writable": true
        },
        {
          "name": "tokenProgram",
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "events",
          "accounts": [
            {
              "name": "eventAuthority",
              "address": "74HsTmzAe6T4HBF2XUDmw7EsNrE63nMHzqZkpWADvRMj"
            },
            {
              "name": "program",
              "address": "dieMWpqtXzxfXTSx52v6qTTzCYZn3whh2NAMxSEnWPM"
            }
          ]
        }
      ],
      "args": []
    }
  ],
  "accounts": [
    {
      "name": "market",
      "discriminator": [
        219,
        190,
        213,
        55,
        0,
        227,
        198,
        154
      ]
    },
    {
      "name": "provider",
      "discriminator": [
        164,
        180,
        71,
        17,
        75,
        216,
        80,
        195
      ]
    },
    {
      "name": "stakePosition",
      "discriminator": [
        78,
        165,
        30,
        111,
        171,
        125,
        11,
        220
      ]
    },
    {
      "name": "unstakeTicket",
      "discriminator": [
        131,
        84,
        209,
        38,
        145,
        157,
        181,
        127
      ]
    }
  ],
  "events": [
    {
      "name": "diemBurned",
      "discriminator": [
        132,
        102,
        148,
        179,
        197,
        148,
        242,
        140
      ]
    },
    {
      "name": "diemMinted",
      "discriminator": [
        220,
        122,
        243,
        156,
        198,
        54,
        24,
        36
      ]
    },
    {
      "name": "marketCreated",
      "discriminator": [
        88,
        184,
        130,
        231,
        226,
        84,
        6,
        58
      ]
    },
    {
      "name": "positionClosed",
      "discriminator": [
        157,
        163,
        227,
        228,
        13,
        97,
        138,
        121
      ]
    },
    {
      "name": "positionOpened",
      "discriminator": [
        237,
        175,
        243,
        230,
        147,
        117,
        101,
        121
      ]
    },
    {
      "name": "providerRegistered",
      "discriminator": [
        38,
        209,
        137,
        78,
        185,
        19,
        147,
        14
      ]
    },
    {
      "name": "providerUpdated",
      "discriminator": [
        143,
        4,
        27,
        180,
        122,
        208,
        164,
        136
      ]
    },
    {
      "name": "revenueDistributed",
      "discriminator": [
        78,
        195,
        188,
        214,
        203,
        219,
        199,
        87
      ]
    },
    {
      "name": "revenueWithdrawn",
      "discriminator": [
        218,
        28,
        88,
        7,
        95,
        50,
        36,
        103
      ]
    },
    {
      "name": "rewardsClaimed",
      "discriminator": [
        75,
        98,
        88,
        18,
        219,
        112,
        88,
        121
      ]
    },
    {
      "name": "rewardsCompounded",
      "discriminator": [
        145,
        86,
        94,
        94,
        103,
        143,
        189,
        95
      ]
    },
    {
      "name": "rewardsFunded",
      "discriminator": [
        84,
        233,
        245,
        203,
        228,
        147,
        165,
        92
      ]
    },
    {
      "name": "staked",
      "discriminator": [
        11,
        146,
        45,
        205,
        230,
        58,
        213,
        240
      ]
    },
    {
      "name": "treasuryCollected",
      "discriminator": [
        116,
        28,
        13,
        151,
        232,
        65,
        52,
        34
      ]
    },
    {
      "name": "unstakeCancelled",
      "discriminator": [
        102,
        223,
        189,
        101,
        201,
        223,
        180,
        38
      ]
    },
    {
      "name": "unstakeRequested",
      "discriminator": [
        21,
        253,
        177,
        85,
        129,
        206,
        42,
        152
      ]
    },
    {
      "name": "unstakeWithdrawn",
      "discriminator": [
        229,
        15,
        35,
        180,
        1,
        18,
        16,
        19
      ]
    }
  ],
  "errors": [
    {
      "code": 6000,
      "name": "wrongMarket",
      "msg": "The account belongs to another market: pass accounts of one market"
    },
    {
      "code": 6001,
      "name": "wrongVault",
      "msg": "This is not the market's vault for the purpose: pass the address that the market stores"
    },
    {
      "code": 6002,
      "name": "wrongMint",
      "msg": "The token account or mint is of another token: pass the one that the market names"
    },
    {
      "code": 6003,
      "name": "wrongTokenOwner",
      "msg": "The token account belongs to somebody else: pass one that its rightful owner holds"
    },
    {
      "code": 6004,
      "name": "zeroAmount",
      "msg": "The amount is zero: pass at least one base unit"
    },
    {
      "code": 6005,
      "name": "insufficientBalance",
      "msg": "The token account holds less than the amount: lower the amount or add funds"
    },
    {
      "code": 6006,
      "name": "vvvNotClassicMint",
      "msg": "VVV must be a mint of the classic SPL Token program: Token-2022 is not supported"
    },
    {
      "code": 6007,
      "name": "vvvHasFreezeAuthority",
      "msg": "The VVV mint has a freeze authority, who could stop every exit: revoke it first"
    },
    {
      "code": 6008,
      "name": "vvvTooCoarse",
      "msg": "The VVV mint has fewer than 6 decimals: its base unit is too much to round by"
    },
    {
      "code": 6009,
      "name": "roleMissing",
      "msg": "A role is the default key: name a key for every role"
    },
    {
      "code": 6010,
      "name": "genesisOutOfRange",
      "msg": "The genesis must lie within one epoch before now: pass the start of the running epoch"
    },
    {
      "code": 6011,
      "name": "epochSecsOutOfRange",
      "msg": "epoch_secs must be from 1 second to 30 days"
    },
    {
      "code": 6012,
      "name": "stakeCooldownOutOfRange",
      "msg": "stake_cooldown_secs must be from 0 to 90 days"
    },
    {
      "code": 6013,
      "name": "bondCooldownOutOfRange",
      "msg": "bond_cooldown_secs must be from 0 to 90 days"
    },
    {
      "code": 6014,
      "name": "channelGraceOutOfRange",
      "msg": "channel_grace_secs must be from 0 to 30 days"
    },
    {
      "code": 6015,
      "name": "paramsDelayOutOfRange",
      "msg": "params_delay_secs must be from 0 to 90 days"
    },
    {
      "code": 6016,
      "name": "baseRateOutOfRange",
      "msg": "base_rate must be above zero"
    },
    {
      "code": 6017,
      "name": "steepnessOutOfRange",
      "msg": "steepness_bps must be at most 40,000"
    },
    {
      "code": 6018,
      "name": "targetOutOfRange",
      "msg": "target_floor must be above zero and at most target_cap, and three times target_cap must fit 64 bits"
    },
    {
      "code": 6019,
      "name": "curveTooExpensive",
      "msg": "The largest mintable supply would cost 2^63 base units of VVV or more: lower base_rate, steepness_bps or target_cap"
    },
    {
      "code": 6020,
      "name": "headroomOutOfRange",
      "msg": "headroom_bps must be above zero"
    },
    {
      "code": 6021,
      "name": "targetStepOutOfRange",
      "msg": "max_target_step_bps must be at most 500"
    },
    {
      "code": 6022,
      "name": "lockedHaircutOutOfRange",
      "msg": "locked_haircut_bps must be at most 5,000"
    },
    {
      "code": 6023,
      "name": "creditsPerDiemOutOfRange",
      "msg": "credits_per_diem must be above zero"
    },
    {
      "code": 6024,
      "name": "providerShareOutOfRange",
      "msg": "The provider's share must be at least 5,000 bps, must leave room for the treasury, and must not rise with utilisation"
    },
    {
      "code": 6025,
      "name": "utilisationKinkOutOfRange",
      "msg": "utilisation_kink_bps must be above 0 and below 10,000"
    },
    {
      "code": 6026,
      "name": "treasuryShareOutOfRange",
      "msg": "treasury_bps must be from 100 to 1,000"
    },
    {
      "code": 6027,
      "name": "utilisationWeightOutOfRange",
      "msg": "utilisation_ema_bps must be from 1 to 10,000"
    },
    {
      "code": 6028,
      "name": "referencePriceOutOfRange",
      "msg": "The reference price must be above zero and lie within its floor and cap"
    },
    {
      "code": 6029,
      "name": "priceStepOutOfRange",
      "msg": "max_price_step_bps must be at most 1,000"
    },
    {
      "code": 6030,
      "name": "bondPerCreditOutOfRange",
      "msg": "bond_per_credit must be above zero"
    },
    {
      "code": 6031,
      "name": "slashOutOfRange",
      "msg": "max_slash_bps must be at most 5,000"
    },
    {
      "code": 6032,
      "name": "rewardDurationOutOfRange",
      "msg": "duration_secs must be from 1 second to one year"
    },
    {
      "code": 6033,
      "name": "nothingOwedToTreasury",
      "msg": "The treasury is owed nothing now: call again after revenue was distributed"
    },
    {
      "code": 6034,
      "name": "transferMismatch",
      "msg": "The token program moved another amount than asked: nothing was changed"
    },
    {
      "code": 6035,
      "name": "vaultShort",
      "msg": "A vault would hold less than the program owes from it: nothing was changed"
    },
    {
      "code": 6036,
      "name": "supplyAboveOutstanding",
      "msg": "The DIEM supply would pass the tracked debt: nothing was changed"
    },
    {
      "code": 6037,
      "name": "marketInvariantBroken",
      "msg": "The market's totals would contradict each other: nothing was changed"
    },
    {
      "code": 6200,
      "name": "wrongOwner",
      "msg": "The signer does not own this account: sign with its owner"
    },
    {
      "code": 6201,
      "name": "insufficientUnlockedStake",
      "msg": "The unlocked stake is smaller than the amount: lower it, or burn DIEM to unlock more"
    },
    {
      "code": 6202,
      "name": "ticketOfAnotherPosition",
      "msg": "The ticket belongs to another position: pass a ticket of this position"
    },
    {
      "code": 6203,
      "name": "cooldownNotOver",
      "msg": "The cool-down is not over: withdraw at the ticket's ready_ts or later"
    },
    {
      "code": 6204,
      "name": "nothingToClaim",
      "msg": "The position has no fees and no rewards to claim now"
    },
    {
      "code": 6205,
      "name": "nothingToCompound",
      "msg": "The position has no VVV rewards to compound now"
    },
    {
      "code": 6206,
      "name": "positionNotEmpty",
      "msg": "The position still holds stake, tickets or unclaimed amounts: take them out first"
    },
    {
      "code": 6207,
      "name": "wrongRentPayer",
      "msg": "The rent goes back to whoever paid it: pass the account's rent_payer"
    },
    {
      "code": 6208,
      "name": "positionInvariantBroken",
      "msg": "The position's amounts would contradict each other: nothing was changed"
    },
    {
      "code": 6300,
      "name": "outsideMintCurve",
      "msg": "The supply would leave the mint curve's domain: mint less, or wait for a higher target supply"
    },
    {
      "code": 6301,
      "name": "mintTooSmall",
      "msg": "The amount is so small that it would lock nothing: mint more at once"
    },
    {
      "code": 6302,
      "name": "costAboveMaximum",
      "msg": "The mint would lock more VVV than max_vvv_locked: raise it or mint less"
    },
    {
      "code": 6303,
      "name": "burnAboveOutstanding",
      "msg": "The position owes less DIEM than the amount: burn at most its outstanding DIEM"
    },
    {
      "code": 6304,
      "name": "burnTooSmall",
      "msg": "The amount is so small that it would unlock nothing: burn more at once"
    },
    {
      "code": 6305,
      "name": "unlockBelowMinimum",
      "msg": "The burn would unlock less VVV than min_vvv_unlocked: lower it or burn more"
    },
    {
      "code": 6400,
      "name": "operatorMissing",
      "msg": "The operator is the default key: name the key that serves the calls"
    },
    {
      "code": 6401,
      "name": "endpointOutOfRange",
      "msg": "The endpoint must be from 1 to 128 bytes of UTF-8"
    },
    {
      "code": 6402,
      "name": "priceOutOfRange",
      "msg": "A fixed price must be above zero: pass none to follow the market's reference price"
    },
    {
      "code": 6403,
      "name": "nothingToDistribute",
      "msg": "The revenue account received nothing since the last distribution"
    },
    {
      "code": 6404,
      "name": "claimableExceeded",
      "msg": "The provider's claimable revenue is smaller than the amount: lower the amount"
    },
    {
      "code": 6405,
      "name": "revenueShort",
      "msg": "The revenue account would hold less than the provider may claim: nothing was changed"
    },
    {
      "code": 6406,
      "name": "providerInvariantBroken",
      "msg": "The provider's figures would contradict each other: nothing was changed"
    },
    {
      "code": 6900,
      "name": "mathOverflow",
      "msg": "A number does not fit: use smaller amounts"
    }
  ],
  "types": [
    {
      "name": "burnDiemArgs",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "diemAmount",
            "docs": [
              "DIEM base units to burn, at most what the position owes."
            ],
            "type": "u64"
          },
          {
            "name": "minVvvUnlocked",
            "docs": [
              "Least VVV base units that must be unlocked for it."
            ],
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "createMarketArgs",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "genesisTs",
            "docs": [
              "Start of epoch 0, unix seconds: at most one epoch ago, not in the future."
            ],
            "type": "i64"
          },
          {
            "name": "epochSecs",
            "docs": [
              "Length of an epoch in seconds, fixed for the market's life."
            ],
            "type": "i64"
          },
          {
            "name": "clusterTag",
            "docs": [
              "First four bytes of the cluster's genesis hash."
            ],
            "type": {
              "array": [
                "u8",
                4
              ]
            }
          },
          {
            "name": "referencePrice",
            "docs": [
              "First reference price, DIEM base units per whole credit."
            ],
            "type": "u64"
          },
          {
            "name": "roles",
            "type": {
              "defined": {
                "name": "roles"
              }
            }
          },
          {
            "name": "params",
            "type": {
              "defined": {
                "name": "marketParams"
              }
            }
          }
        ]
      }
    },
    {
      "name": "diemBurned",
      "docs": [
        "DIEM was burned and VVV unlocked."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "stamp",
            "type": {
              "defined": {
                "name": "stamp"
              }
            }
          },
          {
            "name": "diemAmount",
            "type": "u64"
          },
          {
            "name": "vvvUnlocked",
            "type": "u64"
          },
          {
            "name": "position",
            "type": {
              "defined": {
                "name": "positionState"
              }
            }
          },
          {
            "name": "market",
            "type": {
              "defined": {
                "name": "marketState"
              }
            }
          }
        ]
      }
    },
    {
      "name": "diemMinted",
      "docs": [
        "DIEM was minted against newly locked VVV."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "stamp",
            "type": {
              "defined": {
                "name": "stamp"
              }
            }
          },
          {
            "name": "diemAmount",
            "type": "u64"
          },
          {
            "name": "vvvLocked",
            "type": "u64"
          },
          {
            "name": "position",
            "type": {
              "defined": {
                "name": "positionState"
              }
            }
          },
          {
            "name": "market",
            "type": {
              "defined": {
                "name": "marketState"
              }
            }
          }
        ]
      }
    },
    {
      "name": "fundRewardsArgs",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "amount",
            "docs": [
              "VVV base units."
            ],
            "type": "u64"
          },
          {
            "name": "durationSecs",
            "docs": [
              "Seconds over which the amount is to be released: 1 to one year."
            ],
            "type": "i64"
          }
        ]
      }
    },
    {
      "name": "index",
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "perShare",
            "docs": [
              "Base units that one share has earned, modulo 2^64 whole units."
            ],
            "type": {
              "defined": {
                "name": "q64"
              }
            }
          },
          {
            "name": "carry",
            "docs": [
              "What the last division left over, in units of 2^-64 base units; it joins the next one."
            ],
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "market",
      "docs": [
        "One market: one VVV mint, the DIEM minted against it, and everything that all of its users share.",
        "PDA `[\"market\", creator, vvv_mint]`."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "version",
            "type": "u8"
          },
          {
            "name": "bump",
            "type": "u8"
          },
          {
            "name": "vvvDecimals",
            "type": "u8"
          },
          {
            "name": "padding",
            "type": {
              "array": [
                "u8",
                1
              ]
            }
          },
          {
            "name": "clusterTag",
            "docs": [
              "First four bytes of the cluster's genesis hash; binds vouchers to it."
            ],
            "type": {
              "array": [
                "u8",
                4
              ]
            }
          },
          {
            "name": "creator",
            "type": "pubkey"
          },
          {
            "name": "roles",
            "type": {
              "defined": {
                "name": "roles"
              }
            }
          },
          {
            "name": "vvvMint",
            "type": "pubkey"
          },
          {
            "name": "diemMint",
            "type": "pubkey"
          },
          {
            "name": "stakeVault",
            "docs": [
              "VVV of stakers: staked and cooling."
            ],
            "type": "pubkey"
          },
          {
            "name": "bondVault",
            "docs": [
              "VVV of providers: their bonds."
            ],
            "type": "pubkey"
          },
          {
            "name": "rewardVault",
            "docs": [
              "VVV to be streamed, and VVV owed as rewards."
            ],
            "type": "pubkey"
          },
          {
            "name": "escrow",
            "docs": [
              "DIEM of consumers."
            ],
            "type": "pubkey"
          },
          {
            "name": "feePool",
            "docs": [
              "DIEM of stakers and treasury."
            ],
            "type": "pubkey"
          },
          {
            "name": "params",
            "type": {
              "defined": {
                "name": "marketParams"
              }
            }
          },
          {
            "name": "genesisTs",
            "docs": [
              "Start of epoch 0, unix seconds. Fixed for life, as is the length of an epoch."
            ],
            "type": "i64"
          },
          {
            "name": "epochSecs",
            "type": "i64"
          },
          {
            "name": "totalStaked",
            "docs": [
              "VVV in positions, of which `total_locked` is locked behind DIEM; cooling VVV is in neither."
            ],
            "type": "u64"
          },
          {
            "name": "totalLocked",
            "type": "u64"
          },
          {
            "name": "totalCooling",
            "type": "u64"
          },
          {
            "name": "totalBonded",
            "type": "u64"
          },
          {
            "name": "diemOutstanding",
            "docs": [
              "Sum of the positions' outstanding DIEM: S of the mint curve."
            ],
            "type": "u64"
          },
          {
            "name": "feesOwed",
            "docs": [
              "DIEM that has left the fee stream and not been claimed."
            ],
            "type": "u64"
          },
          {
            "name": "rewardsOwed",
            "docs": [
              "VVV that has left the reward stream for stakers and not been claimed."
            ],
            "type": "u64"
          },
          {
            "name": "treasuryOwed",
            "docs": [
              "DIEM of the treasury."
            ],
            "type": "u64"
          },
          {
            "name": "quotaPool",
            "docs": [
              "VVV kept back from locked stake, for the providers that serve quota."
            ],
            "type": "u64"
          },
          {
            "name": "feeIndex",
            "docs": [
              "DIEM fees per staked VVV."
            ],
            "type": {
              "defined": {
                "name": "index"
              }
            }
          },
          {
            "name": "rewardIndexes",
            "docs": [
              "VVV rewards per unlocked and per locked VVV."
            ],
            "type": {
              "defined": {
                "name": "rewardIndexes"
              }
            }
          },
          {
            "name": "feeStream",
            "type": {
              "defined": {
                "name": "stream"
              }
            }
          },
          {
            "name": "rewardStream",
            "type": {
              "defined": {
                "name": "stream"
              }
            }
          },
          {
            "name": "targetSupply",
            "docs": [
              "T of the mint curve, DIEM base units."
            ],
            "type": "u64"
          },
          {
            "name": "referencePrice",
            "docs": [
              "DIEM base units per whole credit."
            ],
            "type": "u64"
          },
          {
            "name": "utilisationEmaBps",
            "type": "u16"
          },
          {
            "name": "padding2",
            "type": {
              "array": [
                "u8",
                6
              ]
            }
          },
          {
            "name": "sequence",
            "docs": [
              "Number of events about this market so far."
            ],
            "type": "u64"
          },
          {
            "name": "reserved",
            "type": {
              "array": [
                "u8",
                512
              ]
            }
          }
        ]
      }
    },
    {
      "name": "marketCreated",
      "docs": [
        "A market was created."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "stamp",
            "type": {
              "defined": {
                "name": "stamp"
              }
            }
          },
          {
            "name": "creator",
            "type": "pubkey"
          },
          {
            "name": "vvvMint",
            "type": "pubkey"
          },
          {
            "name": "vvvDecimals",
            "type": "u8"
          },
          {
            "name": "diemMint",
            "type": "pubkey"
          },
          {
            "name": "clusterTag",
            "type": {
              "array": [
                "u8",
                4
              ]
            }
          },
          {
            "name": "genesisTs",
            "type": "i64"
          },
          {
            "name": "epochSecs",
            "type": "i64"
          },
          {
            "name": "referencePrice",
            "type": "u64"
          },
          {
            "name": "targetSupply",
            "type": "u64"
          },
          {
            "name": "roles",
            "type": {
              "defined": {
                "name": "roles"
              }
            }
          },
          {
            "name": "params",
            "type": {
              "defined": {
                "name": "marketParams"
              }
            }
          }
        ]
      }
    },
    {
      "name": "marketParams",
      "docs": [
        "What the authority may change under delay. Every bound is checked by [`MarketParams::validate`]."
      ],
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "stakeCooldownSecs",
            "docs": [
              "Seconds between a request to unstake and its withdrawal."
            ],
            "type": "i64"
          },
          {
            "name": "bondCooldownSecs",
            "docs": [
              "Seconds between a request to withdraw a bond and its withdrawal."
            ],
            "type": "i64"
          },
          {
            "name": "channelGraceSecs",
            "docs": [
              "Seconds that a closing channel leaves for the last voucher."
            ],
            "type": "i64"
          },
          {
            "name": "paramsDelaySecs",
            "docs": [
              "Seconds between proposing parameters and applying them."
            ],
            "type": "i64"
          },
          {
            "name": "baseRate",
            "docs": [
              "Mint rate at supply zero: VVV base units per whole DIEM."
            ],
            "type": "u64"
          },
          {
            "name": "targetFloor",
            "docs": [
              "Bounds of the target supply T, in DIEM base units."
            ],
            "type": "u64"
          },
          {
            "name": "targetCap",
            "type": "u64"
          },
          {
            "name": "creditsPerDiem",
            "docs": [
              "Micro-credits of quota that one whole staked DIEM gives per epoch."
            ],
            "type": "u64"
          },
          {
            "name": "referencePriceFloor",
            "docs": [
              "Bounds of the reference price, in DIEM base units per whole credit."
            ],
            "type": "u64"
          },
          {
            "name": "referencePriceCap",
            "type": "u64"
          },
          {
            "name": "bondPerCredit",
            "docs": [
              "VVV base units of bond per whole credit of capacity."
            ],
            "type": "u64"
          },
          {
            "name": "rewardCap",
            "docs": [
              "Most VVV base units that a whole credit of served quota may earn; the pool bounds it as well."
            ],
            "type": "u64"
          },
          {
            "name": "steepnessBps",
            "docs": [
              "k of the mint curve."
            ],
            "type": "u16"
          },
          {
            "name": "headroomBps",
            "docs": [
              "Target supply per DIEM that quota capacity could carry."
            ],
            "type": "u16"
          },
          {
            "name": "maxTargetStepBps",
            "docs": [
              "Most that the target supply moves per epoch."
            ],
            "type": "u16"
          },
          {
            "name": "lockedHaircutBps",
            "docs": [
              "Part of the locked stake's VVV rewards that goes to the quota reward pool."
            ],
            "type": "u16"
          },
          {
            "name": "providerIdleBps",
            "docs": [
              "The provider's share of revenue at utilisation 0, at the kink and at 10,000."
            ],
            "type": "u16"
          },
          {
            "name": "providerKinkBps",
            "type": "u16"
          },
          {
            "name": "providerFullBps",
            "type": "u16"
          },
          {
            "name": "utilisationKinkBps",
            "docs": [
              "The utilisation at which the provider's share bends."
            ],
            "type": "u16"
          },
          {
            "name": "treasuryBps",
            "docs": [
              "The treasury's share of revenue."
            ],
            "type": "u16"
          },
          {
            "name": "utilisationEmaBps",
            "docs": [
              "Weight of the newest epoch in the utilisation EMA."
            ],
            "type": "u16"
          },
          {
            "name": "maxPriceStepBps",
            "docs": [
              "Most that the reference price moves per epoch."
            ],
            "type": "u16"
          },
          {
            "name": "maxSlashBps",
            "docs": [
              "Most of a bond that may be slashed per epoch."
            ],
            "type": "u16"
          }
        ]
      }
    },
    {
      "name": "marketState",
      "docs": [
        "The market's totals after an event; see [`crate::state::Market`] for units."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "totalStaked",
            "type": "u64"
          },
          {
            "name": "totalLocked",
            "type": "u64"
          },
          {
            "name": "totalCooling",
            "type": "u64"
          },
          {
            "name": "totalBonded",
            "type": "u64"
          },
          {
            "name": "diemOutstanding",
            "type": "u64"
          },
          {
            "name": "feesOwed",
            "type": "u64"
          },
          {
            "name": "rewardsOwed",
            "type": "u64"
          },
          {
            "name": "treasuryOwed",
            "type": "u64"
          },
          {
            "name": "quotaPool",
            "type": "u64"
          },
          {
            "name": "feeStreamRemaining",
            "type": "u64"
          },
          {
            "name": "rewardStreamRemaining",
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "mintDiemArgs",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "diemAmount",
            "docs": [
              "DIEM base units to mint, exactly."
            ],
            "type": "u64"
          },
          {
            "name": "maxVvvLocked",
            "docs": [
              "Most VVV base units that may be locked for it."
            ],
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "positionClosed",
      "docs": [
        "An empty position was closed."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "stamp",
            "type": {
              "defined": {
                "name": "stamp"
              }
            }
          },
          {
            "name": "owner",
            "type": "pubkey"
          }
        ]
      }
    },
    {
      "name": "positionOpened",
      "docs": [
        "An empty position was opened."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "stamp",
            "type": {
              "defined": {
                "name": "stamp"
              }
            }
          },
          {
            "name": "position",
            "type": {
              "defined": {
                "name": "positionState"
              }
            }
          }
        ]
      }
    },
    {
      "name": "positionState",
      "docs": [
        "A position after an event; see [`crate::state::StakePosition`] for units."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "owner",
            "type": "pubkey"
          },
          {
            "name": "staked",
            "type": "u64"
          },
          {
            "name": "locked",
            "type": "u64"
          },
          {
            "name": "outstanding",
            "type": "u64"
          },
          {
            "name": "cooling",
            "type": "u64"
          },
          {
            "name": "unclaimedFees",
            "type": "u64"
          },
          {
            "name": "unclaimedRewards",
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "provider",
      "docs": [
        "One seller of compute in one market. PDA `[\"provider\", market, owner]`; its revenue account is the DIEM",
        "associated token account of this PDA."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "version",
            "type": "u8"
          },
          {
            "name": "bump",
            "type": "u8"
          },
          {
            "name": "endpointLen",
            "docs": [
              "Bytes of `endpoint` in use."
            ],
            "type": "u8"
          },
          {
            "name": "padding",
            "type": {
              "array": [
                "u8",
                5
              ]
            }
          },
          {
            "name": "market",
            "type": "pubkey"
          },
          {
            "name": "owner",
            "type": "pubkey"
          },
          {
            "name": "rentPayer",
            "type": "pubkey"
          },
          {
            "name": "operator",
            "docs": [
              "The key that serves the calls."
            ],
            "type": "pubkey"
          },
          {
            "name": "revenue",
            "type": "pubkey"
          },
          {
            "name": "priceListHash",
            "docs": [
              "Hash of the price list that the provider publishes off chain."
            ],
            "type": {
              "array": [
                "u8",
                32
              ]
            }
          },
          {
            "name": "endpoint",
            "docs": [
              "UTF-8, zero-padded."
            ],
            "type": {
              "array": [
                "u8",
                128
              ]
            }
          },
          {
            "name": "bond",
            "docs": [
              "VVV base units."
            ],
            "type": "u64"
          },
          {
            "name": "price",
            "docs": [
              "DIEM base units per whole credit; 0 follows the market's reference price."
            ],
            "type": "u64"
          },
          {
            "name": "claimable",
            "docs": [
              "DIEM base units that the owner may withdraw."
            ],
            "type": "u64"
          },
          {
            "name": "totalRevenue",
            "docs": [
              "DIEM base units that were ever distributed."
            ],
            "type": "u64"
          },
          {
            "name": "sequence",
            "docs": [
              "Number of events about this provider so far."
            ],
            "type": "u64"
          },
          {
            "name": "reserved",
            "type": {
              "array": [
                "u8",
                384
              ]
            }
          }
        ]
      }
    },
    {
      "name": "providerRegistered",
      "docs": [
        "A provider was registered with a bond. The stamp counts the market's events."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "stamp",
            "type": {
              "defined": {
                "name": "stamp"
              }
            }
          },
          {
            "name": "terms",
            "type": {
              "defined": {
                "name": "providerTerms"
              }
            }
          },
          {
            "name": "provider",
            "type": {
              "defined": {
                "name": "providerState"
              }
            }
          },
          {
            "name": "market",
            "type": {
              "defined": {
                "name": "marketState"
              }
            }
          }
        ]
      }
    },
    {
      "name": "providerState",
      "docs": [
        "A provider after an event; see [`crate::state::Provider`] for units."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "owner",
            "type": "pubkey"
          },
          {
            "name": "operator",
            "type": "pubkey"
          },
          {
            "name": "price",
            "type": "u64"
          },
          {
            "name": "bond",
            "type": "u64"
          },
          {
            "name": "claimable",
            "type": "u64"
          },
          {
            "name": "totalRevenue",
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "providerTerms",
      "docs": [
        "What a provider offers, as it states it."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "operator",
            "docs": [
              "The key that serves the calls."
            ],
            "type": "pubkey"
          },
          {
            "name": "endpoint",
            "docs": [
              "Where the calls go: a URI of at most 128 bytes."
            ],
            "type": "string"
          },
          {
            "name": "price",
            "docs": [
              "DIEM base units per whole credit; none follows the market's reference price."
            ],
            "type": {
              "option": "u64"
            }
          },
          {
            "name": "priceListHash",
            "docs": [
              "Hash of the price list that the provider publishes off chain."
            ],
            "type": {
              "array": [
                "u8",
                32
              ]
            }
          }
        ]
      }
    },
    {
      "name": "providerUpdated",
      "docs": [
        "A provider changed its terms. The stamp counts the provider's events."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "stamp",
            "type": {
              "defined": {
                "name": "stamp"
              }
            }
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "providerTerms"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "providerTerms"
              }
            }
          },
          {
            "name": "provider",
            "type": {
              "defined": {
                "name": "providerState"
              }
            }
          }
        ]
      }
    },
    {
      "name": "q64",
      "docs": [
        "An unsigned fixed-point number with 64 integer and 64 fraction bits."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "lo",
            "docs": [
              "Fraction: units of 2^-64."
            ],
            "type": "u64"
          },
          {
            "name": "hi",
            "docs": [
              "Integer part."
            ],
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "registerProviderArgs",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "bond",
            "docs": [
              "VVV base units, above zero."
            ],
            "type": "u64"
          },
          {
            "name": "terms",
            "type": {
              "defined": {
                "name": "providerTerms"
              }
            }
          }
        ]
      }
    },
    {
      "name": "requestUnstakeArgs",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "amount",
            "docs": [
              "VVV base units."
            ],
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "revenueDistributed",
      "docs": [
        "New revenue was split. The stamp counts the market's events, `provider_sequence` the provider's."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "stamp",
            "type": {
              "defined": {
                "name": "stamp"
              }
            }
          },
          {
            "name": "providerSequence",
            "type": "u64"
          },
          {
            "name": "amount",
            "type": "u64"
          },
          {
            "name": "toProvider",
            "type": "u64"
          },
          {
            "name": "toTreasury",
            "type": "u64"
          },
          {
            "name": "toStakers",
            "type": "u64"
          },
          {
            "name": "utilisationEmaBps",
            "type": "u16"
          },
          {
            "name": "feeStreamEndTs",
            "type": "i64"
          },
          {
            "name": "provider",
            "type": {
              "defined": {
                "name": "providerState"
              }
            }
          },
          {
            "name": "market",
            "type": {
              "defined": {
                "name": "marketState"
              }
            }
          }
        ]
      }
    },
    {
      "name": "revenueWithdrawn",
      "docs": [
        "A provider's owner was paid. The stamp counts the provider's events."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "stamp",
            "type": {
              "defined": {
                "name": "stamp"
              }
            }
          },
          {
            "name": "amount",
            "type": "u64"
          },
          {
            "name": "provider",
            "type": {
              "defined": {
                "name": "providerState"
              }
            }
          }
        ]
      }
    },
    {
      "name": "rewardIndexes",
      "docs": [
        "The two reward indexes of a market: unlocked stake earns all of its share, locked stake earns it less a",
        "haircut, which goes to the quota reward pool."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "unlocked",
            "type": {
              "defined": {
                "name": "index"
              }
            }
          },
          {
            "name": "locked",
            "docs": [
              "Its `carry` is the fraction of the haircut that has not made a whole base unit yet."
            ],
            "type": {
              "defined": {
                "name": "index"
              }
            }
          }
        ]
      }
    },
    {
      "name": "rewardsClaimed",
      "docs": [
        "Fees (DIEM) and rewards (VVV) were paid out."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "stamp",
            "type": {
              "defined": {
                "name": "stamp"
              }
            }
          },
          {
            "name": "fees",
            "type": "u64"
          },
          {
            "name": "rewards",
            "type": "u64"
          },
          {
            "name": "position",
            "type": {
              "defined": {
                "name": "positionState"
              }
            }
          },
          {
            "name": "market",
            "type": {
              "defined": {
                "name": "marketState"
              }
            }
          }
        ]
      }
    },
    {
      "name": "rewardsCompounded",
      "docs": [
        "VVV rewards became stake."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "stamp",
            "type": {
              "defined": {
                "name": "stamp"
              }
            }
          },
          {
            "name": "amount",
            "type": "u64"
          },
          {
            "name": "position",
            "type": {
              "defined": {
                "name": "positionState"
              }
            }
          },
          {
            "name": "market",
            "type": {
              "defined": {
                "name": "marketState"
              }
            }
          }
        ]
      }
    },
    {
      "name": "rewardsFunded",
      "docs": [
        "VVV was added to the reward stream, which now ends at `end_ts`."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "stamp",
            "type": {
              "defined": {
                "name": "stamp"
              }
            }
          },
          {
            "name": "funder",
            "type": "pubkey"
          },
          {
            "name": "amount",
            "type": "u64"
          },
          {
            "name": "endTs",
            "type": "i64"
          },
          {
            "name": "market",
            "type": {
              "defined": {
                "name": "marketState"
              }
            }
          }
        ]
      }
    },
    {
      "name": "roles",
      "docs": [
        "Who may do what; see `docs/authorities.md`."
      ],
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "authority",
            "docs": [
              "Changes parameters under delay, names the roles, unpauses."
            ],
            "type": "pubkey"
          },
          {
            "name": "guardian",
            "docs": [
              "Pauses, and nothing else."
            ],
            "type": "pubkey"
          },
          {
            "name": "arbiter",
            "docs": [
              "Slashes bonds within the caps."
            ],
            "type": "pubkey"
          },
          {
            "name": "treasury",
            "docs": [
              "Receives the treasury's share of revenue and slashed bonds."
            ],
            "type": "pubkey"
          }
        ]
      }
    },
    {
      "name": "stakeArgs",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "amount",
            "docs": [
              "VVV base units."
            ],
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "stakePosition",
      "docs": [
        "What one owner has staked in one market. PDA `[\"position\", market, owner]`.",
        "",
        "Every method that changes a share settles the position first, so that no handler can forget it."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "version",
            "type": "u8"
          },
          {
            "name": "bump",
            "type": "u8"
          },
          {
            "name": "padding",
            "type": {
              "array": [
                "u8",
                2
              ]
            }
          },
          {
            "name": "openTickets",
            "type": "u32"
          },
          {
            "name": "market",
            "type": "pubkey"
          },
          {
            "name": "owner",
            "type": "pubkey"
          },
          {
            "name": "rentPayer",
            "type": "pubkey"
          },
          {
            "name": "staked",
            "docs": [
              "VVV base units, of which `locked` stands behind `outstanding` DIEM base units."
            ],
            "type": "u64"
          },
          {
            "name": "locked",
            "type": "u64"
          },
          {
            "name": "outstanding",
            "type": "u64"
          },
          {
            "name": "cooling",
            "docs": [
              "VVV base units on this position's tickets."
            ],
            "type": "u64"
          },
          {
            "name": "feeCheckpoint",
            "docs": [
              "The market's indexes when the position was last settled."
            ],
            "type": {
              "defined": {
                "name": "q64"
              }
            }
          },
          {
            "name": "unlockedCheckpoint",
            "type": {
              "defined": {
                "name": "q64"
              }
            }
          },
          {
            "name": "lockedCheckpoint",
            "type": {
              "defined": {
                "name": "q64"
              }
            }
          },
          {
            "name": "unclaimedFees",
            "docs": [
              "DIEM base units, settled and not claimed."
            ],
            "type": "u64"
          },
          {
            "name": "unclaimedRewards",
            "docs": [
              "VVV base units, settled and not claimed."
            ],
            "type": "u64"
          },
          {
            "name": "nextTicketId",
            "type": "u64"
          },
          {
            "name": "reserved",
            "type": {
              "array": [
                "u8",
                128
              ]
            }
          }
        ]
      }
    },
    {
      "name": "staked",
      "docs": [
        "VVV was staked."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "stamp",
            "type": {
              "defined": {
                "name": "stamp"
              }
            }
          },
          {
            "name": "amount",
            "type": "u64"
          },
          {
            "name": "position",
            "type": {
              "defined": {
                "name": "positionState"
              }
            }
          },
          {
            "name": "market",
            "type": {
              "defined": {
                "name": "marketState"
              }
            }
          }
        ]
      }
    },
    {
      "name": "stamp",
      "docs": [
        "Where and when an event happened. `sequence` counts the events of the account that changed (the market,",
        "or the provider for its own events), each by one, so that an indexer can prove that it missed nothing."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "market",
            "type": "pubkey"
          },
          {
            "name": "slot",
            "type": "u64"
          },
          {
            "name": "timestamp",
            "type": "i64"
          },
          {
            "name": "sequence",
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "stream",
      "docs": [
        "`remaining` base units, released evenly from `last_ts` to `end_ts` (unix seconds)."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "remaining",
            "type": "u64"
          },
          {
            "name": "lastTs",
            "type": "i64"
          },
          {
            "name": "endTs",
            "type": "i64"
          }
        ]
      }
    },
    {
      "name": "treasuryCollected",
      "docs": [
        "The treasury was paid `amount` DIEM."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "stamp",
            "type": {
              "defined": {
                "name": "stamp"
              }
            }
          },
          {
            "name": "treasury",
            "type": "pubkey"
          },
          {
            "name": "amount",
            "type": "u64"
          },
          {
            "name": "market",
            "type": {
              "defined": {
                "name": "marketState"
              }
            }
          }
        ]
      }
    },
    {
      "name": "unstakeCancelled",
      "docs": [
        "A ticket's VVV went back into the stake."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "stamp",
            "type": {
              "defined": {
                "name": "stamp"
              }
            }
          },
          {
            "name": "ticketId",
            "type": "u64"
          },
          {
            "name": "amount",
            "type": "u64"
          },
          {
            "name": "position",
            "type": {
              "defined": {
                "name": "positionState"
              }
            }
          },
          {
            "name": "market",
            "type": {
              "defined": {
                "name": "marketState"
              }
            }
          }
        ]
      }
    },
    {
      "name": "unstakeRequested",
      "docs": [
        "VVV began to cool on a ticket."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "stamp",
            "type": {
              "defined": {
                "name": "stamp"
              }
            }
          },
          {
            "name": "ticketId",
            "type": "u64"
          },
          {
            "name": "amount",
            "type": "u64"
          },
          {
            "name": "readyTs",
            "type": "i64"
          },
          {
            "name": "position",
            "type": {
              "defined": {
                "name": "positionState"
              }
            }
          },
          {
            "name": "market",
            "type": {
              "defined": {
                "name": "marketState"
              }
            }
          }
        ]
      }
    },
    {
      "name": "unstakeTicket",
      "docs": [
        "VVV on its way out of a stake: one per request, so that no request restarts or joins another.",
        "PDA `[\"ticket\", position, id]`."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "version",
            "type": "u8"
          },
          {
            "name": "bump",
            "type": "u8"
          },
          {
            "name": "padding",
            "type": {
              "array": [
                "u8",
                6
              ]
            }
          },
          {
            "name": "position",
            "type": "pubkey"
          },
          {
            "name": "rentPayer",
            "type": "pubkey"
          },
          {
            "name": "id",
            "type": "u64"
          },
          {
            "name": "amount",
            "docs": [
              "VVV base units, above zero."
            ],
            "type": "u64"
          },
          {
            "name": "requestedTs",
            "type": "i64"
          },
          {
            "name": "readyTs",
            "docs": [
              "From this second on the ticket can be paid out; fixed when it was requested."
            ],
            "type": "i64"
          },
          {
            "name": "reserved",
            "type": {
              "array": [
                "u8",
                32
              ]
            }
          }
        ]
      }
    },
    {
      "name": "unstakeWithdrawn",
      "docs": [
        "A ticket's VVV was paid out."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "stamp",
            "type": {
              "defined": {
                "name": "stamp"
              }
            }
          },
          {
            "name": "ticketId",
            "type": "u64"
          },
          {
            "name": "amount",
            "type": "u64"
          },
          {
            "name": "position",
            "type": {
              "defined": {
                "name": "positionState"
              }
            }
          },
          {
            "name": "market",
            "type": {
              "defined": {
                "name": "marketState"
              }
            }
          }
        ]
      }
    },
    {
      "name": "withdrawRevenueArgs",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "amount",
            "docs": [
              "DIEM base units, at most the provider's claimable revenue."
            ],
            "type": "u64"
          }
        ]
      }
    }
  ]
};
