import { Button, Group, Kbd, Modal, Switch, Table, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { COMMANDS, type Command, keyName, rebind, STANDARD } from './commands.js';
import { useKeyMap } from './key-desk.js';

const NAMES = Object.keys(COMMANDS) as Command[];

/** Every key, what it does, and a way to give it another one or to switch all of them off. */
export function KeyHelp({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { map, change } = useKeyMap();
  const [waiting, setWaiting] = useState<Command>();
  useEffect(() => {
    if (waiting === undefined) return undefined;
    const take = (event: KeyboardEvent) => {
      if (['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key !== 'Escape') change(rebind(map, waiting, event.key));
      setWaiting(undefined);
    };
    document.addEventListener('keydown', take, true);
    return () => document.removeEventListener('keydown', take, true);
  }, [waiting, map, change]);
  return (
    <Modal opened={opened} onClose={onClose} title="Keys" size="lg" closeOnEscape={waiting === undefined}>
      <Group justify="space-between" mb="sm">
        <Switch
          label="Single keys work"
          description="They never do while you type."
          checked={map.isOn}
          onChange={(event) => change({ ...map, isOn: event.currentTarget.checked })}
        />
        <Button variant="default" onClick={() => change(STANDARD)}>
          As they came
        </Button>
      </Group>
      <Table verticalSpacing={3} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Key</Table.Th>
            <Table.Th>Does</Table.Th>
            <Table.Th>Where</Table.Th>
            <Table.Th>
              <span className="visually-hidden">Change</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {NAMES.map((name) => (
            <Table.Tr key={name}>
              <Table.Td>
                <Kbd size="sm">{keyName(map.keys[name])}</Kbd>
              </Table.Td>
              <Table.Td>{COMMANDS[name].does}</Table.Td>
              <Table.Td c="dimmed">{COMMANDS[name].where}</Table.Td>
              <Table.Td ta="right">
                <Button size="compact-xs" variant="subtle" onClick={() => setWaiting(name)}>
                  {waiting === name ? 'press a key…' : 'change'}
                  <span className="visually-hidden"> the key for: {COMMANDS[name].does}</span>
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed" mt="sm">
        Kept in this browser. Escape closes what is open.
      </Text>
    </Modal>
  );
}
