/** Drawn on a grid of 16, one line thick, so that none shouts. */
const PATHS = {
  eye: 'M1.5 8C3.5 4.8 5.600 3.500 8 3.500s4.500 1.300 6.500 4.500c-2 3.200-4.100 4.500-6.500 4.500S3.500 11.200 1.500 8ZM6 9.500V8.200M8 9.500v-3M10 9.500V7.400',
  overview: 'M2.500 13.500h11M4 11V8M7 11V4.500M10 11V6.500M13 11V3',
  queue: 'M2 4h12M2 8h12M2 12h8',
  campaign:
    'M8 4.500a1.500 1.500 0 1 0 0-.01M3.500 12a1.500 1.500 0 1 0 0-.01M12.500 12a1.500 1.500 0 1 0 0-.01M7 5.500 4.500 10M9 5.500l2.500 4.500M5 11.500h6',
  action: 'M8 1.800 13.500 4v4c0 3-2.300 5.200-5.500 6.200C4.800 13.200 2.500 11 2.500 8V4L8 1.800ZM5.500 8h5',
  hunt: 'M7 2.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9ZM10.300 10.300 14 14',
  discovery:
    'M8 1.500v2.200M8 12.300v2.200M1.500 8h2.200M12.300 8h2.200M3.400 3.400 5 5M11 11l1.600 1.600M3.400 12.600 5 11M11 5l1.600-1.600M8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z',
  detector: 'M1.500 9h3l1.500-5 3 9 1.800-6 1 2h2.700',
  ingest: 'M8 2v7M5 6.500 8 9.500l3-3M2.500 10v3.500h11V10',
  sample: 'M3 3h4v4H3V3ZM9 3h4v4H9V3ZM3 9h4v4H3V9ZM9.500 11l1.500 1.500L14 9.500',
  appeal: 'M2.500 3h11v7.500H8L5 13.500v-3H2.500V3ZM5.500 6h5M5.500 8h3',
  exception: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM3.800 12.200l8.400-8.400',
  quarantine: 'M2.500 5 8 2l5.500 3v6L8 14l-5.500-3V5ZM6 6.500l4 4M10 6.500l-4 4',
  release: 'M2.500 13.500h11M4 11V7.500M8 11V3M12 11V5.500',
  status: 'M2.500 9.500a5.500 5.500 0 0 1 11 0M8 9.500l2.500-3M2 12.500h12',
  audit: 'M4 2h6l2.500 2.500V14H4V2ZM6 6.500h4.500M6 9h4.500M6 11.500h3',
  people:
    'M6 3a2.200 2.200 0 1 0 0 4.400A2.200 2.200 0 0 0 6 3ZM2 13c.3-2.600 1.800-4 4-4s3.700 1.400 4 4M10.500 3.300a2.200 2.200 0 0 1 0 3.900M11.500 9.300c1.500.4 2.300 1.700 2.500 3.700',
  keys: 'M1.500 4h13v8h-13V4ZM4 6.500h.5M6.500 6.500H7M9 6.500h.5M11.500 6.500h.5M4.500 9.500h7',
  scheme: 'M8 2.500a5.500 5.500 0 1 0 0 11v-11ZM8 2.500a5.500 5.500 0 0 1 0 11',
  person:
    'M8 2.500a2.600 2.600 0 1 0 0 5.200 2.600 2.600 0 0 0 0-5.200ZM3 13.500c.4-3 2.200-4.600 5-4.600s4.600 1.600 5 4.600',
  copy: 'M5.500 5.500v-3h8v8h-3M2.500 5.500h8v8h-8v-8Z',
  warning: 'M8 2 14.500 13.500h-13L8 2ZM8 6.500v3.200M8 11.500v.2',
  check: 'M3 8.500 6.500 12 13 4.500',
  lock: 'M4 7.500h8v6H4v-6ZM5.500 7.500V5a2.500 2.500 0 0 1 5 0v2.500',
} as const;

export type IconName = keyof typeof PATHS;

/** A sign beside a word, never in its place. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
