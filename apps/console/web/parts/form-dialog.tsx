import { Button, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { DialogTrouble, onControlEnter } from '../incident/dialog-parts.js';

/** Characters of a reason, a note or a question at most; the service says the same. */
const LONGEST = 2_000;

/** One thing that a form asks for. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly says?: string;
  /** One line when absent. */
  readonly as?: 'text' | 'instant';
  /** Values to choose from, in place of writing one. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  readonly begins?: string;
  readonly isOptional?: boolean;
}

export type Filled = Readonly<Record<string, string>>;

interface FormDialog {
  readonly title: string;
  readonly fields: readonly Field[];
  /** What the button does, such as `Keep note`. */
  readonly does: string;
  readonly onSend: (filled: Filled) => Promise<unknown>;
  readonly onClose: () => void;
  /** What to know before it is done. */
  readonly children?: ReactNode | ((filled: Filled) => ReactNode);
}

/** Asks for a few things and sends them; what was typed stays until it is kept. It is open while it is on the page. */
export function FormDialog({ title, fields, does, onSend, onClose, children }: FormDialog) {
  const [filled, setFilled] = useState<Filled>(() =>
    Object.fromEntries(fields.map(({ name, begins = '' }) => [name, begins])),
  );
  const sending = useMutation({ mutationFn: () => onSend(filled), onSuccess: onClose });
  const isReady = fields.every(({ name, isOptional = false }) => isOptional || (filled[name] ?? '').trim() !== '');
  const submit = () => {
    if (isReady && !sending.isPending) sending.mutate();
  };
  const fill = (name: string, value: string) => setFilled((before) => ({ ...before, [name]: value }));
  return (
    <Modal opened onClose={onClose} title={title} size={520}>
      <Stack gap="sm" onKeyDown={onControlEnter(submit)}>
        {typeof children === 'function' ? children(filled) : children}
        {fields.map((field, place) => (
          <Asked
            key={field.name}
            field={field}
            isFirst={place === 0}
            value={filled[field.name] ?? ''}
            onChange={(value) => fill(field.name, value)}
          />
        ))}
        <DialogTrouble error={sending.error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Not now
          </Button>
          <Button onClick={submit} disabled={!isReady} loading={sending.isPending}>
            {does}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface AskedField {
  readonly field: Field;
  readonly isFirst: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Asked({ field: { label, says, as, choices, isOptional = false }, isFirst, value, onChange }: AskedField) {
  const common = {
    label,
    ...(says === undefined ? {} : { description: says }),
    required: !isOptional,
    value,
    ...(isFirst ? { 'data-autofocus': true } : {}),
  };
  if (choices !== undefined) {
    return (
      <Select
        {...common}
        data={[...choices]}
        onChange={(next) => onChange(next ?? '')}
        allowDeselect={isOptional}
        searchable={choices.length > 8}
      />
    );
  }
  if (as === 'text') {
    return (
      <Textarea
        {...common}
        autosize
        minRows={3}
        maxLength={LONGEST}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...common}
      type={as === 'instant' ? 'date' : 'text'}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
