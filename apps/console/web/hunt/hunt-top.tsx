import { Select, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { FieldsAnswer, TopAnswer } from '../../hunts/hunt-shape.js';
import { get } from '../api/ask.js';
import { Answered } from '../parts/answered.js';
import { Nothing } from '../parts/nothing.js';
import { whole } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { Pseudonym } from '../parts/pseudonym.js';
import classes from './hunt.module.css';
import { asked, escaped, type HuntSearch } from './hunt-search.js';

interface HuntTop {
  readonly search: HuntSearch;
  readonly onChange: (search: HuntSearch) => void;
}

/** Who or what leads, and how that changed against the window before. */
export function HuntTop({ search, onChange }: HuntTop) {
  const { by = 'account', rank = 'calls', order = 'most', where = [] } = search;
  const { data: known } = useQuery<FieldsAnswer>({ queryKey: ['hunt-fields'], enabled: false });
  const top = useQuery({
    queryKey: ['hunt-top', asked(search), by, rank, order],
    queryFn: ({ signal }) => get<TopAnswer>('/v1/hunts/top', { ...asked(search), by, rank, order, limit: 25 }, signal),
  });
  const choose = (name: 'by' | 'rank' | 'order', label: string, data: readonly string[], value: string) => (
    <Select
      aria-label={label}
      data={data.map((each) => ({ value: each, label: each.replaceAll('_', ' ') }))}
      value={value}
      onChange={(next) => onChange({ ...search, [name]: next ?? value })}
      allowDeselect={false}
      searchable={name === 'by'}
      w={name === 'by' ? 160 : 110}
    />
  );
  return (
    <Panel
      title="Who and what"
      note={
        top.data === undefined
          ? undefined
          : `${whole(top.data.values_in_all)} values in ${whole(top.data.calls_in_all)} calls`
      }
      aside={
        <>
          {choose('by', 'Ranked field', known?.fields.map(({ name }) => name) ?? [by], by)}
          {choose('rank', 'Ranked by', known?.measures ?? [rank], rank)}
          {choose('order', 'Order', known?.orders ?? [order], order)}
        </>
      }
      flush
    >
      <Answered query={top} what="the leading values" lines={8}>
        {({ values }) =>
          values.length === 0 ? (
            <Nothing title="No call meets all of this">Take a clause away, or ask for a longer window.</Nothing>
          ) : (
            <Table verticalSpacing={4} horizontalSpacing={12} fz={13} highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{by.replaceAll('_', ' ')}</Table.Th>
                  {['Calls', 'Before', 'Change', 'Accounts', 'Failed'].map((head) => (
                    <Table.Th key={head} ta="right">
                      {head}
                    </Table.Th>
                  ))}
                  <Table.Th>
                    <span className="visually-hidden">Narrow</span>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {values.map(({ value, calls, calls_before, change, accounts, failed }) => (
                  <Table.Tr key={value}>
                    <Table.Td>
                      <Pseudonym kind={by} id={value || 'not said'} bare />
                    </Table.Td>
                    <Table.Td ta="right">{whole(calls)}</Table.Td>
                    <Table.Td ta="right">{whole(calls_before)}</Table.Td>
                    <Table.Td ta="right">
                      <Change of={change} />
                    </Table.Td>
                    <Table.Td ta="right">{whole(accounts)}</Table.Td>
                    <Table.Td ta="right">{failed === null ? '–' : whole(failed)}</Table.Td>
                    <Table.Td ta="right">
                      <button
                        type="button"
                        className={classes.only}
                        onClick={() => onChange({ ...search, where: [...where, `${by}:is:${escaped(value)}`] })}
                      >
                        only this
                      </button>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )
        }
      </Answered>
    </Panel>
  );
}

function Change({ of }: { readonly of: number | null }) {
  if (of === null) return <span className={classes.rise}>new</span>;
  const percent = Math.round(of * 100);
  if (percent === 0) return <>0 %</>;
  return (
    <span
      className={percent > 0 ? classes.rise : classes.fall}
    >{`${percent > 0 ? '▲' : '▼'} ${whole(Math.abs(percent))} %`}</span>
  );
}
