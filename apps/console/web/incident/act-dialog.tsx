import { Button, Group, Modal, NumberInput, SegmentedControl, Select, Stack, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ActionSet, BlastRadius, IncidentDetail, NewActionSet, WantedAction } from '../api/answers.js';
import { post } from '../api/ask.js';
import { useNow } from '../api/session.js';
import { Answered } from '../parts/answered.js';
import { counted } from '../parts/numbers.js';
import { say } from '../shell/say.js';
import { BlastCard } from './blast-card.js';
import { DialogTrouble, onControlEnter } from './dialog-parts.js';
import { refreshIncident } from './refresh-incident.js';

interface ActDialog {
  readonly incident: Pick<IncidentDetail, 'id' | 'because' | 'state'>;
  readonly accounts: readonly string[];
  readonly opened: boolean;
  readonly onClose: () => void;
}

type Action = WantedAction['action'];

const ACTIONS = [
  { value: 'warning', label: 'Warn' },
  { value: 'limit', label: 'Limit' },
  { value: 'suspension', label: 'Suspend' },
  { value: 'ban', label: 'Ban' },
];

const DAY = 86_400_000;

const ENDS = [
  { value: '', label: 'Until it is undone' },
  { value: '1', label: 'After a day' },
  { value: '7', label: 'After a week' },
  { value: '30', label: 'After 30 days' },
];

/** Shows what would happen before anything does, then does it, in one stage or the first of several. */
export function ActDialog({ incident, accounts, opened, onClose }: ActDialog) {
  const [action, setAction] = useState<Action>('suspension');
  const [except, setExcept] = useState<readonly string[]>([]);
  const [acknowledged, setAcknowledged] = useState<readonly string[]>([]);
  const [percent, setPercent] = useState(100);
  const [spread, setSpread] = useState(0);
  const [days, setDays] = useState('');
  // The finding's sentence is a reason anybody can check; whoever has a better one writes over it.
  const [reason, setReason] = useState(incident.because);
  const queries = useQueryClient();
  const now = useNow();
  const wanted: WantedAction = { incident: incident.id, action, except: [...except] };
  const preview = useQuery({
    queryKey: ['blast-radius', wanted],
    queryFn: () => post<BlastRadius>('/v1/action-sets/preview', wanted),
    enabled: opened,
    staleTime: 0,
    gcTime: 0,
  });
  const acting = useMutation({
    mutationFn: async (radius: BlastRadius) => {
      const expires = days === '' ? null : new Date(Date.parse(now) + Number(days) * DAY).toISOString();
      const draft = { ...wanted, preview: radius.preview, acknowledged, expires_at: expires, reason } as NewActionSet;
      const set = await post<ActionSet>('/v1/action-sets', draft);
      return post<ActionSet>(`/v1/action-sets/${set.id}/execute`, { percent, spread_minutes: spread });
    },
    onSuccess: async (set) => {
      say(
        `${counted(set.accounts, 'account')}: ${set.action} ${set.state === 'executed' ? 'in force' : 'under way'}. Undo takes it all back.`,
      );
      onClose();
      await refreshIncident(queries, set.incident);
    },
    onError: () => void preview.refetch(),
  });
  const grave = preview.data?.warnings.filter((warning) => warning.grave) ?? [];
  const isAcknowledged = grave.every(({ code }) => acknowledged.includes(code));
  const isReady = preview.data !== undefined && preview.data.accounts > 0 && isAcknowledged && reason.trim() !== '';
  const submit = () => {
    if (isReady && preview.data !== undefined && !acting.isPending) acting.mutate(preview.data);
  };
  const verb = ACTIONS.find(({ value }) => value === action)?.label ?? 'Act on';
  return (
    <Modal opened={opened} onClose={onClose} title="Act: what would happen" size={720}>
      <Stack gap="sm" onKeyDown={onControlEnter(submit)}>
        <SegmentedControl
          data={ACTIONS}
          value={action}
          onChange={(next) => setAction(next as Action)}
          aria-label="Action"
          fullWidth
        />
        <Answered query={preview} what="the consequences" lines={5}>
          {(radius) => (
            <BlastCard
              radius={radius}
              members={accounts.length}
              except={except}
              onExcept={setExcept}
              acknowledged={acknowledged}
              onAcknowledge={setAcknowledged}
            />
          )}
        </Answered>
        <Group gap="sm" grow align="flex-end">
          <NumberInput
            label="First stage, % of accounts"
            min={1}
            max={100}
            value={percent}
            onChange={(next) => setPercent(typeof next === 'number' ? next : 100)}
          />
          <NumberInput
            label="Spread over minutes"
            min={0}
            max={2_880}
            value={spread}
            onChange={(next) => setSpread(typeof next === 'number' ? next : 0)}
          />
          <Select
            label="Ends"
            data={ENDS}
            value={days}
            onChange={(next) => setDays(next ?? '')}
            allowDeselect={false}
          />
        </Group>
        <Textarea
          label="Why"
          description="Goes into the audit log and to whoever judges an appeal"
          required
          autosize
          minRows={2}
          maxRows={5}
          maxLength={2_000}
          data-autofocus
          value={reason}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <DialogTrouble error={acting.error} />
        <Group justify="flex-end" gap="xs">
          <span style={{ marginRight: 'auto', color: 'var(--muted)', fontSize: 12 }}>
            Ctrl Enter acts · Escape leaves everything as it is
          </span>
          <Button variant="default" onClick={onClose}>
            Not now
          </Button>
          <Button color="red.9" disabled={!isReady} onClick={submit} loading={acting.isPending}>
            {verb} {counted(preview.data?.accounts ?? accounts.length, 'account')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
