import { z } from 'zod';
import { REJECTIONS } from '#publish/rejections';
import { instant } from '../instant.js';
import { Reason } from '../reason.js';

/** A path has no field names, so the message says which part it means. */
export const Period = z
  .string()
  .regex(/^\d{4}-Q[1-4]$/, { error: 'period: must be a calendar quarter such as 2026-Q3' });

/** Where a release stands. */
export const Release = z
  .object({
    id: z.string(),
    period: z.string().meta({ example: '2026-Q3' }),
    version: z.string(),
    state: z.string(),
    demo: z.boolean(),
    drafted_by: z.string(),
    drafted_at: instant,
    measured_at: instant.nullable(),
    /** When it comes out, or came out. */
    publish_at: instant.nullable(),
    approved_by: z.string().nullable(),
    /** Why it ended; null while it stands or goes on. */
    end_reason: z.string().nullable(),
  })
  .meta({ id: 'Release' });
export const Releases = z.object({ releases: z.array(Release) }).meta({ id: 'Releases' });
export type Releases = z.infer<typeof Releases>;

const Cell = z
  .object({
    category: z.string(),
    /** Empty in tables of one dimension. */
    dim2: z.string(),
    /** Actors, rounded to 5; null where the cell is low. */
    value: z.int().nullable(),
    lower95: z.int(),
    upper95: z.int(),
  })
  .meta({ id: 'ReleaseCell' });
const Check = z
  .object({
    id: z.string().meta({ example: 'T-3' }),
    title: z.string(),
    passed: z.boolean(),
    result: z.string(),
    /** The same attack on a build that is broken on purpose; null where there is none. */
    control: z.object({ caught: z.boolean(), result: z.string() }).nullable(),
  })
  .meta({ id: 'ReleaseCheck' });

/** What the public will see of a release, and what the attacks on it found. */
export const ReleaseReview = z
  .object({
    release: Release,
    /** SHA-256 of the bytes that an approval signs; null before it is checked. */
    digest: z.string().nullable(),
    /** What an approval signs: the contents of SHA256SUMS, and minisign's trusted comment; null before it is checked. */
    to_sign: z.object({ sums: z.string(), comment: z.string() }).nullable(),
    /** Where its files lie on the machine of the service. */
    folder: z.string(),
    checks: z.array(Check),
    tables: z.array(z.object({ id: z.string(), title: z.string(), cells: z.array(Cell) })),
  })
  .meta({ id: 'ReleaseReview' });
export type ReleaseReview = z.infer<typeof ReleaseReview>;

/** How long work stands: the latest since the service began; null when there was none. */
export const ReleaseWork = z
  .object({
    work: z
      .object({
        what: z.enum(['measure', 'check']),
        by: z.string(),
        step: z.string(),
        done: z.int(),
        of: z.int(),
        state: z.enum(['running', 'done', 'cancelled', 'failed']),
        /** Why it did not come to its end. */
        message: z.string().nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'ReleaseWork' });
export type ReleaseWork = z.infer<typeof ReleaseWork>;

/** What is settled when a release is planned. */
export const ReleasePlan = z
  .strictObject({
    /** Beginnings of the names of model families. */
    models: z.array(z.string().min(1).max(31)).max(5).default([]),
    /** When it comes out; 60 days after the quarter at 09:00 UTC when left out. */
    publish_at: instant.optional(),
  })
  .meta({ id: 'ReleasePlan' });
const Signature = z.string().regex(/^[\w-]{86}$/, 'must be 64 bytes in base64url, 86 characters');

/** Signatures over `to_sign`, made on the reviewer's machine: the private key stays there. */
export const ReleaseApproval = z
  .strictObject({
    /** Ed25519, base64url. */
    public_key: z.string().regex(/^[\w-]{43}$/, 'must be an Ed25519 key in base64url, 43 characters'),
    /** Over the input of the detached JWS: its header, which names the key by its thumbprint, a dot, and `sums`. */
    jws_signature: Signature,
    /** Over the BLAKE2b-512 of `sums`. */
    minisign_signature: Signature,
    /** Over the 64 bytes of `minisign_signature` and `comment`. */
    comment_signature: Signature,
  })
  .meta({ id: 'ReleaseApproval' });
export const ReleaseRejection = z
  .strictObject({ code: z.enum(REJECTIONS), reason: Reason })
  .meta({ id: 'ReleaseRejection' });
export const ReleaseWithdrawal = z
  .strictObject({
    version: z.string().min(1).max(40),
    reason: Reason,
    /** Whether the numbers are removed too; for legal or safety need alone. */
    removes_data: z.boolean().default(false),
  })
  .meta({ id: 'ReleaseWithdrawal' });

const Share = z.object({ value: z.number(), low: z.number(), high: z.number() }).meta({ id: 'ShareWithInterval' });

/** What leaders are told: nothing that the public is not told as well. */
export const Leadership = z
  .object({
    /** Latest published quarter; null before the first one. */
    period: z.string().nullable(),
    /** Published quarter before it; null when there is none. */
    compared_with: z.string().nullable(),
    /** Cells that moved by more than noise explains. */
    moved: z.array(
      z.object({
        table: z.string(),
        category: z.string(),
        dim2: z.string(),
        what: z.string(),
        direction: z.enum(['up', 'down']),
        now: z.int(),
        before: z.int(),
      }),
    ),
    /** Cells that were compared; low ones never are. */
    compared: z.int(),
    shares: z.array(
      z.object({
        name: z.enum(['acted_within_a_week', 'reversed', 'confirmed_in_review']),
        what: z.string(),
        /** Null where the counts are too small to say. */
        now: Share.nullable(),
        before: Share.nullable(),
      }),
    ),
    /** What the year may still spend of its privacy loss (zCDP ρ), exact fractions. */
    budget: z.object({ year: z.int(), left_for_releases: z.string(), left_for_revisions: z.string() }),
    /** Releases that are announced, the next one first. */
    coming: z.array(Release),
    /** Published numbers that are being corrected, and why. */
    corrections: z.array(z.object({ period: z.string(), reason: z.string() })),
  })
  .meta({ id: 'Leadership' });
export type Leadership = z.infer<typeof Leadership>;
