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
      "name": "acceptAuthority",
      "docs": [
        "Makes the signer, which was proposed, the authority."
      ],
      "discriminator": [
        107,
        86,
        198,
        91,
        33,
        12,
        107,
        160
      ],
      "accounts": [
        {
          "name": "newAuthority",
          "signer": true
        },
        {
          "name": "market",
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
      "args": []
    },
    {
      "name": "addBond",
      "docs": [
        "Adds VVV to a provider's bond."
      ],
      "discriminator": [
        67,
        104,
        1,
        227,
        44,
        237,
        39,
        95
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
          "name": "market",
          "writable": true,
          "relations": [
            "provider"
          ]
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
          "name": "ownerVvv",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "account",
                "path": "owner"
              },
              {
                "kind": "const",
                "value": [
                  6,
                  221,
                  246,
                  225,
                  215,
                  101,
                  161,
                  147,
                  217,
                  203,
                  225,
                  70,
                  206,
                  235,
                  121,
                  172,
                  28,
                  180,
                  133,
                  237,
                  95,
                  91,
                  55,
                  145,
                  58,
                  140,
                  245,
                  133,
                  126,
                  255,
                  0,
                  169
                ]
              },
              {
                "kind": "account",
                "path": "market.vvv_mint",
                "account": "market"
              }
            ],
            "program": {
              "kind": "const",
              "value": [
                140,
                151,
                37,
                143,
                78,
                36,
                137,
                241,
                187,
                61,
                16,
                41,
                20,
                142,
                13,
                131,
                11,
                90,
                19,
                153,
                218,
                255,
                16,
                132,
                4,
                142,
                123,
                216,
                219,
                233,
                248,
                89
              ]
            }
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
          },
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
              "name": "addBondArgs"
            }
          }
        }
      ]
    },
    {
      "name": "applyParams",
      "docs": [
        "Puts the announced parameters in force, from their `eta_ts` until 14 days later. Anyone may."
      ],
      "discriminator": [
        188,
        203,
        86,
        124,
        178,
        34,
        133,
        116
      ],
      "accounts": [
        {
          "name": "market",
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
      "args": []
    },
    {
      "name": "burnDiem",
      "docs": [
        "Burns at most `diem_amount` DIEM, and no more than the position's bill, and unlocks stake at its own average rate. An",
        "exit."
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
          },
          "relations": [
            "market"
          ]
        },
        {
          "name": "ownerDiem",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "account",
                "path": "owner"
              },
              {
                "kind": "const",
                "value": [
                  6,
                  221,
                  246,
                  225,
                  215,
                  101,
                  161,
                  147,
                  217,
                  203,
                  225,
                  70,
                  206,
                  235,
                  121,
                  172,
                  28,
                  180,
                  133,
                  237,
                  95,
                  91,
                  55,
                  145,
                  58,
                  140,
                  245,
                  133,
                  126,
                  255,
                  0,
                  169
                ]
              },
              {
                "kind": "account",
                "path": "diemMint"
              }
            ],
            "program": {
              "kind": "const",
              "value": [
                140,
                151,
                37,
                143,
                78,
                36,
                137,
                241,
                187,
                61,
                16,
                41,
                20,
                142,
                13,
                131,
                11,
                90,
                19,
                153,
                218,
                255,
                16,
                132,
                4,
                142,
                123,
                216,
                219,
                233,
                248,
                89
              ]
            }
          }
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
      "name": "cancelParams",
      "docs": [
        "Takes the announced parameters back. By the authority."
      ],
      "discriminator": [
        100,
        172,
        113,
        60,
        25,
        68,
        80,
        172
      ],
      "accounts": [
        {
          "name": "authority",
          "signer": true
        },
        {
          "name": "market",
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
      "args": []
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
      "name": "claimQuotaReward",
      "docs": [
        "Pays a provider's owner the reward for the quota served in a closed epoch. Anyone may. An exit."
      ],
      "discriminator": [
        85,
        211,
        212,
        227,
        124,
        54,
        233,
        96
      ],
      "accounts": [
        {
          "name": "market",
          "writable": true,
          "relations": [
            "provider",
            "record"
          ]
        },
        {
          "name": "provider",
          "writable": true
        },
        {
          "name": "record",
          "writable": true
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
          },
          "relations": [
            "market"
          ]
        },
        {
          "name": "ownerDiem",
          "docs": [
            "Any account that the owner owns: the associated one can be given away, and the reward would lapse."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "account",
                "path": "provider.owner",
                "account": "provider"
              },
              {
                "kind": "const",
                "value": [
                  6,
                  221,
                  246,
                  225,
                  215,
                  101,
                  161,
                  147,
                  217,
                  203,
                  225,
                  70,
                  206,
                  235,
                  121,
                  172,
                  28,
                  180,
                  133,
                  237,
                  95,
                  91,
                  55,
                  145,
                  58,
                  140,
                  245,
                  133,
                  126,
                  255,
                  0,
                  169
                ]
              },
              {
                "kind": "account",
                "path": "market.diem_mint",
                "account": "market"
              }
            ],
            "program": {
              "kind": "const",
              "value": [
                140,
                151,
                37,
                143,
                78,
                36,
                137,
                241,
                187,
                61,
                16,
                41,
                20,
                142,
                13,
                131,
                11,
                90,
                19,
                153,
                218,
                255,
                16,
                132,
                4,
                142,
                123,
                216,
                219,
                233,
                248,
                89
              ]
            }
          }
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
          },
          "relations": [
            "market"
          ]
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
          },
          "relations": [
            "market"
          ]
        },
        {
          "name": "ownerDiem",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "account",
                "path": "owner"
              },
              {
                "kind": "const",
                "value": [
                  6,
                  221,
                  246,
                  225,
                  215,
                  101,
                  161,
                  147,
                  217,
                  203,
                  225,
                  70,
                  206,
                  235,
                  121,
                  172,
                  28,
                  180,
                  133,
                  237,
                  95,
                  91,
                  55,
                  145,
                  58,
                  140,
                  245,
                  133,
                  126,
                  255,
                  0,
                  169
                ]
              },
              {
                "kind": "account",
                "path": "market.diem_mint",
                "account": "market"
              }
            ],
            "program": {
              "kind": "const",
              "value": [
                140,
                151,
                37,
                143,
                78,
                36,
                137,
                241,
                187,
                61,
                16,
                41,
                20,
                142,
                13,
                131,
                11,
                90,
                19,
                153,
                218,
                255,
                16,
                132,
                4,
                142,
                123,
                216,
                219,
                233,
                248,
                89
              ]
            }
          }
        },
        {
          "name": "ownerVvv",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "account",
                "path": "owner"
              },
              {
                "kind": "const",
                "value": [
                  6,
                  221,
                  246,
                  225,
                  215,
                  101,
                  161,
                  147,
                  217,
                  203,
                  225,
                  70,
                  206,
                  235,
                  121,
                  172,
                  28,
                  180,
                  133,
                  237,
                  95,
                  91,
                  55,
                  145,
                  58,
                  140,
                  245,
                  133,
                  126,
                  255,
                  0,
                  169
                ]
              },
              {
                "kind": "account",
                "path": "market.vvv_mint",
                "account": "market"
              }
            ],
            "program": {
              "kind": "const",
              "value": [
                140,
                151,
                37,
                143,
                78,
                36,
                137,
                241,
                187,
                61,
                16,
                41,
                20,
                142,
                13,
                131,
                11,
                90,
                19,
                153,
                218,
                255,
                16,
                132,
                4,
                142,
                123,
                216,
                219,
                233,
                248,
                89
              ]
            }
          }
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
      "name": "closeChannel",
      "docs": [
        "Closes a channel after the grace, or at once where the consumer asked for it and the provider signs: pays the provider",
        "what is settled and the consumer the rest. Anyone may. An exit."
      ],
      "discriminator": [
        0,
        104,
        36,
        1,
        66,
        0,
        103,
        157
      ],
      "accounts": [
        {
          "name": "operator",
          "docs": [
            "The provider's operator or owner, where the provider gives up the grace of the consumer's request."
          ],
          "signer": true,
          "optional": true
        },
        {
          "name": "market",
          "writable": true,
          "relations": [
            "provider"
          ]
        },
        {
          "name": "provider",
          "writable": true,
          "relations": [
            "channel"
          ]
        },
        {
          "name": "channel",
          "writable": true
        },
        {
          "name": "rentPayer",
          "writable": true,
          "relations": [
            "channel"
          ]
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
          },
          "relations": [
            "market"
          ]
        },
        {
          "name": "revenue",
          "writable": true,
          "relations": [
            "provider"
          ]
        },
        {
          "name": "consumerDiem",
          "docs": [
            "Any account that the consumer owns. Not the associated one alone: its owner can give that away, and",
            "would then keep the channel, and the provider behind it, from ever being closed."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "account",
                "path": "channel.consumer",
                "account": "channel"
              },
              {
                "kind": "const",
                "value": [
                  6,
                  221,
                  246,
                  225,
                  215,
                  101,
                  161,
                  147,
                  217,
                  203,
                  225,
                  70,
                  206,
                  235,
                  121,
                  172,
                  28,
                  180,
                  133,
                  237,
                  95,
                  91,
                  55,
                  145,
                  58,
                  140,
                  245,
                  133,
                  126,
                  255,
                  0,
                  169
                ]
              },
              {
                "kind": "account",
                "path": "market.diem_mint",
                "account": "market"
              }
            ],
            "program": {
              "kind": "const",
              "value": [
                140,
                151,
                37,
                143,
                78,
                36,
                137,
                241,
                187,
                61,
                16,
                41,
                20,
                142,
                13,
                131,
                11,
                90,
                19,
                153,
                218,
                255,
                16,
                132,
                4,
                142,
                123,
                216,
                219,
                233,
                248,
                89
              ]
            }
          }
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
      "name": "closeEpochRecord",
      "docs": [
        "Closes the record of an epoch whose rewards are claimed or have lapsed, and returns its rent. Anyone may."
      ],
      "discriminator": [
        181,
        152,
        9,
        17,
        52,
        19,
        41,
        247
      ],
      "accounts": [
        {
          "name": "market",
          "writable": true,
          "relations": [
            "record"
          ]
        },
        {
          "name": "record",
          "writable": true
        },
        {
          "name": "rentPayer",
          "writable": true,
          "relations": [
            "record"
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
      "name": "closeProvider",
      "docs": [
        "Closes a retired provider that has neither bond nor channels left: pays out its revenue, and returns its rent",
        "to whoever paid it. An exit."
      ],
      "discriminator": [
        165,
        19,
        159,
        160,
        179,
        241,
        87,
        244
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
          "name": "market",
          "writable": true,
          "relations": [
            "provider"
          ]
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
          "name": "rentPayer",
          "writable": true,
          "relations": [
            "provider"
          ]
        },
        {
          "name": "revenue",
          "docs": [
            "Closed too. What it holds is distributed and paid out first, because anyone can send something there."
          ],
          "writable": true,
          "relations": [
            "provider"
          ]
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
          },
          "relations": [
            "market"
          ]
        },
        {
          "name": "ownerDiem",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "account",
                "path": "owner"
              },
              {
                "kind": "const",
                "value": [
                  6,
                  221,
                  246,
                  225,
                  215,
                  101,
                  161,
                  147,
                  217,
                  203,
                  225,
                  70,
                  206,
                  235,
                  121,
                  172,
                  28,
                  180,
                  133,
                  237,
                  95,
                  91,
                  55,
                  145,
                  58,
                  140,
                  245,
                  133,
                  126,
                  255,
                  0,
                  169
                ]
              },
              {
                "kind": "account",
                "path": "market.diem_mint",
                "account": "market"
              }
            ],
            "program": {
              "kind": "const",
              "value": [
                140,
                151,
                37,
                143,
                78,
                36,
                137,
                241,
                187,
                61,
                16,
                41,
                20,
                142,
                13,
                131,
                11,
                90,
                19,
                153,
                218,
                255,
                16,
                132,
                4,
                142,
                123,
                216,
                219,
                233,
                248,
                89
              ]
            }
          }
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
      "name": "collect",
      "docs": [
        "Moves a channel's settled DIEM into the provider's revenue account. Anyone may."
      ],
      "discriminator": [
        208,
        47,
        194,
        155,
        17,
        98,
        82,
        236
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
          "relations": [
            "channel"
          ]
        },
        {
          "name": "channel",
          "writable": true
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
          },
          "relations": [
            "market"
          ]
        },
        {
          "name": "revenue",
          "writable": true,
          "relations": [
            "provider"
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
          },
          "relations": [
            "market"
          ]
        },
        {
          "name": "treasuryDiem",
          "docs": [
            "The treasury's associated token account for DIEM: as anyone may call, nobody may choose another."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "account",
                "path": "market.roles.treasury",
                "account": "market"
              },
              {
                "kind": "const",
                "value": [
                  6,
                  221,
                  246,
                  225,
                  215,
                  101,
                  161,
                  147,
                  217,
                  203,
                  225,
                  70,
                  206,
                  235,
                  121,
                  172,
                  28,
                  180,
                  133,
                  237,
                  95,
                  91,
                  55,
                  145,
                  58,
                  140,
                  245,
                  133,
                  126,
                  255,
                  0,
                  169
                ]
              },
              {
                "kind": "account",
                "path": "market.diem_mint",
                "account": "market"
              }
            ],
            "program": {
              "kind": "const",
              "value": [
                140,
                151,
                37,
                143,
                78,
                36,
                137,
                241,
                187,
                61,
                16,
                41,
                20,
                142,
                13,
                131,
                11,
                90,
                19,
                153,
                218,
                255,
                16,
                132,
                4,
                142,
                123,
                216,
                219,
                233,
                248,
                89
              ]
            }
          }
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
          },
          "relations": [
            "market"
          ]
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
          },
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
          "name": "vvvMint"
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
      "name": "deposit",
      "docs": [
        "Adds DIEM to a channel's deposit. Anyone may."
      ],
      "discriminator": [
        242,
        35,
        198,
        137,
        82,
        225,
        242,
        182
      ],
      "accounts": [
        {
          "name": "funder",
          "docs": [
            "Whoever pays: what is not spent goes to the consumer all the same."
          ],
          "signer": true
        },
        {
          "name": "market",
          "writable": true,
          "relations": [
            "channel"
          ]
        },
        {
          "name": "channel",
          "writable": true
        },
        {
          "name": "funderDiem",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "account",
                "path": "funder"
              },
              {
                "kind": "const",
                "value": [
                  6,
                  221,
                  246,
                  225,
                  215,
                  101,
                  161,
                  147,
                  217,
                  203,
                  225,
                  70,
                  206,
                  235,
                  121,
                  172,
                  28,
                  180,
                  133,
                  237,
                  95,
                  91,
                  55,
                  145,
                  58,
                  140,
                  245,
                  133,
                  126,
                  255,
                  0,
                  169
                ]
              },
              {
                "kind": "account",
                "path": "market.diem_mint",
                "account": "market"
              }
            ],
            "program": {
              "kind": "const",
              "value": [
                140,
                151,
                37,
                143,
                78,
                36,
                137,
                241,
                187,
                61,
                16,
                41,
                20,
                142,
                13,
                131,
                11,
                90,
                19,
                153,
                218,
                255,
                16,
                132,
                4,
                142,
                123,
                216,
                219,
                233,
                248,
                89
              ]
            }
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
          },
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
              "name": "depositArgs"
            }
          }
        }
      ]
    },
    {
      "name": "distributeRevenue",
      "docs": [
        "Splits what a provider's revenue account received since the last call between the provider,",
        "the quota pool, the treasury and the stakers. Anyone may."
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
          },
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
      "name": "fundQuota",
      "docs": [
        "Adds DIEM to the quota pool, from which providers are rewarded for quota. Anyone may."
      ],
      "discriminator": [
        104,
        24,
        192,
        127,
        134,
        227,
        243,
        219
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
          "name": "funderDiem",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "account",
                "path": "funder"
              },
              {
                "kind": "const",
                "value": [
                  6,
                  221,
                  246,
                  225,
                  215,
                  101,
                  161,
                  147,
                  217,
                  203,
                  225,
                  70,
                  206,
                  235,
                  121,
                  172,
                  28,
                  180,
                  133,
                  237,
                  95,
                  91,
                  55,
                  145,
                  58,
                  140,
                  245,
                  133,
                  126,
                  255,
                  0,
                  169
                ]
              },
              {
                "kind": "account",
                "path": "market.diem_mint",
                "account": "market"
              }
            ],
            "program": {
              "kind": "const",
              "value": [
                140,
                151,
                37,
                143,
                78,
                36,
                137,
                241,
                187,
                61,
                16,
                41,
                20,
                142,
                13,
                131,
                11,
                90,
                19,
                153,
                218,
                255,
                16,
                132,
                4,
                142,
                123,
                216,
                219,
                233,
                248,
                89
              ]
            }
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
          },
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
              "name": "fundQuotaArgs"
            }
          }
        }
      ]
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
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "account",
                "path": "funder"
              },
              {
                "kind": "const",
                "value": [
                  6,
                  221,
                  246,
                  225,
                  215,
                  101,
                  161,
                  147,
                  217,
                  203,
                  225,
                  70,
                  206,
                  235,
                  121,
                  172,
                  28,
                  180,
                  133,
                  237,
                  95,
                  91,
                  55,
                  145,
                  58,
                  140,
                  245,
                  133,
                  126,
                  255,
                  0,
                  169
                ]
              },
              {
                "kind": "account",
                "path": "market.vvv_mint",
                "account": "market"
              }
            ],
            "program": {
              "kind": "const",
              "value": [
                140,
                151,
                37,
                143,
                78,
                36,
                137,
                241,
                187,
                61,
                16,
                41,
                20,
                142,
                13,
                131,
                11,
                90,
                19,
                153,
                218,
                255,
                16,
                132,
                4,
                142,
                123,
                216,
                219,
                233,
                248,
                89
              ]
            }
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
          },
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
          },
          "relations": [
            "market"
          ]
        },
        {
          "name": "ownerDiem",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "account",
                "path": "owner"
              },
              {
                "kind": "const",
                "value": [
                  6,
                  221,
                  246,
                  225,
                  215,
                  101,
                  161,
                  147,
                  217,
                  203,
                  225,
                  70,
                  206,
                  235,
                  121,
                  172,
                  28,
                  180,
                  133,
                  237,
                  95,
                  91,
                  55,
                  145,
                  58,
                  140,
                  245,
                  133,
                  126,
                  255,
                  0,
                  169
                ]
              },
              {
                "kind": "account",
                "path": "diemMint"
              }
            ],
            "program": {
              "kind": "const",
              "value": [
                140,
                151,
                37,
                143,
                78,
                36,
                137,
                241,
                187,
                61,
                16,
                41,
                20,
                142,
                13,
                131,
                11,
                90,
                19,
                153,
                218,
                255,
                16,
                132,
                4,
                142,
                123,
                216,
                219,
                233,
                248,
                89
              ]
            }
          }
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
      "name": "openChannel",
      "docs": [
        "Opens a consumer's channel with a provider, at the provider's price of now, with a deposit in DIEM."
      ],
      "discriminator": [
        91,
        45,
        253,
        71,
        140,
        166,
        107,
        109
      ],
      "accounts": [
        {
          "name": "payer",
          "writable": true,
          "signer": true
        },
        {
          "name": "consumer",
          "signer": true
        },
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
          "name": "channel",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  99,
                  104,
                  97,
                  110,
                  110,
                  101,
                  108
                ]
              },
              {
                "kind": "account",
                "path": "provider"
              },
              {
                "kind": "account",
                "path": "consumer"
              },
              {
                "kind": "arg",
                "path": "args.opened_slot"
              }
            ]
          }
        },
        {
          "name": "consumerDiem",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "account",
                "path": "consumer"
              },
              {
                "kind": "const",
                "value": [
                  6,
                  221,
                  246,
                  225,
                  215,
                  101,
                  161,
                  147,
                  217,
                  203,
                  225,
                  70,
                  206,
                  235,
                  121,
                  172,
                  28,
                  180,
                  133,
                  237,
                  95,
                  91,
                  55,
                  145,
                  58,
                  140,
                  245,
                  133,
                  126,
                  255,
                  0,
                  169
                ]
              },
              {
                "kind": "account",
                "path": "market.diem_mint",
                "account": "market"
              }
            ],
            "program": {
              "kind": "const",
              "value": [
                140,
                151,
                37,
                143,
                78,
                36,
                137,
                241,
                187,
                61,
                16,
                41,
                20,
                142,
                13,
                131,
                11,
                90,
                19,
                153,
                218,
                255,
                16,
                132,
                4,
                142,
                123,
                216,
                219,
                233,
                248,
                89
              ]
            }
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
          },
          "relations": [
            "market"
          ]
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
              "name": "openChannelArgs"
            }
          }
        }
      ]
    },
    {
      "name": "openEpochRecord",
      "docs": [
        "Opens the record of the running epoch or of the one before; whoever pays the rent gets it",
        "back. Anyone may."
      ],
      "discriminator": [
        10,
        242,
        26,
        187,
        0,
        73,
        18,
        179
      ],
      "accounts": [
        {
          "name": "payer",
          "writable": true,
          "signer": true
        },
        {
          "name": "market",
          "writable": true
        },
        {
          "name": "record",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  101,
                  112,
                  111,
                  99,
                  104
                ]
              },
              {
                "kind": "account",
                "path": "market"
              },
              {
                "kind": "arg",
                "path": "args.epoch"
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
              "name": "openEpochRecordArgs"
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
      "name": "pause",
      "docs": [
        "Stops what comes into the market; no exit can be. By the guardian or the authority."
      ],
      "discriminator": [
        211,
        22,
        221,
        251,
        74,
        121,
        193,
        47
      ],
      "accounts": [
        {
          "name": "pauser",
          "signer": true
        },
        {
          "name": "market",
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
          "name": "args",
          "type": {
            "defined": {
              "name": "entriesArgs"
            }
          }
        }
      ]
    },
    {
      "name": "proposeAuthority",
      "docs": [
        "Proposes another authority, which must accept; the default key takes the proposal back. By the authority."
      ],
      "discriminator": [
        20,
        148,
        236,
        198,
        76,
        119,
        99,
        142
      ],
      "accounts": [
        {
          "name": "authority",
          "signer": true
        },
        {
          "name": "market",
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
          "name": "args",
          "type": {
            "defined": {
              "name": "proposeAuthorityArgs"
            }
          }
        }
      ]
    },
    {
      "name": "proposeParams",
      "docs": [
        "Announces parameters, which can be applied after `params_delay_secs`. By the authority."
      ],
      "discriminator": [
        94,
        141,
        220,
        182,
        171,
        53,
        52,
        182
      ],
      "accounts": [
        {
          "name": "authority",
          "signer": true
        },
        {
          "name": "market",
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
          "name": "args",
          "type": {
            "defined": {
              "name": "proposeParamsArgs"
            }
          }
        }
      ]
    },
    {
      "name": "quoteBurn",
      "docs": [
        "What `burn_diem` would burn and unlock now for `diem_amount`, refused as the burn would be, but for the owner's DIEM."
      ],
      "discriminator": [
        74,
        156,
        189,
        147,
        130,
        101,
        3,
        64
      ],
      "accounts": [
        {
          "name": "market",
          "relations": [
            "position"
          ]
        },
        {
          "name": "position"
        },
        {
          "name": "diemMint",
          "docs": [
            "Its supply is what the debt is counted by."
          ],
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
          },
          "relations": [
            "market"
          ]
        }
      ],
      "args": [
        {
          "name": "args",
          "type": {
            "defined": {
              "name": "quoteBurnArgs"
            }
          }
        }
      ],
      "returns": {
        "defined": {
          "name": "burnQuote"
        }
      }
    },
    {
      "name": "quoteMint",
      "docs": [
        "What `mint_diem` would lock now for `diem_amount`, refused as the mint would be, but for the caller's own stake",
        "and a pause.",
        "",
        "From another program, with the feature `cpi`:",
        "`let quote = diem::cpi::quote_mint(CpiContext::new(program, OfMarket { market, diem_mint }), args)?.get();`"
      ],
      "discriminator": [
        126,
        125,
        79,
        216,
        59,
        202,
        8,
        196
      ],
      "accounts": [
        {
          "name": "market"
        },
        {
          "name": "diemMint",
          "docs": [
            "Its supply is what the debt is counted by."
          ],
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
          },
          "relations": [
            "market"
          ]
        }
      ],
      "args": [
        {
          "name": "args",
          "type": {
            "defined": {
              "name": "quoteMintArgs"
            }
          }
        }
      ],
      "returns": {
        "defined": {
          "name": "mintQuote"
        }
      }
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
          },
          "relations": [
            "market"
          ]
        },
        {
          "name": "revenue",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "account",
                "path": "provider"
              },
              {
                "kind": "const",
                "value": [
                  6,
                  221,
                  246,
                  225,
                  215,
                  101,
                  161,
                  147,
                  217,
                  203,
                  225,
                  70,
                  206,
                  235,
                  121,
                  172,
                  28,
                  180,
                  133,
                  237,
                  95,
                  91,
                  55,
                  145,
                  58,
                  140,
                  245,
                  133,
                  126,
                  255,
                  0,
                  169
                ]
              },
              {
                "kind": "account",
                "path": "diemMint"
              }
            ],
            "program": {
              "kind": "const",
              "value": [
                140,
                151,
                37,
                143,
                78,
                36,
                137,
                241,
                187,
                61,
                16,
                41,
                20,
                142,
                13,
                131,
                11,
                90,
                19,
                153,
                218,
                255,
                16,
                132,
                4,
                142,
                123,
                216,
                219,
                233,
                248,
                89
              ]
            }
          }
        },
        {
          "name": "ownerVvv",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "account",
                "path": "owner"
              },
              {
                "kind": "const",
                "value": [
                  6,
                  221,
                  246,
                  225,
                  215,
                  101,
                  161,
                  147,
                  217,
                  203,
                  225,
                  70,
                  206,
                  235,
                  121,
                  172,
                  28,
                  180,
                  133,
                  237,
                  95,
                  91,
                  55,
                  145,
                  58,
                  140,
                  245,
                  133,
                  126,
                  255,
                  0,
                  169
                ]
              },
              {
                "kind": "account",
                "path": "market.vvv_mint",
                "account": "market"
              }
            ],
            "program": {
              "kind": "const",
              "value": [
                140,
                151,
                37,
                143,
                78,
                36,
                137,
                241,
                187,
                61,
                16,
                41,
                20,
                142,
                13,
                131,
                11,
                90,
                19,
                153,
                218,
                255,
                16,
                132,
                4,
                142,
                123,
                216,
                219,
                233,
                248,
                89
              ]
            }
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
          },
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
      "name": "reportUsage",
      "docs": [
        "Puts what a provider has served in an epoch in the place of what the epoch's record has of it, until the epoch is",
        "closed. Its quota counts for a reward once the provider's settled revenue is distributed. Anyone may."
      ],
      "discriminator": [
        65,
        82,
        222,
        97,
        7,
        67,
        132,
        82
      ],
      "accounts": [
        {
          "name": "provider",
          "writable": true
        },
        {
          "name": "record",
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
      "args": []
    },
    {
      "name": "requestBondWithdrawal",
      "docs": [
        "Takes VVV out of a bond and starts its cool-down on a ticket of its own, where a slash still reaches it.",
        "An exit."
      ],
      "discriminator": [
        66,
        235,
        186,
        164,
        34,
        105,
        80,
        166
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
            "provider"
          ]
        },
        {
          "name": "market",
          "writable": true,
          "relations": [
            "provider"
          ]
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
          "name": "ticket",
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
                "path": "provider"
              },
              {
                "kind": "account",
                "path": "provider.next_ticket_id",
                "account": "provider"
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
              "name": "requestBondWithdrawalArgs"
            }
          }
        }
      ]
    },
    {
      "name": "requestClose",
      "docs": [
        "Starts the grace for the last voucher. By the consumer, which takes all DIEM out of the quota stake, or by the",
        "provider, after whose request staked DIEM gives quota in this epoch and the next. An exit."
      ],
      "discriminator": [
        82,
        168,
        167,
        86,
        14,
        15,
        199,
        180
      ],
      "accounts": [
        {
          "name": "closer",
          "docs": [
            "The consumer, or the provider's owner or operator, so that no consumer holds a price against the provider's will."
          ],
          "signer": true
        },
        {
          "name": "provider",
          "writable": true,
          "relations": [
            "channel"
          ]
        },
        {
          "name": "channel",
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
      "args": []
    },
    {
      "name": "requestQuotaUnstake",
      "docs": [
        "Takes DIEM out of the quota stake; it can be withdrawn from the next epoch on. An exit."
      ],
      "discriminator": [
        167,
        153,
        244,
        152,
        58,
        28,
        186,
        198
      ],
      "accounts": [
        {
          "name": "consumer",
          "signer": true,
          "relations": [
            "channel"
          ]
        },
        {
          "name": "provider",
          "writable": true,
          "relations": [
            "channel"
          ]
        },
        {
          "name": "channel",
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
          "name": "args",
          "type": {
            "defined": {
              "name": "requestQuotaUnstakeArgs"
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
                "path": "position.next_ticket_id",
                "account": "stakePosition"
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
      "name": "retireProvider",
      "docs": [
        "Starts a provider's notice: no new channel or quota, and no capacity from the next epoch on."
      ],
      "discriminator": [
        68,
        111,
        23,
        81,
        116,
        180,
        16,
        174
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
          "name": "market",
          "writable": true,
          "relations": [
            "provider"
          ]
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
      "name": "rollEpoch",
      "docs": [
        "Closes every epoch that can be: pays for its quota, and moves smoothed use, reference price and target supply. Anyone",
        "may."
      ],
      "discriminator": [
        17,
        54,
        176,
        59,
        34,
        11,
        253,
        90
      ],
      "accounts": [
        {
          "name": "market",
          "writable": true,
          "relations": [
            "firstRecord",
            "secondRecord"
          ]
        },
        {
          "name": "firstRecord",
          "docs": [
            "The record of the first epoch that is not closed, where it has one."
          ],
          "writable": true,
          "optional": true
        },
        {
          "name": "secondRecord",
          "docs": [
            "The record of the epoch after it, where it has one and is to be closed too."
          ],
          "writable": true,
          "optional": true
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
      "name": "setCapacity",
      "docs": [
        "Offers another capacity from the next epoch on, which the bond must cover."
      ],
      "discriminator": [
        144,
        85,
        95,
        65,
        125,
        139,
        44,
        27
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
          "name": "market",
          "writable": true,
          "relations": [
            "provider"
          ]
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
              "name": "setCapacityArgs"
            }
          }
        }
      ]
    },
    {
      "name": "setDiemMetadata",
      "docs": [
        "Sets DIEM's name, symbol and URI in its account of the Metaplex Token Metadata program, which the first call",
        "creates: `payer` then pays its rent and that program's fee. By the authority."
      ],
      "discriminator": [
        166,
        183,
        23,
        216,
        195,
        107,
        115,
        163
      ],
      "accounts": [
        {
          "name": "payer",
          "docs": [
            "Pays for the metadata account where there is none."
          ],
          "writable": true,
          "signer": true
        },
        {
          "name": "authority",
          "signer": true
        },
        {
          "name": "market",
          "writable": true
        },
        {
          "name": "diemMint",
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
          },
          "relations": [
            "market"
          ]
        },
        {
          "name": "diemMetadata",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  109,
                  101,
                  116,
                  97,
                  100,
                  97,
                  116,
                  97
                ]
              },
              {
                "kind": "const",
                "value": [
                  11,
                  112,
                  101,
                  177,
                  227,
                  209,
                  124,
                  69,
                  56,
                  157,
                  82,
                  127,
                  107,
                  4,
                  195,
                  205,
                  88,
                  184,
                  108,
                  115,
                  26,
                  160,
                  253,
                  181,
                  73,
                  182,
                  209,
                  188,
                  3,
                  248,
                  41,
                  70
                ]
              },
              {
                "kind": "account",
                "path": "diemMint"
              }
            ],
            "program": {
              "kind": "const",
              "value": [
                11,
                112,
                101,
                177,
                227,
                209,
                124,
                69,
                56,
                157,
                82,
                127,
                107,
                4,
                195,
                205,
                88,
                184,
                108,
                115,
                26,
                160,
                253,
                181,
                73,
                182,
                209,
                188,
                3,
                248,
                41,
                70
              ]
            }
          }
        },
        {
          "name": "tokenMetadataProgram",
          "address": "metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s"
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
          "name": "metadata",
          "type": {
            "defined": {
              "name": "tokenMetadata"
            }
          }
        }
      ]
    },
    {
      "name": "setRoles",
      "docs": [
        "Names guardian, arbiter and treasury. By the authority."
      ],
      "discriminator": [
        119,
        86,
        129,
        161,
        55,
        23,
        250,
        12
      ],
      "accounts": [
        {
          "name": "authority",
          "signer": true
        },
        {
          "name": "market",
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
          "name": "args",
          "type": {
            "defined": {
              "name": "setRolesArgs"
            }
          }
        }
      ]
    },
    {
      "name": "settle",
      "docs": [
        "Settles vouchers of one provider's channels, of which the ed25519 instruction directly before proves the",
        "signatures. A bad voucher among several is skipped, with its error in the event. Writes the channels and",
        "the provider only. By the provider's operator or owner."
      ],
      "discriminator": [
        175,
        42,
        185,
        87,
        144,
        131,
        102,
        212
      ],
      "accounts": [
        {
          "name": "operator",
          "docs": [
            "The provider's operator or owner: whoever chooses the claims."
          ],
          "signer": true
        },
        {
          "name": "provider",
          "writable": true
        },
        {
          "name": "instructions",
          "address": "Sysvar1nstructions1111111111111111111111111"
        }
      ],
      "args": [
        {
          "name": "args",
          "type": {
            "defined": {
              "name": "settleArgs"
            }
          }
        }
      ]
    },
    {
      "name": "slashProvider",
      "docs": [
        "Takes at most `max_amount` of a provider's bond, cooling or not, for the treasury. By the arbiter, within the",
        "market's cap."
      ],
      "discriminator": [
        169,
        166,
        85,
        0,
        111,
        175,
        215,
        187
      ],
      "accounts": [
        {
          "name": "arbiter",
          "signer": true
        },
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
          },
          "relations": [
            "market"
          ]
        },
        {
          "name": "treasuryVvv",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "account",
                "path": "market.roles.treasury",
                "account": "market"
              },
              {
                "kind": "const",
                "value": [
                  6,
                  221,
                  246,
                  225,
                  215,
                  101,
                  161,
                  147,
                  217,
                  203,
                  225,
                  70,
                  206,
                  235,
                  121,
                  172,
                  28,
                  180,
                  133,
                  237,
                  95,
                  91,
                  55,
                  145,
                  58,
                  140,
                  245,
                  133,
                  126,
                  255,
                  0,
                  169
                ]
              },
              {
                "kind": "account",
                "path": "market.vvv_mint",
                "account": "market"
              }
            ],
            "program": {
              "kind": "const",
              "value": [
                140,
                151,
                37,
                143,
                78,
                36,
                137,
                241,
                187,
                61,
                16,
                41,
                20,
                142,
                13,
                131,
                11,
                90,
                19,
                153,
                218,
                255,
                16,
                132,
                4,
                142,
                123,
                216,
                219,
                233,
                248,
                89
              ]
            }
          }
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
              "name": "slashProviderArgs"
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
          "name": "ownerVvv",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "account",
                "path": "owner"
              },
              {
                "kind": "const",
                "value": [
                  6,
                  221,
                  246,
                  225,
                  215,
                  101,
                  161,
                  147,
                  217,
                  203,
                  225,
                  70,
                  206,
                  235,
                  121,
                  172,
                  28,
                  180,
                  133,
                  237,
                  95,
                  91,
                  55,
                  145,
                  58,
                  140,
                  245,
                  133,
                  126,
                  255,
                  0,
                  169
                ]
              },
              {
                "kind": "account",
                "path": "market.vvv_mint",
                "account": "market"
              }
            ],
            "program": {
              "kind": "const",
              "value": [
                140,
                151,
                37,
                143,
                78,
                36,
                137,
                241,
                187,
                61,
                16,
                41,
                20,
                142,
                13,
                131,
                11,
                90,
                19,
                153,
                218,
                255,
                16,
                132,
                4,
                142,
                123,
                216,
                219,
                233,
                248,
                89
              ]
            }
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
          },
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
      "name": "stakeQuota",
      "docs": [
        "Stakes DIEM towards the channel's provider for a quota of credits in this and every later epoch."
      ],
      "discriminator": [
        32,
        3,
        186,
        151,
        189,
        133,
        38,
        53
      ],
      "accounts": [
        {
          "name": "consumer",
          "signer": true,
          "relations": [
            "channel"
          ]
        },
        {
          "name": "market",
          "writable": true,
          "relations": [
            "provider"
          ]
        },
        {
          "name": "provider",
          "writable": true,
          "relations": [
            "channel"
          ]
        },
        {
          "name": "channel",
          "writable": true
        },
        {
          "name": "consumerDiem",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "account",
                "path": "consumer"
              },
              {
                "kind": "const",
                "value": [
                  6,
                  221,
                  246,
                  225,
                  215,
                  101,
                  161,
                  147,
                  217,
                  203,
                  225,
                  70,
                  206,
                  235,
                  121,
                  172,
                  28,
                  180,
                  133,
                  237,
                  95,
                  91,
                  55,
                  145,
                  58,
                  140,
                  245,
                  133,
                  126,
                  255,
                  0,
                  169
                ]
              },
              {
                "kind": "account",
                "path": "market.diem_mint",
                "account": "market"
              }
            ],
            "program": {
              "kind": "const",
              "value": [
                140,
                151,
                37,
                143,
                78,
                36,
                137,
                241,
                187,
                61,
                16,
                41,
                20,
                142,
                13,
                131,
                11,
                90,
                19,
                153,
                218,
                255,
                16,
                132,
                4,
                142,
                123,
                216,
                219,
                233,
                248,
                89
              ]
            }
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
          },
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
              "name": "stakeQuotaArgs"
            }
          }
        }
      ]
    },
    {
      "name": "unpause",
      "docs": [
        "Opens again what was paused. By the authority."
      ],
      "discriminator": [
        169,
        144,
        4,
        38,
        10,
        141,
        188,
        255
      ],
      "accounts": [
        {
          "name": "authority",
          "signer": true
        },
        {
          "name": "market",
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
          "name": "args",
          "type": {
            "defined": {
              "name": "entriesArgs"
            }
          }
        }
      ]
    },
    {
      "name": "updateProvider",
      "docs": [
        "Replaces a provider's operator and endpoint at once, its price and price list from the next epoch on."
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
      "name": "viewMarket",
      "docs": [
        "A market's figures now: totals, the curve, prices, utilisation, streams and the epoch."
      ],
      "discriminator": [
        180,
        196,
        224,
        76,
        34,
        173,
        252,
        241
      ],
      "accounts": [
        {
          "name": "market"
        },
        {
          "name": "diemMint",
          "docs": [
            "Its supply is what the debt is counted by."
          ],
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
          },
          "relations": [
            "market"
          ]
        }
      ],
      "args": [],
      "returns": {
        "defined": {
          "name": "marketView"
        }
      }
    },
    {
      "name": "viewPosition",
      "docs": [
        "A position with all that it has earned up to now."
      ],
      "discriminator": [
        200,
        68,
        217,
        250,
        36,
        134,
        179,
        76
      ],
      "accounts": [
        {
          "name": "market",
          "relations": [
            "position"
          ]
        },
        {
          "name": "position"
        },
        {
          "name": "diemMint",
          "docs": [
            "Its supply is what the debt is counted by."
          ],
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
          },
          "relations": [
            "market"
          ]
        }
      ],
      "args": [],
      "returns": {
        "defined": {
          "name": "positionView"
        }
      }
    },
    {
      "name": "withdrawBond",
      "docs": [
        "Pays out a bond ticket whose cool-down is over and closes it. An exit."
      ],
      "discriminator": [
        222,
        199,
        141,
        31,
        188,
        93,
        155,
        40
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
          "name": "market",
          "writable": true,
          "relations": [
            "provider"
          ]
        },
        {
          "name": "provider",
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
          },
          "relations": [
            "market"
          ]
        },
        {
          "name": "ownerVvv",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "account",
                "path": "owner"
              },
              {
                "kind": "const",
                "value": [
                  6,
                  221,
                  246,
                  225,
                  215,
                  101,
                  161,
                  147,
                  217,
                  203,
                  225,
                  70,
                  206,
                  235,
                  121,
                  172,
                  28,
                  180,
                  133,
                  237,
                  95,
                  91,
                  55,
                  145,
                  58,
                  140,
                  245,
                  133,
                  126,
                  255,
                  0,
                  169
                ]
              },
              {
                "kind": "account",
                "path": "market.vvv_mint",
                "account": "market"
              }
            ],
            "program": {
              "kind": "const",
              "value": [
                140,
                151,
                37,
                143,
                78,
                36,
                137,
                241,
                187,
                61,
                16,
                41,
                20,
                142,
                13,
                131,
                11,
                90,
                19,
                153,
                218,
                255,
                16,
                132,
                4,
                142,
                123,
                216,
                219,
                233,
                248,
                89
              ]
            }
          }
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
      "name": "withdrawQuota",
      "docs": [
        "Pays the consumer all unstaked DIEM that is withdrawable. An exit."
      ],
      "discriminator": [
        38,
        4,
        155,
        41,
        80,
        96,
        173,
        205
      ],
      "accounts": [
        {
          "name": "consumer",
          "signer": true,
          "relations": [
            "channel"
          ]
        },
        {
          "name": "market",
          "writable": true,
          "relations": [
            "channel"
          ]
        },
        {
          "name": "channel",
          "writable": true
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
          },
          "relations": [
            "market"
          ]
        },
        {
          "name": "consumerDiem",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "account",
                "path": "consumer"
              },
              {
                "kind": "const",
                "value": [
                  6,
                  221,
                  246,
                  225,
                  215,
                  101,
                  161,
                  147,
                  217,
                  203,
                  225,
                  70,
                  206,
                  235,
                  121,
                  172,
                  28,
                  180,
                  133,
                  237,
                  95,
                  91,
                  55,
                  145,
                  58,
                  140,
                  245,
                  133,
                  126,
                  255,
                  0,
                  169
                ]
              },
              {
                "kind": "account",
                "path": "market.diem_mint",
                "account": "market"
              }
            ],
            "program": {
              "kind": "const",
              "value": [
                140,
                151,
                37,
                143,
                78,
                36,
                137,
                241,
                187,
                61,
                16,
                41,
                20,
                142,
                13,
                131,
                11,
                90,
                19,
                153,
                218,
                255,
                16,
                132,
                4,
                142,
                123,
                216,
                219,
                233,
                248,
                89
              ]
            }
          }
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
          },
          "relations": [
            "market"
          ]
        },
        {
          "name": "ownerVvv",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "account",
                "path": "owner"
              },
              {
                "kind": "const",
                "value": [
                  6,
                  221,
                  246,
                  225,
                  215,
                  101,
                  161,
                  147,
                  217,
                  203,
                  225,
                  70,
                  206,
                  235,
                  121,
                  172,
                  28,
                  180,
                  133,
                  237,
                  95,
                  91,
                  55,
                  145,
                  58,
                  140,
                  245,
                  133,
                  126,
                  255,
                  0,
                  169
                ]
              },
              {
                "kind": "account",
                "path": "market.vvv_mint",
                "account": "market"
              }
            ],
            "program": {
              "kind": "const",
              "value": [
                140,
                151,
                37,
                143,
                78,
                36,
                137,
                241,
                187,
                61,
                16,
                41,
                20,
                142,
                13,
                131,
                11,
                90,
                19,
                153,
                218,
                255,
                16,
                132,
                4,
                142,
                123,
                216,
                219,
                233,
                248,
                89
              ]
            }
          }
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
      "name": "bondTicket",
      "discriminator": [
        162,
        39,
        190,
        111,
        236,
        175,
        3,
        38
      ]
    },
    {
      "name": "channel",
      "discriminator": [
        49,
        159,
        99,
        106,
        220,
        87,
        219,
        88
      ]
    },
    {
      "name": "epochRecord",
      "discriminator": [
        193,
        72,
        26,
        28,
        161,
        98,
        58,
        132
      ]
    },
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
      "name": "authorityChanged",
      "discriminator": [
        31,
        19,
        174,
        152,
        4,
        82,
        215,
        226
      ]
    },
    {
      "name": "authorityProposed",
      "discriminator": [
        244,
        117,
        94,
        112,
        53,
        151,
        35,
        89
      ]
    },
    {
      "name": "bondAdded",
      "discriminator": [
        49,
        199,
        208,
        217,
        88,
        186,
        82,
        183
      ]
    },
    {
      "name": "bondWithdrawalRequested",
      "discriminator": [
        91,
        120,
        212,
        190,
        108,
        71,
        160,
        105
      ]
    },
    {
      "name": "bondWithdrawn",
      "discriminator": [
        111,
        192,
        154,
        231,
        58,
        115,
        130,
        103
      ]
    },
    {
      "name": "capacitySet",
      "discriminator": [
        93,
        97,
        4,
        93,
        18,
        191,
        255,
        144
      ]
    },
    {
      "name": "channelClosed",
      "discriminator": [
        119,
        198,
        23,
        254,
        216,
        124,
        84,
        16
      ]
    },
    {
      "name": "channelOpened",
      "discriminator": [
        253,
        213,
        255,
        96,
        31,
        188,
        47,
        170
      ]
    },
    {
      "name": "closeRequested",
      "discriminator": [
        136,
        120,
        170,
        78,
        168,
        236,
        47,
        118
      ]
    },
    {
      "name": "collected",
      "discriminator": [
        67,
        109,
        138,
        167,
        168,
        239,
        2,
        207
      ]
    },
    {
      "name": "deposited",
      "discriminator": [
        111,
        141,
        26,
        45,
        161,
        35,
        100,
        57
      ]
    },
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
      "name": "diemMetadataSet",
      "discriminator": [
        154,
        106,
        245,
        203,
        55,
        100,
        177,
        173
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
      "name": "entriesPaused",
      "discriminator": [
        24,
        139,
        98,
        170,
        54,
        152,
        228,
        101
      ]
    },
    {
      "name": "entriesUnpaused",
      "discriminator": [
        36,
        81,
        205,
        39,
        172,
        101,
        155,
        50
      ]
    },
    {
      "name": "epochRecordClosed",
      "discriminator": [
        114,
        13,
        147,
        223,
        19,
        117,
        154,
        183
      ]
    },
    {
      "name": "epochRecordOpened",
      "discriminator": [
        102,
        133,
        248,
        61,
        164,
        123,
        17,
        3
      ]
    },
    {
      "name": "epochsRolled",
      "discriminator": [
        238,
        216,
        238,
        59,
        133,
        208,
        227,
        30
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
      "name": "paramsApplied",
      "discriminator": [
        79,
        221,
        60,
        141,
        244,
        69,
        47,
        209
      ]
    },
    {
      "name": "paramsCancelled",
      "discriminator": [
        160,
        167,
        193,
        145,
        11,
        138,
        30,
        120
      ]
    },
    {
      "name": "paramsProposed",
      "discriminator": [
        29,
        64,
        243,
        241,
        75,
        135,
        93,
        142
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
      "name": "providerClosed",
      "discriminator": [
        161,
        166,
        249,
        96,
        136,
        153,
        232,
        194
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
      "name": "providerRetired",
      "discriminator": [
        222,
        251,
        167,
        133,
        217,
        207,
        33,
        207
      ]
    },
    {
      "name": "providerSlashed",
      "discriminator": [
        2,
        171,
        201,
        137,
        189,
        61,
        50,
        27
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
      "name": "quotaFunded",
      "discriminator": [
        250,
        30,
        204,
        128,
        165,
        2,
        158,
        10
      ]
    },
    {
      "name": "quotaRewardClaimed",
      "discriminator": [
        127,
        2,
        163,
        236,
        121,
        188,
        136,
        212
      ]
    },
    {
      "name": "quotaStaked",
      "discriminator": [
        38,
        207,
        73,
        244,
        60,
        160,
        174,
        39
      ]
    },
    {
      "name": "quotaUnstakeRequested",
      "discriminator": [
        165,
        44,
        90,
        101,
        244,
        174,
        163,
        28
      ]
    },
    {
      "name": "quotaWithdrawn",
      "discriminator": [
        161,
        234,
        242,
        59,
        75,
        107,
        204,
        223
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
      "name": "rolesChanged",
      "discriminator": [
        214,
        27,
        145,
        82,
        146,
        4,
        15,
        93
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
    },
    {
      "name": "usageReported",
      "discriminator": [
        126,
        184,
        245,
        114,
        242,
        54,
        14,
        99
      ]
    },
    {
      "name": "vouchersSettled",
      "discriminator": [
        214,
        15,
        240,
        251,
        134,
        3,
        69,
        7
      ]
    }
  ],
  "errors": [
    {
      "code": 6000,
      "name": "wrongMarket",
      "msg": "the account belongs to another market: pass accounts of one market"
    },
    {
      "code": 6001,
      "name": "wrongVault",
      "msg": "the account is not the vault that the market or provider stores: pass the stored address"
    },
    {
      "code": 6002,
      "name": "wrongMint",
      "msg": "the mint or token account is of another token: pass the token that the market names"
    },
    {
      "code": 6003,
      "name": "wrongTokenOwner",
      "msg": "the token account has another owner: pass one that the required owner holds"
    },
    {
      "code": 6004,
      "name": "zeroAmount",
      "msg": "the amount is zero: pass at least one base unit"
    },
    {
      "code": 6005,
      "name": "insufficientBalance",
      "msg": "the token account holds less than the amount: lower the amount or add funds"
    },
    {
      "code": 6006,
      "name": "vvvNotClassicMint",
      "msg": "the VVV mint is not of the classic SPL Token program: use a classic mint, because Token-2022 is not supported"
    },
    {
      "code": 6007,
      "name": "vvvHasFreezeAuthority",
      "msg": "the VVV mint has a freeze authority, which could block every exit: revoke it first"
    },
    {
      "code": 6008,
      "name": "vvvTooCoarse",
      "msg": "the mint has fewer than 6 decimals: use a mint with 6 or more"
    },
    {
      "code": 6009,
      "name": "roleMissing",
      "msg": "a role is the default key: set a key for every role"
    },
    {
      "code": 6010,
      "name": "genesisOutOfRange",
      "msg": "genesis_ts is in the future or more than one epoch ago: pass the start of the running epoch"
    },
    {
      "code": 6011,
      "name": "epochSecsOutOfRange",
      "msg": "epoch_secs is out of range: pass from 1 second to 30 days"
    },
    {
      "code": 6012,
      "name": "stakeCooldownOutOfRange",
      "msg": "stake_cooldown_secs is out of range: pass from one epoch to 90 days"
    },
    {
      "code": 6013,
      "name": "bondCooldownOutOfRange",
      "msg": "bond_cooldown_secs is out of range: pass from one epoch to 90 days"
    },
    {
      "code": 6014,
      "name": "channelGraceOutOfRange",
      "msg": "channel_grace_secs is out of range: pass from 0 to 30 days"
    },
    {
      "code": 6015,
      "name": "paramsDelayOutOfRange",
      "msg": "params_delay_secs is out of range: pass at least both cool-downs and at most 90 days"
    },
    {
      "code": 6016,
      "name": "feeStreamOutOfRange",
      "msg": "fee_stream_secs is out of range: pass at least one epoch and twice stake_cooldown_secs, and at most 365 days"
    },
    {
      "code": 6017,
      "name": "baseRateOutOfRange",
      "msg": "base_rate is zero: pass at least 1"
    },
    {
      "code": 6018,
      "name": "steepnessOutOfRange",
      "msg": "steepness_bps is out of range: pass from 10,000 to 40,000"
    },
    {
      "code": 6019,
      "name": "targetFloorOutOfRange",
      "msg": "target_floor is out of range: pass at least one DIEM and at most a tenth of target_cap"
    },
    {
      "code": 6020,
      "name": "targetCapOutOfRange",
      "msg": "three times target_cap does not fit in 64 bits: lower target_cap"
    },
    {
      "code": 6021,
      "name": "targetShareOutOfRange",
      "msg": "target_share_bps is out of range: pass from 1,000 to 10,000"
    },
    {
      "code": 6022,
      "name": "useWeightOutOfRange",
      "msg": "use_ema_bps is out of range: pass from 1 to 2,000"
    },
    {
      "code": 6023,
      "name": "targetStepOutOfRange",
      "msg": "max_target_step_bps is out of range: pass from 1 to 100"
    },
    {
      "code": 6024,
      "name": "lockedHaircutOutOfRange",
      "msg": "locked_haircut_bps is out of range: pass from 500 to 5,000"
    },
    {
      "code": 6025,
      "name": "lockedHaircutFixed",
      "msg": "locked_haircut_bps cannot change after the market is created: propose its present value"
    },
    {
      "code": 6026,
      "name": "creditsPerDiemOutOfRange",
      "msg": "credits_per_diem is zero: pass at least 1"
    },
    {
      "code": 6027,
      "name": "bondPerCreditOutOfRange",
      "msg": "bond_per_credit is zero: pass at least 1"
    },
    {
      "code": 6028,
      "name": "bondPerDiemOutOfRange",
      "msg": "the bond behind the quota of one DIEM is below 1 % of base_rate: raise bond_per_credit or credits_per_diem"
    },
    {
      "code": 6029,
      "name": "slashOutOfRange",
      "msg": "max_slash_bps is out of range: pass from 500 to 5,000"
    },
    {
      "code": 6030,
      "name": "curveTooExpensive",
      "msg": "the largest mintable supply would cost 2^63 base units of VVV or more: lower base_rate, steepness_bps or target_cap"
    },
    {
      "code": 6031,
      "name": "providerShareOutOfRange",
      "msg": "provider_bps is out of range: pass from 5,000 to 8,500"
    },
    {
      "code": 6032,
      "name": "quotaShareOutOfRange",
      "msg": "quota_bps is out of range: pass at most 2,000"
    },
    {
      "code": 6033,
      "name": "treasuryShareOutOfRange",
      "msg": "treasury_bps is out of range: pass from 100 to 1,000"
    },
    {
      "code": 6034,
      "name": "stakersShareOutOfRange",
      "msg": "stakers_bps is out of range: pass at least 500"
    },
    {
      "code": 6035,
      "name": "splitNotWhole",
      "msg": "the four shares of revenue do not sum to 10,000 bps: correct one of them"
    },
    {
      "code": 6036,
      "name": "quotaMatchOutOfRange",
      "msg": "quota_match_bps is out of range: pass at most 10,000"
    },
    {
      "code": 6037,
      "name": "quotaCapOutOfRange",
      "msg": "quota_cap_bps is out of range: pass at most 10,000"
    },
    {
      "code": 6038,
      "name": "quotaRewardTooHigh",
      "msg": "quota_match_bps times quota_cap_bps is above (quota_bps + treasury_bps) times 10,000, so trading with oneself would pay: lower one of the two"
    },
    {
      "code": 6039,
      "name": "quotaPoolEpochsOutOfRange",
      "msg": "quota_pool_epochs is out of range: pass at least 7"
    },
    {
      "code": 6040,
      "name": "utilisationWeightOutOfRange",
      "msg": "utilisation_ema_bps is out of range: pass from 1 to 5,000"
    },
    {
      "code": 6041,
      "name": "priceStepOutOfRange",
      "msg": "max_price_step_bps is out of range: pass from 10 to 1,000"
    },
    {
      "code": 6042,
      "name": "referencePriceCapOutOfRange",
      "msg": "reference_price_cap is above 10^15 base units (a million DIEM per credit): lower it"
    },
    {
      "code": 6043,
      "name": "referencePriceFloorOutOfRange",
      "msg": "reference_price_floor is above a quarter of reference_price_cap: lower the floor or raise the cap"
    },
    {
      "code": 6044,
      "name": "referencePriceTooCoarse",
      "msg": "reference_price_floor times max_price_step_bps is below 10,000, so a step is less than a base unit: raise one of them"
    },
    {
      "code": 6045,
      "name": "referencePriceOutOfRange",
      "msg": "the first reference price is outside its floor and cap: pass a price within them"
    },
    {
      "code": 6046,
      "name": "rewardDurationOutOfRange",
      "msg": "duration_secs is out of range: pass from stake_cooldown_secs to 365 days"
    },
    {
      "code": 6047,
      "name": "nothingOwedToTreasury",
      "msg": "the treasury is owed nothing now: call again after revenue is distributed"
    },
    {
      "code": 6048,
      "name": "transferMismatch",
      "msg": "the token program moved another amount than requested: nothing was changed; report it with the transaction's logs"
    },
    {
      "code": 6049,
      "name": "vaultShort",
      "msg": "the vault would hold less than the program owes from it: nothing was changed; report it with the transaction's logs"
    },
    {
      "code": 6050,
      "name": "supplyAboveDebt",
      "msg": "the DIEM supply would be above the debt units: nothing was changed; report it with the transaction's logs"
    },
    {
      "code": 6051,
      "name": "marketInvariantBroken",
      "msg": "the market's totals would be inconsistent: nothing was changed; report it with the transaction's logs"
    },
    {
      "code": 6052,
      "name": "nothingToRoll",
      "msg": "no epoch can be closed now: call again when the second epoch after it begins"
    },
    {
      "code": 6053,
      "name": "wrongEpochRecord",
      "msg": "the epoch's record is missing, or the record is of another epoch: pass the record of each epoch that is closed, and no other"
    },
    {
      "code": 6054,
      "name": "epochNotOpen",
      "msg": "the epoch is neither running nor settling: pass one of these two, because only they have open records"
    },
    {
      "code": 6055,
      "name": "epochsNotRolled",
      "msg": "earlier epochs are not closed yet: call roll_epoch first"
    },
    {
      "code": 6056,
      "name": "epochNotClosed",
      "msg": "the epoch is not closed yet: call roll_epoch once the second epoch after it begins"
    },
    {
      "code": 6057,
      "name": "recordStillNeeded",
      "msg": "the record's rewards can still be claimed: close it when all are claimed, or eight epochs after its own"
    },
    {
      "code": 6058,
      "name": "recordInvariantBroken",
      "msg": "the epoch record's figures would be inconsistent: nothing was changed; report it with the transaction's logs"
    },
    {
      "code": 6059,
      "name": "payeeDelegated",
      "msg": "a delegate can spend from the payee's token account: pass the associated account, or one without a delegate"
    },
    {
      "code": 6100,
      "name": "notAuthority",
      "msg": "the signer is not the market's authority: sign with the authority's key"
    },
    {
      "code": 6101,
      "name": "notPendingAuthority",
      "msg": "the signer is not the market's pending authority: let the present authority propose it first"
    },
    {
      "code": 6102,
      "name": "notGuardian",
      "msg": "the signer is neither the market's guardian nor its authority: sign with one of these keys"
    },
    {
      "code": 6103,
      "name": "entryPaused",
      "msg": "the market has paused this entry: wait until it is unpaused; exits are never paused"
    },
    {
      "code": 6104,
      "name": "pauseBitsOutOfRange",
      "msg": "entries is empty or has an unknown bit: combine 1 stake, 2 mint, 4 open, 8 deposit and 16 register"
    },
    {
      "code": 6105,
      "name": "noParamsProposed",
      "msg": "no parameters are proposed: propose them first"
    },
    {
      "code": 6106,
      "name": "paramsDelayNotOver",
      "msg": "the delay of the proposed parameters is not over: apply them at params_eta_ts or later"
    },
    {
      "code": 6107,
      "name": "paramsProposalExpired",
      "msg": "the proposed parameters were not applied within 14 days: propose them again"
    },
    {
      "code": 6108,
      "name": "diemNameOutOfRange",
      "msg": "the name of DIEM is empty, too long or contains a zero byte: pass 1 to 32 bytes"
    },
    {
      "code": 6109,
      "name": "diemSymbolOutOfRange",
      "msg": "the symbol of DIEM is empty, too long or contains a zero byte: pass 1 to 10 bytes"
    },
    {
      "code": 6110,
      "name": "diemUriOutOfRange",
      "msg": "the URI of DIEM's metadata is too long or contains a zero byte: pass at most 200 bytes"
    },
    {
      "code": 6111,
      "name": "wrongDiemMetadata",
      "msg": "the account is not the metadata account of the market's DIEM mint: pass the address that the metadata program derives from the mint"
    },
    {
      "code": 6112,
      "name": "diemMetadataMismatch",
      "msg": "the metadata program wrote something else than requested: nothing was changed; report it with the transaction's logs"
    },
    {
      "code": 6200,
      "name": "wrongOwner",
      "msg": "the signer does not own this account: sign with its owner's key"
    },
    {
      "code": 6201,
      "name": "insufficientUnlockedStake",
      "msg": "the unlocked stake is smaller than the amount: lower the amount, or burn DIEM to unlock more"
    },
    {
      "code": 6202,
      "name": "ticketOfAnotherPosition",
      "msg": "the ticket belongs to another position: pass a ticket of this position"
    },
    {
      "code": 6203,
      "name": "cooldownNotOver",
      "msg": "the cool-down is not over: withdraw at the ticket's ready_ts or later"
    },
    {
      "code": 6204,
      "name": "nothingToClaim",
      "msg": "the position has no fees and no rewards now: claim again after some have accrued"
    },
    {
      "code": 6205,
      "name": "nothingToCompound",
      "msg": "the position has no VVV rewards now: compound again after some have accrued"
    },
    {
      "code": 6206,
      "name": "positionNotEmpty",
      "msg": "the position still holds stake, tickets or unclaimed amounts: withdraw and claim them first"
    },
    {
      "code": 6207,
      "name": "wrongRentPayer",
      "msg": "the account is not the payer of the rent: pass the rent_payer that the closed account stores"
    },
    {
      "code": 6208,
      "name": "positionInvariantBroken",
      "msg": "the position's figures would be inconsistent: nothing was changed; report it with the transaction's logs"
    },
    {
      "code": 6300,
      "name": "outsideMintCurve",
      "msg": "the supply would leave the range of the mint curve: mint less, or wait for a higher target supply"
    },
    {
      "code": 6301,
      "name": "mintTooSmall",
      "msg": "the amount is too small to lock any VVV: mint more at once"
    },
    {
      "code": 6302,
      "name": "costAboveMaximum",
      "msg": "the mint would lock more VVV than max_vvv_locked: raise max_vvv_locked or mint less"
    },
    {
      "code": 6303,
      "name": "nothingToBurn",
      "msg": "the position owes no DIEM and has no stake locked: do not burn for it, there is nothing to unlock"
    },
    {
      "code": 6304,
      "name": "burnTooSmall",
      "msg": "the amount is too small to unlock any VVV: burn more at once"
    },
    {
      "code": 6305,
      "name": "unlockBelowMinimum",
      "msg": "the burn would unlock less VVV than min_vvv_unlocked: lower min_vvv_unlocked or burn more"
    },
    {
      "code": 6400,
      "name": "operatorMissing",
      "msg": "the operator is the default key: pass the key that serves the calls"
    },
    {
      "code": 6401,
      "name": "endpointOutOfRange",
      "msg": "the endpoint is empty or too long: pass 1 to 128 bytes of UTF-8"
    },
    {
      "code": 6402,
      "name": "priceOutOfRange",
      "msg": "the price is zero: pass DIEM base units per whole credit, at least 1"
    },
    {
      "code": 6403,
      "name": "nothingToDistribute",
      "msg": "the revenue account received nothing since the last distribution: call again after new revenue"
    },
    {
      "code": 6404,
      "name": "claimableExceeded",
      "msg": "the provider's claimable revenue is smaller than the amount: lower the amount"
    },
    {
      "code": 6405,
      "name": "revenueShort",
      "msg": "the revenue account would hold less than the provider may claim: nothing was changed; report it with the transaction's logs"
    },
    {
      "code": 6406,
      "name": "providerInvariantBroken",
      "msg": "the provider's figures would be inconsistent: nothing was changed; report it with the transaction's logs"
    },
    {
      "code": 6407,
      "name": "bondTooSmall",
      "msg": "the bond is too small for the capacity: add bond, or offer less capacity"
    },
    {
      "code": 6408,
      "name": "capacityOutOfRange",
      "msg": "the capacity is above 2^44 micro-credits an epoch: offer less"
    },
    {
      "code": 6409,
      "name": "quotaAboveCapacity",
      "msg": "quota_capacity is above the capacity: lower quota_capacity or raise the capacity"
    },
    {
      "code": 6410,
      "name": "quotaBelowCommitted",
      "msg": "quota_capacity is below what is committed: wait until consumers unstake, or retire"
    },
    {
      "code": 6411,
      "name": "providerRetiring",
      "msg": "the provider is retiring and takes no new channel, quota, bond or capacity: choose another provider"
    },
    {
      "code": 6412,
      "name": "providerNotRetiring",
      "msg": "the provider is not retiring: retire it first"
    },
    {
      "code": 6413,
      "name": "noticeNotOver",
      "msg": "the notice is not over: close the provider at notice_ends_ts or later"
    },
    {
      "code": 6414,
      "name": "ticketOfAnotherProvider",
      "msg": "the ticket belongs to another provider: pass a ticket of this provider"
    },
    {
      "code": 6415,
      "name": "providerNotEmpty",
      "msg": "the provider still has bond, tickets or channels: withdraw and close them first"
    },
    {
      "code": 6416,
      "name": "notArbiter",
      "msg": "the signer is not the market's arbiter: sign with the arbiter's key"
    },
    {
      "code": 6417,
      "name": "slashCapReached",
      "msg": "max_slash_bps of the bond is already slashed in this epoch, or there is no bond: slash again in the next epoch"
    },
    {
      "code": 6418,
      "name": "notOperator",
      "msg": "the signer is neither the provider's operator nor its owner: sign with one of these keys"
    },
    {
      "code": 6419,
      "name": "nothingToReport",
      "msg": "all use of the provider in the epoch is already reported: report again after more is settled"
    },
    {
      "code": 6420,
      "name": "nothingToReward",
      "msg": "the provider has no unclaimed quota reward for the epoch: claim for an epoch in which it served rewarded quota"
    },
    {
      "code": 6421,
      "name": "rewardLapsed",
      "msg": "the quota reward has lapsed: claim within seven epochs after the epoch of the reward"
    },
    {
      "code": 6422,
      "name": "revenueNotDistributed",
      "msg": "revenue settled by the end of the epoch was not distributed before the report: in later epochs collect, distribute, then report"
    },
    {
      "code": 6423,
      "name": "slashedInEpoch",
      "msg": "the provider was slashed in this epoch: close it in the next epoch"
    },
    {
      "code": 6500,
      "name": "priceAboveMaximum",
      "msg": "the provider's price is above max_price: raise max_price, or choose another provider"
    },
    {
      "code": 6501,
      "name": "openedSlotOutOfRange",
      "msg": "opened_slot is not within the last 150 slots: pass a recent slot"
    },
    {
      "code": 6502,
      "name": "voucherSignerMissing",
      "msg": "the voucher signer is the default key: pass the key that signs the vouchers"
    },
    {
      "code": 6503,
      "name": "wrongProvider",
      "msg": "the channel belongs to another provider: pass a channel of this provider"
    },
    {
      "code": 6504,
      "name": "wrongConsumer",
      "msg": "the signer is not the channel's consumer: sign with the consumer's key"
    },
    {
      "code": 6505,
      "name": "notChannelParty",
      "msg": "the signer is neither the channel's consumer nor the provider's owner or operator: sign with one of these keys"
    },
    {
      "code": 6506,
      "name": "channelClosing",
      "msg": "the channel is closing: open a new one"
    },
    {
      "code": 6507,
      "name": "closeNotRequested",
      "msg": "the close was not requested: call request_close first"
    },
    {
      "code": 6508,
      "name": "graceNotOver",
      "msg": "the grace period for the last voucher is not over: close at closes_ts, or earlier with the provider's signature"
    },
    {
      "code": 6509,
      "name": "channelTooYoung",
      "msg": "the channel is too young: close it more than 150 slots after opened_slot"
    },
    {
      "code": 6510,
      "name": "quotaStillStaked",
      "msg": "DIEM is still staked for quota: unstake it first, and close from the next epoch on"
    },
    {
      "code": 6511,
      "name": "quotaStakeTooSmall",
      "msg": "the amount is too small to give any quota from the next epoch on: stake more at once"
    },
    {
      "code": 6512,
      "name": "quotaCapacityExceeded",
      "msg": "the provider has less free quota than the stake would take: stake less, or choose another provider"
    },
    {
      "code": 6513,
      "name": "insufficientQuotaStake",
      "msg": "the channel has less DIEM staked than the amount: lower the amount"
    },
    {
      "code": 6514,
      "name": "quotaNotReady",
      "msg": "no DIEM is withdrawable now: withdraw what was unstaked from the next epoch on"
    },
    {
      "code": 6515,
      "name": "nothingToCollect",
      "msg": "the channel has nothing settled that is not collected: settle a voucher first"
    },
    {
      "code": 6516,
      "name": "channelInvariantBroken",
      "msg": "the channel's figures would be inconsistent: nothing was changed; report it with the transaction's logs"
    },
    {
      "code": 6600,
      "name": "wrongInstructionsSysvar",
      "msg": "the account is not the instructions sysvar: pass Sysvar1nstructions1111111111111111111111111"
    },
    {
      "code": 6601,
      "name": "signaturesMissing",
      "msg": "no instruction precedes settle: put the ed25519 instruction directly before it"
    },
    {
      "code": 6602,
      "name": "signaturesNotEd25519",
      "msg": "the instruction before settle is not of the ed25519 program: put the ed25519 instruction directly before it"
    },
    {
      "code": 6603,
      "name": "signaturesNameAccounts",
      "msg": "the ed25519 instruction names accounts: pass none"
    },
    {
      "code": 6604,
      "name": "signaturesEmpty",
      "msg": "the ed25519 instruction has no signature: add one for each claim"
    },
    {
      "code": 6605,
      "name": "signaturesPadded",
      "msg": "the padding byte of the ed25519 instruction is not zero: set it to zero"
    },
    {
      "code": 6606,
      "name": "signaturesTooShort",
      "msg": "the ed25519 instruction is shorter than its signatures need: include every key, signature and message"
    },
    {
      "code": 6607,
      "name": "signaturesTooLong",
      "msg": "the ed25519 instruction has bytes after its last message: remove them"
    },
    {
      "code": 6608,
      "name": "signatureElsewhere",
      "msg": "a signature, key or message lies in another instruction: set all three instruction indexes to 65535"
    },
    {
      "code": 6609,
      "name": "signatureMisplaced",
      "msg": "a signature, key or message is not at its fixed offset: build the ed25519 instruction with the documented layout"
    },
    {
      "code": 6610,
      "name": "voucherSizeWrong",
      "msg": "a signed message is not 72 bytes long: sign the voucher's 72 bytes alone"
    },
    {
      "code": 6611,
      "name": "claimCountMismatch",
      "msg": "the numbers of claims, signatures and channels differ: pass one of each per voucher, in the same order"
    },
    {
      "code": 6612,
      "name": "voucherTagWrong",
      "msg": "the message is not a voucher: begin it with DIEMvch1"
    },
    {
      "code": 6613,
      "name": "voucherClusterWrong",
      "msg": "the voucher was signed for another cluster: sign it with the market's cluster tag"
    },
    {
      "code": 6614,
      "name": "voucherChannelWrong",
      "msg": "the voucher was signed for another channel: pass the channel that it names"
    },
    {
      "code": 6615,
      "name": "voucherSignerWrong",
      "msg": "the voucher was not signed by the channel's voucher signer: sign it with that key"
    },
    {
      "code": 6616,
      "name": "voucherExpired",
      "msg": "the voucher has expired: ask the consumer for a new one"
    },
    {
      "code": 6617,
      "name": "claimAboveVoucher",
      "msg": "the claim is above what the voucher allows: claim at most what was signed"
    },
    {
      "code": 6618,
      "name": "claimAboveDeposit",
      "msg": "the claim is above the channel's deposit: claim at most the deposit"
    },
    {
      "code": 6619,
      "name": "claimAboveQuota",
      "msg": "the claim is above the quota of its epoch: claim at most the allowance"
    },
    {
      "code": 6620,
      "name": "quotaLapsed",
      "msg": "the quota's epoch is neither running nor settling any more: claim DIEM alone, its quota has lapsed"
    },
    {
      "code": 6621,
      "name": "quotaNotBegun",
      "msg": "the quota's epoch has not begun: settle the voucher in that epoch"
    },
    {
      "code": 6622,
      "name": "claimAlreadySettled",
      "msg": "the claim is already settled: claim more than what is settled"
    },
    {
      "code": 6623,
      "name": "claimBelowSettled",
      "msg": "the claim is below what is settled: claim the total over the channel's life"
    },
    {
      "code": 6624,
      "name": "channelRepeated",
      "msg": "duplicate channel in one call: pass it once, with its newest voucher"
    },
    {
      "code": 6900,
      "name": "mathOverflow",
      "msg": "a number does not fit in its type: use smaller amounts"
    }
  ],
  "types": [
    {
      "name": "addBondArgs",
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
      "name": "authorityChanged",
      "docs": [
        "Whoever was proposed has become the authority."
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
            "type": "pubkey"
          },
          {
            "name": "after",
            "type": "pubkey"
          }
        ]
      }
    },
    {
      "name": "authorityProposed",
      "docs": [
        "The authority proposed `pending` in its place; the default key stands for nobody."
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
            "name": "authority",
            "type": "pubkey"
          },
          {
            "name": "pendingBefore",
            "type": "pubkey"
          },
          {
            "name": "pending",
            "type": "pubkey"
          }
        ]
      }
    },
    {
      "name": "bondAdded",
      "docs": [
        "VVV was added to a bond."
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
      "name": "bondTicket",
      "docs": [
        "VVV on its way out of a bond: one per request. PDA `[\"bond-ticket\", provider, id]`."
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
            "name": "provider",
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
            "name": "shares",
            "docs": [
              "Part of the provider's cooling bond, counted in era `era`: a slash makes it worth less."
            ],
            "type": "u64"
          },
          {
            "name": "era",
            "type": "u64"
          },
          {
            "name": "requested",
            "docs": [
              "VVV base units that were asked for."
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
      "name": "bondWithdrawalRequested",
      "docs": [
        "VVV began to cool on a bond ticket."
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
            "name": "ticketId",
            "type": "u64"
          },
          {
            "name": "amount",
            "type": "u64"
          },
          {
            "name": "shares",
            "docs": [
              "Part of the cooling bond, counted in `era`."
            ],
            "type": "u64"
          },
          {
            "name": "era",
            "type": "u64"
          },
          {
            "name": "readyTs",
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
      "name": "bondWithdrawn",
      "docs": [
        "A bond ticket was paid out: less than was requested if the bond was slashed meanwhile."
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
            "name": "ticketId",
            "type": "u64"
          },
          {
            "name": "requested",
            "type": "u64"
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
      "name": "burnDiemArgs",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "diemAmount",
            "docs": [
              "Most DIEM base units to burn; no more is burnt than the bill, and none where an era took the debt."
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
      "name": "burnQuote",
      "docs": [
        "What a burn would do now: 32 bytes."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "diemBurned",
            "docs": [
              "DIEM base units that it would burn: no more than the bill."
            ],
            "type": "u64"
          },
          {
            "name": "vvvUnlocked",
            "docs": [
              "VVV base units that it would unlock; what `burn_diem` compares with `min_vvv_unlocked`."
            ],
            "type": "u64"
          },
          {
            "name": "locked",
            "docs": [
              "VVV base units that would stay locked in the position."
            ],
            "type": "u64"
          },
          {
            "name": "bill",
            "docs": [
              "DIEM base units that would clear the debt that is left."
            ],
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "capacitySet",
      "docs": [
        "A provider changed what it offers from the next epoch on. The stamp counts the market's events,",
        "`provider_sequence` the provider's, as for all events below."
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
            "name": "capacityBefore",
            "type": "u64"
          },
          {
            "name": "quotaCapacityBefore",
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
      "name": "channel",
      "docs": [
        "One consumer's account with one provider. PDA `[\"channel\", provider, consumer, opened_slot]`; such an address",
        "is opened at most once: see [`OPENING_WINDOW_SLOTS`]."
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
            "name": "closing",
            "docs": [
              "Who asked for the closing: see [`Closing`]."
            ],
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
            "name": "lastQuotaEpoch",
            "docs": [
              "The last epoch in which staked DIEM gives quota; 2^32 - 1 unless the provider asked for the closing."
            ],
            "type": "u32"
          },
          {
            "name": "market",
            "type": "pubkey"
          },
          {
            "name": "provider",
            "type": "pubkey"
          },
          {
            "name": "consumer",
            "docs": [
              "Owns what the channel holds."
            ],
            "type": "pubkey"
          },
          {
            "name": "voucherSigner",
            "docs": [
              "Signs the vouchers: the consumer, a session key, or somebody for whom the consumer pays."
            ],
            "type": "pubkey"
          },
          {
            "name": "rentPayer",
            "type": "pubkey"
          },
          {
            "name": "openedSlot",
            "type": "u64"
          },
          {
            "name": "price",
            "docs": [
              "DIEM base units per whole credit, fixed at the opening."
            ],
            "type": "u64"
          },
          {
            "name": "bought",
            "docs": [
              "Micro-credits that `settled` buys at the price: a statistic."
            ],
            "type": "u64"
          },
          {
            "name": "creditsPerDiem",
            "docs": [
              "Micro-credits of quota that one whole staked DIEM gives per epoch, fixed at the opening."
            ],
            "type": "u64"
          },
          {
            "name": "graceSecs",
            "docs": [
              "Seconds that a closing leaves for the last voucher, fixed at the opening."
            ],
            "type": "i64"
          },
          {
            "name": "closesTs",
            "docs": [
              "From this second on the channel can be closed; 0 until closing is requested."
            ],
            "type": "i64"
          },
          {
            "name": "deposit",
            "docs": [
              "DIEM base units ever deposited; of these what vouchers have paid, and of these what was collected."
            ],
            "type": "u64"
          },
          {
            "name": "settled",
            "type": "u64"
          },
          {
            "name": "collected",
            "type": "u64"
          },
          {
            "name": "staked",
            "docs": [
              "DIEM base units staked for quota; unstaked while the epoch of `quota` runs; and withdrawable."
            ],
            "type": "u64"
          },
          {
            "name": "cooling",
            "type": "u64"
          },
          {
            "name": "withdrawable",
            "type": "u64"
          },
          {
            "name": "nextAllowance",
            "docs": [
              "Quota of each epoch after that of `quota` up to `last_quota_epoch`, as long as nothing changes: micro-credits. The",
              "provider has committed it."
            ],
            "type": "u64"
          },
          {
            "name": "quota",
            "docs": [
              "Quota of the epoch in which the channel was last touched, and of the epoch before that one."
            ],
            "type": {
              "defined": {
                "name": "quota"
              }
            }
          },
          {
            "name": "lastQuota",
            "type": {
              "defined": {
                "name": "quota"
              }
            }
          },
          {
            "name": "sequence",
            "docs": [
              "Number of events about this channel so far."
            ],
            "type": "u64"
          },
          {
            "name": "reserved",
            "type": {
              "array": [
                "u8",
                64
              ]
            }
          }
        ]
      }
    },
    {
      "name": "channelClosed",
      "docs": [
        "A channel was closed: `collected` DIEM went to the provider, `refunded` to the consumer."
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
            "name": "address",
            "type": "pubkey"
          },
          {
            "name": "collected",
            "type": "u64"
          },
          {
            "name": "refunded",
            "type": "u64"
          },
          {
            "name": "channel",
            "type": {
              "defined": {
                "name": "channelState"
              }
            }
          }
        ]
      }
    },
    {
      "name": "channelOpened",
      "docs": [
        "A channel was opened. The stamp counts the channel's events, as for all events here but `VouchersSettled`;",
        "`provider_sequence` counts the provider's."
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
            "name": "address",
            "type": "pubkey"
          },
          {
            "name": "voucherSigner",
            "type": "pubkey"
          },
          {
            "name": "price",
            "type": "u64"
          },
          {
            "name": "creditsPerDiem",
            "type": "u64"
          },
          {
            "name": "graceSecs",
            "type": "i64"
          },
          {
            "name": "channel",
            "type": {
              "defined": {
                "name": "channelState"
              }
            }
          }
        ]
      }
    },
    {
      "name": "channelState",
      "docs": [
        "A channel after an event; see [`crate::state::Channel`] for units."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "provider",
            "type": "pubkey"
          },
          {
            "name": "consumer",
            "type": "pubkey"
          },
          {
            "name": "openedSlot",
            "type": "u64"
          },
          {
            "name": "deposit",
            "type": "u64"
          },
          {
            "name": "settled",
            "type": "u64"
          },
          {
            "name": "bought",
            "type": "u64"
          },
          {
            "name": "collected",
            "type": "u64"
          },
          {
            "name": "staked",
            "type": "u64"
          },
          {
            "name": "cooling",
            "type": "u64"
          },
          {
            "name": "withdrawable",
            "type": "u64"
          },
          {
            "name": "nextAllowance",
            "type": "u64"
          },
          {
            "name": "quota",
            "type": {
              "defined": {
                "name": "quotaState"
              }
            }
          },
          {
            "name": "lastQuota",
            "type": {
              "defined": {
                "name": "quotaState"
              }
            }
          },
          {
            "name": "closesTs",
            "type": "i64"
          },
          {
            "name": "closing",
            "type": "u8"
          },
          {
            "name": "lastQuotaEpoch",
            "type": "u32"
          }
        ]
      }
    },
    {
      "name": "claim",
      "docs": [
        "What is claimed of one voucher, each part over the time that the voucher counts it for. `None` claims nothing",
        "of a part."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "diem",
            "docs": [
              "DIEM base units over the channel's life."
            ],
            "type": {
              "option": "u64"
            }
          },
          {
            "name": "quota",
            "docs": [
              "Micro-credits of quota over the voucher's epoch."
            ],
            "type": {
              "option": "u64"
            }
          }
        ]
      }
    },
    {
      "name": "closeRequested",
      "docs": [
        "The grace for the last voucher began."
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
            "name": "byProvider",
            "docs": [
              "Whether the provider asked, not the consumer."
            ],
            "type": "bool"
          },
          {
            "name": "channel",
            "type": {
              "defined": {
                "name": "channelState"
              }
            }
          }
        ]
      }
    },
    {
      "name": "collected",
      "docs": [
        "Settled DIEM went to the provider's revenue account."
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
            "name": "channel",
            "type": {
              "defined": {
                "name": "channelState"
              }
            }
          }
        ]
      }
    },
    {
      "name": "coolingBond",
      "docs": [
        "Bond on its way out, held in shares, so that one slash reaches every ticket without naming any.",
        "",
        "`amount <= shares.total` at all times: the first shares are given one for one; a slash lowers the amount alone, and a",
        "renewal keeps the shares above it; a join then gets at least as many shares as base units; and a leave takes of the",
        "surplus its part rounded up, which is at most all of it. So a share is never worth more than one base unit, and slashes",
        "only ever make it worth less. Nothing but a ticket's own bond comes in: no donation can make a share so dear that another",
        "ticket's bond rounds to none. What rounding leaves, less than a base unit a call, stays with the other tickets, and the",
        "last one takes it. Shares are renewed in eras, so that no run of slashes makes them too many for a further ticket."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "amount",
            "docs": [
              "VVV base units of all tickets together."
            ],
            "type": "u64"
          },
          {
            "name": "shares",
            "type": {
              "defined": {
                "name": "units"
              }
            }
          },
          {
            "name": "tickets",
            "type": "u32"
          },
          {
            "name": "padding",
            "type": {
              "array": [
                "u8",
                4
              ]
            }
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
      "name": "depositArgs",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "amount",
            "docs": [
              "DIEM base units."
            ],
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "deposited",
      "docs": [
        "DIEM was deposited."
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
            "name": "channel",
            "type": {
              "defined": {
                "name": "channelState"
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
            "name": "bill",
            "docs": [
              "DIEM that clears the rest of the position's debt, and DIEM that exists, after it."
            ],
            "type": "u64"
          },
          {
            "name": "supply",
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
      "name": "diemMetadataSet",
      "docs": [
        "The authority set what wallets show of DIEM; none before the first time."
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
              "option": {
                "defined": {
                  "name": "tokenMetadata"
                }
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "tokenMetadata"
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
            "name": "bill",
            "docs": [
              "DIEM that clears the position's debt, and DIEM that exists, after it."
            ],
            "type": "u64"
          },
          {
            "name": "supply",
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
      "name": "entriesArgs",
      "docs": [
        "Arguments of `pause` and `unpause`."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "entries",
            "docs": [
              "Bits: 1 stake, 2 mint, 4 open, 8 deposit, 16 register."
            ],
            "type": "u8"
          }
        ]
      }
    },
    {
      "name": "entriesPaused",
      "docs": [
        "Entries were paused: `before` and `after` are the bits of all that is."
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
            "name": "by",
            "type": "pubkey"
          },
          {
            "name": "before",
            "type": "u8"
          },
          {
            "name": "after",
            "type": "u8"
          }
        ]
      }
    },
    {
      "name": "entriesUnpaused",
      "docs": [
        "Entries were opened again: `before` and `after` are the bits of all that is paused."
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
            "name": "by",
            "type": "pubkey"
          },
          {
            "name": "before",
            "type": "u8"
          },
          {
            "name": "after",
            "type": "u8"
          }
        ]
      }
    },
    {
      "name": "epochRecord",
      "docs": [
        "What was served in one epoch. PDA `[\"epoch\", market, epoch]`. An epoch without one counts nothing and pays nothing."
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
            "name": "closed",
            "docs": [
              "1 once the epoch is closed: nothing is reported any more, and rewards can be claimed."
            ],
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
            "name": "epoch",
            "type": "u32"
          },
          {
            "name": "market",
            "type": "pubkey"
          },
          {
            "name": "rentPayer",
            "type": "pubkey"
          },
          {
            "name": "capacity",
            "docs": [
              "Micro-credits that the providers offered in the epoch. Fixed at the opening, as are the next four."
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
            "name": "maxPriceStepBps",
            "type": "u16"
          },
          {
            "name": "quotaMatchBps",
            "type": "u16"
          },
          {
            "name": "quotaCapBps",
            "type": "u16"
          },
          {
            "name": "utilisationBps",
            "docs": [
              "Fixed when the epoch is closed."
            ],
            "type": "u16"
          },
          {
            "name": "paid",
            "docs": [
              "Sums over the providers' newest reports, in micro-credits: paid for at the reference price or more, each provider",
              "within its capacity; served as quota; counted use; and quota that earns a reward."
            ],
            "type": "u64"
          },
          {
            "name": "quota",
            "type": "u64"
          },
          {
            "name": "used",
            "type": "u64"
          },
          {
            "name": "rewardable",
            "type": "u64"
          },
          {
            "name": "priceSum",
            "docs": [
              "Sum of each provider's `paid` times its price, 128 bits in two words."
            ],
            "type": {
              "defined": {
                "name": "q64"
              }
            }
          },
          {
            "name": "rewarded",
            "docs": [
              "Micro-credits of quota whose reward was claimed."
            ],
            "type": "u64"
          },
          {
            "name": "rewardPool",
            "docs": [
              "DIEM base units for the epoch's quota, of which `rewards_claimed` were claimed."
            ],
            "type": "u64"
          },
          {
            "name": "rewardsClaimed",
            "type": "u64"
          },
          {
            "name": "reserved",
            "type": {
              "array": [
                "u8",
                64
              ]
            }
          }
        ]
      }
    },
    {
      "name": "epochRecordClosed",
      "docs": [
        "A record was closed; what nobody claimed went back to the quota pool."
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
            "name": "returned",
            "type": "u64"
          },
          {
            "name": "record",
            "type": {
              "defined": {
                "name": "recordState"
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
      "name": "epochRecordOpened",
      "docs": [
        "A record was opened for an epoch."
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
            "name": "rentPayer",
            "type": "pubkey"
          },
          {
            "name": "record",
            "type": {
              "defined": {
                "name": "recordState"
              }
            }
          }
        ]
      }
    },
    {
      "name": "epochsRolled",
      "docs": [
        "Epochs were closed. `records` are those of them that had one."
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
            "name": "firstClosed",
            "type": "u32"
          },
          {
            "name": "closed",
            "type": "u32"
          },
          {
            "name": "records",
            "type": {
              "vec": {
                "defined": {
                  "name": "recordState"
                }
              }
            }
          },
          {
            "name": "utilisationEmaBps",
            "type": "u16"
          },
          {
            "name": "served",
            "type": "u64"
          },
          {
            "name": "referencePrice",
            "docs": [
              "In the running epoch, and from the next one on."
            ],
            "type": "u64"
          },
          {
            "name": "nextReferencePrice",
            "type": "u64"
          },
          {
            "name": "targetSupply",
            "type": "u64"
          },
          {
            "name": "nextTarget",
            "docs": [
              "Replaces `target_supply` when `next_target_epoch` begins."
            ],
            "type": "u64"
          },
          {
            "name": "nextTargetEpoch",
            "type": "u32"
          },
          {
            "name": "toStakers",
            "docs": [
              "DIEM of the quota pool that went to the stakers' stream."
            ],
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
      "name": "fundQuotaArgs",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "amount",
            "docs": [
              "DIEM base units."
            ],
            "type": "u64"
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
              "Seconds over which the amount is to be released: from the stake cool-down to one year."
            ],
            "type": "i64"
          }
        ]
      }
    },
    {
      "name": "shareIndex",
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
              "DIEM of stakers, treasury and quota pool."
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
            "docs": [
              "VVV of providers: their bonds, and what is on its way out of them."
            ],
            "type": "u64"
          },
          {
            "name": "totalBondCooling",
            "type": "u64"
          },
          {
            "name": "totalEscrowed",
            "docs": [
              "DIEM in channels: deposits not collected, and all that is staked for quota or on its way out."
            ],
            "type": "u64"
          },
          {
            "name": "rewardWeight",
            "docs": [
              "Sum of the positions' weights in the VVV rewards."
            ],
            "type": "u64"
          },
          {
            "name": "debt",
            "docs": [
              "What the positions owe, in units: all of them are cleared by all DIEM that exists."
            ],
            "type": {
              "defined": {
                "name": "units"
              }
            }
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
              "DIEM for the providers that serve quota."
            ],
            "type": "u64"
          },
          {
            "name": "quotaRewardsOwed",
            "docs": [
              "DIEM of closed epochs that their providers have not claimed."
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
                "name": "shareIndex"
              }
            }
          },
          {
            "name": "rewardIndex",
            "docs": [
              "VVV rewards per VVV of weight."
            ],
            "type": {
              "defined": {
                "name": "shareIndex"
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
              "T of the mint curve in DIEM base units; `next_target` replaces it when `next_target_epoch` begins."
            ],
            "type": "u64"
          },
          {
            "name": "nextTarget",
            "type": "u64"
          },
          {
            "name": "served",
            "docs": [
              "Smoothed use of the closed epochs: micro-credits."
            ],
            "type": "u64"
          },
          {
            "name": "utilisationEma",
            "docs": [
              "Smoothed utilisation of the closed epochs, basis points times 2^32."
            ],
            "type": "u64"
          },
          {
            "name": "nextTargetEpoch",
            "type": "u32"
          },
          {
            "name": "nextToClose",
            "docs": [
              "The first epoch that is not closed. Only it and the next can have open records."
            ],
            "type": "u32"
          },
          {
            "name": "hasRecord",
            "docs": [
              "Whether those two have records: 0 or 1."
            ],
            "type": {
              "array": [
                "u8",
                2
              ]
            }
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
            "name": "capacity",
            "docs": [
              "Micro-credits per epoch that the providers offer, and of these what they offer to staked DIEM."
            ],
            "type": {
              "defined": {
                "name": "scheduled"
              }
            }
          },
          {
            "name": "quotaCapacity",
            "type": {
              "defined": {
                "name": "scheduled"
              }
            }
          },
          {
            "name": "referencePrice",
            "docs": [
              "DIEM base units per whole credit: what was paid of late."
            ],
            "type": {
              "defined": {
                "name": "scheduled"
              }
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
            "name": "pendingParams",
            "docs": [
              "Replace `params` when they are applied, from `params_eta_ts` on; 0 while none are proposed."
            ],
            "type": {
              "defined": {
                "name": "marketParams"
              }
            }
          },
          {
            "name": "paramsEtaTs",
            "type": "i64"
          },
          {
            "name": "pendingAuthority",
            "docs": [
              "May make itself the authority; the default key while none is proposed."
            ],
            "type": "pubkey"
          },
          {
            "name": "paused",
            "docs": [
              "What the market takes no more of: `PAUSE_...` bits."
            ],
            "type": "u8"
          },
          {
            "name": "padding3",
            "type": {
              "array": [
                "u8",
                7
              ]
            }
          },
          {
            "name": "reserved",
            "type": {
              "array": [
                "u8",
                344
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
        "What the authority may change under delay, but for `locked_haircut_bps`, which is fixed for a market's life. Every bound",
        "is checked by [`MarketParams::validate`]."
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
            "name": "feeStreamSecs",
            "docs": [
              "Seconds over which the stakers' part of revenue is streamed."
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
            "name": "quotaPoolEpochs",
            "docs": [
              "What a closing of one epoch leaves in the quota pool goes to the stakers by one part in so many."
            ],
            "type": "u32"
          },
          {
            "name": "steepnessBps",
            "docs": [
              "k of the mint curve."
            ],
            "type": "u16"
          },
          {
            "name": "targetShareBps",
            "docs": [
              "Target supply, in the quota that it gives, as a part of the smoothed use."
            ],
            "type": "u16"
          },
          {
            "name": "useEmaBps",
            "docs": [
              "Weight of the newest epoch in the smoothed use."
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
              "Part of the locked stake that earns no VVV rewards. Fixed for the market's life: changed under the reward index, it",
              "would pay more than was released."
            ],
            "type": "u16"
          },
          {
            "name": "providerBps",
            "docs": [
              "The four parts of revenue; together the whole."
            ],
            "type": "u16"
          },
          {
            "name": "quotaBps",
            "type": "u16"
          },
          {
            "name": "treasuryBps",
            "type": "u16"
          },
          {
            "name": "stakersBps",
            "type": "u16"
          },
          {
            "name": "quotaMatchBps",
            "docs": [
              "Quota that earns a reward, in parts of what the same provider was paid for."
            ],
            "type": "u16"
          },
          {
            "name": "quotaCapBps",
            "docs": [
              "Most that a credit of such quota is rewarded with, in parts of the reference price."
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
            "name": "totalBondCooling",
            "type": "u64"
          },
          {
            "name": "totalEscrowed",
            "type": "u64"
          },
          {
            "name": "rewardWeight",
            "type": "u64"
          },
          {
            "name": "debtUnits",
            "type": "u64"
          },
          {
            "name": "debtEra",
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
            "name": "quotaRewardsOwed",
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
      "name": "marketView",
      "docs": [
        "A market now, both streams released: 267 bytes."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "timestamp",
            "docs": [
              "The clock that all of this goes by, unix seconds."
            ],
            "type": "i64"
          },
          {
            "name": "totals",
            "type": {
              "defined": {
                "name": "marketState"
              }
            }
          },
          {
            "name": "supply",
            "docs": [
              "DIEM base units that exist."
            ],
            "type": "u64"
          },
          {
            "name": "targetSupply",
            "docs": [
              "T of the mint curve, in DIEM base units: in this epoch, and in the next unless a roll comes before it."
            ],
            "type": "u64"
          },
          {
            "name": "nextTarget",
            "type": "u64"
          },
          {
            "name": "marginalRate",
            "docs": [
              "VVV base units per whole DIEM that the next mint begins at, rounded down; 2^64 - 1 stands for all above, and for",
              "a supply outside the curve's domain."
            ],
            "type": "u64"
          },
          {
            "name": "mintable",
            "docs": [
              "Most DIEM base units that the curve admits on top of the supply, given the stake for it."
            ],
            "type": "u64"
          },
          {
            "name": "referencePrice",
            "docs": [
              "DIEM base units per whole credit: in this epoch, and in the next unless a roll comes before it."
            ],
            "type": "u64"
          },
          {
            "name": "nextReferencePrice",
            "type": "u64"
          },
          {
            "name": "feesPerSecond",
            "docs": [
              "DIEM and VVV base units that stakers are released per second, rounded down; 0 while nobody is staked."
            ],
            "type": "u64"
          },
          {
            "name": "rewardsPerSecond",
            "type": "u64"
          },
          {
            "name": "feesEndTs",
            "docs": [
              "When the streams end unless they are topped up, unix seconds; not before now."
            ],
            "type": "i64"
          },
          {
            "name": "rewardsEndTs",
            "type": "i64"
          },
          {
            "name": "capacity",
            "docs": [
              "Micro-credits that the providers offer in this epoch, and of these what they offer to staked DIEM."
            ],
            "type": "u64"
          },
          {
            "name": "quotaCapacity",
            "type": "u64"
          },
          {
            "name": "served",
            "docs": [
              "Smoothed use of the closed epochs, in micro-credits."
            ],
            "type": "u64"
          },
          {
            "name": "epochEndsTs",
            "docs": [
              "When the running epoch ends, unix seconds."
            ],
            "type": "i64"
          },
          {
            "name": "epoch",
            "type": "u32"
          },
          {
            "name": "epochsDue",
            "docs": [
              "Epochs that wait for `roll_epoch`: use, utilisation, target and reference price are older by as many."
            ],
            "type": "u32"
          },
          {
            "name": "utilisationEmaBps",
            "docs": [
              "Smoothed utilisation of the closed epochs."
            ],
            "type": "u16"
          },
          {
            "name": "paused",
            "docs": [
              "Bits: 1 stake, 2 mint, 4 open, 8 deposit, 16 register."
            ],
            "type": "u8"
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
      "name": "mintQuote",
      "docs": [
        "What a mint would do now: 32 bytes."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "vvvLocked",
            "docs": [
              "VVV base units that it would lock; what `mint_diem` compares with `max_vvv_locked`."
            ],
            "type": "u64"
          },
          {
            "name": "marginalRate",
            "docs": [
              "VVV base units per whole DIEM that the next mint would begin at, rounded down; 2^64 - 1 stands for all above."
            ],
            "type": "u64"
          },
          {
            "name": "supply",
            "docs": [
              "DIEM base units that would exist."
            ],
            "type": "u64"
          },
          {
            "name": "targetSupply",
            "docs": [
              "T of the mint curve now, in DIEM base units. It changes as an epoch begins."
            ],
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "openChannelArgs",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "openedSlot",
            "docs": [
              "A slot within the last 150: part of the channel's address, so that it is never opened again."
            ],
            "type": "u64"
          },
          {
            "name": "deposit",
            "docs": [
              "DIEM base units; zero for a channel that is to use quota only."
            ],
            "type": "u64"
          },
          {
            "name": "maxPrice",
            "docs": [
              "Most DIEM base units per whole credit."
            ],
            "type": "u64"
          },
          {
            "name": "voucherSigner",
            "docs": [
              "The key that will sign the vouchers."
            ],
            "type": "pubkey"
          }
        ]
      }
    },
    {
      "name": "openEpochRecordArgs",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "epoch",
            "docs": [
              "The running epoch or the one before."
            ],
            "type": "u32"
          }
        ]
      }
    },
    {
      "name": "paramsApplied",
      "docs": [
        "The announced parameters are in force."
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
                "name": "marketParams"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "marketParams"
              }
            }
          },
          {
            "name": "referencePriceBefore",
            "type": "u64"
          },
          {
            "name": "referencePrice",
            "type": "u64"
          },
          {
            "name": "nextReferencePrice",
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
      "name": "paramsCancelled",
      "docs": [
        "The announced parameters will not come."
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
            "name": "current",
            "type": {
              "defined": {
                "name": "marketParams"
              }
            }
          },
          {
            "name": "cancelled",
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
      "name": "paramsProposed",
      "docs": [
        "Parameters were announced, in place of any announced before. Anyone may apply them from `eta_ts` on, for 14 days."
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
            "name": "current",
            "type": {
              "defined": {
                "name": "marketParams"
              }
            }
          },
          {
            "name": "proposed",
            "type": {
              "defined": {
                "name": "marketParams"
              }
            }
          },
          {
            "name": "etaTs",
            "type": "i64"
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
            "name": "debtUnits",
            "type": "u64"
          },
          {
            "name": "debtEra",
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
      "name": "positionView",
      "docs": [
        "A position now, everything settled: 92 bytes. VVV and DIEM base units."
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
            "docs": [
              "VVV at work: `locked` behind DIEM, and `unlocked`, which can be unstaked or minted against."
            ],
            "type": "u64"
          },
          {
            "name": "locked",
            "type": "u64"
          },
          {
            "name": "unlocked",
            "type": "u64"
          },
          {
            "name": "bill",
            "docs": [
              "DIEM that clears the debt: burning it unlocks all that is locked. It falls when others burn DIEM without owing any."
            ],
            "type": "u64"
          },
          {
            "name": "cooling",
            "docs": [
              "VVV on its way out, on `open_tickets` tickets."
            ],
            "type": "u64"
          },
          {
            "name": "openTickets",
            "type": "u32"
          },
          {
            "name": "claimableFees",
            "docs": [
              "DIEM and VVV that `claim_rewards` would pay now."
            ],
            "type": "u64"
          },
          {
            "name": "claimableRewards",
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "priceTerms",
      "docs": [
        "What a channel fixes at its opening, and what calls are charged by."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "price",
            "docs": [
              "DIEM base units per whole credit."
            ],
            "type": "u64"
          },
          {
            "name": "priceListHash",
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
      "name": "proposeAuthorityArgs",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "newAuthority",
            "docs": [
              "Must accept before anything changes. The default key takes an earlier proposal back."
            ],
            "type": "pubkey"
          }
        ]
      }
    },
    {
      "name": "proposeParamsArgs",
      "type": {
        "kind": "struct",
        "fields": [
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
            "name": "retiring",
            "docs": [
              "1 from `retire_provider` on."
            ],
            "type": "u8"
          },
          {
            "name": "underbonded",
            "docs": [
              "1 while the bond is less than the capacity needs, after a slash or a change of the market's bond per credit."
            ],
            "type": "u8"
          },
          {
            "name": "padding",
            "type": {
              "array": [
                "u8",
                3
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
              "The key that serves the calls and settles their vouchers."
            ],
            "type": "pubkey"
          },
          {
            "name": "revenue",
            "type": "pubkey"
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
            "name": "clusterTag",
            "docs": [
              "The market's, copied so that `settle` needs no market."
            ],
            "type": {
              "array": [
                "u8",
                4
              ]
            }
          },
          {
            "name": "openChannels",
            "type": "u32"
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
            "name": "terms",
            "docs": [
              "Price and price list."
            ],
            "type": {
              "defined": {
                "name": "scheduledTerms"
              }
            }
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
              "DIEM base units that were ever distributed, and that vouchers ever paid."
            ],
            "type": "u64"
          },
          {
            "name": "totalSettled",
            "type": "u64"
          },
          {
            "name": "bond",
            "docs": [
              "VVV base units that stand behind the capacity."
            ],
            "type": "u64"
          },
          {
            "name": "bondCooling",
            "docs": [
              "VVV base units on their way out, on tickets; a slash reaches them too."
            ],
            "type": {
              "defined": {
                "name": "coolingBond"
              }
            }
          },
          {
            "name": "bondPerCredit",
            "docs": [
              "VVV base units per whole credit of capacity, as of the capacity's last change."
            ],
            "type": "u64"
          },
          {
            "name": "capacity",
            "docs": [
              "Micro-credits per epoch; of these what is offered to staked DIEM, and of these what is taken."
            ],
            "type": {
              "defined": {
                "name": "scheduled"
              }
            }
          },
          {
            "name": "quotaCapacity",
            "type": {
              "defined": {
                "name": "scheduled"
              }
            }
          },
          {
            "name": "committed",
            "type": {
              "defined": {
                "name": "scheduled"
              }
            }
          },
          {
            "name": "nextTicketId",
            "type": "u64"
          },
          {
            "name": "noticeEndsTs",
            "docs": [
              "End of the notice of a retiring provider, unix seconds, and the epoch in which that second lies: its",
              "quota can be settled up to that epoch."
            ],
            "type": "i64"
          },
          {
            "name": "lastQuotaEpoch",
            "type": "u32"
          },
          {
            "name": "slashEpoch",
            "docs": [
              "The epoch of the last slash, and the sum of its slashes in VVV base units."
            ],
            "type": "u32"
          },
          {
            "name": "slashed",
            "type": "u64"
          },
          {
            "name": "usage",
            "docs": [
              "Epoch e is in slot e modulo 8."
            ],
            "type": {
              "array": [
                {
                  "defined": {
                    "name": "usageSlot"
                  }
                },
                8
              ]
            }
          },
          {
            "name": "sequence",
            "docs": [
              "Number of events about this provider so far."
            ],
            "type": "u64"
          },
          {
            "name": "maxSlashBps",
            "docs": [
              "Most of the bond that may be slashed per epoch, as of the last time that bond was added; the market may ask for less."
            ],
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
            "name": "settledDistributed",
            "docs": [
              "Of the DIEM that vouchers paid, what was distributed after it: no revenue that came in advance."
            ],
            "type": "u64"
          },
          {
            "name": "reserved",
            "type": {
              "array": [
                "u8",
                240
              ]
            }
          }
        ]
      }
    },
    {
      "name": "providerClosed",
      "docs": [
        "A retired provider was closed; what its revenue account still held was split as all revenue is."
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
            "name": "toOwner",
            "type": "u64"
          },
          {
            "name": "toOthers",
            "type": "u64"
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
      "name": "providerRetired",
      "docs": [
        "A provider began to retire."
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
            "name": "noticeEndsTs",
            "type": "i64"
          },
          {
            "name": "lastQuotaEpoch",
            "type": "u32"
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
      "name": "providerSlashed",
      "docs": [
        "The arbiter took VVV from a bond for the treasury."
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
            "name": "arbiter",
            "type": "pubkey"
          },
          {
            "name": "reason",
            "type": "u16"
          },
          {
            "name": "amount",
            "type": "u64"
          },
          {
            "name": "bondBefore",
            "type": "u64"
          },
          {
            "name": "bondCoolingBefore",
            "type": "u64"
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
            "docs": [
              "From the next epoch on."
            ],
            "type": "u64"
          },
          {
            "name": "retiring",
            "type": "bool"
          },
          {
            "name": "bond",
            "type": "u64"
          },
          {
            "name": "bondCooling",
            "type": "u64"
          },
          {
            "name": "capacity",
            "docs": [
              "From the next epoch on, as are the next two."
            ],
            "type": "u64"
          },
          {
            "name": "quotaCapacity",
            "type": "u64"
          },
          {
            "name": "committed",
            "type": "u64"
          },
          {
            "name": "openChannels",
            "type": "u32"
          },
          {
            "name": "claimable",
            "type": "u64"
          },
          {
            "name": "totalRevenue",
            "type": "u64"
          },
          {
            "name": "totalSettled",
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
              "DIEM base units per whole credit, above zero."
            ],
            "type": "u64"
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
        "A provider changed its terms: operator and endpoint at once, price and price list from the next epoch on. The stamp",
        "counts the provider's events."
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
      "name": "quota",
      "docs": [
        "Micro-credits that staked DIEM gave in one epoch, and how many of them were used."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "epoch",
            "type": "u32"
          },
          {
            "name": "padding",
            "type": {
              "array": [
                "u8",
                4
              ]
            }
          },
          {
            "name": "allowance",
            "type": "u64"
          },
          {
            "name": "used",
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "quotaFunded",
      "docs": [
        "DIEM was added to the quota pool."
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
      "name": "quotaRewardClaimed",
      "docs": [
        "A provider's owner was paid the reward of an epoch's quota. The stamp counts the market's events,",
        "`provider_sequence` the provider's."
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
            "name": "record",
            "type": {
              "defined": {
                "name": "recordState"
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
      "name": "quotaStaked",
      "docs": [
        "DIEM was staked for quota."
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
            "name": "channel",
            "type": {
              "defined": {
                "name": "channelState"
              }
            }
          }
        ]
      }
    },
    {
      "name": "quotaState",
      "docs": [
        "The quota that staked DIEM gave in one epoch, and what was used of it: micro-credits."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "epoch",
            "type": "u32"
          },
          {
            "name": "allowance",
            "type": "u64"
          },
          {
            "name": "used",
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "quotaUnstakeRequested",
      "docs": [
        "DIEM was taken out of the quota stake; it can be withdrawn from the next epoch on."
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
            "name": "channel",
            "type": {
              "defined": {
                "name": "channelState"
              }
            }
          }
        ]
      }
    },
    {
      "name": "quotaWithdrawn",
      "docs": [
        "Unstaked DIEM was paid out."
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
            "name": "channel",
            "type": {
              "defined": {
                "name": "channelState"
              }
            }
          }
        ]
      }
    },
    {
      "name": "quoteBurnArgs",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "diemAmount",
            "docs": [
              "Most DIEM base units to burn."
            ],
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "quoteMintArgs",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "diemAmount",
            "docs": [
              "DIEM base units to mint."
            ],
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "recordState",
      "docs": [
        "An epoch's record after an event; see [`crate::state::EpochRecord`] for units."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "epoch",
            "type": "u32"
          },
          {
            "name": "capacity",
            "type": "u64"
          },
          {
            "name": "referencePrice",
            "type": "u64"
          },
          {
            "name": "paid",
            "type": "u64"
          },
          {
            "name": "quota",
            "type": "u64"
          },
          {
            "name": "used",
            "type": "u64"
          },
          {
            "name": "rewardable",
            "type": "u64"
          },
          {
            "name": "priceSum",
            "type": "u128"
          },
          {
            "name": "rewarded",
            "type": "u64"
          },
          {
            "name": "rewardPool",
            "type": "u64"
          },
          {
            "name": "rewardsClaimed",
            "type": "u64"
          },
          {
            "name": "utilisationBps",
            "type": "u16"
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
            "name": "capacity",
            "docs": [
              "Micro-credits per epoch from the next epoch on, which the bond must cover."
            ],
            "type": "u64"
          },
          {
            "name": "quotaCapacity",
            "docs": [
              "Of these, what is offered to staked DIEM."
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
      "name": "requestBondWithdrawalArgs",
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
      "name": "requestQuotaUnstakeArgs",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "amount",
            "docs": [
              "DIEM base units."
            ],
            "type": "u64"
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
            "name": "toQuota",
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
      "name": "rolesChanged",
      "docs": [
        "The authority named guardian, arbiter and treasury anew."
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
                "name": "roles"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "roles"
              }
            }
          }
        ]
      }
    },
    {
      "name": "scheduled",
      "docs": [
        "A figure whose changes take effect at the next epoch's start: whoever sets `next` in an epoch changes",
        "nothing in it. Call [`Scheduled::advance`] before setting `next`; reading the present or the future needs",
        "no call."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "previous",
            "docs": [
              "In the epoch before `epoch`."
            ],
            "type": "u64"
          },
          {
            "name": "current",
            "docs": [
              "In `epoch`."
            ],
            "type": "u64"
          },
          {
            "name": "next",
            "docs": [
              "In every epoch after `epoch`."
            ],
            "type": "u64"
          },
          {
            "name": "epoch",
            "type": "u32"
          },
          {
            "name": "padding",
            "type": {
              "array": [
                "u8",
                4
              ]
            }
          }
        ]
      }
    },
    {
      "name": "scheduledTerms",
      "docs": [
        "Price terms whose changes take effect at the next epoch's start, so that no consumer pays a price that it did not see."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "current",
            "docs": [
              "In `epoch`."
            ],
            "type": {
              "defined": {
                "name": "priceTerms"
              }
            }
          },
          {
            "name": "next",
            "docs": [
              "In every epoch after `epoch`."
            ],
            "type": {
              "defined": {
                "name": "priceTerms"
              }
            }
          },
          {
            "name": "epoch",
            "type": "u32"
          },
          {
            "name": "padding",
            "type": {
              "array": [
                "u8",
                4
              ]
            }
          }
        ]
      }
    },
    {
      "name": "served",
      "docs": [
        "What a provider served in one epoch: what was paid, in DIEM base units; the micro-credits that this bought at the",
        "channels' prices; and the micro-credits of quota."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "diem",
            "type": "u64"
          },
          {
            "name": "bought",
            "type": "u64"
          },
          {
            "name": "quota",
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "setCapacityArgs",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "capacity",
            "docs": [
              "Micro-credits per epoch from the next epoch on."
            ],
            "type": "u64"
          },
          {
            "name": "quotaCapacity",
            "docs": [
              "Of these, what is offered to staked DIEM."
            ],
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "setRolesArgs",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "guardian",
            "type": "pubkey"
          },
          {
            "name": "arbiter",
            "type": "pubkey"
          },
          {
            "name": "treasury",
            "type": "pubkey"
          }
        ]
      }
    },
    {
      "name": "settleArgs",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "claims",
            "docs": [
              "One per voucher, in their order."
            ],
            "type": {
              "vec": {
                "defined": {
                  "name": "claim"
                }
              }
            }
          }
        ]
      }
    },
    {
      "name": "settledEntry",
      "docs": [
        "What became of one voucher."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "channel",
            "type": "pubkey"
          },
          {
            "name": "errorCode",
            "docs": [
              "0 where the voucher was settled; otherwise the error for which it was skipped, with no figure advanced."
            ],
            "type": "u32"
          },
          {
            "name": "channelSequence",
            "docs": [
              "Number of the channel's event, 0 for a skipped voucher."
            ],
            "type": "u64"
          },
          {
            "name": "settled",
            "docs": [
              "After the settlement: DIEM base units over the channel's life, and micro-credits of quota used so far of the",
              "voucher's epoch, 0 where its quota has lapsed. Both are 0 for a skipped voucher."
            ],
            "type": "u64"
          },
          {
            "name": "quotaEpoch",
            "type": "u32"
          },
          {
            "name": "quotaUsed",
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "slashProviderArgs",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "maxAmount",
            "docs": [
              "Most VVV base units to take: what passes the epoch's cap is not taken."
            ],
            "type": "u64"
          },
          {
            "name": "reason",
            "docs": [
              "A code that the arbiter publishes."
            ],
            "type": "u16"
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
              "VVV base units, of which `locked` stands behind the position's debt."
            ],
            "type": "u64"
          },
          {
            "name": "locked",
            "type": "u64"
          },
          {
            "name": "debtUnits",
            "docs": [
              "What it owes, in units of the market's debt as they were counted in era `debt_era`."
            ],
            "type": "u64"
          },
          {
            "name": "debtEra",
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
            "name": "rewardCheckpoint",
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
      "name": "stakeQuotaArgs",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "amount",
            "docs": [
              "DIEM base units."
            ],
            "type": "u64"
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
        "Where and when an event happened. `sequence` counts the events of the account that changed (the market, or",
        "the provider or channel for its own events), each by one, so that an indexer can prove that it missed nothing."
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
        "`remaining` base units, released evenly from `last_ts` (unix seconds) on over `left_q32` (units of 2^-32 s)."
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
            "name": "leftQ32",
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "tokenMetadata",
      "docs": [
        "What wallets show of a mint."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "name",
            "docs": [
              "1 to 32 bytes."
            ],
            "type": "string"
          },
          {
            "name": "symbol",
            "docs": [
              "1 to 10 bytes."
            ],
            "type": "string"
          },
          {
            "name": "uri",
            "docs": [
              "Where a JSON file with the image is; at most 200 bytes, and may be empty."
            ],
            "type": "string"
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
      "name": "units",
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "total",
            "docs": [
              "Units of all claims together, and what rounding has taken from claims."
            ],
            "type": "u64"
          },
          {
            "name": "era",
            "docs": [
              "How often the units were halved. One an era at most for each halving of an amount of 64 bits: never full."
            ],
            "type": "u64"
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
      "name": "usage",
      "docs": [
        "What an epoch's record has of one provider, in its own units: DIEM base units and micro-credits. The last three are what",
        "the first three count for."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "diem",
            "type": "u64"
          },
          {
            "name": "bought",
            "type": "u64"
          },
          {
            "name": "quota",
            "type": "u64"
          },
          {
            "name": "paid",
            "type": "u64"
          },
          {
            "name": "used",
            "type": "u64"
          },
          {
            "name": "rewardable",
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "usageReported",
      "docs": [
        "A provider's usage took the place of what its epoch's record had. The stamp counts the provider's events."
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
            "name": "usage",
            "type": {
              "defined": {
                "name": "usage"
              }
            }
          },
          {
            "name": "record",
            "type": {
              "defined": {
                "name": "recordState"
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
      "name": "usageSlot",
      "docs": [
        "What a provider served in one epoch."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "epoch",
            "type": "u32"
          },
          {
            "name": "distributed",
            "docs": [
              "1 if all that was settled by the end of the epoch was distributed when the epoch's use was last reported: only then",
              "its quota earns a reward."
            ],
            "type": "u8"
          },
          {
            "name": "padding",
            "type": {
              "array": [
                "u8",
                3
              ]
            }
          },
          {
            "name": "capacity",
            "docs": [
              "Micro-credits that the provider offered in the epoch, as of the slot's first use: no more counts as use."
            ],
            "type": "u64"
          },
          {
            "name": "served",
            "type": {
              "defined": {
                "name": "served"
              }
            }
          },
          {
            "name": "reported",
            "docs": [
              "Of it what the epoch's record has."
            ],
            "type": {
              "defined": {
                "name": "served"
              }
            }
          },
          {
            "name": "rewarded",
            "docs": [
              "Micro-credits of quota whose reward was claimed."
            ],
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "vouchersSettled",
      "docs": [
        "A call of `settle`, as a log. The stamp counts the provider's events."
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
            "name": "provider",
            "type": "pubkey"
          },
          {
            "name": "epoch",
            "docs": [
              "The running epoch, in which the paid credits count."
            ],
            "type": "u32"
          },
          {
            "name": "entries",
            "type": {
              "vec": {
                "defined": {
                  "name": "settledEntry"
                }
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
  ],
  "constants": [
    {
      "name": "accountVersion",
      "docs": [
        "Layout version written into every account."
      ],
      "type": "u8",
      "value": "1"
    },
    {
      "name": "bondTicketSeed",
      "type": "bytes",
      "value": "[98, 111, 110, 100, 45, 116, 105, 99, 107, 101, 116]"
    },
    {
      "name": "bondVaultSeed",
      "type": "bytes",
      "value": "[98, 111, 110, 100, 45, 118, 97, 117, 108, 116]"
    },
    {
      "name": "bps",
      "docs": [
        "The whole, in basis points."
      ],
      "type": "u16",
      "value": "10000"
    },
    {
      "name": "channelSeed",
      "type": "bytes",
      "value": "[99, 104, 97, 110, 110, 101, 108]"
    },
    {
      "name": "creditUnit",
      "docs": [
        "Micro-credits in one whole credit."
      ],
      "type": "u64",
      "value": "1000000"
    },
    {
      "name": "diemDecimals",
      "docs": [
        "Decimals of every market's DIEM mint."
      ],
      "type": "u8",
      "value": "9"
    },
    {
      "name": "diemMintSeed",
      "type": "bytes",
      "value": "[100, 105, 101, 109, 45, 109, 105, 110, 116]"
    },
    {
      "name": "diemUnit",
      "docs": [
        "DIEM base units in one whole DIEM."
      ],
      "type": "u64",
      "value": "1000000000"
    },
    {
      "name": "epochSeed",
      "type": "bytes",
      "value": "[101, 112, 111, 99, 104]"
    },
    {
      "name": "escrowSeed",
      "type": "bytes",
      "value": "[101, 115, 99, 114, 111, 119]"
    },
    {
      "name": "feePoolSeed",
      "type": "bytes",
      "value": "[102, 101, 101, 45, 112, 111, 111, 108]"
    },
    {
      "name": "feeStreamCooldowns",
      "docs": [
        "Fees are streamed over at least so many stake cool-downs: little is earned by a stake that comes for a payment and goes."
      ],
      "type": "i64",
      "value": "2"
    },
    {
      "name": "marketSeed",
      "type": "bytes",
      "value": "[109, 97, 114, 107, 101, 116]"
    },
    {
      "name": "maxCapacity",
      "docs": [
        "Most micro-credits that one provider may offer per epoch, 17.6 million credits: the market's sum of all providers",
        "then overflows only with the rent of a million of them."
      ],
      "type": "u64",
      "value": "17592186044416"
    },
    {
      "name": "maxChannelGraceSecs",
      "type": "i64",
      "value": "2592000"
    },
    {
      "name": "maxCooldownSecs",
      "docs": [
        "Shared by the stake and the bond cool-down."
      ],
      "type": "i64",
      "value": "7776000"
    },
    {
      "name": "maxEndpointLen",
      "docs": [
        "Longest endpoint URI in bytes."
      ],
      "type": "u8",
      "value": "128"
    },
    {
      "name": "maxEpochSecs",
      "type": "i64",
      "value": "2592000"
    },
    {
      "name": "maxFeeStreamSecs",
      "docs": [
        "Longest time over which fees are streamed."
      ],
      "type": "i64",
      "value": "31536000"
    },
    {
      "name": "maxLockedHaircutBps",
      "type": "u16",
      "value": "5000"
    },
    {
      "name": "maxParamsDelaySecs",
      "type": "i64",
      "value": "7776000"
    },
    {
      "name": "maxPriceStepBps",
      "type": "u16",
      "value": "1000"
    },
    {
      "name": "maxProviderBps",
      "type": "u16",
      "value": "8500"
    },
    {
      "name": "maxQuotaBps",
      "type": "u16",
      "value": "2000"
    },
    {
      "name": "maxReferencePrice",
      "docs": [
        "DIEM base units per whole credit: a million DIEM."
      ],
      "type": "u64",
      "value": "1000000000000000"
    },
    {
      "name": "maxRewardDurationSecs",
      "docs": [
        "One year. Anyone may fund rewards, and a small amount over a long time delays what is already streaming: the",
        "cap bounds that to 3.65 days for each per cent that the funder gives away. The shortest time is the stake cool-down."
      ],
      "type": "i64",
      "value": "31536000"
    },
    {
      "name": "maxSlashBps",
      "type": "u16",
      "value": "5000"
    },
    {
      "name": "maxSteepnessBps",
      "type": "u16",
      "value": "40000"
    },
    {
      "name": "maxTargetStepBps",
      "docs": [
        "One per cent: the curve is steep at the target, and a burn and a mint around a larger step free stake."
      ],
      "type": "u16",
      "value": "100"
    },
    {
      "name": "maxTreasuryBps",
      "type": "u16",
      "value": "1000"
    },
    {
      "name": "maxUseEmaBps",
      "type": "u16",
      "value": "2000"
    },
    {
      "name": "maxUtilisationEmaBps",
      "type": "u16",
      "value": "5000"
    },
    {
      "name": "minBondPerBaseRate",
      "docs": [
        "The bond behind the quota of one DIEM is at least 1 % of `base_rate`, which counts whole credits."
      ],
      "type": "u64",
      "value": "10000"
    },
    {
      "name": "minLockedHaircutBps",
      "type": "u16",
      "value": "500"
    },
    {
      "name": "minPriceStepBps",
      "type": "u16",
      "value": "10"
    },
    {
      "name": "minProviderBps",
      "type": "u16",
      "value": "5000"
    },
    {
      "name": "minQuotaPoolEpochs",
      "type": "u32",
      "value": "7"
    },
    {
      "name": "minReferencePriceRange",
      "docs": [
        "The reference price's cap is at least so many times its floor."
      ],
      "type": "u64",
      "value": "4"
    },
    {
      "name": "minSlashBps",
      "type": "u16",
      "value": "500"
    },
    {
      "name": "minStakersBps",
      "type": "u16",
      "value": "500"
    },
    {
      "name": "minSteepnessBps",
      "type": "u16",
      "value": "10000"
    },
    {
      "name": "minTarget",
      "docs": [
        "The target's floor is at least one DIEM, and its cap at least ten times the floor."
      ],
      "type": "u64",
      "value": "1000000000"
    },
    {
      "name": "minTargetRange",
      "type": "u64",
      "value": "10"
    },
    {
      "name": "minTargetShareBps",
      "type": "u16",
      "value": "1000"
    },
    {
      "name": "minTreasuryBps",
      "docs": [
        "Above zero, so that trading with oneself always loses something."
      ],
      "type": "u16",
      "value": "100"
    },
    {
      "name": "minVvvDecimals",
      "docs": [
        "Fewest decimals of a VVV mint: rounding may cost or delay a base unit a call, which must be worth nothing."
      ],
      "type": "u8",
      "value": "6"
    },
    {
      "name": "openingWindowSlots",
      "docs": [
        "A channel's `opened_slot` must lie within so many slots before its opening, and the channel closes only after",
        "them, so that its address can never be opened again."
      ],
      "type": "u64",
      "value": "150"
    },
    {
      "name": "paramsWindowSecs",
      "docs": [
        "How long proposed parameters can be applied once their delay is over: whoever heard of a proposal need not watch it",
        "for ever."
      ],
      "type": "i64",
      "value": "1209600"
    },
    {
      "name": "pauseAll",
      "type": "u8",
      "value": "31"
    },
    {
      "name": "pauseDeposit",
      "type": "u8",
      "value": "8"
    },
    {
      "name": "pauseMint",
      "type": "u8",
      "value": "2"
    },
    {
      "name": "pauseOpen",
      "type": "u8",
      "value": "4"
    },
    {
      "name": "pauseRegister",
      "type": "u8",
      "value": "16"
    },
    {
      "name": "pauseStake",
      "docs": [
        "What can be paused: only what comes into a market. No exit has a bit."
      ],
      "type": "u8",
      "value": "1"
    },
    {
      "name": "positionSeed",
      "type": "bytes",
      "value": "[112, 111, 115, 105, 116, 105, 111, 110]"
    },
    {
      "name": "providerSeed",
      "type": "bytes",
      "value": "[112, 114, 111, 118, 105, 100, 101, 114]"
    },
    {
      "name": "rewardVaultSeed",
      "type": "bytes",
      "value": "[114, 101, 119, 97, 114, 100, 45, 118, 97, 117, 108, 116]"
    },
    {
      "name": "stakeVaultSeed",
      "type": "bytes",
      "value": "[115, 116, 97, 107, 101, 45, 118, 97, 117, 108, 116]"
    },
    {
      "name": "ticketSeed",
      "type": "bytes",
      "value": "[116, 105, 99, 107, 101, 116]"
    },
    {
      "name": "usageEpochs",
      "docs": [
        "Epochs whose usage a provider remembers: the running one, the settling one, and six in which the quota reward",
        "of a closed one can be claimed."
      ],
      "type": "u32",
      "value": "8"
    },
    {
      "name": "voucherTag",
      "docs": [
        "First bytes of a voucher."
      ],
      "type": {
        "array": [
          "u8",
          8
        ]
      },
      "value": "[68, 73, 69, 77, 118, 99, 104, 49]"
    }
  ]
};
