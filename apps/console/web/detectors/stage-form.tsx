import { Button, Stack, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DetectorDetail } from '../api/answers.js';
import { post } from '../api/ask.js';
import { useMay } from '../api/session.js';
import { DialogTrouble } from '../incident/dialog-parts.js';
import { say } from '../shell/say.js';

/** Puts a detector in service or takes it out, with the reason. */
export function StageForm({ detector: { name, stage, opens } }: { readonly detector: DetectorDetail }) {
  const mayChange = useMay('detector:change');
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const change = stage === 'shadow' ? 'promote' : 'demote';
  const changing = useMutation({
    mutationFn: () => post<DetectorDetail>(`/v1/detectors/${name}/stages`, { change, reason }),
    onSuccess: async (detail) => {
      queries.setQueryData(['detector', name], detail);
      setReason('');
      say(`${name} is ${detail.stage === 'shadow' ? 'in shadow' : 'in service'} from the next window on`);
      await queries.invalidateQueries({ queryKey: ['detectors'] });
    },
  });
  if (!mayChange) return <p style={{ margin: 0, color: 'var(--muted)', fontSize: 13 }}>A lead may change it.</p>;
  return (
    <Stack gap="xs" mt="xs" align="flex-start">
      <Textarea
        w="100%"
        label={change === 'promote' ? `Why it may open ${opens}` : 'Why it should only watch'}
        autosize
        minRows={2}
        maxLength={2_000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <DialogTrouble error={changing.error} />
      <Button
        variant="default"
        disabled={reason.trim() === ''}
        loading={changing.isPending}
        onClick={() => changing.mutate()}
      >
        {change === 'promote' ? 'Promote: put in service' : 'Demote: to shadow'}
      </Button>
    </Stack>
  );
}
