import { z } from 'zod';
import type { HuntExport, SavedHunt } from '#casebook/hunts';
import { printHunt } from '#hunt/hunt';
import { Problem } from '#platform/http/problem';
import { EXPORT_FORMATS, type ExportFormat } from './export-hunt.js';
import { HuntQuery, huntIn } from './hunt-shape.js';

const instant = z.iso.datetime().meta({ id: 'Instant' });

// PostgreSQL keeps neither NUL nor half a surrogate pair.
const said = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((text) => !text.includes('\0') && Buffer.from(text).toString() === text, {
      error: 'must be well-formed text without NUL',
    });

/** A path has no field names, so the message says which part it means. */
export const KeptId = z.uuid({ error: 'id: must be a UUID' });

export const NewSavedHunt = z
  .strictObject({
    name: said(200),
    hunt: z.string().max(16_000).meta({ description: 'Search part of its address: from, until and where' }),
  })
  .meta({ id: 'NewSavedHunt' });

export const SavedHuntAnswer = z
  .object({ id: z.string(), name: z.string(), hunt: z.string(), saved_by: z.string(), saved_at: instant })
  .meta({ id: 'SavedHunt' });
export type SavedHuntAnswer = z.infer<typeof SavedHuntAnswer>;

export const SavedHunts = z.object({ hunts: z.array(SavedHuntAnswer) }).meta({ id: 'SavedHunts' });
export type SavedHunts = z.infer<typeof SavedHunts>;

const FORMATS = Object.keys(EXPORT_FORMATS) as [ExportFormat, ...ExportFormat[]];

export const ExportQuery = HuntQuery.extend({
  format: z.enum(FORMATS).default('csv'),
  reason: said(2_000).meta({ description: 'Why the calls are taken away; it is written down' }),
});

export const ExportSidecar = z
  .object({
    id: z.string(),
    hunt: z.string(),
    format: z.enum(FORMATS),
    records: z.number().int().min(0),
    reason: z.string(),
    exported_by: z.string(),
    exported_at: instant,
  })
  .meta({ id: 'HuntExport' });
export type ExportSidecar = z.infer<typeof ExportSidecar>;

export const DraftQuery = HuntQuery.extend({
  name: z
    .string()
    .max(64)
    .regex(/^[a-z]+(-[a-z]+)*$/, { error: 'must be lower case words with hyphens, such as shared-key' })
    .meta({ description: 'Of the detector to be' }),
  by: z.enum(['account', 'key', 'network']).default('account').meta({ description: 'Whom it judges' }),
});

/** The search part of an address in its one form. @throws {Problem} 400 naming what is wrong */
export function canonicalHunt(search: string): string {
  const parameters = new URLSearchParams(search);
  for (const name of parameters.keys()) {
    if (name === 'from' || name === 'until' || name === 'where') continue;
    throw new Problem(
      400,
      'invalid_request',
      `hunt: ${JSON.stringify(name.slice(0, 80))} is no part of a hunt`,
      'keep from, until and where',
    );
  }
  const [from, until] = [parameters.get('from'), parameters.get('until')];
  return printHunt(
    huntIn({
      ...(from === null ? {} : { from }),
      ...(until === null ? {} : { until }),
      where: parameters.getAll('where'),
    }),
  );
}

export function shapeSavedHunt({ id, name, address, savedBy, savedAt }: SavedHunt): SavedHuntAnswer {
  return { id, name, hunt: address, saved_by: savedBy, saved_at: savedAt.toISOString() };
}

export function shapeExport({
  id,
  address,
  format,
  records,
  reason,
  exportedBy,
  exportedAt,
}: HuntExport): ExportSidecar {
  return { id, hunt: address, format, records, reason, exported_by: exportedBy, exported_at: exportedAt.toISOString() };
}
