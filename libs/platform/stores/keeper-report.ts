import { z } from 'zod';

/** What the keeper of PostgreSQL is told, as JSON in its first argument. */
export const KeeperOrders = z.object({
  /** Folder of the cluster. */
  directory: z.string(),
  /** Folder where processes that use the stores write themselves down. */
  joined: z.string(),
  /** Port to take, so that others find it where it was; a free one when absent. */
  port: z.number().int().optional(),
  /** Whether no other port will do when that one is taken. */
  insist: z.boolean().optional(),
});
export type KeeperOrders = z.infer<typeof KeeperOrders>;

/** What the keeper says, one JSON line each on its standard output. */
export const KeeperReport = z.discriminatedUnion('state', [
  /** PostgreSQL answers; said again with another process id whenever it was restarted. */
  z.object({ state: z.literal('ready'), url: z.string(), user: z.string(), port: z.number(), pid: z.number() }),
  /** PostgreSQL ended or did not start; unless the keeper ends as well, it tries again. */
  z.object({ state: z.literal('failed'), message: z.string() }),
  /** The parent has let go, and PostgreSQL goes on for these joined processes. */
  z.object({ state: z.literal('kept'), by: z.array(z.number()) }),
]);
export type KeeperReport = z.infer<typeof KeeperReport>;
