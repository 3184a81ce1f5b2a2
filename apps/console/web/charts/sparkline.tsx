/** Values as small bars in a line of text; the numbers themselves are said to those who do not see them. */
export function Sparkline({ values, name }: { readonly values: readonly number[]; readonly name: string }) {
  const most = Math.max(1, ...values);
  const width = 4;
  return (
    <svg width={Math.max(values.length, 1) * width} height={16} role="img" aria-label={`${name}: ${values.join(', ')}`}>
      {values.map((value, place) => {
        const height = Math.max(1, (14 * value) / most);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is known by its place
            key={place}
            x={place * width}
            y={15 - height}
            width={width - 1}
            height={height}
            fill="var(--series)"
          />
        );
      })}
    </svg>
  );
}
