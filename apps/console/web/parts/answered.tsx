import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Trouble } from './trouble.js';
import { Waiting } from './waiting.js';

interface Answered<Answer> {
  readonly query: UseQueryResult<Answer>;
  /** What is on its way, such as `the incident`. */
  readonly what: string;
  readonly lines?: number;
  readonly children: (answer: Answer) => ReactNode;
}

/** Shows an answer, or that it is on its way, or why there is none. */
export function Answered<Answer>({ query, what, lines, children }: Answered<Answer>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Trouble error={query.error} again={() => void query.refetch()} />;
  return lines === undefined ? <Waiting what={what} /> : <Waiting what={what} lines={lines} />;
}
