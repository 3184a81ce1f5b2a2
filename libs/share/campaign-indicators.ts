import { z } from 'zod';
import type { Question } from '#usage/question';

const Row = z.object({
  kind: z.enum(['domain', 'contact', 'template']),
  /** Pseudonym of a domain or contact; decimal digits of a template's hash. */
  value: z.string(),
  accounts: z.number().int().positive(),
});

/** Something that at least two accounts of a campaign use. */
export type CampaignIndicator = z.infer<typeof Row>;

/** Asked with `from`, `until`, `accounts` and `records`, all of one campaign. */
export const campaignIndicators: Question<CampaignIndicator> = {
  sql: new URL('./campaign-indicators.sql', import.meta.url),
  row: Row,
};

/** Domain names that a person says a campaign promotes, sorted by whether it does. */
export interface NamedDomains {
  readonly indicators: readonly (CampaignIndicator & { readonly name?: string })[];
  /** Names that the campaign does not promote, or that are the name of an account of it. */
  readonly refused: readonly string[];
}

/**
 * Puts names to domains: the warehouse knows them by pseudonym alone, so whoever has read the texts says the names, and
 * each is believed only where its pseudonym is among the campaign's.
 *
 * @param names        as a person wrote them
 * @param domainOf     the pseudonym of a domain
 * @param isAccount    whether a name is that of an account of the campaign
 */
export function namedDomains(
  indicators: readonly CampaignIndicator[],
  names: readonly string[],
  domainOf: (name: string) => string,
  isAccount: (name: string) => boolean,
): NamedDomains {
  const given = new Map(names.map((name) => [domainOf(name.toLowerCase()), name.toLowerCase()]));
  const promoted = new Set(indicators.flatMap(({ kind, value }) => (kind === 'domain' ? [value] : [])));
  const refused = [...given].flatMap(([pseudonym, name]) =>
    promoted.has(pseudonym) && !isAccount(name) ? [] : [name],
  );
  return {
    indicators: indicators.map((each) => {
      const name = each.kind === 'domain' ? given.get(each.value) : undefined;
      return name === undefined || isAccount(name) ? each : { ...each, name };
    }),
    refused,
  };
}
