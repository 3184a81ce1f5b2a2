import { z } from 'zod';
import { AGES } from '#casebook/incident-age';
import { DispositionDraft, VERDICTS } from '#incident/life-cycle';
import { Incident } from '../incident-shape.js';
import { instant } from '../instant.js';
import { PersonRef } from '../people/session-shape.js';
import { Claim, PRIORITIES } from './casework-shape.js';

/** Incidents on one page at most; a screen shows forty, and a page more is asked for while one scrolls. */
const LARGEST_PAGE = 200;

/** Values of one filter at most. */
const MOST_VALUES = 20;

const STATES = ['open', ...VERDICTS] as const;
const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;

/** Several values with commas between, joined by "or". */
const list = <T extends string>(value: z.ZodType<T, string>) =>
  z
    .string()
    .transform((text) => [...new Set(text.split(','))])
    .pipe(z.array(value).min(1).max(MOST_VALUES))
    .optional();

/** What narrows the queue down; filters are joined by "and". */
const filters = {
  state: list(z.enum(STATES)).meta({ description: 'Several with commas; open and uncertain when left out' }),
  category: list(DispositionDraft.shape.category.unwrap()).meta({ description: 'Policy, several with commas' }),
  severity: list(z.enum(SEVERITIES)),
  detector: list(
    z.string().regex(/^[a-z][a-z-]{0,63}$/, { error: 'must be the name of a detector, such as limit-hammering' }),
  ),
  age: list(z.enum(AGES)).meta({ description: 'Since it was opened: under a day, a week, four weeks, or longer' }),
  assignee: list(z.union([z.enum(['me', 'nobody']), z.uuid({ error: 'must be me, nobody, or the id of a person' })])),
  account: z
    .string()
    .regex(/^[0-9a-f]{32}$/, { error: 'must be 32 hex digits' })
    .optional()
    .meta({ description: 'Pseudonym of an account that takes part' }),
  opinion: z.enum(['wanted']).optional().meta({ description: 'A second opinion is waited for' }),
  snoozed: z.enum(['no', 'only', 'also']).default('no'),
};

export const QueueQuery = z.strictObject({
  ...filters,
  order: z.enum(['urgent', 'latest', 'oldest']).default('urgent').meta({
    description: 'urgent: priority, then severity, then last seen. oldest: opened first',
  }),
  limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(50),
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,200}$/, { error: 'must be the next_cursor of the page before' })
    .optional(),
});

export const FacetQuery = z.strictObject(filters);

/** An incident as the queue shows it. */
export const QueueIncident = Incident.extend({
  priority: z.enum(PRIORITIES),
  assignee: PersonRef.nullable(),
  claim: Claim.nullable(),
  snoozed_until: instant.nullable(),
  opinion_wanted: z.boolean(),
  notes: z.number().int(),
  /** Reviewed blind: it tells neither score nor whether anything flagged it. Of the audit sample, or a detector's own among it. */
  blind: z.boolean(),
}).meta({ id: 'QueueIncident' });

export const QueuePage = z
  .object({
    incidents: z.array(QueueIncident),
    next_cursor: z.string().nullable().meta({ description: 'Asks for the next page; null on the last' }),
  })
  .meta({ id: 'QueuePage' });
export type QueuePage = z.infer<typeof QueuePage>;

const Counts = z.array(z.object({ value: z.string(), count: z.number().int().min(0) }));

/** How many incidents each value would leave, under all filters but those of its own facet. */
export const Facets = z
  .object({
    total: z.number().int().min(0),
    state: Counts,
    category: Counts,
    severity: Counts,
    detector: Counts,
    age: Counts,
    /** `nobody` or the id of a person; `people` names them. */
    assignee: Counts,
    people: z.array(PersonRef),
  })
  .meta({ id: 'QueueFacets' });
export type Facets = z.infer<typeof Facets>;
