import { z } from 'zod';

/** An instant in UTC, as every answer writes it. */
export const instant = z.iso.datetime().meta({ id: 'Instant' });
