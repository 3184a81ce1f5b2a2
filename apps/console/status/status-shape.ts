import { z } from 'zod';
import { ALARM_STATES, ALARMS, gravest } from '#alarm/alarm';
import { instant } from '../instant.js';
import type { Look } from './own-alarms.js';

const value = z.number().nullable();

export const Status = z
  .object({
    state: z.enum(ALARM_STATES).meta({ description: 'The gravest of all' }),
    at: instant,
    alarms: z.array(
      z
        .object({
          name: z.enum(ALARMS),
          about: z.string().meta({ description: 'Detector, source, receiver or store; empty for the installation' }),
          state: z.enum(ALARM_STATES).meta({ description: 'unknown: what it is judged by could not be had' }),
          value: value.meta({ description: 'In the unit; null while there is nothing to measure' }),
          unit: z.string(),
          warns_at: value,
          alarms_at: value,
          because: z.string(),
        })
        .meta({ id: 'Alarm' }),
    ),
  })
  .meta({ id: 'Status' });
export type Status = z.infer<typeof Status>;

/** As the API writes it. */
export function shapeStatus({ at, alarms }: Look): Status {
  return {
    state: gravest(alarms),
    at: at.toISOString(),
    alarms: alarms.map(({ warnsAt, alarmsAt, ...alarm }) => ({ ...alarm, warns_at: warnsAt, alarms_at: alarmsAt })),
  };
}
