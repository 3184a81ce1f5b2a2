import { Skeleton } from '@mantine/core';

/** Grey lines in the place of what is on its way; said once to screen readers. */
export function Waiting({ lines = 6, what }: { readonly lines?: number; readonly what: string }) {
  return (
    <div role="status" aria-label={`Loading ${what}`} style={{ padding: 12 }}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are alike and never move
        <Skeleton key={line} height={14} mb={12} width={`${92 - ((line * 17) % 40)}%`} radius="sm" />
      ))}
    </div>
  );
}
