import { z } from 'zod';
import type { Question } from '#usage/question';

const AccountRow = z.object({
  account: z.string(),
  requests: z.number(),
  /** Millionths of a US dollar. */
  cost: z.number(),
  paid: z.number(),
  /** Epoch seconds; 0 when the log does not say. */
  created: z.number().int(),
  networks: z.array(z.string()),
});

/** What one account has used. */
export type AccountUse = z.infer<typeof AccountRow>;

export const blastAccounts: Question<AccountUse> = {
  sql: new URL('./blast-accounts.sql', import.meta.url),
  row: AccountRow,
};

const TotalRow = z.object({ requests: z.number(), cost: z.number() });

export const blastTotal: Question<z.infer<typeof TotalRow>> = {
  sql: new URL('./blast-total.sql', import.meta.url),
  row: TotalRow,
};

const NetworkRow = z.object({ network: z.string(), accounts: z.number().int() });

export const blastNetworks: Question<z.infer<typeof NetworkRow>> = {
  sql: new URL('./blast-networks.sql', import.meta.url),
  row: NetworkRow,
};
