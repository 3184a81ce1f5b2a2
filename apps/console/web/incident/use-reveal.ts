import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Revealed } from '../api/answers.js';
import { post } from '../api/ask.js';
import { say } from '../shell/say.js';

/** Looks in an hour after which a break is worth more than another look. */
const MANY_LOOKS = 40;

/** Looks at retained text: one request, one entry of the audit log each. Nothing revealed outlives the page. */
export function useReveal(incident: string) {
  const [revealed, setRevealed] = useState<ReadonlyMap<string, Revealed>>(new Map());
  const revealing = useMutation({
    mutationFn: async ({ records, reason }: { readonly records: readonly string[]; readonly reason: string }) => {
      // One after another: each look is an entry of its own in one chain.
      for (const record of records) {
        const look = await post<Revealed>(`/v1/incidents/${incident}/reveal`, { record, reason });
        setRevealed((before) => new Map(before).set(record, look));
        if (look.looks === MANY_LOOKS) say(`${MANY_LOOKS} looks within an hour. A break would be well earned.`);
      }
    },
    onError: (error) => say(error),
  });
  const hide = (record: string) => setRevealed((before) => new Map([...before].filter(([each]) => each !== record)));
  return { revealed, reveal: revealing.mutate, isRevealing: revealing.isPending, hide };
}
