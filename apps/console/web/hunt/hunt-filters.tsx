import { Button, Group, Select, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { FieldsAnswer } from '../../hunts/hunt-shape.js';
import { useCommand } from '../keys/key-desk.js';
import classes from './hunt.module.css';
import { escaped, type HuntSearch } from './hunt-search.js';

interface HuntFilters {
  readonly fields: FieldsAnswer;
  readonly search: HuntSearch;
  readonly onChange: (search: HuntSearch) => void;
}

/** The window and the clauses of a hunt, each a chip that can be taken away. */
export function HuntFilters({ fields: { fields }, search, onChange }: HuntFilters) {
  const { from, until, where = [] } = search;
  const [name, setName] = useState('model');
  const field = fields.find((each) => each.name === name);
  const [operator, setOperator] = useState('is');
  const [value, setValue] = useState('');
  const first = useRef<HTMLInputElement>(null);
  useCommand('filter', () => first.current?.focus());
  const operators = field?.operators ?? [];
  const chosen = operators.includes(operator) ? operator : (operators[0] ?? 'is');
  const add = () => {
    const values = value.split(',').map((each) => escaped(each.trim()));
    onChange({ ...search, where: [...where, `${name}:${chosen}:${values.join(',')}`] });
    setValue('');
  };
  return (
    <section className={classes.filters} aria-label="What to look for">
      <Group gap="xs" align="flex-end">
        <TextInput
          key={`from ${from}`}
          label="From (UTC)"
          w={112}
          defaultValue={from}
          onBlur={(event) => onChange({ ...search, from: event.currentTarget.value })}
        />
        <TextInput
          key={`until ${until}`}
          label="Until"
          w={112}
          defaultValue={until}
          onBlur={(event) => onChange({ ...search, until: event.currentTarget.value })}
        />
        <form
          className={classes.add}
          onSubmit={(event) => {
            event.preventDefault();
            add();
          }}
        >
          <Select
            ref={first}
            label="Field"
            w={170}
            searchable
            data={fields.map((each) => each.name)}
            value={name}
            onChange={(next) => setName(next ?? name)}
            allowDeselect={false}
          />
          <Select
            label="How"
            w={110}
            data={operators.map((each) => ({ value: each, label: each.replace('_', ' ') }))}
            value={chosen}
            onChange={(next) => setOperator(next ?? chosen)}
            allowDeselect={false}
          />
          <TextInput
            label="Value, or several with commas"
            w={220}
            placeholder={field?.meaning ?? ''}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
          <Button type="submit" variant="default">
            Add
          </Button>
        </form>
      </Group>
      {where.length > 0 && (
        <ul className={classes.chips}>
          {where.map((clause) => (
            <li key={clause}>
              <code>{clause}</code>
              <button
                type="button"
                aria-label={`Take away ${clause}`}
                onClick={() => onChange({ ...search, where: where.filter((each) => each !== clause) })}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
