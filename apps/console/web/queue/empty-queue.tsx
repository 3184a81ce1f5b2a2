import { Button } from '@mantine/core';
import { Nothing } from '../parts/nothing.js';
import { filtersOf, type QueueSearch } from './queue-search.js';

/** Nothing to decide: because all is done, or because the filters leave nothing. */
export function EmptyQueue({
  search,
  onChange,
}: {
  readonly search: QueueSearch;
  readonly onChange: (search: QueueSearch) => void;
}) {
  const isNarrowed = Object.keys(filtersOf(search)).length > 0;
  return isNarrowed ? (
    <Nothing title="No incident passes these filters">
      <Button variant="default" mt="xs" onClick={() => onChange({})}>
        Clear filters
      </Button>
    </Nothing>
  ) : (
    <Nothing title="Nothing is waiting">
      Every incident is decided. Detectors go on judging; what they find appears here by itself.
      <br />
      <Button variant="default" mt="sm" onClick={() => onChange({ state: 'confirmed,dismissed' })}>
        Look at what was decided
      </Button>
    </Nothing>
  );
}
