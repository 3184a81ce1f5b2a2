import { Button, Group, Modal, Select, Stack, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { IncidentDetail, NewDisposition } from '../api/answers.js';
import { post, Refusal } from '../api/ask.js';
import { CATEGORY_CHOICES } from '../parts/category.js';
import { say } from '../shell/say.js';
import { DialogTrouble, onControlEnter } from './dialog-parts.js';
import { refreshIncident } from './refresh-incident.js';

interface DisposeDialog {
  readonly incident: Pick<IncidentDetail, 'id' | 'because'>;
  readonly category: string;
  readonly dispositions: number;
  /** Undefined: closed. */
  readonly verdict: NewDisposition['verdict'] | undefined;
  readonly onClose: () => void;
}

const TITLES = {
  confirmed: 'Confirm: it is misuse',
  dismissed: 'Dismiss: it is not misuse',
  uncertain: 'Uncertain: it cannot be told',
} as const;

/** Asks for the reason of a decision; what was typed stays until the decision is kept. */
export function DisposeDialog({ incident, category, dispositions, verdict, onClose }: DisposeDialog) {
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [filedUnder, setFiledUnder] = useState(category);
  const [seen, setSeen] = useState<number>();
  // A decision sent meanwhile would rest on what stood before, and be refused once more.
  const [isLooking, setLooking] = useState(false);
  const deciding = useMutation({
    mutationFn: (chosen: NewDisposition['verdict']) =>
      post<IncidentDetail>(`/v1/incidents/${incident.id}/dispositions`, {
        verdict: chosen,
        category: filedUnder,
        reason,
        seen: seen ?? dispositions,
      } as NewDisposition),
    onSuccess: async (detail) => {
      queries.setQueryData(['incident', incident.id], detail);
      say(`Kept: ${detail.state}`);
      setReason('');
      onClose();
      await refreshIncident(queries, incident.id);
    },
  });
  const { error } = deciding;
  const isOvertaken = error instanceof Refusal && error.code === 'overtaken';
  const lookAgain = async () => {
    setLooking(true);
    try {
      const detail = await queries.fetchQuery<IncidentDetail>({ queryKey: ['incident', incident.id], staleTime: 0 });
      setSeen(detail.dispositions);
      deciding.reset();
    } finally {
      setLooking(false);
    }
  };
  const submit = () => {
    if (verdict !== undefined && reason.trim() !== '' && !isLooking) deciding.mutate(verdict);
  };
  return (
    <Modal
      opened={verdict !== undefined}
      onClose={() => {
        deciding.reset();
        onClose();
      }}
      title={verdict === undefined ? '' : TITLES[verdict]}
    >
      <Stack gap="sm" onKeyDown={onControlEnter(submit)}>
        <p style={{ margin: 0, fontSize: 13, color: 'var(--muted)' }}>{incident.because}</p>
        <Textarea
          label="Why, so that somebody else can check it"
          required
          autosize
          minRows={3}
          maxLength={2_000}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Select
          label="Filed under"
          data={CATEGORY_CHOICES}
          value={filedUnder}
          onChange={(next) => setFiledUnder(next ?? category)}
          searchable
          allowDeselect={false}
        />
        <DialogTrouble error={error}>
          {isOvertaken && (
            <Button variant="default" size="compact-sm" loading={isLooking} onClick={() => void lookAgain()}>
              I have looked: decide upon what stands now
            </Button>
          )}
        </DialogTrouble>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Not now
          </Button>
          <Button onClick={submit} disabled={reason.trim() === '' || isLooking} loading={deciding.isPending}>
            Keep this decision
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
