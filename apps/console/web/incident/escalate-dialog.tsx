import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Casework } from '../api/answers.js';
import { post } from '../api/ask.js';
import { say } from '../shell/say.js';
import { DialogTrouble, onControlEnter } from './dialog-parts.js';
import { refreshIncident } from './refresh-incident.js';

interface EscalateDialog {
  readonly incident: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Asks a colleague; nobody answers a question of their own. */
export function EscalateDialog({ incident, opened, onClose }: EscalateDialog) {
  const queries = useQueryClient();
  const [question, setQuestion] = useState('');
  const asking = useMutation({
    mutationFn: () => post<Casework>(`/v1/incidents/${incident}/second-opinion`, { question }),
    onSuccess: async (casework) => {
      queries.setQueryData(['casework', incident], casework);
      say('Asked for a second opinion; the queue shows it to everybody else');
      setQuestion('');
      onClose();
      await refreshIncident(queries, incident);
    },
  });
  const submit = () => {
    if (question.trim() !== '') asking.mutate();
  };
  return (
    <Modal opened={opened} onClose={onClose} title="Ask for a second opinion">
      <Stack gap="sm" onKeyDown={onControlEnter(submit)}>
        <Textarea
          label="What should somebody else judge?"
          required
          autosize
          minRows={3}
          maxLength={2_000}
          data-autofocus
          value={question}
          onChange={(event) => setQuestion(event.currentTarget.value)}
        />
        <DialogTrouble error={asking.error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Not now
          </Button>
          <Button onClick={submit} disabled={question.trim() === ''} loading={asking.isPending}>
            Ask
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
