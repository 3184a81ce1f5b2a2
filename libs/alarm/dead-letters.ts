import { type Alarm, stateOf } from './alarm.js';

/** One lost message may be a ban a gateway never hears of; ten are a receiver that is gone. */
const WARNS_AT = 1;
const ALARMS_AT = 10;

/**
 * Whether messages to a receiver of webhooks were given up.
 *
 * @param receiver  its name
 * @param dead      messages given up and not sent again since
 */
export function deadLetters(receiver: string, dead: number): Alarm {
  return {
    ...{ name: 'dead-letters', about: receiver, value: dead, unit: 'messages', warnsAt: WARNS_AT, alarmsAt: ALARMS_AT },
    state: stateOf(dead, WARNS_AT, ALARMS_AT),
    because:
      dead === 0
        ? 'every message was taken or is still tried'
        : `${dead} ${dead === 1 ? 'message was' : 'messages were'} given up: mend the receiver and send ${dead === 1 ? 'it' : 'them'} again`,
  };
}
