import { Table } from '@mantine/core';
import { whole } from '../parts/numbers.js';

interface DayTable<Day extends { readonly day: string }> {
  readonly days: readonly Day[];
  readonly columns: readonly {
    readonly name: string;
    readonly of: (day: Day) => number;
    readonly say?: (value: number) => string;
  }[];
}

/** The table twin of a chart by day. */
export function DayTable<Day extends { readonly day: string }>({ days, columns }: DayTable<Day>) {
  return (
    <Table verticalSpacing={3} horizontalSpacing={12} fz={13}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Day (UTC)</Table.Th>
          {columns.map(({ name }) => (
            <Table.Th key={name} ta="right">
              {name}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {days.map((day) => (
          <Table.Tr key={day.day}>
            <Table.Td>{day.day}</Table.Td>
            {columns.map(({ name, of, say = whole }) => (
              <Table.Td key={name} ta="right">
                {say(of(day))}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
